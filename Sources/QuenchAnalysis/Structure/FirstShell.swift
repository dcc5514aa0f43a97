internal import QuenchModel
internal import QuenchNeighbors

/// How the first shell of g(r) is found.
///
/// g is smoothed by a Gaussian of standard deviation `smoothing` (renormalised at the ends). Read
/// from r = 0, a maximum counts once the curve has fallen below it by the prominence, a minimum once
/// the curve has risen above it by the prominence; smaller wiggles are passed over. The prominence is
/// `prominence`, or three standard errors of the smoothed curve where blocks give them and they are
/// larger. A stretch around the minimum where the curve stays at or below `plateau` is a plateau, and
/// the cutoff is its middle; otherwise the cutoff is the lowest point of a parabola through the
/// minimum's three bins.
public struct ShellSearch: Hashable, Sendable {
  /// Å.
  public var smoothing: Double
  /// In units of g.
  public var prominence: Double
  /// In units of g.
  public var plateau: Double

  public init(smoothing: Double = 0.05, prominence: Double = 0.1, plateau: Double = 0.02) {
    self.smoothing = smoothing
    self.prominence = prominence
    self.plateau = plateau
  }
}

/// The first shell of one g(r).
public struct FirstShell: Hashable, Sendable {
  public var pair: SpeciesPair
  /// r of the first maximum, Å, and the smoothed g there.
  public var maximum: Double
  public var maximumHeight: Double
  /// r_c of the minimum after it, Å.
  public var cutoff: Double
  /// Standard error of `cutoff` by leaving out blocks one at a time; nil with fewer than five.
  public var cutoffError: Double?
  /// Smoothed g(r_c) / g_max.
  public var depth: Double
}

extension RadialDistribution {
  /// First maximum and first minimum of g_ab(r).
  ///
  /// Throws `noMaximum` or `noMinimum` naming the pair; nothing is guessed.
  public func firstShell(
    _ pair: SpeciesPair, _ search: ShellSearch = ShellSearch()
  ) throws(AnalysisError) -> FirstShell {
    guard let a = species.firstIndex(of: pair.a), let b = species.firstIndex(of: pair.b) else {
      throw .unknownPair(pair)
    }
    guard frameCount > 0 else { throw .noFrames }
    let blocks = blocks.filled(atMost: BlockError.most).partials
    let curve = { (blocks: [RadialPartial]) in
      RadialSeries(bins: bins, groups: groups, norm: .periodic, blocks: blocks)
        .curve([a], [b], pair).g.map { $0.isNaN ? 0 : $0 }
    }
    let smoother = GaussianSmoother(width: search.smoothing / bins.width)
    let noise = noise(blocks.map { smoother.smoothed(curve([$0])) })
    let finder = ShellFinder(bins: bins, search: search, noise: noise)
    var shell = try finder.find(smoother.smoothed(curve(blocks)), pair)
    shell.cutoffError = jackknife(blocks.count) { left throws(AnalysisError) in
      let others = blocks.indices.filter { $0 != left }.map { blocks[$0] }
      return try finder.find(smoother.smoothed(curve(others)), pair).cutoff
    }
    return shell
  }

  /// Standard error of the smoothed curve per bin; zero with fewer than five blocks.
  private func noise(_ curves: [[Double]]) -> [Double] {
    (0..<bins.count).map { k in
      BlockError.ratio(curves.map { (numerator: $0[k], denominator: 1) }) ?? 0
    }
  }

  /// √((B−1)/B Σ (x_b − x̄)²) over values with block b left out; nil where one cannot be found.
  private func jackknife(
    _ count: Int, _ value: (Int) throws(AnalysisError) -> Double
  ) -> Double? {
    guard count >= BlockError.least else { return nil }
    var values: [Double] = []
    for left in 0..<count {
      do throws(AnalysisError) { values.append(try value(left)) } catch { return nil }
    }
    let mean = values.reduce(0, +) / Double(count)
    let scatter = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (scatter * Double(count - 1) / Double(count)).squareRoot()
  }
}

/// A Gaussian over bins, cut at four standard deviations.
struct GaussianSmoother {
  private let weights: [Double]

  /// Standard deviation in bins.
  init(width: Double) {
    guard width > 0, width.isFinite else {
      weights = [1]
      return
    }
    let reach = Int(min(4 * width, 100_000).rounded(.up))
    weights = (0...reach).map { exponential(-0.5 * Double($0 * $0) / (width * width)) }
  }

  func smoothed(_ values: [Double]) -> [Double] {
    values.indices.map { k in
      var (sum, norm) = (weights[0] * values[k], weights[0])
      for step in 1..<max(1, weights.count) {
        if k >= step {
          (sum, norm) = (sum + weights[step] * values[k - step], norm + weights[step])
        }
        if k + step < values.count {
          (sum, norm) = (sum + weights[step] * values[k + step], norm + weights[step])
        }
      }
      return sum / norm
    }
  }
}

/// Reads a smoothed curve from r = 0 for its first maximum and the minimum behind it.
struct ShellFinder {
  let bins: RadialBins
  let search: ShellSearch
  /// Standard error per bin.
  let noise: [Double]

  func find(_ g: [Double], _ pair: SpeciesPair) throws(AnalysisError) -> FirstShell {
    guard let top = extremum(of: g, from: 0, rising: true) else { throw .noMaximum(pair) }
    guard let bottom = extremum(of: g, from: top, rising: false) else { throw .noMinimum(pair) }
    let cutoff = plateau(g, around: bottom) ?? vertex(g, bottom)
    return FirstShell(
      pair: pair, maximum: vertex(g, top), maximumHeight: g[top], cutoff: cutoff,
      cutoffError: nil, depth: g[bottom] / g[top])
  }

  /// The first bin from which the curve turns back by the prominence.
  private func extremum(of g: [Double], from start: Int, rising: Bool) -> Int? {
    var best = start
    for k in start..<g.count {
      let gain = rising ? g[k] - g[best] : g[best] - g[k]
      if gain > 0 {
        best = k
      } else if -gain >= prominence(best, k) {
        // A curve that starts at its maximum has no maximum there: nothing rose to it.
        return rising && best == 0 ? nil : best
      }
    }
    return nil
  }

  private func prominence(_ first: Int, _ second: Int) -> Double {
    let error = (noise[first] * noise[first] + noise[second] * noise[second]).squareRoot()
    return max(search.prominence, 3 * error)
  }

  private func plateau(_ g: [Double], around bottom: Int) -> Double? {
    guard g[bottom] <= search.plateau else { return nil }
    var (low, high) = (bottom, bottom)
    while low > 0, g[low - 1] <= search.plateau { low -= 1 }
    while high + 1 < g.count, g[high + 1] <= search.plateau { high += 1 }
    return (bins.edge(low) + bins.edge(high + 1)) / 2
  }

  /// Lowest or highest point of the parabola through three bins, Å.
  private func vertex(_ g: [Double], _ k: Int) -> Double {
    guard k > 0, k + 1 < g.count else { return bins.centre(k) }
    let (left, middle, right) = (g[k - 1], g[k], g[k + 1])
    let curvature = left - 2 * middle + right
    guard curvature != 0 else { return bins.centre(k) }
    let offset = 0.5 * (left - right) / curvature
    return bins.centre(k) + min(max(offset, -0.5), 0.5) * bins.width
  }
}
