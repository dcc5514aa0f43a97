import QuenchFormats
import QuenchModel
import QuenchUnits

extension DeckChecker {
  /// CP2K inputs, whatever their names end with (CP2K manual).
  static let cp2k = DeckChecker(
    engine: "cp2k", owns: { !CP2KFindings.inputs($0).isEmpty },
    check: { folder in
      CP2KFindings.inputs(folder).flatMap { CP2KFindings(folder, $0).all }
    })
}

/// What is wrong with one CP2K input.
struct CP2KFindings {
  let folder: DeckFolder
  let file: String
  let input: CP2KInput

  /// Files that look like inputs and hold the section every input has.
  static func inputs(_ folder: DeckFolder) -> [String] {
    folder.names.filter { name in
      guard name.hasSuffix(".inp") || name.hasSuffix(".cp2k"), let text = folder.text(name) else {
        return false
      }
      return text.uppercased().contains("&FORCE_EVAL")
    }
  }

  init(_ folder: DeckFolder, _ file: String) {
    (self.folder, self.file) = (folder, file)
    input = (folder.read(file) ?? []).withUnsafeBytes { CP2KInput.read($0, source: file) }
  }

  func finding(
    _ severity: Finding.Severity, _ subject: String, _ message: String, _ entry: CP2KInput.Entry?
  ) -> Finding {
    Finding(severity, subject, message, file: folder.name(file), line: entry?.line)
  }

  func entry(_ section: String, _ keyword: String) -> CP2KInput.Entry? {
    input.entries.first { $0.path.hasSuffix(section) && $0.keyword == keyword }
  }

  var all: [Finding] {
    let geometry = CP2KGeometry(self)
    var findings = geometry.findings + boundaries + solver
    guard let structure = geometry.structure else { return findings }
    let general = StructureFindings(structure, file: folder.name(file))
    findings += general.handedness + geometry.contacts(general)
    findings += dynamics(structure, general) + surface(structure) + kinds(structure)
    findings += kpoints(structure)
    return findings
  }

  private var boundaries: [Finding] {
    let cell = entry("SUBSYS/CELL", "PERIODIC")
    let poisson = entry("DFT/POISSON", "PERIODIC")
    func sorted(_ entry: CP2KInput.Entry?) -> String {
      String((entry?.value.uppercased() ?? "XYZ").sorted())
    }
    guard entry("SUBSYS/CELL", "_") != nil, sorted(cell) != sorted(poisson) else { return [] }
    return [
      finding(
        .error, "PERIODIC",
        "&CELL is periodic along \(cell?.value ?? "XYZ") and &POISSON along \(poisson?.value ?? "XYZ")",
        poisson ?? cell)
    ]
  }

  private var solver: [Finding] {
    var findings: [Finding] = []
    let orbital = entry("DFT/SCF/OT", "_")
    let isOff = ["F", ".FALSE.", "OFF"].contains(orbital?.value.uppercased() ?? "")
    if let orbital, !isOff {
      if let smear = entry("SCF/SMEAR", "_"), !smear.value.uppercased().hasPrefix("OFF") {
        findings.append(
          finding(.error, "OT-SMEAR", "OT keeps occupations whole: no smearing with it", smear))
      }
      if let scheme = entry("DFT/KPOINTS", "SCHEME"),
        !["GAMMA", "NONE"].contains(scheme.value.uppercased())
      {
        findings.append(
          finding(.error, "OT-KPOINTS", "OT knows Γ alone: k-points need &DIAGONALIZATION", orbital)
        )
      }
    }
    if let annealing = entry("MOTION/MD", "TEMPERATURE_ANNEALING"),
      entry("MOTION/MD", "ENSEMBLE")?.value.uppercased() != "LANGEVIN"
    {
      findings.append(
        finding(
          .error, "ANNEALING", "TEMPERATURE_ANNEALING works with ENSEMBLE LANGEVIN alone", annealing
        ))
    }
    return findings
  }

