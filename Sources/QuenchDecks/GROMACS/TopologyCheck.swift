/// Looks at a topology: rules, counts, charge, names against the coordinates.
struct TopologyCheck {
  let file: String
  let folder: DeckFolder
  let text: TopologyText
  let topology: Topology

  init(_ file: String, in folder: DeckFolder) {
    self.file = file
    self.folder = folder
    text = TopologyText(file) { folder.text($0) }
    topology = Topology(text)
  }

  var findings: [Finding] {
    missing + order + combinationRules + statedRules + unknownMolecules + unknownTypes + charge
      + coordinates
  }

  func finding(
    _ severity: Finding.Severity, _ subject: String, _ message: String, _ line: TopologyLine?
  ) -> Finding {
    Finding(
      severity, subject, message, file: line.map { folder.name($0.file) } ?? folder.name(file),
      line: line?.number)
  }

  /// Combination rules of the force fields that come with GROMACS, by the beginning of the folder's name.
  private static let shipped = [
    "oplsaa": 3, "amber": 2, "charmm": 2, "gromos": 1,
  ]

  private static func rule(ofInclude name: String) -> Int? {
    guard let folder = name.split(separator: "/").first(where: { $0.hasSuffix(".ff") }),
      name.hasSuffix("forcefield.itp")
    else { return nil }
    return shipped.first { folder.hasPrefix($0.key) }?.value
  }

  /// Files of force fields that come with GROMACS are found by it, not by us.
  private var missing: [Finding] {
    text.missing.filter { !$0.file.contains(".ff/") }.map {
      finding(.error, "INCLUDE", "there is no file '\($0.file)' to include", $0.line)
    }
  }

  /// Of the force field that comes with GROMACS, where one is included.
  var shippedRule: Int? { text.missing.lazy.compactMap { Self.rule(ofInclude: $0.file) }.first }

  private var combinationRules: [Finding] {
    var rules = topology.defaults.map { (rule: $0.combinationRule, line: $0.line) }
    rules += text.missing.compactMap { include in
      Self.rule(ofInclude: include.file).map { (rule: $0, line: include.line) }
    }
    guard let first = rules.first else {
      return text.missing.isEmpty && !topology.counts.isEmpty
        ? [finding(.error, "DEFAULTS", "no [ defaults ] section, here or in an include", nil)] : []
    }
    let others = rules.dropFirst().filter { $0.rule != first.rule }
    if let other = others.first {
      let names = ForceField.combinationRules
      return [
        finding(
          .error, "COMB-RULE",
          "combination rules \(first.rule) (\(names[first.rule] ?? "?"), "
            + "\(folder.name(first.line.file)):\(first.line.number)) and \(other.rule) "
            + "(\(names[other.rule] ?? "?")) in one system: parameters of one force field are wrong "
            + "under the rule of another", other.line)
      ]
    }
    return rules.dropFirst().map {
      finding(.error, "DEFAULTS", "a second [ defaults ]: grompp stops at it", $0.line)
    }
  }

  private var unknownMolecules: [Finding] {
    guard text.missing.isEmpty || text.missing.allSatisfy({ $0.file.hasSuffix("forcefield.itp") })
    else { return [] }
    return topology.counts.filter { topology.molecule($0.name) == nil }.map {
      finding(.error, "MOLECULE", "no [ moleculetype ] is called '\($0.name)'", $0.line)
    }
  }

  private var charge: [Finding] {
    var sum = 0.0
    for entry in topology.counts {
      guard let molecule = topology.molecule(entry.name), let own = topology.charge(of: molecule)
      else { return [] }
      sum += own * Double(entry.count)
    }
    guard abs(sum) > 1e-3 else { return [] }
    let shown = (sum * 1e4).rounded() / 1e4
    return [
      finding(
        .warning, "CHARGE",
        "the system carries \(DeckNumber.text(shown, decimals: 4)) e; PME adds a uniform background, and grompp warns of it",
        topology.counts.first?.line)
    ]
  }
}
