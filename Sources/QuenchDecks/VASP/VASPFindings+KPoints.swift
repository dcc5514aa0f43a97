import QuenchFormats
import QuenchModel

/// KPOINTS against the cell.
extension VASPFindings {
  func kpoints(_ structure: Structure?) -> [Finding] {
    if !folder.has("KPOINTS") {
      guard folder.has("INCAR") else { return [] }
      if let tag = incar["KSPACING"] { return spacing(tag) }
      return [
        Finding(
          .error, "KPOINTS", "there is neither KPOINTS nor KSPACING", file: folder.name("KPOINTS"))
      ]
    }
    let parsed = Self.parsed(folder, "KPOINTS") { KPOINTSFile.read($0, source: "KPOINTS") }
    guard let file = parsed.flatMap({ $0 }) else {
      return [unreadable]
    }
    let unused = incar["KSPACING"].map { tag in
      finding(.warning, "KSPACING", "KSPACING is not used: there is a KPOINTS", tag: tag)
    }
    let findings = unused.map { [$0] } ?? []
    guard case .mesh(let divisions, let isGamma) = file.kind, let structure,
      let lattice = structure.lattice
    else { return findings }
    let mesh = KPointMesh(divisions: divisions, isGammaCentred: isGamma, reason: "")
    return findings
      + KPointFindings(mesh, lattice, VacuumAxes(structure)).all(
        file: folder.name("KPOINTS"), line: file.line) + tetrahedra(mesh)
  }

  /// Å⁻¹ with 2π: VASP's own choice where nothing is said (VASP wiki: KSPACING).
  private static let ownSpacing = 0.5

  private func spacing(_ tag: INCARFile.Tag) -> [Finding] {
    guard let spacing = tag.number, spacing > Self.ownSpacing else { return [] }
    return [
      finding(
        .warning, "KPOINTS",
        "KSPACING = \(DeckNumber.text(spacing)) Å⁻¹ is coarser than VASP's default, 0.5 Å⁻¹",
        tag: tag)
    ]
  }

  /// The first line that is not what it has to be.
  private var unreadable: Finding {
    let text = folder.text("KPOINTS") ?? ""
    let rows = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { $0.split(whereSeparator: { " \t".contains($0) }) }
    func words(_ line: Int) -> [Substring] { rows.indices.contains(line - 1) ? rows[line - 1] : [] }
    let (line, message): (Int, String)
    if words(2).first.flatMap({ Int($0) }) == nil {
      (line, message) = (2, "line 2 says how many k-points follow, 0 for a mesh")
    } else if words(3).isEmpty {
      (line, message) = (3, "line 3 says Gamma or Monkhorst-Pack")
    } else {
      let found = words(4).isEmpty ? "nothing" : "'\(words(4).joined(separator: " "))'"
      (line, message) = (
        4, "line 4 wants three whole numbers above 0, the divisions; found \(found)"
      )
    }
    return Finding(.error, "KPOINTS", message, file: folder.name("KPOINTS"), line: line)
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
