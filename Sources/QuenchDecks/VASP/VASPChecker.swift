import QuenchFormats
import QuenchModel
import QuenchUnits

extension DeckChecker {
  /// INCAR, KPOINTS, POSCAR, POTCAR (VASP wiki).
  static let vasp = DeckChecker(
    engine: "vasp",
    owns: { folder in
      folder.has("INCAR") || folder.has("POSCAR") && (folder.has("KPOINTS") || folder.has("POTCAR"))
    },
    check: { VASPFindings($0).all })
}

/// What is wrong with one directory of VASP input.
struct VASPFindings {
  let folder: DeckFolder
  let incar: INCARFile
  let structure: Structure?
  let potentials: [POTCARFile.Block]
  /// Where the structure was read from.
  let structureFile: String
  private let unreadable: [Finding]

  init(_ folder: DeckFolder) {
    self.folder = folder
    incar = Self.parsed(folder, "INCAR") { INCARFile.read($0, source: "INCAR") } ?? INCARFile()
    potentials = Self.parsed(folder, "POTCAR") { POTCARFile.read($0, source: "POTCAR") } ?? []
    // A band has its structures in 00, 01, …
    structureFile = folder.has("POSCAR") ? "POSCAR" : "00/POSCAR"
    var unreadable: [Finding] = []
    structure = Self.structure(folder, structureFile, &unreadable)
    self.unreadable = unreadable
  }

  private static func parsed<Value>(
    _ folder: DeckFolder, _ file: String, _ read: (UnsafeRawBufferPointer) -> Value
  ) -> Value? {
    folder.read(file).map { bytes in bytes.withUnsafeBytes { read($0) } }
  }

  static func structure(
    _ folder: DeckFolder, _ file: String, _ findings: inout [Finding]
  ) -> Structure? {
    guard let bytes = folder.read(file) else { return nil }
    do throws(ParseError) {
      return try FileFormat.poscar.read(bytes, source: file).frames.first?.structure
    } catch {
      findings.append(
        Finding(
          .error, "POSCAR", "\(error.reason)", file: folder.name(file),
          line: error.line))
      return nil
    }
  }

  var all: [Finding] {
    var findings = unreadable
    if !folder.has("INCAR") {
      findings.append(Finding(.error, "INCAR", "there is no INCAR", file: folder.name("INCAR")))
    }
    findings += repeated + electrons
    guard let structure else { return findings }
    let general = StructureFindings(structure, file: folder.name(structureFile))
    findings += general.all
    findings += potentialOrder(structure) + lists(structure) + dynamics(structure, general)
    findings += vacuum(structure) + kpoints(structure) + VASPBandFindings(self, structure).all
    return findings
  }

  func finding(
    _ severity: Finding.Severity, _ subject: String, _ message: String, tag: INCARFile.Tag?
  ) -> Finding {
    Finding(severity, subject, message, file: folder.name("INCAR"), line: tag?.line)
  }

  private var repeated: [Finding] {
    var seen: [String: INCARFile.Tag] = [:]
    return incar.tags.compactMap { tag in
      guard let first = seen[tag.name] else {
        seen[tag.name] = tag
        return nil
      }
      return finding(
        .warning, "TAG-TWICE",
        "\(tag.name) stands here and in line \(first.line); VASP takes the first: \(first.value)",
        tag: tag)
    }
  }

  private var electrons: [Finding] {
    var findings: [Finding] = []
    let enmax = potentials.compactMap(\.enmax).max()
    if let enmax, let tag = incar["ENCUT"], let cutoff = tag.number {
      let changesCell = (incar["ISIF"]?.integer ?? 2) >= 3 && (incar["NSW"]?.integer ?? 0) > 0
      if cutoff < enmax {
        findings.append(
          finding(
            .warning, "ENCUT",
            "ENCUT \(tag.value) eV is below the largest ENMAX of POTCAR, \(DeckNumber.text(enmax)) eV",
            tag: tag))
      } else if changesCell, cutoff < 1.3 * enmax {
        findings.append(
          finding(
            .warning, "ENCUT-PULAY",
            "the cell changes (ISIF) and ENCUT \(tag.value) eV is below 1.3 × ENMAX, "
              + "\(DeckNumber.text(1.3 * enmax, decimals: 0)) eV: the stress has a Pulay error",
            tag: tag))
      }
    } else if incar["ENCUT"] == nil, folder.has("INCAR") {
      findings.append(
        finding(
          .warning, "ENCUT",
          "there is no ENCUT: it would change with the potentials, and energies with it", tag: nil))
    }
    if let tag = incar["LDAU"], tag.isTrue, let quanta = incar["LDAUL"]?.numbers?.max(),
      quanta >= 2, (incar["LMAXMIX"]?.integer ?? 2) < Int(2 * quanta)
    {
      findings.append(
        finding(
          .warning, "LMAXMIX",
          "DFT+U on l = \(Int(quanta)) wants LMAXMIX = \(Int(2 * quanta)): the occupations are not mixed "
            + "otherwise", tag: incar["LDAUL"]))
    }
    return findings
  }

