import QuenchFormats

/// Names that stop the reading: namelists, variables, cards, words.
extension PWFindings {
  var names: [Finding] { namelists + variables + words + cards + values }

  private var rows: [String] {
    (folder.text(file) ?? "").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(String.init)
  }

  /// Heads of namelists with their lines, in small letters.
  private var heads: [(name: String, line: Int)] {
    rows.enumerated().compactMap { index, row in
      let text = ReportLine.trimmed(row)
      guard text.hasPrefix("&") else { return nil }
      let name = text.dropFirst().prefix { !" \t,!".contains($0) }.lowercased()
      return name == "end" ? nil : (name, index + 1)
    }
  }

  private var namelists: [Finding] {
    let heads = heads
    var findings: [Finding] = []
    for head in heads where !PWNames.namelists.contains(head.name) {
      let nearest = Suggestion.nearest(to: head.name, among: PWNames.namelists)
      findings.append(
        finding(
          .error, "NAMELIST",
          "&\(head.name.uppercased()) is no namelist"
            + (nearest.map { ": did you mean &\($0.uppercased())?" } ?? ""), line: head.line))
    }
    let places = heads.compactMap { head in
      PWNames.namelists.firstIndex(of: head.name).map { (place: $0, head: head) }
    }
    if let wrong = zip(places, places.dropFirst()).first(where: { $0.place >= $1.place }) {
      findings.append(
        finding(
          .error, "NAMELIST",
          "&\(wrong.1.head.name.uppercased()) stands behind &\(wrong.0.head.name.uppercased()): the order "
            + "is CONTROL, SYSTEM, ELECTRONS, IONS, CELL", line: wrong.1.head.line))
    }
    guard findings.isEmpty, input.unclosed == nil else { return findings }
    return missing(Set(heads.map(\.name)))
  }

  private func missing(_ present: Set<String>) -> [Finding] {
    var needed = ["system", "electrons"]
    if calculation.hasSuffix("relax") || calculation.hasSuffix("md") { needed.append("ions") }
    if calculation.hasPrefix("vc-") { needed.append("cell") }
    return needed.filter { !present.contains($0) }.map { name in
      finding(
        .error, "NAMELIST",
        "there is no &\(name.uppercased()), which calculation = '\(calculation)' needs, if only empty",
        line: input["calculation"]?.line)
    }
  }

  private var variables: [Finding] {
    input.entries.compactMap { entry in
      guard let known = PWNames.variables[entry.namelist] else { return nil }
      let name = String(entry.name.prefix { $0 != "(" && $0 != "%" })
      guard !known.contains(name) else { return nil }
      if let other = PWNames.namelists.first(where: {
        PWNames.variables[$0]?.contains(name) ?? false
      }) {
        return finding(
          .error, "VARIABLE",
          "\(name) belongs into &\(other.uppercased()), not into "
            + "&\(entry.namelist.uppercased())", line: entry.line)
      }
      let nearest = Suggestion.nearest(to: name, among: known.sorted())
      return finding(
        nearest == nil ? .warning : .error, "VARIABLE",
        "'\(name)' is no variable of &\(entry.namelist.uppercased()) known here"
          + (nearest.map { ": did you mean \($0)?" } ?? ", and pw.x stops at those it does not know"),
        line: entry.line)
    }
  }

  private var words: [Finding] {
    var findings: [Finding] = PWNames.choices.sorted { $0.key < $1.key }.compactMap {
      name, words in
      guard let entry = input[name], entry.namelist != "path",
        !words.contains(entry.value.lowercased())
      else { return nil }
      return wrong(entry, words)
    }
    if let entry = input["ion_dynamics"], let words = PWNames.dynamics[calculation],
      !words.contains(entry.value.lowercased())
    {
      findings.append(
        finding(
          .error, "VALUE",
          "ion_dynamics = '\(entry.value)' does not go with calculation = '\(calculation)': "
            + words.joined(separator: ", "), line: entry.line))
    }
    return findings
  }

