import QuenchFormats
import QuenchModel

/// KPOINTS against the cell.
extension VASPFindings {
  func kpoints(_ structure: Structure) -> [Finding] {
    if !folder.has("KPOINTS") {
      guard incar["KSPACING"] == nil, folder.has("INCAR") else { return [] }
      return [
        Finding(
          .error, "KPOINTS", "there is neither KPOINTS nor KSPACING", file: folder.name("KPOINTS"))
      ]
    }
    let parsed = Self.parsed(folder, "KPOINTS") { KPOINTSFile.read($0, source: "KPOINTS") }
    guard let file = parsed.flatMap({ $0 }) else {
      return [
        Finding(.error, "KPOINTS", "not a KPOINTS file", file: folder.name("KPOINTS"), line: 1)
      ]
    }
    let unused = incar["KSPACING"].map { tag in
      finding(.warning, "KSPACING", "KSPACING is not used: there is a KPOINTS", tag: tag)
    }
    let findings = unused.map { [$0] } ?? []
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