  /// Order and number of potentials against the species of POSCAR.
  private func potentialOrder(_ structure: Structure) -> [Finding] {
    let species = structure.species.runs.map { structure.species.categories[$0.category].name }
    if potentials.isEmpty {
      guard let text = folder.text("POTCAR.spec") else {
        return [
          Finding(.error, "POTCAR", "there is no POTCAR", file: folder.name("POTCAR"))
        ]
      }
      let titles = text.split(whereSeparator: \.isWhitespace).map(String.init)
      let names = titles.map { Species(label: $0).name }
      let missing = Finding(
        .warning, "POTCAR", "POTCAR has to be made of \(titles.joined(separator: ", "))",
        file: folder.name("POTCAR.spec"), line: 1)
      return [missing] + order(names, Array(1...max(1, names.count)), species, "POTCAR.spec")
    }
    return order(potentials.map(\.element), potentials.map(\.line), species, "POTCAR")
  }

  private func order(
    _ names: [String], _ lines: [Int], _ species: [String], _ file: String
  ) -> [Finding] {
    guard names.count == species.count else {
      return [
        Finding(
          .error, "POT-COUNT",
          "\(names.count) potentials (\(names.joined(separator: " "))) for \(species.count) species of "
            + "POSCAR (\(species.joined(separator: " ")))", file: folder.name(file),
          line: lines.last)
      ]
    }
    guard let place = names.indices.first(where: { names[$0] != species[$0] }) else { return [] }
    return [
      Finding(
        .error, "POT-ORDER",
        "potential \(place + 1) is \(names[place]) and species \(place + 1) of POSCAR is "
          + "\(species[place]): the order is \(species.joined(separator: " "))",
        file: folder.name(file), line: lines[place])
    ]
  }

  /// Lists with a value per atom or per species.
  private func lists(_ structure: Structure) -> [Finding] {
    let (atoms, species) = (structure.count, structure.species.runs.count)
    var findings: [Finding] = []
    func check(_ name: String, _ expected: Int, _ what: String, atLeast: Bool = false) {
      guard let tag = incar[name] else { return }
      guard let values = tag.numbers else {
        findings.append(
          finding(.error, "LIST", "\(name): '\(tag.value)' is no list of numbers", tag: tag))
        return
      }
      guard values.count != expected else { return }
      findings.append(
        finding(
          .error, name.hasPrefix("LDAU") ? "LDAU" : name,
          "\(name) has \(values.count) values for \(expected) \(what)", tag: tag))
    }
    let isNoncollinear = incar["LNONCOLLINEAR"]?.isTrue ?? incar["LSORBIT"]?.isTrue ?? false
    if isNoncollinear || incar["ISPIN"]?.integer == 2 {
      check(
        "MAGMOM", isNoncollinear ? 3 * atoms : atoms,
        isNoncollinear ? "components (3 per atom)" : "atoms")
    }
    for name in ["LDAUL", "LDAUU", "LDAUJ"] where incar["LDAU"]?.isTrue ?? false {
      check(name, species, "species")
    }
    for name in ["LANGEVIN_GAMMA", "ROPT", "RWIGS"] { check(name, species, "species") }
    if incar["ISPIN"]?.integer == 2, incar["MAGMOM"] == nil, !isNoncollinear {
      findings.append(
        finding(
          .note, "MAGMOM", "ISPIN = 2 without MAGMOM: every atom starts with 1 µB",
          tag: incar["ISPIN"]))
    }
    return findings
  }

