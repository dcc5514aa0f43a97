extension Panel {
  /// Characters of the longest number that gnuplot will write beside the vertical axis, as far as it
  /// can be foreseen from the range and a step per 18 points.
  func longestNumber(height: Double) -> Int {
    let values = (curves.flatMap(\.y) + bars.flatMap(\.height)).filter(\.isFinite)
    let low = min(y.range?.lowerBound ?? values.min() ?? 0, bars.isEmpty ? .infinity : 0)
    let high = max(y.range?.upperBound ?? values.max() ?? 1, bars.isEmpty ? -.infinity : 0)
    let largest = max(abs(low), abs(high))
    guard high > low, largest < 1e6 else { return 6 }
    var step = (high - low) / max(1, height / 18)
    var decimals = 0
    while step < 1, decimals < 4 {
      step *= 10
      decimals += 1
    }
    let whole = Numerals.fixed(largest.rounded(.down), 0).count
    return (low < 0 ? 1 : 0) + whole + (decimals > 0 ? decimals + 1 : 0)
  }
}
