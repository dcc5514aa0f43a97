public import QuenchModel

/// Moves atoms.
public struct Shift: Hashable, Sendable {
  public enum Way: Hashable, Sendable {
    /// Å.
    case cartesian(Vector3)
    /// In parts of the cell vectors.
    case fractional(Vector3)
    /// The middle between the outermost nuclei goes to the middle of the cell, along these axes.
    case toMiddle([Int])
  }

  public var way: Way
  /// From 0; nil moves all.
  public var atoms: [Int]?

  public init(_ way: Way, atoms: [Int]? = nil) { (self.way, self.atoms) = (way, atoms) }

  /// Atoms are not wrapped. Throws `EditError`.
  public func build(_ structure: Structure) throws(EditError) -> Built {
    if let atoms, atoms.isEmpty { throw .nothingChosen("the selection") }
    guard structure.count > 0 else { throw .nothingChosen("an empty structure") }
    let chosen = atoms ?? Array(0..<structure.count)
    var result = structure
    var report = BuildReport()
    switch way {
    case .cartesian(let step):
      guard step.sum().isFinite else { throw Self.notFinite(step) }
      for atom in chosen { result.positions[atom] += step }
    case .fractional(let step):
      guard step.sum().isFinite else { throw Self.notFinite(step) }
      let lattice = try structure.usableLattice()
      move(&result, chosen, by: step, lattice)
    case .toMiddle(let axes):
      let lattice = try structure.usableLattice()
      for axis in axes {
        let stack = structure.selecting(chosen).layers(along: axis)
        guard let low = stack.heights.min(), let high = stack.heights.max() else { continue }
        let step = 0.5 - (low + high) / 2 / lattice.height(axis)
        var part = Vector3.zero
        part[axis] = step
        move(&result, chosen, by: part, lattice)
        // A slab through the boundary is brought together.
        if structure.periodicity[axis], atoms == nil { gather(&result, axis) }
        report.add(
          "moved along \("abc".dropFirst(axis).prefix(1))",
          key: "moved_\("abc".dropFirst(axis).prefix(1))_fraction",
          .number(step, unit: "", decimals: 6))
      }
    }
    result.verbatim = [:]
    return Built(result, report)
  }

  private func move(
    _ structure: inout Structure, _ chosen: [Int], by step: Vector3, _ lattice: Lattice
  ) {
    guard var places = structure.fractional else { return }
    for atom in chosen { places[atom] += step }
    structure.setFractional(places)
  }

  /// Into [0, 1) along one axis.
  private func gather(_ structure: inout Structure, _ axis: Int) {
    guard var places = structure.fractional else { return }
    for atom in places.indices { places[atom][axis] -= places[atom][axis].rounded(.down) }
    structure.setFractional(places)
    structure.images = nil
  }

  private static func notFinite(_ step: Vector3) -> EditError {
    .outOfRange(parameter: "the shift", value: "\(step.x) \(step.y) \(step.z)", allowed: "finite")
  }
}
