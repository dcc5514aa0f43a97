/// g(r) of one pair of species, as plain arrays of one count.
public struct PairCurve: Hashable, Sendable {
  /// e.g. `Si–O`.
  public var name: String
  /// Bin centres, Å, at equal distances.
  public var r: [Double]
  public var g: [Double]
  /// Standard error of g.
  public var gError: [Double]?
  /// Neighbours up to the upper edge of each bin.
  public var n: [Double]?
  public var nError: [Double]?

  public init(
    name: String, r: [Double], g: [Double], gError: [Double]? = nil, n: [Double]? = nil,
    nError: [Double]? = nil
  ) {
    self.name = name
    self.r = r
    self.g = g
    self.gError = gError
    self.n = n
    self.nError = nError
  }
}

/// How often each coordination number occurs for one pair of species.
public struct CoordinationHistogram: Hashable, Sendable {
  /// e.g. `Si–O`.
  public var name: String
  /// Share of the centres with 0, 1, 2 … neighbours, 0…1.
  public var shares: [Double]
  /// Standard errors of the shares.
  public var errors: [Double]?
  public var mean: Double
  public var meanError: Double?

  public init(
    name: String, shares: [Double], errors: [Double]? = nil, mean: Double, meanError: Double? = nil
  ) {
    self.name = name
    self.shares = shares
    self.errors = errors
    self.mean = mean
    self.meanError = meanError
  }
}

extension Figure {
  /// How several pairs share a figure.
  public enum Arrangement: Hashable, Sendable {
    /// Up to three pairs of similar height overlaid, more or uneven ones in panels of their own.
    case automatic
    case overlaid
    case panels
  }

  /// Partial pair distribution functions with their error bands.
  ///
  /// Up to three pairs have n(r), where there is any, in a panel below. Beyond `imageRadius`
  /// (half the shortest lattice vector, Å) the same pairs are seen again: that stretch is grey.
  public static func radialDistribution(
    _ pairs: [PairCurve], imageRadius: Double? = nil, width: Double = columnWidth,
    arrangement: Arrangement = .automatic
  ) -> Figure {
    let reach = pairs.compactMap { upperEdge($0.r) }.max() ?? 0
    let isFew = pairs.count <= 3
    let isEven = pairs.allSatisfy { 5 * peak([$0]) >= peak(pairs) }
    let overlaid = arrangement == .overlaid || (arrangement == .automatic && isFew && isEven)
    let bands = (imageRadius.map { [Band(from: $0, to: reach)] } ?? []).filter {
      $0.from > 0 && $0.from < reach
    }
    let figure =
      overlaid
      ? overlaidDistributions(pairs, reach: reach, bands: bands, width: width)
      : isFew
        ? stackedDistributions(pairs, reach: reach, bands: bands, width: width)
        : panelsOfDistributions(pairs, reach: reach, bands: bands, width: width)
    guard !bands.isEmpty, let imageRadius else { return figure }
    var noted = figure
    noted.remarks.append(
      "grey: r > \(Numerals.significant(imageRadius)) Å, half the shortest lattice vector;"
        + " periodic images of the same pairs are counted there")
    return noted
  }

  /// Shares of coordination numbers, one panel per pair, titled with the mean.
  public static func coordination(
    _ histograms: [CoordinationHistogram], width: Double = columnWidth
  ) -> Figure {
    let panels = histograms.enumerated().map { index, histogram -> Panel in
      let mean = title(histogram)
      let occupied = histogram.shares.indices.filter { histogram.shares[$0] > 5e-4 }
      let (first, last) = (max(0, (occupied.first ?? 0) - 1), (occupied.last ?? 0) + 1)
      var panel = Panel(
        x: Axis(
          "Coordination number",
          range: Double(first) - 0.6...Double(max(last, first + 2)) + 0.6,
          isWhole: last - first <= 14),
        y: Axis("Share of atoms", range: 0...1.05), title: FigureText("\(histogram.name)  \(mean)"))
      panel.corner = .above
      panel.bars = [
        Bars(
          x: histogram.shares.indices.map(Double.init), height: histogram.shares,
          error: histogram.errors, color: index)
      ]
      return panel
    }
    let columns = gridColumns(panels.count, width: width)
    return Figure(panels: panels, columns: columns, width: width, panelHeight: 92)
  }

