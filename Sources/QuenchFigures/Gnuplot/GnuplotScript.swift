/// The gnuplot script of a figure.
struct GnuplotScript {
  private let figure: Figure
  private var lines: [String] = []
  /// Block of the data file that the next curve is in.
  private var index = 0

  // Points around the panels for tics and titles.
  private var left: Double { titleDistance + 9 }
  private let right = 8.0
  private var bottom: Double { 30 + nameLength }
  private var top: Double { hasHeadings ? 16 : 6 }
  private var gap: (x: Double, y: Double) {
    (x: sharesTitle ? 26 : 40, y: (figure.sharesX ? 9 : 34) + (hasHeadings ? 12 : 0))
  }

  /// From a vertical axis to its title, past the longest number between them: digits of 8 points are
  /// 4.3 wide on the average.
  private var titleDistance: Double {
    let longest = figure.panels.map { $0.longestNumber(height: figure.panelHeight) }.max() ?? 0
    return max(27, 11 + 4.3 * Double(longest))
  }

  /// Of the longest name below a bar, in points: upright letters of 7 points are 4.2 wide.
  private var nameLength: Double {
    let names = figure.panels.flatMap { panel in panel.legend == nil ? panel.bars : [] }
      .compactMap { $0.name?.plain.count }
    return 4.2 * Double(min(names.max() ?? 0, 40))
  }

  /// Titles above panels need room there.
  private var hasHeadings: Bool {
    figure.panels.contains { $0.corner == .above && $0.title != nil }
  }

  /// Where all panels show the same quantity only the first of a row says so.
  private var sharesTitle: Bool {
    figure.panels.allSatisfy { $0.y.title == figure.panels.first?.y.title }
  }

  private var panelWidth: Double {
    let columns = Double(figure.columns)
    return max(10, (figure.width - left - right - (columns - 1) * gap.x) / columns)
  }

  private var rows: Int { (figure.panels.count + figure.columns - 1) / figure.columns }
  private var height: Double {
    bottom + top + Double(rows) * figure.panelHeight + Double(rows - 1) * gap.y
  }

  /// `dataName` and `pictureName` are files beside the script.
  static func text(
    of figure: Figure, terminal: Terminal, dataName: String, pictureName: String
  ) -> String {
    var script = GnuplotScript(figure: figure)
    script.head(terminal, dataName, pictureName)
    for (place, panel) in figure.panels.enumerated() { script.draw(panel, at: place) }
    script.lines += ["unset multiplot", "unset output"]
    return script.lines.joined(separator: "\n") + "\n"
  }

  private init(figure: Figure) { self.figure = figure }

  private mutating func head(_ terminal: Terminal, _ dataName: String, _ pictureName: String) {
    lines = figure.remarks.map(Gnuplot.comment)
    lines += [
      "# Draw again, here, with: gnuplot <this file>",
      "if (!exists('data')) data = \(Gnuplot.file(dataName))",
      "if (!exists('picture')) picture = \(Gnuplot.file(pictureName))",
      "set encoding utf8",
      terminal.command(width: figure.width, height: height),
      "set output picture",
      "set datafile missing 'NaN'",
      "set border 3 linewidth 0.6 linecolor rgb '\(Palette.text)'",
      "set tics nomirror out scale 0.5,0.25 textcolor rgb '\(Palette.text)'",
      "set xtics offset 0,0.3",
      "set ytics offset 0.4,0",
      "set key spacing 1.1 samplen 1.6 width -1 noautotitle",
      "set bars small",
      "set multiplot",
    ]
  }

  private mutating func draw(_ panel: Panel, at place: Int) {
    lines += ["", Gnuplot.comment("panel \(place + 1): \(panel.title?.plain ?? "")")]
    lines += ["unset arrow", "unset label", "unset object"]
    margins(place)
    axes(panel, isLowest: place + figure.columns >= figure.panels.count)
    decorations(panel)
    let parts = panel.curves.flatMap { plots($0) } + panel.bars.flatMap { plots($0) }
    lines.append("plot " + parts.joined(separator: ", \\\n     "))
  }

