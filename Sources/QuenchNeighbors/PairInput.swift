internal import QuenchModel

/// What a search for pairs starts from.
struct PairInput {
  let positions: Coordinates
  let lattice: Lattice?
  let periodicity: Periodicity
  /// One per atom; negative: leave the atom out.
  let groups: [Int32]

  init(_ structure: Structure, groups: [Int32]) {
    positions = structure.positions
    lattice = structure.lattice
    periodicity = structure.lattice == nil ? .none : structure.periodicity
    self.groups = groups
  }

  /// Least and greatest coordinates of all atoms, Å; zero without atoms.
  func box() throws(NeighborError) -> (low: Vector3, high: Vector3) {
    let (low, high, check) = positions.flat.withUnsafeBufferPointer { flat in
      var (low, high) = (Vector3(repeating: .infinity), Vector3(repeating: -.infinity))
      var check = Vector3.zero
      var k = 0
      while k &+ 2 < flat.count {
        let point = Vector3(flat[k], flat[k &+ 1], flat[k &+ 2])
        low.replace(with: point, where: point .< low)
        high.replace(with: point, where: point .> high)
        // Zero for every number, not a number for the others.
        check += point - point
        k &+= 3
      }
      return (low, high, check)
    }
    if positions.isEmpty { return (.zero, .zero) }
    guard check.sum() == 0 else {
      let wrong = positions.firstIndex { !($0 - $0).sum().isZero }
      throw .position(atom: wrong ?? 0)
    }
    return (low, high)
  }
}
