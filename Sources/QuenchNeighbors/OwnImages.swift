internal import QuenchModel

/// Distances of an atom to its own images: the lattice vectors, the same for every atom.
enum OwnImages {
  /// What they depend on.
  struct Key: Hashable {
    let given: [Vector3]
    let matrix: IntegerMatrix

    init(_ cell: PairCell) {
      given = cell.given
      matrix = cell.matrix
    }
  }

  /// Lattice vectors per bin, one of each pair ±n; empty when none is in range.
  static func halfCounts(_ cell: PairCell, _ bins: RadialBins) throws(NeighborError) -> [UInt64] {
    guard cell.shortest * (1 - 1e-9) < bins.cutoff else { return [] }
    var counts = [UInt64](repeating: 0, count: bins.count)
    let rule = PairRule(Lattice(a: cell.given[0], b: cell.given[1], c: cell.given[2]))
    let most = bounds(cell, bins.cutoff)
    guard most.x * most.y * most.z < 1 << 28 else { throw .tooManyImages }
    for p in 0...most.x {
      for q in (p == 0 ? 0 : -most.y)...most.y {
        for r in (p == 0 && q == 0 ? 1 : -most.z)...max(most.z, 1) where abs(r) <= most.z {
          let n = image(cell.matrix, SIMD3(p, q, r))
          if let bin = bins.bin(ofSquare: PairRule.square(rule.shift(n))) { counts[bin] += 1 }
        }
      }
    }
    return counts
  }

  /// Along x only a reaches; along y the skew of a, and so on.
  private static func bounds(_ cell: PairCell, _ cutoff: Double) -> SIMD3<Int> {
    let reach = cutoff * (1 + 1e-9)
    let p = cell.repeats.x == 1 ? reach / cell.a.x : 0
    let q = cell.repeats.y == 1 ? (reach + p * abs(cell.a.y)) / cell.b.y : 0
    let r = cell.repeats.z == 1 ? (reach + p * abs(cell.a.z) + q * abs(cell.b.z)) / cell.c.z : 0
    return SIMD3(Int(min(p, 1e6)), Int(min(q, 1e6)), Int(min(r, 1e6)))
  }

  private static func image(_ matrix: IntegerMatrix, _ m: SIMD3<Int>) -> SIMD3<Int32> {
    SIMD3(
      truncatingIfNeeded: m.x &* matrix.rows[0] &+ m.y &* matrix.rows[1] &+ m.z &* matrix.rows[2])
  }
}