  private mutating func margins(_ place: Int) {
    let (row, column) = (Double(place / figure.columns), Double(place % figure.columns))
    let x = left + column * (panelWidth + gap.x)
    let y = height - top - figure.panelHeight - row * (figure.panelHeight + gap.y)
    func screen(_ value: Double, of whole: Double) -> String { Numerals.fixed(value / whole, 5) }
    lines += [
      "set lmargin at screen \(screen(x, of: figure.width))",
      "set rmargin at screen \(screen(x + panelWidth, of: figure.width))",
      "set bmargin at screen \(screen(y, of: height))",
      "set tmargin at screen \(screen(y + figure.panelHeight, of: height))",
    ]
    // An axis title of gnuplot's own stands where it guesses the tics to end.
    if column == 0 || !sharesTitle {
      lines.append(
        "set label \(figure.panels[place].y.title.gnuplot) at screen"
          + " \(screen(x - titleDistance, of: figure.width)), graph 0.5 center rotate by 90")
    }
  }

  private mutating func axes(_ panel: Panel, isLowest: Bool) {
    lines.append("set xrange [\(range(panel.x.range))]")
    // Bars stand on zero, so that their lengths compare.
    let free = panel.bars.isEmpty ? "*:*" : "*<0:0<*"
    lines.append("set yrange [\(panel.y.range.map { range($0) } ?? free)]")
    let isLabelled = !figure.sharesX || isLowest
    lines.append(isLabelled ? "set format x '%g'" : "set format x ''")
    lines.append(
      isLabelled ? "set xlabel \(panel.x.title.gnuplot) offset 0,0.6" : "unset xlabel")
    lines.append("set format y '%g'")
    lines.append(
      "set xtics \(names(panel) ?? tics(panel.x, length: panelWidth, apart: panel.x.isWhole ? 16 : 32))"
    )
    lines.append("set ytics \(tics(panel.y, length: figure.panelHeight, apart: 18))")
    lines.append(panel.x.isWhole ? "unset mxtics" : "set mxtics 2")
    lines.append(panel.y.isWhole ? "unset mytics" : "set mytics 2")
  }

  /// Names instead of numbers below bars that no legend explains.
  private func names(_ panel: Panel) -> String? {
    guard panel.legend == nil else { return nil }
    let names = panel.bars.compactMap { bars -> String? in
      guard let name = bars.name, let x = bars.x.first, x.isFinite else { return nil }
      // A tic's label is a format to gnuplot.
      return "\(name.gnuplot.replacing("%", with: "%%")) \(Numerals.exact(x))"
    }
    guard !names.isEmpty else { return nil }
    return "rotate by 90 right font ',7' (\(names.joined(separator: ", ")))"
  }

  /// 1, 2 or 5 times a power of ten, so that labels stand no closer than so many points.
  private func tics(_ axis: Axis, length: Double, apart: Double) -> String {
    guard let range = axis.range else { return "autofreq" }
    let least = (range.upperBound - range.lowerBound) / max(1, length / apart)
    var step = axis.isWhole ? 1.0 : 1e-12
    guard least.isFinite, least < 1e12 else { return "autofreq" }
    var factors = [2, 2.5, 2].makeIterator()
    while step < least {
      if let factor = factors.next() {
        step *= factor
      } else {
        factors = [2, 2.5, 2].makeIterator()
      }
    }
    return Numerals.significant(step, 3)
  }

  private func range(_ range: ClosedRange<Double>?) -> String {
    range.map { "\(Numerals.exact($0.lowerBound)):\(Numerals.exact($0.upperBound))" } ?? "*:*"
  }

