/// Panels of curves, as a value; `write(to:)` draws it with gnuplot.
public struct Figure: Hashable, Sendable {
  /// Row by row.
  public var panels: [Panel]
  /// Panels side by side, 1 or more.
  public var columns: Int
  /// Width in points (1/72 inch).
  public var width: Double
  /// Height of one row of panels, points, without titles and tics of the x axis.
  public var panelHeight: Double
  /// True where the panels of a column share their x axis: only the lowest is labelled.
  public var sharesX: Bool
  /// Written as comments into the script and the data: provenance, definitions.
  public var remarks: [String]

  /// One column of a two-column journal: 3.4 inches.
  public static let columnWidth = 245.0
  /// The full width of a page: 7.1 inches.
  public static let pageWidth = 510.0

  public init(
    panels: [Panel], columns: Int = 1, width: Double = Figure.columnWidth,
    panelHeight: Double = 130, sharesX: Bool = false
  ) {
    self.panels = panels
    self.columns = columns
    self.width = width
    self.panelHeight = panelHeight
    self.sharesX = sharesX
    remarks = []
  }
}

/// One pair of axes and what is drawn between them.
public struct Panel: Hashable, Sendable {
  /// Where the legend or the panel's title stands; a legend is never `above`.
  public enum Corner: Hashable, Sendable { case topLeft, topRight, bottomRight, above }

  public var x: Axis
  public var y: Axis
  /// Inside the panel at `corner`, or above it.
  public var title: FigureText?
  public var curves: [Curve]
  public var bars: [Bars]
  public var bands: [Band]
  public var markers: [Marker]
  /// A thin dashed line across, e.g. at g = 1.
  public var baseline: Double?
  /// Curves with a name appear in it; nil for no legend. Bars without one carry their names at their
  /// feet.
  public var legend: Corner?
  public var corner: Corner

  public init(x: Axis, y: Axis, title: FigureText? = nil, curves: [Curve] = []) {
    self.x = x
    self.y = y
    self.title = title
    self.curves = curves
    bars = []
    bands = []
    markers = []
    legend = .topRight
    corner = .topRight
  }
}

public struct Axis: Hashable, Sendable {
  /// With its unit, e.g. `r (Å)`.
  public var title: FigureText
  /// What is shown; nil: all data.
  public var range: ClosedRange<Double>?
  /// Whole numbers only between tics.
  public var isWhole: Bool

  public init(_ title: FigureText, range: ClosedRange<Double>? = nil, isWhole: Bool = false) {
    self.title = title
    self.range = range
    self.isWhole = isWhole
  }
}

/// y over x, with an error band where there is one.
public struct Curve: Hashable, Sendable {
  public enum Style: Hashable, Sendable { case line, dashed, steps, points }

  /// In the legend; nil: not in it.
  public var name: FigureText?
  public var x: [Double]
  public var y: [Double]
  /// Standard error of y, same count; NaN where unknown.
  public var error: [Double]?
  public var style: Style
  /// Place in the palette, from 0.
  public var color: Int

  public init(
    _ name: FigureText? = nil, x: [Double], y: [Double], error: [Double]? = nil,
    style: Style = .line, color: Int = 0
  ) {
    self.name = name
    self.x = x
    self.y = y
    self.error = error
    self.style = style
    self.color = color
  }
}

/// Bars of one width, standing on zero.
public struct Bars: Hashable, Sendable {
  public var name: FigureText?
  /// Centres.
  public var x: [Double]
  public var height: [Double]
  public var error: [Double]?
  /// In units of x.
  public var width: Double
  public var color: Int

  public init(
    _ name: FigureText? = nil, x: [Double], height: [Double], error: [Double]? = nil,
    width: Double = 0.8, color: Int = 0
  ) {
    self.name = name
    self.x = x
    self.height = height
    self.error = error
    self.width = width
    self.color = color
  }
}

/// A grey stretch of the x axis, such as where images are correlated.
public struct Band: Hashable, Sendable {
  public var from: Double
  public var to: Double
  public var label: FigureText?

  public init(from: Double, to: Double, label: FigureText? = nil) {
    self.from = from
    self.to = to
    self.label = label
  }
}

/// A thin vertical line, such as a cutoff.
public struct Marker: Hashable, Sendable {
  public var x: Double
  public var label: FigureText?

  public init(x: Double, label: FigureText? = nil) {
    self.x = x
    self.label = label
  }
}