  private func dynamics(_ structure: Structure, _ general: StructureFindings) -> [Finding] {
    guard entry("MOTION/MD", "_") != nil else { return [] }
    var findings: [Finding] = []
    if let tag = entry("MOTION/MD", "TIMESTEP"), let step = CP2KQuantity(tag.value)?.femtoseconds {
      findings += general.timestep(step, file: folder.name(file), line: tag.line)
    }
    let held = Set(input.fixedAtoms)
    guard !held.isEmpty else { return findings }
    let ensemble = entry("MOTION/MD", "ENSEMBLE")
    if ensemble?.value.uppercased().hasPrefix("NPT") ?? false {
      findings.append(
        finding(.error, "FROZEN-CELL", "atoms are held and the cell moves them", ensemble))
    }
    guard let thermostat = entry("MD/THERMOSTAT", "_") else { return findings }
    let region = entry("MD/THERMOSTAT", "REGION")
    switch region?.value.uppercased() ?? "GLOBAL" {
    case "DEFINED":
      let listed = CP2KRange.atoms(
        input.entries.filter { $0.path.hasSuffix("DEFINE_REGION") && $0.keyword == "LIST" })
      let both = held.intersection(listed)
      guard !both.isEmpty else { break }
      findings.append(
        finding(
          .error, "THERMOSTAT-FROZEN",
          "the thermostat's region holds \(both.count) of the \(held.count) atoms that cannot move",
          entry("DEFINE_REGION", "LIST")))
    case "MASSIVE", "MOLECULE":
      findings.append(
        finding(
          .error, "THERMOSTAT-FROZEN",
          "\(held.count) atoms cannot move and REGION \(region?.value ?? "") gives them thermostats: "
            + "REGION DEFINED with the free atoms", region))
    default:
      findings.append(
        finding(
          .note, "THERMOSTAT-FROZEN",
          "\(held.count) atoms cannot move and the thermostat is global; REGION DEFINED names the free "
            + "atoms", region ?? thermostat))
    }
    return findings
  }

  private func surface(_ structure: Structure) -> [Finding] {
    let vacuum = VacuumAxes(structure)
    var findings: [Finding] = []
    let correction = entry("FORCE_EVAL/DFT", "SURFACE_DIPOLE_CORRECTION")
    let isOn = input.isOn("FORCE_EVAL/DFT", "SURFACE_DIPOLE_CORRECTION")
    let direction = entry("FORCE_EVAL/DFT", "SURF_DIP_DIR")
    if isOn, vacuum.isSlab, let row = structure.lattice?[vacuum.axes[0]] {
      let named = direction?.value.uppercased() ?? "Z"
      let along = (0..<3).max { abs(row[$0]) < abs(row[$1]) } ?? 2
      if named != "XYZ".letter(along) {
        findings.append(
          finding(
            .error, "DIPOLE-AXIS",
            "SURF_DIP_DIR \(named) but the vacuum is along \("XYZ".letter(along))",
            direction ?? correction))
      }
    }
    if isOn, vacuum.axes.isEmpty {
      findings.append(
        finding(.warning, "DIPOLE-BULK", "a dipole correction in a cell without vacuum", correction)
      )
    }
    if !isOn, vacuum.isSlab, input.value("DFT/QS", "METHOD")?.uppercased() != "XTB" {
      findings.append(
        finding(
          .note, "DIPOLE",
          "a slab with \(DeckNumber.text(vacuum.gaps[0], decimals: 1)) Å of vacuum and no "
            + "SURFACE_DIPOLE_CORRECTION; needless where both faces are equal", nil))
    }
    if let charge = entry("FORCE_EVAL/DFT", "CHARGE"), let value = ReportLine.number(charge.value),
      value != 0, vacuum.isSlab
    {
      findings.append(
        finding(
          .error, "CHARGED-SLAB",
          "the cell has a charge of \(charge.value) e and vacuum: its energy diverges with the vacuum",
          charge))
    }
    return findings
  }

  private func kinds(_ structure: Structure) -> [Finding] {
    let method = input.value("DFT/QS", "METHOD")?.uppercased() ?? "GPW"
    guard !["XTB", "DFTB"].contains(method), input.has("FORCE_EVAL/DFT") else { return [] }
    let named = Set(
      input.entries.filter { $0.path.hasSuffix("SUBSYS/KIND") && $0.keyword == "_" }.map {
        $0.value.uppercased()
      })
    let missing = Set(structure.species.map { $0.label.uppercased() }).subtracting(named)
    guard !missing.isEmpty, !named.contains("DEFAULT") else { return [] }
    return [
      finding(
        .error, "KIND", "no &KIND for \(missing.sorted().joined(separator: ", "))",
        entry("SUBSYS/COORD", "_"))
    ]
  }

  private func kpoints(_ structure: Structure) -> [Finding] {
    guard let scheme = entry("DFT/KPOINTS", "SCHEME"), let lattice = structure.lattice else {
      return []
    }
    let words = scheme.value.split(separator: " ").map(String.init)
    let divisions = words.dropFirst().prefix(3).compactMap { Int($0) }
    guard divisions.count == 3, divisions.allSatisfy({ $0 > 0 && $0 < 1000 }) else { return [] }
    let isShifted = words[0].uppercased() == "MONKHORST-PACK"
    let mesh = KPointMesh(
      divisions: divisions, isGammaCentred: !isShifted || divisions.allSatisfy { $0 % 2 == 1 },
      reason: "")
    return KPointFindings(mesh, lattice, VacuumAxes(structure)).all(
      file: folder.name(file), line: scheme.line)
  }
}