  private mutating func decorations(_ panel: Panel) {
    for band in panel.bands where band.from.isFinite && band.to.isFinite && band.from < band.to {
      let (from, to) = (Numerals.exact(band.from), Numerals.exact(band.to))
      lines.append(
        "set object rectangle from first \(from), graph 0 to first \(to), graph 1"
          + " fillcolor rgb '\(Palette.band)' fillstyle solid noborder behind")
      if let label = band.label {
        lines.append(
          "set label \(label.gnuplot) at first \(from), graph 0.04 offset 0.5,0 left font ',6.5'"
            + " textcolor rgb '\(Palette.faint)' front")
      }
    }
    if let level = panel.baseline, level.isFinite {
      let y = Numerals.exact(level)
      lines.append(
        "set arrow from graph 0, first \(y) to graph 1, first \(y) nohead back linewidth 0.5"
          + " dashtype 3 linecolor rgb '\(Palette.faint)'")
    }
    for marker in panel.markers where marker.x.isFinite { draw(marker) }
    legend(panel)
  }

  private mutating func draw(_ marker: Marker) {
    let x = Numerals.exact(marker.x)
    lines.append(
      "set arrow from first \(x), graph 0 to first \(x), graph 1 nohead back linewidth 0.6"
        + " dashtype 2 linecolor rgb '\(Palette.faint)'")
    if let label = marker.label {
      lines.append(
        "set label \(label.gnuplot) at first \(x), graph 0.93 offset 0.5,0 left font ',7'"
          + " textcolor rgb '\(Palette.text)' front")
    }
  }

  private mutating func legend(_ panel: Panel) {
    if let title = panel.title, panel.corner == .above {
      lines.append("set label \(title.gnuplot) at graph 0.5, graph 1 offset 0,0.7 center front")
    } else if let title = panel.title {
      let isLeft = panel.corner == .topLeft
      let y = panel.corner == .bottomRight ? "0.1" : "0.92"
      lines.append(
        "set label \(title.gnuplot) at graph \(isLeft ? "0.04" : "0.97"), graph \(y)"
          + " \(isLeft ? "left" : "right") front")
    }
    let isNamed =
      panel.curves.contains { $0.name != nil } || panel.bars.contains { $0.name != nil }
    switch panel.legend {
    case .topLeft? where isNamed: lines.append("set key inside top left Left reverse")
    case .topRight? where isNamed: lines.append("set key inside top right Left reverse")
    case .bottomRight? where isNamed: lines.append("set key inside bottom right Left reverse")
    default: lines.append("set key off")
    }
  }

  private mutating func plots(_ curve: Curve) -> [String] {
    let color = "linecolor rgb '\(Palette.color(curve.color))'"
    let title = curve.name.map { "title \($0.gnuplot)" } ?? "notitle"
    var parts: [String] = []
    if curve.error != nil, curve.style != .points {
      parts.append(
        "data index \(index) using 1:($2-$3):($2+$3) with filledcurves fillcolor rgb"
          + " '\(Palette.color(curve.color))' fillstyle transparent solid 0.3 noborder notitle")
    }
    switch curve.style {
    case .line:
      parts.append("data index \(index) using 1:2 with lines linewidth 1.3 \(color) \(title)")
    case .dashed:
      parts.append(
        "data index \(index) using 1:2 with lines linewidth 1.3 dashtype 2 \(color) \(title)")
    case .steps:
      parts.append("data index \(index) using 1:2 with histeps linewidth 1.3 \(color) \(title)")
    case .points:
      let bars = curve.error == nil ? "1:2 with points" : "1:2:3 with yerrorbars"
      parts.append(
        "data index \(index) using \(bars) pointtype 7 pointsize 0.45 linewidth 0.8 \(color) \(title)"
      )
    }
    index += 1
    return parts
  }

  private mutating func plots(_ bars: Bars) -> [String] {
    let color = Palette.color(bars.color)
    let title = bars.name.map { "title \($0.gnuplot)" } ?? "notitle"
    var parts = [
      "data index \(index) using 1:2:(\(Numerals.exact(bars.width))) with boxes fillcolor rgb"
        + " '\(color)' fillstyle solid 0.75 noborder \(title)"
    ]
    if bars.error != nil {
      parts.append(
        "data index \(index) using 1:($2-$3):(0):(2*$3) with vectors nohead"
          + " linewidth 0.8 linecolor rgb '\(Palette.text)' notitle")
    }
    index += 1
    return parts
  }
}
