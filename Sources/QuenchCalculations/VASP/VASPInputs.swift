import QuenchEnergetics
import QuenchFormats
import QuenchModel

/// VASP's tags in the words of the ledger, and the small files beside an output.
enum VASPInputs {
  static func precision(_ word: String) -> String? {
    let word = word.lowercased()
    let known = [
      "acc": "Accurate", "nor": "Normal", "low": "Low", "med": "Medium", "hig": "High",
      "sin": "Single",
    ]
    return known[String(word.prefix(3))] ?? (word.isEmpty ? nil : word)
  }

  static func functional(gga: String?, metaGGA: String?, hybrid: Bool) -> String? {
    if let metaGGA, metaGGA != "--", metaGGA.uppercased() != "NONE", metaGGA != "F" {
      return FunctionalName.canonical(metaGGA)
    }
    guard let gga, !gga.isEmpty else { return nil }
    let code = gga.uppercased().prefix(2)
    let name = FunctionalName.canonical(String(code))
    return hybrid ? "hybrid of " + name : name
  }

  static func dispersion(_ ivdw: Int?) -> String {
    switch ivdw ?? 0 {
    case 0: "none"
    case 1, 10: "DFT-D2"
    case 11: "DFT-D3(0)"
    case 12: "DFT-D3(BJ)"
    case 13: "DFT-D4"
    case 2, 20: "TS"
    case 21: "TS-HI"
    case 202: "MBD"
    case 4: "dDsC"
    default: "IVDW \(ivdw ?? 0)"
    }
  }

  static func smearing(_ ismear: Int?, _ sigma: Double?) -> Smearing? {
    guard let ismear else { return nil }
    switch ismear {
    case 0: return Smearing(kind: "Gaussian", width: sigma)
    case 1...9: return Smearing(kind: "Methfessel-Paxton \(ismear)", width: sigma)
    case -1: return Smearing(kind: "Fermi-Dirac", width: sigma)
    case -4, -14: return Smearing(kind: "tetrahedron")
    case -5, -15: return Smearing(kind: "tetrahedron, Blöchl")
    default: return Smearing(kind: "ISMEAR \(ismear)", width: sigma)
    }
  }

  /// Reads KPOINTS, INCAR, POTCAR and CONTCAR beside an output for what the output does not say.
  ///
  /// Gives back the INCAR's values, nil where there is none.
  @discardableResult
  static func complete(
    _ calculation: inout Calculation, _ companions: Companions
  ) throws -> [String: String]? {
    let incar = try companions.read(["INCAR"], role: "input", missing: "INCAR") {
      INCARFile.read($0, source: $1).values
    }
    apply(incar ?? [:], &calculation)
    if calculation.settings.kpoints?.mesh == nil {
      let needsFile = incar?["KSPACING"] == nil
      let kpoints = try companions.read(
        ["KPOINTS"], role: "input", missing: needsFile ? "KPOINTS" : nil
      ) { KPOINTSFile.read($0, source: $1).map { KPoints($0) } }?.flatMap { $0 }
      if var kpoints {
        kpoints.irreducible = calculation.settings.kpoints?.irreducible
        calculation.settings.kpoints = kpoints
      }
    }
    try completePotentials(&calculation, companions)
    try completeFixed(&calculation, companions)
    return incar
  }

  private static func apply(_ incar: [String: String], _ calculation: inout Calculation) {
    if let spacing = incar["KSPACING"].flatMap({ ReportLine.number($0) }) {
      calculation.settings.kpoints = calculation.settings.kpoints ?? KPoints()
      calculation.settings.kpoints?.requestedSpacing = spacing
    }
    if let ivdw = incar["IVDW"].flatMap({ Int($0) }) {
      calculation.settings.dispersion = dispersion(ivdw)
    }
    for tag in ["NCORE", "NPAR", "KPAR", "NSIM", "LPLANE"] {
      if let value = incar[tag] { calculation.settings.parallel[tag] = value }
    }
    if incar["LUSE_VDW"]?.uppercased().contains("T") == true {
      calculation.settings.dispersion = "van der Waals functional"
    }
  }

  /// Titles and hashes of the POTCAR; its text is never kept.
  private static func completePotentials(
    _ calculation: inout Calculation, _ companions: Companions
  ) throws {
    let blocks = try companions.read(["POTCAR"], role: "potential", missing: "POTCAR") {
      bytes, path in
      POTCARFile.read(bytes, source: path).map { block in
        var block = block
        if block.hash == nil, !block.range.isEmpty {
          block.hash = SHA256.hex(UnsafeRawBufferPointer(rebasing: bytes[block.range]))
        }
        return block
      }
    }
    for block in blocks ?? [] {
      let known = calculation.settings.potentials[block.element]
      guard known == nil || known?.title == block.title else { continue }
      calculation.settings.potentials[block.element] = Potential(
        title: block.title, hash: block.hash, enmax: known?.enmax ?? block.enmax)
    }
  }

  private static func completeFixed(
    _ calculation: inout Calculation, _ companions: Companions
  ) throws {
    guard let count = calculation.geometry?.species.count, calculation.geometry?.fixed == nil else {
      return
    }
    guard let axes = try structure(companions)?.fixedAxes, axes.count == count else { return }
    let fixed = axes.indices.filter { axes[$0] == .all }
    if !fixed.isEmpty { calculation.geometry?.fixed = fixed }
  }

  /// CONTCAR, or POSCAR where it is missing or empty; nil where neither can be read: both are extras.
  static func structure(_ companions: Companions) throws -> Structure? {
    for name in ["CONTCAR", "POSCAR"] {
      let found = try companions.read([name], role: "structure") { bytes, path in
        structure(bytes, path)
      }
      if let found, let structure = found { return structure }
    }
    return nil
  }

  private static func structure(_ bytes: UnsafeRawBufferPointer, _ path: String) -> Structure? {
    guard let format = FileFormat.named("poscar") else { return nil }
    do { return try format.read(bytes, source: path).frames.first?.structure } catch { return nil }
  }
}

extension KPoints {
  /// What a KPOINTS file says.
  init(_ file: KPOINTSFile) {
    switch file.kind {
    case .mesh(let mesh, let isGammaCentred):
      self.init(mesh: mesh, scheme: isGammaCentred ? "Gamma" : "Monkhorst-Pack")
    case .length(let length): self.init(scheme: "automatic length " + length)
    case .list(let count): self.init(scheme: "list", irreducible: count)
    case .generating: self.init(scheme: "generating vectors")
    }
  }
}
