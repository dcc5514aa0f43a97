import QuenchFormats
import QuenchModel
import QuenchUnits

extension DeckChecker {
  /// Inputs of pw.x, cp.x and neb.x, whatever their names end with.
  static let quantumESPRESSO = DeckChecker(
    engine: "qe", owns: { !PWFindings.inputs($0).isEmpty },
    check: { folder in PWFindings.inputs(folder).flatMap { PWFindings(folder, $0).all } })
}

/// What is wrong with one input of Quantum ESPRESSO.
struct PWFindings {
  private let folder: DeckFolder
  private let file: String
  private let input: PWInputFile

  static func inputs(_ folder: DeckFolder) -> [String] {
    folder.names.filter { name in
      guard [".in", ".inp", ".pwi", ".pwin"].contains(where: { name.hasSuffix($0) }),
        let text = folder.text(name)
      else { return false }
      let small = text.lowercased()
      return small.contains("&system") && small.contains("atomic_species")
    }
  }

  init(_ folder: DeckFolder, _ file: String) {
    (self.folder, self.file) = (folder, file)
    input = (folder.read(file) ?? []).withUnsafeBytes { PWInputFile.read($0, source: file) }
  }

  private func finding(
    _ severity: Finding.Severity, _ subject: String, _ message: String, line: Int?
  ) -> Finding {
    Finding(severity, subject, message, file: folder.name(file), line: line)
  }

  var all: [Finding] {
    var findings = counts + pseudopotentials
    guard let structure else { return findings + units }
    let general = StructureFindings(structure, file: folder.name(file))
    findings += general.contacts + dynamics(structure, general) + slab(structure)
    findings += kpoints(structure)
    return findings
  }

  private var calculation: String { input["calculation"]?.value.lowercased() ?? "scf" }

  private var counts: [Finding] {
    var findings: [Finding] = []
    for (name, card) in [("nat", "ATOMIC_POSITIONS"), ("ntyp", "ATOMIC_SPECIES")] {
      guard let entry = input[name], let count = entry.integer, let found = input.card(card),
        found.rows.count != count, !isBand
      else { continue }
      findings.append(
        finding(
          .error, name.uppercased(),
          "\(name) = \(count) and \(card) in line \(found.line) has \(found.rows.count) lines",
          line: entry.line))
    }
    let known = Set((input.card("ATOMIC_SPECIES")?.rows ?? []).compactMap(\.first))
    let used = Set((input.card("ATOMIC_POSITIONS")?.rows ?? []).compactMap(\.first))
    let missing = used.subtracting(known).filter { Species(label: $0).element != nil }
    if !missing.isEmpty {
      findings.append(
        finding(
          .error, "SPECIES", "ATOMIC_SPECIES lacks \(missing.sorted().joined(separator: ", "))",
          line: input.card("ATOMIC_SPECIES")?.line))
    }
    return findings
  }

  private var isBand: Bool { folder.text(file)?.contains("BEGIN_PATH_INPUT") ?? false }

  /// A pseudopotential named for another element.
  private var pseudopotentials: [Finding] {
    let card = input.card("ATOMIC_SPECIES")
    return (card?.rows ?? []).enumerated().compactMap { index, row in
      guard row.count >= 3, let element = Species(label: row[0]).element,
        let named = Species(label: String(row[2].prefix { $0.isLetter })).element,
        named != element, row[2].prefix(while: \.isLetter).count <= 2
      else { return nil }
      return finding(
        .error, "POT-ORDER", "\(row[0]) gets the pseudopotential \(row[2])",
        line: card.map { $0.line + 1 + index })
    }
  }

  private var units: [Finding] {
    guard let card = input.card("ATOMIC_POSITIONS"), card.option.isEmpty else { return [] }
    return [
      finding(
        .warning, "UNIT", "ATOMIC_POSITIONS without a unit means alat, which is deprecated",
        line: card.line)
    ]
  }

  /// Nil where cell or positions are given in a way that is not read here (ibrav, alat, crystal_sg).
  private var structure: Structure? {
    guard let cell = input.card("CELL_PARAMETERS"), cell.rows.count >= 3,
      let card = input.card("ATOMIC_POSITIONS"), let scale = Self.factor(cell.option)
    else { return nil }
    let rows = cell.rows.prefix(3).map { row in row.prefix(3).compactMap { ReportLine.number($0) } }
    guard rows.allSatisfy({ $0.count == 3 }) else { return nil }
    let vectors = rows.map { Vector3($0[0], $0[1], $0[2]) * scale }
    let lattice = Lattice(a: vectors[0], b: vectors[1], c: vectors[2])
    guard lattice.isValid, card.option == "crystal" || Self.factor(card.option) != nil else {
      return nil
    }
    var species = Categorical<Species>()
    var positions = Coordinates()
    var held: [FixedAxes] = []
    for row in card.rows where row.count >= 4 {
      let numbers = row[1...3].compactMap { ReportLine.number($0) }
      guard numbers.count == 3 else { continue }
      let vector = Vector3(numbers[0], numbers[1], numbers[2])
      positions.append(
        card.option == "crystal"
          ? lattice.cartesian(vector) : vector * (Self.factor(card.option) ?? 1))
      species.append(Species(label: row[0]))
      let isHeld = row.count >= 7 && row[4...6].allSatisfy { $0 == "0" }
      held.append(isHeld ? .all : .none)
    }
    guard !positions.isEmpty else { return nil }
    var structure = Structure(lattice: lattice, species: species, positions: positions)
    if held.contains(.all) { structure.fixedAxes = held }
    return structure
  }

