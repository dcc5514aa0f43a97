internal import QuenchModel

/// All pairs with all explicit images, in double precision by `PairRule`: the referee of the tests.
enum BruteForce {
  /// Calls `body(i, j, image, displacement)` for ordered pairs with r < cutoff, own images included.
  ///
  /// Image bounds come from the reciprocal of the given cell, without reduction: slow and simple.
  static func forEachOrderedPair(
    _ structure: Structure, cutoff: Double,
    _ body: (Int, Int, SIMD3<Int32>, Vector3) -> Void
  ) {
    let rule = PairRule(repeating(structure))
    let square = cutoff * cutoff
    for i in 0..<structure.count {
      for j in 0..<structure.count {
        let (low, high) = bounds(
          structure, from: structure.positions[i], to: structure.positions[j], cutoff)
        for p in low.x...high.x {
          for q in low.y...high.y {
            for r in low.z...high.z {
              let n = SIMD3(p, q, r)
              if i == j && n == .zero { continue }
              let d = rule.displacement(structure.positions[i], structure.positions[j], image: n)
              if PairRule.square(d) < square { body(i, j, n, d) }
            }
          }
        }
      }
    }
  }

  static func counts(_ structure: Structure, codes: [Int32], groups: Int, bins: RadialBins)
    -> PairCounts
  {
    var counts = PairCounts(bins: bins, groups: groups)
    forEachOrderedPair(structure, cutoff: bins.cutoff) { i, j, _, d in
      let (a, b) = (Int(codes[i]), Int(codes[j]))
      guard a >= 0, b >= a, let bin = bins.bin(ofSquare: PairRule.square(d)) else { return }
      if i == j {
        counts.selfImages[a * bins.count + bin] += 1
      } else {
        counts.pairs[counts.row(a, b) * bins.count + bin] += 1
      }
    }
    return counts
  }

  private static func repeating(_ structure: Structure) -> Lattice? {
    guard var lattice = structure.lattice else { return nil }
    for axis in 0..<3 where !structure.periodicity[axis] { lattice[axis] = .zero }
    return lattice
  }

  /// Images that can bring j within the cutoff of i: from the heights of the repeating
  /// parallelotope, with one to spare.
  private static func bounds(
    _ structure: Structure, from: Vector3, to: Vector3, _ cutoff: Double
  ) -> (low: SIMD3<Int32>, high: SIMD3<Int32>) {
    var (low, high) = (SIMD3<Int32>.zero, SIMD3<Int32>.zero)
    guard let lattice = structure.lattice else { return (low, high) }
    let axes = (0..<3).filter { structure.periodicity[$0] }
    for axis in axes {
      // The part of this row at right angles to the other repeating rows.
      var normal = lattice[axis]
      var others = axes.filter { $0 != axis }.map { lattice[$0] }
      if others.count == 2 {
        others[1] -= dot(others[1], others[0]) / dot(others[0], others[0]) * others[0]
      }
      for other in others { normal -= dot(normal, other) / dot(other, other) * other }
      let height = normal.length
      let along = dot(to - from, normal) / height
      low[axis] = Int32(((-along - cutoff) / height).rounded(.down)) - 1
      high[axis] = Int32(((-along + cutoff) / height).rounded(.up)) + 1
    }
    return (low, high)
  }
}