  /// Mean and error, to no more digits than a panel's width holds.
  private static func title(_ histogram: CoordinationHistogram) -> String {
    guard let error = histogram.meanError, error >= 5e-5 else {
      return Numerals.significant(histogram.mean, 5)
    }
    return Numerals.measured(histogram.mean, error: error)
  }

  private static func overlaidDistributions(
    _ pairs: [PairCurve], reach: Double, bands: [Band], width: Double
  ) -> Figure {
    let radius = FigureText.italic("r") + " (Å)"
    var upper = Panel(
      x: Axis(radius, range: span(reach)),
      y: Axis(.italic("g") + "(" + .italic("r") + ")", range: span(peak(pairs) * 1.06)))
    upper.curves = pairs.enumerated().map { index, pair in
      Curve(FigureText(pair.name), x: pair.r, y: pair.g, error: pair.gError, color: index)
    }
    upper.bands = bands
    upper.baseline = 1
    guard let lower = counts(pairs, reach: reach, bands: bands) else {
      return Figure(panels: [upper], width: width, panelHeight: width > columnWidth ? 170 : 130)
    }
    return Figure(
      panels: [upper, lower], width: width, panelHeight: width > columnWidth ? 140 : 105,
      sharesX: true)
  }

  /// n(r) of all pairs that have it; nil where none has.
  private static func counts(_ pairs: [PairCurve], reach: Double, bands: [Band]) -> Panel? {
    let counted = pairs.enumerated().filter { $0.element.n != nil }
    guard !counted.isEmpty else { return nil }
    // Beyond the first shells n grows as r³ and says nothing the density does not.
    let most = counted.compactMap { $0.element.n?.filter(\.isFinite).max() }.max() ?? 1
    var panel = Panel(
      x: Axis(.italic("r") + " (Å)", range: span(reach)),
      y: Axis(.italic("n") + "(" + .italic("r") + ")", range: span(min(most, 16))))
    panel.curves = counted.map { index, pair in
      Curve(x: upperEdges(pair.r), y: pair.n ?? [], error: pair.nError, color: index)
    }
    panel.bands = bands
    return panel
  }

  private static func stackedDistributions(
    _ pairs: [PairCurve], reach: Double, bands: [Band], width: Double
  ) -> Figure {
    var figure = panelsOfDistributions(pairs, reach: reach, bands: bands, width: width)
    figure.columns = 1
    figure.panelHeight = 72
    if var lower = counts(pairs, reach: reach, bands: bands) {
      for index in lower.curves.indices where pairs.count > 1 {
        lower.curves[index].name = FigureText(pairs[lower.curves[index].color].name)
      }
      lower.legend = .topLeft
      figure.panels.append(lower)
    }
    return figure
  }

  private static func panelsOfDistributions(
    _ pairs: [PairCurve], reach: Double, bands: [Band], width: Double
  ) -> Figure {
    let panels = pairs.enumerated().map { index, pair -> Panel in
      var panel = Panel(
        x: Axis(.italic("r") + " (Å)", range: span(reach)),
        y: Axis(.italic("g") + "(" + .italic("r") + ")", range: span(peak([pair]) * 1.12)),
        title: FigureText(pair.name))
      panel.curves = [Curve(x: pair.r, y: pair.g, error: pair.gError, color: index)]
      panel.bands = bands
      panel.baseline = 1
      return panel
    }
    return Figure(
      panels: panels, columns: gridColumns(panels.count, width: width), width: width,
      panelHeight: 84, sharesX: true)
  }

  /// As many panels side by side as stay about as wide as a thumb.
  private static func gridColumns(_ count: Int, width: Double) -> Int {
    let most = width > columnWidth ? 3 : 2
    return max(1, count == 4 ? 2 : min(most, count))
  }

  /// 0 to the value, or to 1 where that is no range.
  private static func span(_ upper: Double) -> ClosedRange<Double> {
    0...(upper.isFinite && upper > 0 ? upper : 1)
  }

  private static func peak(_ pairs: [PairCurve]) -> Double {
    pairs.flatMap(\.g).filter(\.isFinite).max() ?? 1
  }

  private static func halfBin(_ r: [Double]) -> Double { r.count > 1 ? (r[1] - r[0]) / 2 : 0 }
  private static func upperEdges(_ r: [Double]) -> [Double] { r.map { $0 + halfBin(r) } }
  private static func upperEdge(_ r: [Double]) -> Double? { r.last.map { $0 + halfBin(r) } }
}
