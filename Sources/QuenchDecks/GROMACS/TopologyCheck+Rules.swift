/// What parameters were made for: combination rules in words, and types that nobody defines.
extension TopologyCheck {
  /// Rules that comments and names of atom types tell, against [ defaults ].
  var statedRules: [Finding] {
    let rules = topology.defaults.map(\.combinationRule)
    guard let rule = rules.first ?? shippedRule, rules.allSatisfy({ $0 == rule }) else { return [] }
    return stated.filter { $0.rule != rule }.prefix(1).map { other in
      let names = ForceField.combinationRules
      return Finding(
        .error, "COMB-RULE",
        "\(other.reason) rule \(other.rule) (\(names[other.rule] ?? "?")), and the system has rule \(rule) "
          + "(\(names[rule] ?? "?")): parameters are wrong under the other rule",
        file: folder.name(other.file), line: other.line)
    }
  }

  private struct Stated {
    let rule: Int
    let reason: String
    let file: String
    let line: Int
  }

  private var stated: [Stated] {
    var files: [String] = []
    for line in text.lines where files.last != line.file && !files.contains(line.file) {
      files.append(line.file)
    }
    var found: [Stated] = []
    for file in files where file != text.lines.last?.file || file != self.file {
      let rows = (folder.text(file) ?? "").split(
        omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      for (index, row) in rows.enumerated() {
        guard let rule = Self.rule(inComment: row) else { continue }
        found.append(
          Stated(rule: rule, reason: "the comment says combination", file: file, line: index + 1))
        break
      }
    }
    // OPLS-AA and all that took its types combine geometrically.
    let type = text.lines.first { line in
      line.words.count > 5 && line.words.prefix(2).contains { $0.hasPrefix("opls_") }
    }
    if let type {
      found.append(
        Stated(
          rule: 3, reason: "types opls_… are made for combination", file: type.file,
          line: type.number))
    }
    return found
  }

  /// `; combination rule 3`, `; comb-rule 2`, `; comb_rule = 2`.
  static func rule(inComment row: Substring) -> Int? {
    guard let mark = row.firstIndex(of: ";") else { return nil }
    let comment = row[mark...].lowercased().map { "-_=:".contains($0) ? " " : $0 }
    let words = String(comment).split(separator: " ").map(String.init)
    for (index, word) in words.enumerated() where word == "rule" && index > 0 {
      guard words[index - 1].hasPrefix("comb"), index + 1 < words.count else { continue }
      return Int(words[index + 1].prefix { $0.isNumber }).flatMap {
        (1...3).contains($0) ? $0 : nil
      }
    }
    return nil
  }

  /// Atom types in molecules that no [ atomtypes ] has, where every include was read.
  var unknownTypes: [Finding] {
    guard text.missing.isEmpty, !topology.defaults.isEmpty else { return [] }
    let known = Set(
      text.rows(of: "atomtypes").compactMap { $0.words.first.map(String.init) })
    for molecule in topology.molecules
    where topology.counts.contains(where: { $0.name == molecule.name }) {
      guard let atom = molecule.atoms.firstIndex(where: { !known.contains($0.type) }) else {
        continue
      }
      return [
        finding(
          .error, "ATOM-TYPE",
          "no [ atomtypes ] has the type '\(molecule.atoms[atom].type)' of \(molecule.name)'s atom "
            + "\(atom + 1)", molecule.line)
      ]
    }
    return []
  }

  /// Sections that come too late: types behind the first molecule (GROMACS: topology file).
  var order: [Finding] {
    var isMolecule = false
    for line in text.lines where line.words[0].hasPrefix("[") {
      let name = line.words.joined().filter { $0 != "[" && $0 != "]" }.lowercased()
      if name == "moleculetype" { isMolecule = true }
      guard isMolecule, name == "defaults" || name.hasSuffix("types") else { continue }
      return [
        finding(
          .error, "ORDER", "[ \(name) ] stands behind a [ moleculetype ]: all types come first",
          line)
      ]
    }
    return []
  }
}

extension TopologyText {
  /// Lines of all sections of a name.
  func rows(of section: String) -> [TopologyLine] {
    var rows: [TopologyLine] = []
    var current = ""
    for line in lines {
      if line.words[0].hasPrefix("[") {
        current = line.words.joined().filter { $0 != "[" && $0 != "]" }.lowercased()
      } else if current == section {
        rows.append(line)
      }
    }
    return rows
  }
}