  private func wrong(_ entry: PWInputFile.Entry, _ words: [String]) -> Finding {
    let nearest = Suggestion.nearest(to: entry.value, among: words)
    return finding(
      .error, "VALUE",
      "\(entry.name) = '\(entry.value)' is unknown: "
        + (nearest.map { "did you mean '\($0)'?" } ?? words.joined(separator: ", ")),
      line: entry.line)
  }

  /// A word in capitals with an underscore that stands where a row of a card would.
  private var cards: [Finding] {
    var findings: [Finding] = []
    for card in input.cards {
      for (row, line) in zip(card.rows, card.lines) {
        guard let word = row.first?.prefix(while: { $0 != "{" && $0 != "(" }).uppercased(),
          word.contains("_"), !["BEGIN_", "END_"].contains(where: word.hasPrefix),
          !["FIRST_IMAGE", "INTERMEDIATE_IMAGE", "LAST_IMAGE"].contains(word),
          !PWNames.cards.contains(word),
          let nearest = Suggestion.nearest(to: word, among: PWNames.cards)
        else { continue }
        findings.append(
          finding(
            .error, "CARD", "'\(row[0])' is no card and is skipped: did you mean \(nearest)?",
            line: line))
      }
    }
    if let card = input.card("K_POINTS"), !card.option.isEmpty,
      !PWNames.meshes.contains(card.option)
    {
      findings.append(
        finding(
          .error, "CARD",
          "K_POINTS \(card.option): \(PWNames.meshes.joined(separator: ", "))", line: card.line))
    }
    guard !isBand else { return findings }
    var seen: Set<String> = []
    for card in input.cards where !seen.insert(card.name).inserted {
      findings.append(finding(.error, "CARD", "\(card.name) stands here again", line: card.line))
    }
    return findings
  }

  private var values: [Finding] {
    let rows = rows
    return input.entries.compactMap { entry in
      let name = String(entry.name.prefix { $0 != "(" })
      if PWNames.quoted.contains(name), rows.indices.contains(entry.line - 1),
        isBare(name, in: rows[entry.line - 1])
      {
        return finding(
          .error, "VALUE", "\(name) wants its value in quotes: '\(entry.value)'", line: entry.line)
      }
      if PWNames.numbers.contains(name), name != "celldm", name != "starting_magnetization",
        rows.indices.contains(entry.line - 1), hasDecimalComma(entry, in: rows[entry.line - 1])
      {
        return finding(
          .error, "VALUE", "\(name): decimals follow a point, not a comma", line: entry.line)
      }
      let isWhole = PWNames.wholeNumbers.contains(name)
      guard isWhole && entry.integer == nil || PWNames.numbers.contains(name) && !isNumber(entry)
      else { return nil }
      return finding(
        .error, "VALUE",
        "\(entry.name) = '\(entry.value)' is no \(isWhole ? "whole " : "")number, without unit and with "
          + "'!' before comments", line: entry.line)
    }
  }

  /// `ecutwfc = 12,5`: a value, a comma, and digits that belong to no other variable.
  private func hasDecimalComma(_ entry: PWInputFile.Entry, in row: String) -> Bool {
    let small = row.lowercased().prefix { $0 != "!" }
    guard let place = small.ranges(of: entry.name).first?.upperBound,
      let mark = small[place...].firstIndex(of: "=")
    else { return false }
    let parts = small[small.index(after: mark)...].split(
      separator: ",", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return false }
    let next = ReportLine.trimmed(String(parts[1]))
    return !next.isEmpty && next.allSatisfy(\.isNumber)
  }

  /// One number, or several of an array.
  private func isNumber(_ entry: PWInputFile.Entry) -> Bool {
    let words = entry.value.split(separator: " ")
    return !words.isEmpty && words.allSatisfy { ReportLine.number($0) != nil }
  }

  private func isBare(_ name: String, in row: String) -> Bool {
    let small = row.lowercased()
    guard
      let place = small.ranges(of: name).first(where: { range in
        small[range.upperBound...].first { $0 != " " && $0 != "\t" } == "="
      }), let mark = small[place.upperBound...].firstIndex(of: "=")
    else { return false }
    let value = small[small.index(after: mark)...].first { $0 != " " && $0 != "\t" }
    return value != nil && value != "'" && value != "\""
  }
}