  private func dynamics(_ structure: Structure, _ general: StructureFindings) -> [Finding] {
    guard incar["IBRION"]?.integer == 0 else { return [] }
    var findings: [Finding] = []
    if let tag = incar["POTIM"], let step = tag.number {
      findings += general.timestep(step, file: folder.name("INCAR"), line: tag.line)
    } else {
      findings.append(
        finding(.error, "POTIM", "IBRION = 0 needs POTIM, the time step", tag: incar["IBRION"]))
    }
    if (incar["ISYM"]?.integer ?? 2) > 0 {
      findings.append(
        finding(
          .warning, "ISYM", "molecular dynamics wants ISYM = 0: symmetry would be forced on it",
          tag: incar["ISYM"] ?? incar["IBRION"]))
    }
    let isHeld = structure.fixedAxes?.contains { $0 != .none } ?? false
    if isHeld, (incar["ISIF"]?.integer ?? 2) >= 3 {
      findings.append(
        finding(
          .error, "FROZEN-CELL",
          "atoms are held (selective dynamics) and ISIF = 3 lets the cell move them",
          tag: incar["ISIF"]))
    }
    if isHeld, incar["SMASS"]?.integer == -1 {
      findings.append(
        finding(
          .note, "THERMOSTAT-FROZEN",
          "SMASS = −1 scales velocities: compare VASP's temperature with that of the free atoms alone",
          tag: incar["SMASS"]))
    }
    return findings
  }

  /// Charge from the potentials' valence electrons less NELECT, e; nil where either is unknown.
  private func charge(_ structure: Structure) -> Double? {
    guard let electrons = incar["NELECT"]?.number else { return nil }
    let runs = structure.species.runs
    let valences = potentials.compactMap(\.valence)
    guard valences.count == runs.count else { return nil }
    return zip(runs, valences).reduce(0) { $0 + Double($1.0.count) * $1.1 } - electrons
  }

  private func vacuum(_ structure: Structure) -> [Finding] {
    let vacuum = VacuumAxes(structure)
    var findings: [Finding] = []
    let axis = incar["IDIPOL"]
    if let axis, let number = axis.integer, (1...3).contains(number), vacuum.isSlab,
      vacuum.axes[0] != number - 1
    {
      findings.append(
        finding(
          .error, "DIPOLE-AXIS",
          "IDIPOL = \(number) but the vacuum is along \("abc".letter(vacuum.axes[0]))", tag: axis))
    }
    if let axis, axis.integer != nil, vacuum.axes.isEmpty {
      findings.append(
        finding(.warning, "DIPOLE-BULK", "IDIPOL in a cell without vacuum", tag: axis))
    }
    if vacuum.isSlab, axis == nil {
      findings.append(
        finding(
          .note, "DIPOLE",
          "a slab with \(DeckNumber.text(vacuum.gaps[0], decimals: 1)) Å of vacuum along "
            + "\("abc".letter(vacuum.axes[0])) and no dipole correction (LDIPOL, IDIPOL = "
            + "\(vacuum.axes[0] + 1)); needless where both faces are equal", tag: nil))
    }
    if let charge = charge(structure), abs(charge) > 1e-3, !vacuum.axes.isEmpty {
      findings.append(
        finding(
          .error, "CHARGED-SLAB",
          "the cell has a charge of \(DeckNumber.text(charge, decimals: 3)) e and vacuum: its energy "
            + "diverges with the vacuum", tag: incar["NELECT"]))
    }
    return findings
  }

  private func kpoints(_ structure: Structure) -> [Finding] {
    if !folder.has("KPOINTS") {
      guard incar["KSPACING"] == nil, folder.has("INCAR") else { return [] }
      return [
        Finding(
          .error, "KPOINTS", "there is neither KPOINTS nor KSPACING", file: folder.name("KPOINTS"))
      ]
    }
    guard
      let file = Self.parsed(folder, "KPOINTS", { KPOINTSFile.read($0, source: "KPOINTS") })
        .flatMap({ $0 })
    else {
      return [Finding(.error, "KPOINTS", "not a KPOINTS file", file: folder.name("KPOINTS"))]
    }
    var findings: [Finding] = []
    if let tag = incar["KSPACING"] {
      findings.append(
        finding(.warning, "KSPACING", "KSPACING is not used: there is a KPOINTS", tag: tag))
    }
    guard case .mesh(let divisions, let isGamma) = file.kind, let lattice = structure.lattice else {
      return findings
    }
    let mesh = KPointMesh(divisions: divisions, isGammaCentred: isGamma, reason: "")
    return findings
      + KPointFindings(mesh, lattice, VacuumAxes(structure)).all(
        file: folder.name("KPOINTS"), line: file.line) + tetrahedra(mesh)
  }

  private func tetrahedra(_ mesh: KPointMesh) -> [Finding] {
    guard let tag = incar["ISMEAR"], tag.integer == -5, mesh.count < 4 else { return [] }
    return [
      finding(
        .error, "ISMEAR", "ISMEAR = −5 needs at least 4 k-points and there are \(mesh.count)",
        tag: tag)
    ]
  }
}
