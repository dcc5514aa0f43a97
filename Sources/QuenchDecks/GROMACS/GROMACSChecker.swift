import QuenchFormats
import QuenchModel
import QuenchUnits

extension DeckChecker {
  /// Topologies with the coordinates beside them, and parameter files.
  static let gromacs = DeckChecker(
    engine: "gromacs",
    owns: { folder in
      folder.names.contains { $0.hasSuffix(".mdp") }
        || folder.names.contains {
          $0.hasSuffix(".top") && folder.text($0)?.contains("molecules") == true
        }
    },
    check: { folder in
      let tops = folder.names.filter { $0.hasSuffix(".top") }
      return tops.flatMap { TopologyCheck($0, in: folder).findings }
        + folder.names.filter { $0.hasSuffix(".mdp") && $0 != "mdout.mdp" }.flatMap {
          ParameterCheck($0, in: folder).findings
        }
    })
}

/// Looks at a topology: rules, counts, charge, names against the coordinates.
struct TopologyCheck {
  private let file: String
  private let folder: DeckFolder
  private let text: TopologyText
  private let topology: Topology

  init(_ file: String, in folder: DeckFolder) {
    self.file = file
    self.folder = folder
    text = TopologyText(file) { folder.text($0) }
    topology = Topology(text)
  }

  var findings: [Finding] {
    missing + combinationRules + unknownMolecules + charge + coordinates
  }

  private func finding(
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
        "the system carries \(shown) e; PME adds a uniform background, and grompp warns of it",
        topology.counts.first?.line)
    ]
  }

  // MARK: Coordinates

  /// Atoms the topology asks for; nil where a molecule is unknown.
  private var atomCount: Int? {
    var sum = 0
    for entry in topology.counts {
      guard let molecule = topology.molecule(entry.name) else { return nil }
      let (atoms, overflows) = molecule.atoms.count.multipliedReportingOverflow(by: entry.count)
      let (next, overflowsAgain) = sum.addingReportingOverflow(atoms)
      guard !overflows, !overflowsAgain else { return nil }
      sum = next
    }
    return sum
  }

  private var coordinates: [Finding] {
    guard let wanted = atomCount, wanted > 0 else { return [] }
    let files = folder.names.filter { $0.hasSuffix(".gro") }
    var others: [String] = []
    for name in files {
      guard let bytes = folder.read(name) else { continue }
      do throws(ParseError) {
        guard let frame = try FileFormat.gro.read(bytes, source: folder.name(name)).frames.first
        else { continue }
        if frame.structure.count == wanted {
          return names(of: frame.structure, in: name)
            + StructureFindings(frame.structure, file: folder.name(name)).all
        }
        others.append("\(name) has \(frame.structure.count)")
      } catch {
        return [Finding(.error, "GRO", "\(error)", file: folder.name(name), line: error.line)]
      }
    }
    guard !others.isEmpty else { return [] }
    return [
      finding(
        .error, "ATOM-COUNT",
        "[ molecules ] asks for \(wanted) atoms, and \(others.joined(separator: ", "))",
        topology.counts.first?.line)
    ]
  }

  /// The first atom whose names differ from the topology's: molecules in another order.
  private func names(of structure: Structure, in name: String) -> [Finding] {
    guard let residues = structure.residues else { return [] }
    var atom = 0
    for entry in topology.counts {
      guard let molecule = topology.molecule(entry.name) else { return [] }
      for _ in 0..<entry.count {
        for expected in molecule.atoms {
          let found = (residues.names[atom], residues.atomNames[atom])
          if found.1 != expected.name || found.0 != expected.residue {
            let isElsewhere = found.0 != expected.residue
            return [
              finding(
                isElsewhere ? .error : .warning, isElsewhere ? "ATOM-ORDER" : "ATOM-NAME",
                "atom \(atom + 1) of \(name) is \(found.0) \(found.1), and the topology has "
                  + "\(expected.residue) \(expected.name) there"
                  + (isElsewhere ? ": molecules in another order" : ""), entry.line)
            ]
          }
          atom += 1
        }
      }
    }
    return []
  }
}

/// Looks at a parameter file.
struct ParameterCheck {
  private let file: String
  private let folder: DeckFolder
  private let parameters: MDPText

  init(_ file: String, in folder: DeckFolder) {
    self.file = folder.name(file)
    self.folder = folder
    parameters = MDPText(folder.text(file) ?? "")
  }

  var findings: [Finding] {
    repeated + intervals + coupling + frozen + groups + cutoffs + timestep
  }

  private func finding(
    _ severity: Finding.Severity, _ subject: String, _ message: String, at key: String
  ) -> Finding {
    Finding(severity, subject, message, file: file, line: parameters[key]?.line)
  }

  private var repeated: [Finding] {
    parameters.repeated.map {
      Finding(
        .error, "TWICE", "'\($0.key)' stands here twice: grompp stops", file: file, line: $0.line)
    }
  }

  private var intervals: [Finding] {
    guard let energy = parameters.number("nstenergy"), energy > 0 else { return [] }
    let calculated = parameters.number("nstcalcenergy") ?? 100
    guard calculated > 0, energy.truncatingRemainder(dividingBy: calculated) != 0,
      parameters["nstcalcenergy"] != nil || energy > calculated
    else { return [] }
    return [
      finding(
        .error, "NSTENERGY",
        "nstenergy \(Int(clamping: energy)) is no multiple of nstcalcenergy "
          + "\(Int(clamping: calculated)): grompp stops", at: "nstenergy")
    ]
  }

