public import QuenchModel

extension Structure {
  /// The same structure with every atom inside the cell: 0 ≤ s < 1 along each periodic axis.
  ///
  /// Works on the source's own fractional coordinates where they are kept, so that an atom which is
  /// inside already does not change by one bit. Image flags, where there are any, are raised by the
  /// cells taken off, so that position + images · cell stays. Throws `BuildError`.
  public func wrapped() throws(BuildError) -> Structure {
    guard let lattice else { throw .noLattice }
    guard lattice.isValid else { throw .invalidLattice }
    var shifts: [(atom: Int, cells: SIMD3<Double>)] = []
    let places = fractional ?? Coordinates()
    for (atom, place) in places.enumerated() {
      guard place.sum().isFinite else { throw .unreachable(atom: atom) }
      guard !Self.isInside(place, periodicity) else { continue }
      shifts.append((atom, Self.cells(of: place, periodicity)))
    }
    guard !shifts.isEmpty else { return self }
    var result = self
    try result.raiseImages(by: shifts)
    if sourceFractional != nil {
      var inside = places
      for (atom, cells) in shifts {
        for axis in 0..<3 where periodicity[axis] {
          inside[atom][axis] = max(0, inside[atom][axis] - cells[axis])
        }
      }
      result.setFractional(inside)
    } else {
      var moved = positions
      for (atom, cells) in shifts { moved[atom] -= lattice.cartesian(cells) }
      result.positions = moved
    }
    return result
  }

  private static func isInside(_ place: Vector3, _ periodicity: Periodicity) -> Bool {
    for axis in 0..<3 where periodicity[axis] {
      guard place[axis] >= 0, place[axis] < 1 else { return false }
    }
    return true
  }

  /// What to take off a place so that it comes to lie in [0, 1).
  private static func cells(of place: Vector3, _ periodicity: Periodicity) -> SIMD3<Double> {
    var cells = SIMD3<Double>.zero
    for axis in 0..<3 where periodicity[axis] {
      cells[axis] = place[axis].rounded(.down)
      // −1e-17 + 1 rounds to 1: such an atom is at 0.
      if place[axis] - cells[axis] >= 1 { cells[axis] += 1 }
    }
    return cells
  }

  private mutating func raiseImages(
    by shifts: [(atom: Int, cells: SIMD3<Double>)]
  ) throws(BuildError) {
    for (atom, cells) in shifts {
      guard let x = Int32(exactly: cells.x), let y = Int32(exactly: cells.y),
        let z = Int32(exactly: cells.z)
      else { throw .unreachable(atom: atom) }
      images?[atom] &+= SIMD3(x, y, z)
    }
  }
}
