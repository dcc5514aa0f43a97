/// Equal bins [r_k, r_{k+1}) of distance from 0 to a cutoff, with the edges r_k = k · width.
///
/// A pair's bin is decided by comparing r² with r_k² in double precision, so that 0.3 Å lies where
/// the edge 3 · 0.1 says and not where a multiplication rounds to.
public struct RadialBins: Hashable, Sendable {
  /// Å.
  public let width: Double
  public let count: Int
  /// Å², count + 1 of them.
  public let edgeSquares: [Double]

  /// Bins to `cutoff`; when it is no multiple of `width`, the last bin ends behind it.
  ///
  /// Throws unless both are positive and finite and there are at most 2²² bins.
  public init(width: Double, cutoff: Double) throws(NeighborError) {
    guard width.isFinite, width > 0 else { throw .binWidth(width) }
    guard cutoff.isFinite, cutoff > 0 else { throw .cutoff(cutoff) }
    let ratio = cutoff / width
    guard ratio < 4_194_304 else { throw .binWidth(width) }
    // A ratio such as 599.9999999999999 is meant to be 600.
    let nearest = ratio.rounded()
    let count = abs(ratio - nearest) < 1e-6 ? nearest : ratio.rounded(.up)
    self.init(width: width, count: max(1, Int(count)))
  }

  init(width: Double, count: Int) {
    self.width = width
    self.count = count
    edgeSquares = (0...count).map { k in
      let edge = Double(k) * width
      return edge * edge
    }
  }

  /// r_k, Å; k from 0 to `count`.
  public func edge(_ k: Int) -> Double { Double(k) * width }
  /// (r_k + r_{k+1}) / 2, Å.
  public func centre(_ k: Int) -> Double { (edge(k) + edge(k + 1)) / 2 }
  /// 4π/3 (r_{k+1}³ − r_k³), Å³.
  public func shellVolume(_ k: Int) -> Double {
    let (low, high) = (edge(k), edge(k + 1))
    return 4 * Double.pi / 3 * (high - low) * (high * high + high * low + low * low)
  }
  /// The last edge, Å.
  public var cutoff: Double { edge(count) }

  /// The bin of a squared distance in Å², nil beyond the last edge.
  public func bin(ofSquare square: Double) -> Int? {
    guard square < edgeSquares[count] else { return nil }
    var bin = min(count - 1, max(0, Int((square.squareRoot() / width).rounded(.down))))
    while bin > 0, square < edgeSquares[bin] { bin -= 1 }
    while bin + 1 < count, square >= edgeSquares[bin + 1] { bin += 1 }
    return bin
  }
}