  private var isCoupled: Bool { !["no", nil].contains(parameters.word("tcoupl")) }
  private var isPressed: Bool { !["no", nil].contains(parameters.word("pcoupl")) }

  private var coupling: [Finding] {
    guard parameters.word("pcoupl") == "parrinellorahman",
      let pressure = parameters.number("tau-p"),
      let temperature = parameters["tau-t"]?.words.compactMap(Double.init).max(),
      isCoupled, pressure < 2 * temperature
    else { return [] }
    return [
      finding(
        .warning, "TAU-P",
        "tau-p \(pressure) ps is less than twice tau-t \(temperature) ps: Parrinello-Rahman may "
          + "oscillate, and grompp warns of it", at: "tau-p")
    ]
  }

  private var frozen: [Finding] {
    guard let groups = parameters["freezegrps"]?.words, !groups.isEmpty else { return [] }
    var findings: [Finding] = []
    let momentum = parameters.word("comm-mode") ?? "linear"
    let removed = parameters["comm-grps"]?.words ?? ["System"]
    if momentum != "none", removed.contains("System") || removed.contains(where: groups.contains) {
      findings.append(
        finding(
          .warning, "COMM",
          "the momentum of held atoms is removed too, and 3 degrees of freedom with it: comm-grps of "
            + "the free atoms, or comm-mode = none", at: "freezegrps"))
    }
    if isPressed {
      findings.append(
        finding(
          .error, "PRESSURE", "pressure coupling rescales the box and moves held atoms",
          at: "pcoupl"))
    }
    return findings + thermostats(groups)
  }

  /// A thermostat group of held atoms alone must not be coupled; one that mixes both is grompp's to count.
  private func thermostats(_ held: [String]) -> [Finding] {
    guard isCoupled, let groups = parameters["tc-grps"]?.words else { return [] }
    let targets = parameters["ref-t"]?.words.compactMap(Double.init) ?? []
    let times = parameters["tau-t"]?.words.compactMap(Double.init) ?? []
    return groups.indices.filter { index in
      held.contains(groups[index]) && index < targets.count && targets[index] > 0
        && index < times.count && times[index] > 0
    }.map { index in
      finding(
        .error, "THERMOSTAT",
        "'\(groups[index])' is held and coupled to \(targets[index]) K: it has no thermal motion; "
          + "tau-t -1", at: "tc-grps")
    }
  }

  /// Groups that the index file beside or above does not have.
  private var groups: [Finding] {
    guard let (name, known) = indexGroups else { return [] }
    let keys = ["tc-grps", "freezegrps", "comm-grps", "energygrps", "compressed-x-grps"]
    return keys.flatMap { key in
      (parameters[key]?.words ?? []).filter { word in
        !known.contains(word.lowercased()) && !Self.standard.contains(word.lowercased())
      }.map {
        finding(.error, "GROUP", "'\($0)' is no group of \(name)", at: key)
      }
    }
  }

  /// Groups GROMACS makes of itself.
  private static let standard = [
    "system", "other", "protein", "water", "non-water", "ion", "water_and_ions", "sol",
  ]

  private var indexGroups: (name: String, groups: [String])? {
    let own = folder.names.filter { $0.hasSuffix(".ndx") }
    let name = own.first ?? "../index.ndx"
    guard own.count < 2, let text = folder.text(name) else { return nil }
    return (
      name,
      text.split(whereSeparator: \.isNewline).compactMap { line in
        let words = line.split(whereSeparator: { " \t[]".contains($0) })
        return line.contains("[") ? words.first.map { $0.lowercased() } : nil
      }
    )
  }

  // MARK: With the coordinates

  private var structure: (name: String, structure: Structure)? {
    let own = folder.names.filter { $0.hasSuffix(".gro") }
    let name = own.first ?? "../start.gro"
    guard let bytes = folder.read(name) else { return nil }
    do throws(ParseError) {
      return try FileFormat.gro.read(bytes, source: name).frames.first.map { (name, $0.structure) }
    } catch {
      // Whoever looks at the topology says so.
      return nil
    }
  }

  private var cutoffs: [Finding] {
    guard let (name, structure) = structure, let height = structure.lattice?.faceDistances.min()
    else { return [] }
    return ["rcoulomb", "rvdw"].compactMap { key in
      guard let cutoff = parameters.number(key) else { return nil }
      let length = cutoff * Factor.angstromPerNanometre
      guard length > height / 2 else { return nil }
      return finding(
        .error, "CUTOFF",
        "\(key) \(cutoff) nm is more than half the box of \(name) "
          + "(\((height * 100).rounded() / 1000) nm)", at: key)
    }
  }

  private var timestep: [Finding] {
    guard let step = parameters.number("dt"), var (_, structure) = structure else { return [] }
    let integrator = parameters.word("integrator") ?? "md"
    guard ["md", "mdvv", "sd", "bd"].contains(integrator) else { return [] }
    // Constrained hydrogen does not vibrate.
    let constraints = parameters.word("constraints") ?? "none"
    if constraints != "none" {
      let heavy = structure.species.indices.filter { structure.species[$0].name != "H" }
      structure = structure.selecting(Array(heavy))
    }
    return StructureFindings(structure, file: file).timestep(
      step * Factor.femtosecondPerPicosecond, file: file, line: parameters["dt"]?.line)
  }
}

extension Int {
  fileprivate init(clamping value: Double) { self = Int(exactly: value.rounded()) ?? .max }
}
