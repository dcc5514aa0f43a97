import QuenchFormats
import QuenchModel

/// Commands by themselves: names, order, groups, variables.
extension LAMMPSCheck {
  var commands: [Finding] { unknown + order + groups + variables + atomStyle }

  private var unknown: [Finding] {
    script.commands.compactMap { command in
      guard !command.name.contains("$") else { return nil }
      if let finding = unknown(command.name, LAMMPSNames.commands, "command", command) {
        return finding
      }
      let words = command.words
      switch command.name {
      case "fix" where words.count > 3 && !words[3].contains("$"):
        return unknown(words[3], LAMMPSNames.fixes, "fix", command)
      case "pair_style" where words.count > 1 && !words[1].contains("$"):
        return unknown(words[1], LAMMPSNames.pairs, "pair style", command)
      case "units" where words.count > 1 && !words[1].contains("$"):
        guard !LAMMPSNames.units.contains(words[1]) else { return nil }
        return finding(.error, "UNITS", "'\(words[1])' are no units: metal, real, …", command)
      case "thermo_style" where words.count > 2 && words[1] == "custom":
        return words.dropFirst(2).lazy.compactMap { self.keyword($0, command) }.first
      default: return nil
      }
    }
  }

  private func unknown(
    _ word: String, _ known: Set<String>, _ what: String, _ command: LAMMPSCommand
  ) -> Finding? {
    guard !known.contains(word),
      !["/kk", "/gpu", "/omp", "/opt", "/intel"].contains(where: word.hasSuffix),
      let nearest = Suggestion.nearest(to: word, among: known.sorted())
    else { return nil }
    return finding(
      .error, "COMMAND", "'\(word)' is no \(what): did you mean \(nearest)?", command)
  }

  private func keyword(_ word: String, _ command: LAMMPSCommand) -> Finding? {
    guard !["c_", "f_", "v_", "$"].contains(where: word.hasPrefix),
      !LAMMPSNames.thermo.contains(word)
    else { return nil }
    let nearest = Suggestion.nearest(to: word, among: LAMMPSNames.thermo.sorted())
    guard let nearest else { return nil }
    return finding(
      .error, "COMMAND", "'\(word)' is nothing thermo_style prints: did you mean \(nearest)?",
      command)
  }

  private static let beforeBox = ["units", "atom_style", "boundary", "dimension", "newton"]
  private static let afterBox = ["pair_coeff", "mass", "velocity", "fix", "run", "minimize"]
  private static let makers = ["read_data", "read_restart", "create_box"]

  /// Commands before the box that have to come behind it, and the other way.
  private var order: [Finding] {
    let commands = script.commands
    // Branches and loops go other ways than the lines do.
    guard !commands.contains(where: { ["jump", "label", "clear", "if"].contains($0.name) }),
      let box = commands.firstIndex(where: { Self.makers.contains($0.name) })
    else { return [] }
    var findings: [Finding] = []
    for command in commands[(box + 1)...] where Self.beforeBox.contains(command.name) {
      guard command.name != "newton" else { continue }
      findings.append(
        finding(
          .error, "ORDER",
          "\(command.name) comes before \(commands[box].name), which makes the box",
          command))
    }
    for command in commands[..<box] where Self.afterBox.contains(command.name) {
      findings.append(
        finding(
          .error, "ORDER",
          "\(command.name) comes behind \(commands[box].name), which makes the box",
          command))
    }
    if let coefficients = commands.firstIndex(where: { $0.name == "pair_coeff" }),
      let style = commands.firstIndex(where: { $0.name == "pair_style" }), coefficients < style,
      coefficients > box
    {
      findings.append(
        finding(
          .error, "ORDER", "pair_coeff comes behind pair_style", commands[coefficients]))
    }
    return findings
  }

  /// Of what this input alone says: one that continues another has its groups and variables.
  private var isWhole: Bool {
    script.first("read_data") != nil && script.missing.isEmpty
      && script.first("read_restart") == nil && !script.commands.contains { $0.name == "jump" }
  }

  private var groups: [Finding] {
    guard isWhole else { return [] }
    var known: Set = ["all"]
    for command in script.commands {
      if command.name == "group", command.words.count > 1 { known.insert(command.words[1]) }
      if command.name == "ndx2group" { return [] }
    }
    return script.commands.compactMap { command in
      let place = ["fix": 2, "compute": 2, "dump": 2, "velocity": 1][command.name]
      guard let place, command.words.count > place else { return nil }
      let name = command.words[place]
      guard !known.contains(name), !name.contains("$") else { return nil }
      let nearest = Suggestion.nearest(to: name, among: known.sorted())
      return finding(
        .error, "GROUP",
        "there is no group '\(name)'" + (nearest.map { ": did you mean \($0)?" } ?? ""), command)
    }
  }

  /// `${T}` and `$T` that nothing here defines: the command line may, with `-var`.
  private var variables: [Finding] {
    guard isWhole else { return [] }
    var known: Set<String> = []
    var findings: [Finding] = []
    for command in script.commands {
      if command.name == "variable", command.words.count > 1 { known.insert(command.words[1]) }
      for name in command.words.flatMap(Self.variables) where known.insert(name).inserted {
        findings.append(
          finding(
            .warning, "VARIABLE",
            "nothing defines the variable '\(name)': lmp -var \(name) … has to", command))
      }
    }
    return findings
  }

  private static func variables(_ word: String) -> [String] {
    word.split(separator: "$", omittingEmptySubsequences: false).dropFirst().compactMap { part in
      if part.hasPrefix("{") { return String(part.dropFirst().prefix { $0 != "}" }) }
      guard let letter = part.first, letter.isLetter else { return nil }
      return String(letter)
    }
  }

  /// `Atoms # charge` in the data file is what the writer meant.
  private var atomStyle: [Finding] {
    guard let data, let command = script.all("atom_style").last ?? script.first("read_data"),
      let bytes = folder.read(data.file)
    else { return [] }
    let told = script.all("atom_style").last?.words.dropFirst().first ?? "atomic"
    let head = String(decoding: bytes.prefix(1 << 16), as: UTF8.self)
    let line = head.split(whereSeparator: \.isNewline).first { row in
      let words = row.split(separator: " ")
      return words.first == "Atoms"
    }
    let words = (line ?? "").split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "#" })
    guard words.count > 1, !told.hasPrefix("hybrid"), !told.contains("$"), words[1] != told else {
      return []
    }
    let alike: Set<Set<String>> = [
      ["molecular", "bond"], ["molecular", "angle"], ["bond", "angle"],
    ]
    guard !alike.contains([told, String(words[1])]) else { return [] }
    return [
      finding(
        .error, "ATOM-STYLE",
        "atom_style is \(told), and \(data.file) has its atoms in style \(words[1])", command)
    ]
  }
}
