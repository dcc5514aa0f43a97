public import QuenchModel

/// Superlattices of a film's and of a substrate's surface that fit one another.
public struct LatticeMatch: Hashable, Sendable {
  /// Rows: new in-plane vectors in terms of the film's a and b.
  public var filmMatrix: IntegerMatrix { Self.matrix(film) }
  /// Rows that come to lie on the film's, in terms of the substrate's a and b.
  public var substrateMatrix: IntegerMatrix { Self.matrix(substrate) }
  let film: PlaneMatrix
  let substrate: PlaneMatrix
  /// Å², of the unstrained substrate.
  public let area: Double
  /// Largest principal strain in magnitude that would lay the film on the substrate.
  public let mismatch: Double
  /// Principal strains of the film if it bore them all, ascending.
  public let principalStrains: SIMD2<Double>
  /// Degrees from the substrate's a to the film's a, −180…180.
  public let twist: Double
  let stretch: PlaneStretch
  /// Whether the match repeats a smaller one with the same strain and twist.
  public let isMultiple: Bool

  init(film: PlaneMatrix, substrate: PlaneMatrix, cells: (film: PlaneCell, substrate: PlaneCell)) {
    (self.film, self.substrate) = (film, substrate)
    let target = cells.substrate.transformed(substrate)
    stretch = PlaneStretch(from: cells.film.transformed(film), to: target)
    area = abs(target.signedArea)
    let (low, high) = stretch.principal
    (mismatch, principalStrains) = (stretch.mismatch, SIMD2(low - 1, high - 1))
    let degrees = stretch.angle * 180 / .pi
    twist = abs(degrees) < 1e-9 ? 0 : degrees
    isMultiple = !Self.isPrimitive(film, substrate)
  }

  private static func matrix(_ plane: PlaneMatrix) -> IntegerMatrix {
    IntegerMatrix(
      SIMD3(plane.p.x, plane.p.y, 0), SIMD3(plane.q.x, plane.q.y, 0), SIMD3(0, 0, 1))
  }

  /// Whether the rows (film | substrate) generate every pair of vectors that fall together: their
  /// 2×2 minors have no common factor.
  private static func isPrimitive(_ film: PlaneMatrix, _ substrate: PlaneMatrix) -> Bool {
    let first = [film.p.x, film.p.y, substrate.p.x, substrate.p.y]
    let second = [film.q.x, film.q.y, substrate.q.x, substrate.q.y]
    var divisor = 0
    for i in 0..<4 {
      for j in (i + 1)..<4 {
        divisor = greatestCommonDivisor(divisor, abs(first[i] * second[j] - first[j] * second[i]))
      }
    }
    return divisor == 1
  }

  /// Small cells and small strains first.
  static func isBefore(_ left: LatticeMatch, _ right: LatticeMatch) -> Bool {
    // Sums of rounding errors must not decide between equal matches.
    func key(_ match: LatticeMatch) -> (Double, Double, Double) {
      (
        (match.mismatch * match.area * 1e8).rounded(), (match.area * 1e6).rounded(),
        (abs(match.twist) * 1e6).rounded()
      )
    }
    let (one, other) = (key(left), key(right))
    if one != other { return one < other }
    if left.film != right.film { return PlaneMatrix.isBefore(left.film, right.film) }
    return PlaneMatrix.isBefore(left.substrate, right.substrate)
  }
}

/// All matches of two surfaces, ranked, and how many fell together.
public struct LatticeMatches: Sendable {
  /// By mismatch × area, then area.
  public let matches: [LatticeMatch]
  /// Pairs of superlattices that fit, before symmetry.
  public let pairs: Int
  /// Ways to lay a film's superlattice on a substrate's, before symmetry.
  public let alignments: Int
  /// Without those that symmetry makes equal, multiples of smaller ones included.
  public let distinct: Int
}
