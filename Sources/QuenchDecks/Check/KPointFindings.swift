import QuenchModel

/// What is wrong with a mesh of k-points for a cell, whichever engine.
struct KPointFindings {
  /// Å⁻¹ with 2π: 0.8 is one point for 7.9 Å.
  static let coarsest = 0.8
  private let mesh: KPointMesh
  private let lattice: Lattice
  private let vacuum: VacuumAxes

  init(_ mesh: KPointMesh, _ lattice: Lattice, _ vacuum: VacuumAxes) {
    (self.mesh, self.lattice, self.vacuum) = (mesh, lattice, vacuum)
  }

  func all(file: String, line: Int?) -> [Finding] {
    guard lattice.isValid else { return [] }
    var findings: [Finding] = []
    let spacings = mesh.spacings(lattice)
    for axis in vacuum.axes where mesh.divisions[axis] > 1 {
      findings.append(
        Finding(
          .warning, "KPOINTS-VACUUM",
          "\(mesh.divisions[axis]) k-points along \("abc".letter(axis)), across the vacuum: 1 is enough",
          file: file, line: line))
    }
    let periodic = (0..<3).filter { !vacuum.axes.contains($0) }
    if let coarse = periodic.max(by: { spacings[$0] < spacings[$1] }),
      spacings[coarse] > Self.coarsest
    {
      findings.append(
        Finding(
          .warning, "KPOINTS",
          "\(mesh.divisions[coarse]) k-point\(mesh.divisions[coarse] == 1 ? "" : "s") along "
            + "\("abc".letter(coarse)) leave\(mesh.divisions[coarse] == 1 ? "s" : "") "
            + "\(DeckNumber.text(spacings[coarse], decimals: 2)) Å⁻¹ between them: coarse for a cell of "
            + "\(DeckNumber.text(lattice[coarse].length, decimals: 2)) Å", file: file, line: line))
    }
    if !mesh.isGammaCentred, mesh.divisions.contains(where: { $0 % 2 == 0 }),
      KPointMesh.needsGamma(lattice)
    {
      findings.append(
        Finding(
          .error, "KPOINTS-GAMMA",
          "a shifted mesh breaks the symmetry of a hexagonal or face-centred lattice: centre it on Γ",
          file: file, line: line))
    }
    return findings
  }
}
