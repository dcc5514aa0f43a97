import QuenchModel

/// Whether symmetry of the slab turns one placement of a molecule into another.
struct MoleculeEquality {
  private let surface: AdsorptionSurface
  private let codes: [Int32]
  /// Å: atoms so near one another are at the same place.
  private static let tolerance = 0.05

  init(_ surface: AdsorptionSurface, _ molecule: Structure) {
    self.surface = surface
    codes = molecule.species.codes
  }

  /// Atoms of one species may change places.
  func areEqual(_ one: [Vector3], _ other: [Vector3]) -> Bool {
    surface.operations.contains { operation in
      matches(one.map { surface.image(of: $0, by: operation) }, other)
    }
  }

  private func matches(_ one: [Vector3], _ other: [Vector3]) -> Bool {
    var isTaken = [Bool](repeating: false, count: other.count)
    for (atom, place) in one.enumerated() {
      let partner = other.indices.first { candidate in
        !isTaken[candidate] && codes[candidate] == codes[atom]
          && isSame(place, other[candidate])
      }
      guard let partner else { return false }
      isTaken[partner] = true
    }
    return true
  }

  private func isSame(_ one: Vector3, _ other: Vector3) -> Bool {
    let step = one - other
    guard abs(step.z) < Self.tolerance else { return false }
    var s = surface.lattice.fractional(step)
    s.x -= s.x.rounded()
    s.y -= s.y.rounded()
    return surface.lattice.cartesian(s).length < Self.tolerance
  }
}
