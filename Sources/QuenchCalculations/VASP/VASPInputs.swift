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
  static func complete(_ calculation: inout Calculation, _ companions: Companions) throws {
    let incar =
      try companions.read(["INCAR"], role: "input", missing: "INCAR") {
        INCARFile.read($0, source: $1)
      } ?? [:]
    apply(incar, &calculation)
    if calculation.settings.kpoints?.mesh == nil {
      let needsFile = incar["KSPACING"] == nil
      let kpoints = try companions.read(
        ["KPOINTS"], role: "input", missing: needsFile ? "KPOINTS" : nil
      ) { KPOINTSFile.read($0, source: $1) }?.flatMap { $0 }
      if var kpoints {
        kpoints.irreducible = calculation.settings.kpoints?.irreducible
        calculation.settings.kpoints = kpoints
      }
    }
    try completePotentials(&calculation, companions)
    try completeFixed(&calculation, companions)
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
      POTCARFile.read(bytes, source: path)
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
    let fixed = try companions.read(["CONTCAR", "POSCAR"], role: "structure") { bytes, path in
      fixedAtoms(bytes, path, count)
    }
    if let fixed, !fixed.isEmpty { calculation.geometry?.fixed = fixed }
  }

  /// Empty where the file cannot be read: it is an extra here.
  private static func fixedAtoms(
    _ bytes: UnsafeRawBufferPointer, _ path: String, _ count: Int
  ) -> [Int] {
    guard let format = FileFormat.named("poscar") else { return [] }
    do {
      let structure = try format.read(bytes, source: path).frames.first?.structure
      guard let axes = structure?.fixedAxes, axes.count == count else { return [] }
      return axes.indices.filter { axes[$0] == .all }
    } catch {
      return []
    }
  }
}

/// INCAR: tags in capitals with their values as written.
enum INCARFile {
  static func read(_ bytes: UnsafeRawBufferPointer, source: String) -> [String: String] {
    var tags: [String: String] = [:]
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      let bare = line.text.prefix { $0 != "#" && $0 != "!" }
      for part in bare.split(separator: ";") {
        guard let mark = part.firstIndex(of: "=") else { continue }
        let tag = ReportLine.trimmed(String(part[..<mark])).uppercased()
        tags[tag] = ReportLine.trimmed(String(part[part.index(after: mark)...]))
      }
    }
    return tags
  }
}

/// KPOINTS: automatic meshes, automatic length, and lists.
enum KPOINTSFile {
  static func read(_ bytes: UnsafeRawBufferPointer, source: String) -> KPoints? {
    var lines = ReportLines(bytes, source: source)
    var rows: [[String]] = []
    while rows.count < 5, let line = lines.next() { rows.append(line.words) }
    guard rows.count >= 3, let first = rows[1].first, let count = Int(first) else { return nil }
    let letter = rows[2].first?.first.map { Character($0.uppercased()) }
    guard count == 0 else { return KPoints(scheme: "list", irreducible: count) }
    guard rows.count >= 4 else { return nil }
    switch letter {
    case "G", "M":
      let mesh = rows[3].prefix(3).compactMap { Int($0) }
      guard mesh.count == 3, mesh.allSatisfy({ $0 > 0 && $0 < 100_000 }) else { return nil }
      return KPoints(mesh: mesh, scheme: letter == "G" ? "Gamma" : "Monkhorst-Pack")
    case "A": return KPoints(scheme: "automatic length " + (rows[3].first ?? ""))
    default: return KPoints(scheme: "generating vectors")
    }
  }
}

/// POTCAR: what it says of each potential, and the hash of its text.
enum POTCARFile {
  struct Block {
    var title = ""
    var element = ""
    var enmax: Double?
    var hash: String?
  }

  static func read(_ bytes: UnsafeRawBufferPointer, source: String) -> [Block] {
    var blocks: [Block] = []
    var block = Block()
    var start = 0
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      if line.begins("TITEL") { block.title = line.text(after: "=") ?? "" }
      if line.begins("VRHFIN") {
        let name = line.text(after: "=").map { $0.prefix { $0 != ":" }.filter { $0 != " " } } ?? ""
        block.element = Species(label: String(name)).name
      }
      if line.begins("ENMAX") { block.enmax = line.number(after: "=") }
      if line.begins("SHA256"), line.words.count > 2 { block.hash = line.words[2] }
      guard line.begins("End of Dataset"), let base = bytes.baseAddress,
        let place = line.bytes.baseAddress
      else { continue }
      let end = UnsafeRawPointer(place) - base + line.bytes.count
      if block.hash == nil, start < end {
        block.hash = SHA256.hex(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      }
      if !block.element.isEmpty { blocks.append(block) }
      block = Block()
      start = min(end + 1, bytes.count)
    }
    return blocks
  }
}
