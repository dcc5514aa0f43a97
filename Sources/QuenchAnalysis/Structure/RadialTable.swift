public import QuenchModel
public import QuenchNeighbors

/// What g(r) is divided by.
public enum RadialNorm: String, Hashable, Sendable, CaseIterable {
  /// (pairs + own images) / (N_a N_b / V · v): invariant under supercells and choice of basis; for an
  /// ideal gas (N_a − 1)/N_a between like atoms below the shortest lattice vector. Between molecules
  /// the norm stays (a supercell would change any correction), so an ideal gas of molecules gives
  /// 1 − Σ_m n_a n_b / (N_a N_b), with n_a atoms of a in molecule m.
  case periodic
  /// pairs / (N_a (N_b − δ_ab) / V · v): 1 for an ideal gas in any cell; undefined (not a number)
  /// where N_b = δ_ab, and n(r), which keeps own images, is then not the integral of ρ g.
  /// Between molecules: pairs of different molecules / ((N_a N_b − Σ_m n_a n_b) / V · v), 1 for an
  /// ideal gas of rigid molecules.
  case finiteSize
}

/// Partial and total pair distributions with their errors.
///
/// Every array has one value per bin. Errors are standard errors from blocks of frames, nil with
/// fewer than five frames.
public struct RadialTable: Sendable {
  public let bins: RadialBins
  public let norm: RadialNorm
  /// Pairs (a, b) with a ≤ b in the order of the species; all ordered pairs where centres were chosen.
  public let pairs: [RadialCurve]
  /// Σ c_a c_b g_ab over ordered pairs; n counts all neighbours of any atom.
  public let total: RadialCurve
  /// Half the shortest lattice vector over all frames, Å: bins beyond see the same physical pair
  /// again. Infinite when nothing repeats.
  public let innerRadius: Double
  /// Share of each shell's volume inside the Wigner–Seitz cell of the frame with the smallest
  /// `innerRadius`.
  public let uniqueFraction: [Double]
  public let frameCount: Int
  /// Blocks behind the errors, and frames in each but the last.
  public let blockCount: Int
  public let blockLength: Int
  public let warnings: [Warning]

  /// The curve of two species in either order; n of the pair as asked for.
  public func curve(_ a: String, _ b: String) -> RadialCurve? {
    if let curve = pairs.first(where: { $0.pair == SpeciesPair(a, b) }) { return curve }
    return pairs.first { $0.pair == SpeciesPair(b, a) }?.reversed
  }
}

/// One g_ab(r) and its running coordination numbers.
public struct RadialCurve: Sendable {
  public var pair: SpeciesPair
  public var g: [Double]
  public var gError: [Double]?
  /// Neighbours b of an atom a with r below the bin's upper edge.
  public var n: [Double]
  public var nError: [Double]?
  /// Neighbours a of an atom b: n N_a / N_b.
  public var nReverse: [Double]
  public var nReverseError: [Double]?
  /// Ordered pairs per bin over all frames, own images included.
  public var count: [UInt64]
  /// Own images among them.
  public var selfCount: [UInt64]
  /// Ordered pairs inside molecules that were left out, not among `count`; zero where all count.
  public var moleculeCount: [UInt64]

  public var reversed: RadialCurve {
    var curve = self
    curve.pair = pair.reversed
    (curve.n, curve.nReverse) = (nReverse, n)
    (curve.nError, curve.nReverseError) = (nReverseError, nError)
    return curve
  }
}
