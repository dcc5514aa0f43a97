public import QuenchModel

/// Which image of an atom is the nearest, where that is beyond doubt.
///
/// Within half the shortest lattice vector at most one image lies: it is the nearest, in any cell.
public struct NearestImage: Sendable {
  /// Half the shortest lattice vector, Å; infinite when nothing repeats.
  public let innerRadius: Double
  private let cell: PairCell
  private let rule: PairRule
  /// All combinations −1, 0, 1 of the repeating vectors of the reduced cell, Å.
  let nearestShifts: [Vector3]

  /// Throws when the repeating vectors span nothing.
  public init(_ lattice: Lattice?, periodicity: Periodicity) throws(NeighborError) {
    cell = try PairCell(lattice: lattice, periodicity: periodicity, low: .zero, high: .zero)
    innerRadius = cell.shortest / 2
    rule = PairRule(lattice)
    var shifts = [SIMD3<Int>.zero]
    for row in cell.matrix.rows where row != .zero {
      shifts = shifts.flatMap { [$0 &- row, $0, $0 &+ row] }
    }
    nearestShifts = shifts.filter { $0 != .zero }
      .map { [rule] in rule.shift(SIMD3<Int32>(truncatingIfNeeded: $0)) }
  }

  /// Cell vectors to add to `to − from` so that it is shorter than `innerRadius`; nil where no image
  /// is so near, or atoms are more than 2²⁰ cells apart.
  public func image(from: Vector3, to: Vector3) -> SIMD3<Int32>? {
    guard let middle = rounded(to - from) else { return nil }
    if isInside(middle, from, to) { return middle }
    // In a reduced basis no fractional coordinate of a vector this short exceeds √½: whole numbers
    // are off by at most one.
    for p in Int32(-1)...1 {
      for q in Int32(-1)...1 {
        for r in Int32(-1)...1 {
          let image = middle &+ given(SIMD3(p, q, r) &* cell.repeats)
          if isInside(image, from, to) { return image }
        }
      }
    }
    return nil
  }

  /// All n ≠ 0 whose lattice vector is shorter than `reach` (Å).
  public func images(within reach: Double) throws(NeighborError) -> [SIMD3<Int32>] {
    let rows = [cell.a, cell.b, cell.c]
    var most = SIMD3<Int32>.zero
    for k in 0..<3 where cell.repeats[k] == 1 {
      // The heights of a reduced cell are at least √½ of its rows.
      let bound = reach * 1.42 / rows[k].length + 1
      guard bound < 256 else { throw .tooManyImages }
      most[k] = Int32(bound)
    }
    var found: [SIMD3<Int32>] = []
    for p in -most.x...most.x {
      for q in -most.y...most.y {
        for r in -most.z...most.z where (p, q, r) != (0, 0, 0) {
          let vector = Double(p) * cell.a + Double(q) * cell.b + Double(r) * cell.c
          if PairRule.square(vector) < reach * reach { found.append(given(SIMD3(p, q, r))) }
        }
      }
    }
    return found
  }

  /// A vector less the lattice vector nearest to it by its reduced coordinates.
  func reducedRemainder(of vector: Vector3) -> Vector3 {
    guard let image = rounded(vector) else { return vector }
    return vector + rule.shift(image)
  }

  private func isInside(_ image: SIMD3<Int32>, _ from: Vector3, _ to: Vector3) -> Bool {
    PairRule.square(rule.displacement(from, to, image: image)) < innerRadius * innerRadius
  }

  /// Minus the nearest whole numbers of the fractional coordinates in the reduced basis.
  private func rounded(_ d: Vector3) -> SIMD3<Int32>? {
    let turned = Vector3(dot(d, cell.x), dot(d, cell.y), dot(d, cell.z))
    let u = turned.x / cell.a.x
    let v = (turned.y - u * cell.a.y) / cell.b.y
    let w = (turned.z - u * cell.a.z - v * cell.b.z) / cell.c.z
    var whole = SIMD3<Int32>.zero
    for (k, value) in [u, v, w].enumerated() where cell.repeats[k] == 1 {
      guard abs(value) < 0x1p20 else { return nil }
      whole[k] = -Int32(value.rounded())
    }
    return given(whole)
  }

  /// Reduced rows in terms of the given ones.
  private func given(_ m: SIMD3<Int32>) -> SIMD3<Int32> {
    var n = SIMD3<Int>.zero
    for k in 0..<3 { n = n &+ Int(m[k]) &* cell.matrix.rows[k] }
    return SIMD3(truncatingIfNeeded: n)
  }
}
