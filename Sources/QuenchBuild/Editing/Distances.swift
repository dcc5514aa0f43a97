import QuenchModel

extension Structure {
  /// Å of each atom's nearest periodic image from a point.
  func distances(from point: Vector3) -> [Double] {
    guard let lattice, lattice.isValid, periodicity != .none else {
      return positions.map { ($0 - point).length }
    }
    let nearest = NearestVector(lattice, periodicity)
    return positions.map { nearest.shortest($0 - point).length }
  }
}

/// Finds the shortest of a vector's periodic images.
///
/// In a Minkowski-reduced cell it is at most one step from the rounded fractional coordinates; where
/// not all axes repeat the cell stays as given, and two steps are looked at.
struct NearestVector {
  private let lattice: Lattice
  private let reciprocal: Lattice
  private let steps: [Vector3]
  private let repeats: Vector3

  init(_ lattice: Lattice, _ periodicity: Periodicity) {
    let isBulk = periodicity == .all
    self.lattice = isBulk ? lattice.reduced().lattice : lattice
    reciprocal = self.lattice.reciprocal
    repeats = Vector3(
      periodicity[0] ? 1 : 0, periodicity[1] ? 1 : 0, periodicity[2] ? 1 : 0)
    let reach = isBulk ? 1.0 : 2.0
    var steps: [Vector3] = []
    for x in stride(from: -reach, through: reach, by: 1) {
      for y in stride(from: -reach, through: reach, by: 1) {
        for z in stride(from: -reach, through: reach, by: 1) {
          let step = Vector3(x, y, z)
          if step == step * repeats { steps.append(self.lattice.cartesian(step)) }
        }
      }
    }
    self.steps = steps
  }

  func shortest(_ vector: Vector3) -> Vector3 {
    let whole =
      Lattice.fractional(vector, reciprocal: reciprocal).rounded(.toNearestOrEven) * repeats
    let near = vector - lattice.cartesian(whole)
    var best = near
    for step in steps where dot(near + step, near + step) < dot(best, best) { best = near + step }
    return best
  }
}
