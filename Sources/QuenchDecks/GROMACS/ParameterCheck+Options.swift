/// Options and their values by themselves.
extension ParameterCheck {
  var options: [Finding] { unknown + words + numbers + others }

  private var keys: [String] {
    parameters.entries.sorted { $0.value.line < $1.value.line }.map(\.key)
  }

  private var unknown: [Finding] {
    keys.filter { !MDPNames.knows($0) }.map { key in
      guard let nearest = MDPNames.nearest(to: key) else {
        return finding(
          .warning, "OPTION",
          "'\(key)' is no option known here, and grompp stops at a warning of those",
          at: key)
      }
      return finding(
        .error, "OPTION",
        "'\(key)' is no option, and grompp stops at the warning: did you mean \(nearest)?",
        at: key)
    }
  }

  private var words: [Finding] {
    keys.compactMap { key in
      guard let choices = MDPNames.choices[key == "vdw-type" ? "vdwtype" : key],
        let word = parameters.word(key), !word.isEmpty, !choices.contains(word)
      else { return nil }
      let nearest = Suggestion.nearest(to: word, among: choices)
      return finding(
        .error, "VALUE",
        "\(key) = '\(parameters[key]?.value ?? "")' is unknown: "
          + (nearest.map { "did you mean \($0)?" } ?? choices.joined(separator: ", ")), at: key)
    }
  }

  private var others: [Finding] {
    var findings: [Finding] = []
    if let value = parameters["define"], let word = value.words.first(where: { !$0.hasPrefix("-") })
    {
      findings.append(
        finding(
          .error, "VALUE", "define = \(value.value): -D\(word) defines, '\(word)' does not",
          at: "define"))
    }
    if let groups = parameters["freezegrps"]?.words.count, groups > 0,
      (parameters["freezedim"]?.words.count ?? 0) != 3 * groups
    {
      findings.append(
        finding(
          .error, "FREEZEDIM",
          "freezedim wants Y or N for x, y, z of each of \(groups) groups: \(3 * groups) words, and has "
            + "\(parameters["freezedim"]?.words.count ?? 0)", at: "freezegrps"))
    }
    if let interval = parameters.number("nstlist"), interval <= 0 {
      findings.append(
        finding(.error, "VALUE", "nstlist has to be above 0", at: "nstlist"))
    }
    if parameters.word("pbc") == "xy", (parameters.number("nwall") ?? 0) < 1 {
      findings.append(
        finding(.error, "VALUE", "pbc = xy works between walls alone: nwall", at: "pbc"))
    }
    return findings
  }

  private var numbers: [Finding] {
    keys.compactMap { key in
      guard let value = parameters[key]?.value, !value.isEmpty else { return nil }
      let isWhole = MDPNames.wholeNumbers.contains(key)
      guard isWhole && Int(value) == nil || MDPNames.numbers.contains(key) && Double(value) == nil
      else { return nil }
      return finding(
        .error, "VALUE", "\(key) = '\(value)' is no \(isWhole ? "whole " : "")number, without unit",
        at: key)
    }
  }
}