  private static func factor(_ option: String) -> Double? {
    switch option {
    case "angstrom": 1
    case "bohr": Constant.bohr
    default: nil
    }
  }

  private func dynamics(_ structure: Structure, _ general: StructureFindings) -> [Finding] {
    var findings: [Finding] = []
    let isHeld = structure.fixedAxes != nil
    if calculation.hasSuffix("md"), let entry = input["dt"], let step = entry.number {
      let femtoseconds = step * 2 * Factor.femtosecondPerAtomicTime
      findings += general.timestep(femtoseconds, file: folder.name(file), line: entry.line)
    }
    if calculation.hasSuffix("md"), !(input["nosym"]?.isTrue ?? false) {
      findings.append(
        finding(
          .warning, "ISYM",
          "molecular dynamics wants nosym = .true.: symmetry would be forced on it",
          line: input["calculation"]?.line))
    }
    if calculation == "vc-md", isHeld {
      findings.append(
        finding(
          .error, "FROZEN-CELL", "atoms are held (if_pos 0) and vc-md lets the cell move them",
          line: input["calculation"]?.line))
    }
    if calculation == "md", let entry = input["ion_temperature"], entry.value == "nose" {
      findings.append(
        finding(
          .error, "THERMOSTAT", "pw.x has no Nosé thermostat (cp.x has): svr, berendsen, andersen",
          line: entry.line))
    }
    if let entry = input["cell_dofree"], entry.value == "volume",
      (input["ibrav"]?.integer ?? 0) != 1
    {
      findings.append(
        finding(
          .error, "CELL-DOFREE", "cell_dofree = 'volume' needs ibrav = 1 (QE 6.7)",
          line: entry.line))
    }
    if input["nspin"]?.integer == 2,
      !input.entries.contains(where: { $0.name.hasPrefix("starting_magnetization") }),
      input["tot_magnetization"] == nil
    {
      findings.append(
        finding(
          .warning, "MAGMOM",
          "nspin = 2 and no starting_magnetization: the run starts and may stay without a moment",
          line: input["nspin"]?.line))
    }
    return findings
  }

  private func slab(_ structure: Structure) -> [Finding] {
    let vacuum = VacuumAxes(structure)
    var findings: [Finding] = []
    let isOn = input["dipfield"]?.isTrue ?? false
    if isOn, vacuum.isSlab {
      let axis = vacuum.axes[0]
      if let entry = input["edir"], let number = entry.integer, number - 1 != axis {
        findings.append(
          finding(
            .error, "DIPOLE-AXIS",
            "edir = \(number) but the vacuum is along \("abc".letter(axis))", line: entry.line))
      } else if let entry = input["emaxpos"], let place = entry.number,
        let lattice = structure.lattice
      {
        let thickness = 1 - vacuum.gaps[0] / lattice.height(axis)
        let away = place + (input["eopreg"]?.number ?? 0.1) / 2 - vacuum.centre[axis]
        if abs(away - away.rounded(.toNearestOrEven)) < thickness / 2 {
          findings.append(
            finding(
              .error, "DIPOLE-PLACE",
              "emaxpos \(entry.value) puts the saw-tooth's edge into the slab, not into the vacuum",
              line: entry.line))
        }
      }
    }
    if !isOn, vacuum.isSlab {
      findings.append(
        finding(
          .note, "DIPOLE",
          "a slab with \(DeckNumber.text(vacuum.gaps[0], decimals: 1)) Å of vacuum and no dipole "
            + "correction (tefield, dipfield); needless where both faces are equal", line: nil))
    }
    if let entry = input["tot_charge"], let charge = entry.number, charge != 0, vacuum.isSlab {
      findings.append(
        finding(
          .error, "CHARGED-SLAB",
          "the cell has a charge of \(entry.value) e and vacuum: its energy diverges with the vacuum",
          line: entry.line))
    }
    return findings
  }

  private func kpoints(_ structure: Structure) -> [Finding] {
    guard let card = input.card("K_POINTS"), let lattice = structure.lattice else { return [] }
    var mesh = KPointMesh(divisions: [1, 1, 1], isGammaCentred: true, reason: "")
    if card.option == "automatic" {
      let numbers = (card.rows.first ?? []).compactMap { Int($0) }
      guard numbers.count == 6, numbers.prefix(3).allSatisfy({ $0 > 0 && $0 < 1000 }) else {
        return [
          finding(
            .error, "KPOINTS", "K_POINTS automatic wants six whole numbers", line: card.line + 1)
        ]
      }
      mesh.divisions = Array(numbers.prefix(3))
      mesh.isGammaCentred = numbers.suffix(3).allSatisfy { $0 == 0 }
    } else if card.option != "gamma" {
      return []
    }
    return KPointFindings(mesh, lattice, VacuumAxes(structure)).all(
      file: folder.name(file), line: card.option == "gamma" ? card.line : card.line + 1)
  }
}
