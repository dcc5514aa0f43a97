extension Figure {
  /// The numbers: one block per curve or set of bars, in the order of the script's `index`.
  func data() -> String {
    var text = remarks.map { Gnuplot.comment($0) + "\n" }.joined()
    var index = 0
    for panel in panels {
      for curve in panel.curves {
        Self.block(
          &text, index, name: curve.name ?? panel.title, panel, curve.x, curve.y, curve.error)
        index += 1
      }
      for bars in panel.bars {
        Self.block(
          &text, index, name: bars.name ?? panel.title, panel, bars.x, bars.height, bars.error)
        index += 1
      }
    }
    return text
  }

  private static func block(
    _ text: inout String, _ index: Int, name: FigureText?, _ panel: Panel, _ x: [Double],
    _ y: [Double], _ error: [Double]?
  ) {
    if index > 0 { text += "\n\n" }
    text += Gnuplot.comment("index \(index): \(name?.plain ?? "")") + "\n"
    let third = error == nil ? "" : "  standard error"
    text += Gnuplot.comment("\(panel.x.title.plain)  \(panel.y.title.plain)\(third)") + "\n"
    for row in x.indices {
      text += number(x[row]) + " " + number(y[row])
      if let error { text += " " + number(error[row]) }
      text += "\n"
    }
  }

  private static func number(_ value: Double) -> String {
    value.isFinite ? Numerals.exact(value) : "NaN"
  }

  /// Throws `FigureError.badData` where a figure cannot be drawn as it is.
  func check() throws(FigureError) {
    guard !panels.isEmpty else { throw .badData("the figure has no panels") }
    guard (1...64).contains(columns), panels.count <= 400 else {
      throw .badData("a figure has 1 to 64 columns and at most 400 panels")
    }
    guard (50...5000).contains(width), (20...5000).contains(panelHeight) else {
      throw .badData("a figure is 50 to 5000 points wide and its panels 20 to 5000 high")
    }
    for panel in panels { try panel.check() }
  }
}

extension Panel {
  fileprivate func check() throws(FigureError) {
    for curve in curves { try check(curve.name, curve.x, curve.y, curve.error) }
    for bars in bars { try check(bars.name, bars.x, bars.height, bars.error) }
    for range in [x.range, y.range].compactMap(\.self) {
      guard range.lowerBound.isFinite, range.upperBound.isFinite,
        range.lowerBound < range.upperBound
      else { throw .badData("the axis '\(x.title.plain)' or '\(y.title.plain)' has no range") }
    }
    guard
      curves.contains(where: { zip($0.x, $0.y).contains { $0.isFinite && $1.isFinite } })
        || bars.contains(where: { zip($0.x, $0.height).contains { $0.isFinite && $1.isFinite } })
    else { throw .badData("there is nothing to draw in panel '\(title?.plain ?? y.title.plain)'") }
  }

  private func check(
    _ name: FigureText?, _ x: [Double], _ y: [Double], _ error: [Double]?
  ) throws(FigureError) {
    guard x.count == y.count, error.map({ $0.count == x.count }) ?? true else {
      throw .badData("the arrays of '\(name?.plain ?? title?.plain ?? "")' differ in length")
    }
  }
}
