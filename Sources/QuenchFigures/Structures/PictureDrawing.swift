import QuenchModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Draws a scene, farthest things first.
struct PictureDrawing {
  private let scene: PictureScene
  private let projection: PictureProjection
  private let picture: StructurePicture
  private let structure: Structure
  private let colors: [ElementColor]
  private let pies: SharedSites
  private var items: [(depth: Double, element: String)] = []

  /// Steps of fog, so that each element needs few gradients.
  private static let fogLevels = 6
  private static let bondRadius = 0.11

  init(_ scene: PictureScene, _ projection: PictureProjection, of picture: StructurePicture) {
    (self.scene, self.projection, self.picture) = (scene, projection, picture)
    structure = scene.structure
    colors = structure.species.categories.map { ElementColor($0.element) }
    pies = SharedSites(structure)
  }

  mutating func document() -> String {
    drawEdges()
    drawBonds()
    drawBalls()
    items.sort { $0.depth < $1.depth }
    let legend = PictureLegend(structure, projection, of: picture)
    let width = SVGText.number(max(projection.width + legend.width, legend.titleWidth))
    let height = SVGText.number(max(projection.height + legend.top, legend.height))
    var svg = SVGText()
    svg.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    svg.add(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\""
        + " viewBox=\"0 0 \(width) \(height)\" font-family=\"sans-serif\">")
    svg.add("<rect width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>")
    svg.add(definitions)
    svg.add(
      "<g transform=\"translate(0 \(SVGText.number(legend.top)))\" stroke-linecap=\"round\">")
    for item in items { svg.add(item.element) }
    svg.add("</g>")
    svg.add(legend.svg)
    svg.add("</svg>")
    return svg.text
  }

  /// A gradient for each element and step of fog, and the hatching of held atoms.
  private var definitions: String {
    let counts = structure.species.counts
    var lines = ["<defs>"]
    for (kind, color) in colors.enumerated() where counts[kind] > 0 {
      for level in 0..<Self.fogLevels {
        let (light, plain, dark) = (
          color.mixed(with: .white, 0.75), color, color.mixed(with: .black, 0.45)
        )
        let stops = [(0.0, light), (0.45, plain), (1.0, dark)].map { offset, stop in
          "<stop offset=\"\(SVGText.number(offset))\" stop-color=\"\(fogged(stop, level).hex)\"/>"
        }
        lines.append(
          "<radialGradient id=\"e\(kind)f\(level)\" cx=\"0.4\" cy=\"0.35\" r=\"0.7\">"
            + stops.joined() + "</radialGradient>")
      }
    }
    lines.append(
      "<pattern id=\"held\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\""
        + " patternTransform=\"rotate(45)\"><path d=\"M1 0V5\" stroke=\"#000000\""
        + " stroke-opacity=\"0.6\" stroke-width=\"1.6\"/></pattern>")
    return (lines + ["</defs>"]).joined(separator: "\n")
  }

  private func fogged(_ color: ElementColor, _ level: Int) -> ElementColor {
    color.mixed(with: .white, 0.55 * Double(level) / Double(Self.fogLevels))
  }

  private func level(_ depth: Double) -> Int {
    min(Int(projection.farness(depth) * Double(Self.fogLevels)), Self.fogLevels - 1)
  }

  /// In pieces, so that atoms hide the parts behind them.
  private mutating func drawEdges() {
    guard picture.showsCell else { return }
    let pieces = 16
    for edge in scene.edges {
      for piece in 0..<pieces {
        let step = (edge.to - edge.from) / Double(pieces)
        let from = projection.spot(edge.from + Double(piece) * step)
        let to = projection.spot(edge.from + Double(piece + 1) * step)
        let grey = ElementColor.black.mixed(
          with: .white, 0.25 + 0.5 * projection.farness(from.depth))
        items.append(
          (
            // Behind the front of balls it runs through.
            (from.depth + to.depth) / 2 - 0.5,
            Self.line(from.x, from.y, to.x, to.y, color: grey.hex, width: 1.2)
          ))
      }
    }
  }

  private static func line(
    _ x: Double, _ y: Double, _ u: Double, _ v: Double, color: String, width: Double
  ) -> String {
    let path = [x, y, u, v].map(SVGText.pixels)
    return "<path d=\"M\(path[0]) \(path[1])L\(path[2]) \(path[3])\" stroke=\"\(color)\""
      + " stroke-width=\"\(SVGText.pixels(width))\"/>"
  }

  /// From the ball's surface to the middle of the bond: a dark line under a coloured one.
  private mutating func drawBonds() {
    for bond in scene.bonds {
      let ball = scene.balls[bond.ball]
      let length = bond.vector.length
      let start = 0.85 * picture.radius(of: ball.atom)
      guard start < length / 2 else { continue }
      let from = projection.spot(ball.place + (start / length) * bond.vector)
      let to = projection.spot(ball.place + bond.vector / 2)
      let depth = (from.depth + to.depth) / 2
      let color = fogged(colors[Int(structure.species.codes[ball.atom])], level(depth))
      let width = 2 * Self.bondRadius * from.scale
      let edge = color.mixed(with: .black, 0.5).hex
      items.append(
        (
          depth,
          Self.line(from.x, from.y, to.x, to.y, color: edge, width: width + 1)
            + Self.line(from.x, from.y, to.x, to.y, color: color.hex, width: width)
        ))
    }
  }

  private mutating func drawBalls() {
    for ball in scene.balls {
      let spot = projection.spot(ball.place)
      let radius = picture.radius(of: ball.atom) * spot.scale
      let kind = Int(structure.species.codes[ball.atom])
      let step = level(spot.depth)
      let outline = fogged(colors[kind].mixed(with: .black, 0.6), step).hex
      var element: String
      if let share = pies.share(of: ball.atom) {
        let fill = fogged(colors[kind], step).hex
        element = Self.sector(spot.x, spot.y, radius, share, fill: fill, outline: outline)
      } else {
        let fill = "url(#e\(kind)f\(step))"
        element = Self.circle(spot.x, spot.y, radius, "fill=\"\(fill)\" stroke=\"\(outline)\"")
      }
      if let held = structure.fixedAxes?[ball.atom], !held.isEmpty {
        element += Self.circle(spot.x, spot.y, radius, "fill=\"url(#held)\"")
      }
      items.append((spot.depth, element))
    }
  }

  static func circle(_ x: Double, _ y: Double, _ r: Double, _ style: String) -> String {
    "<circle cx=\"\(SVGText.pixels(x))\" cy=\"\(SVGText.pixels(y))\" r=\"\(SVGText.pixels(r))\" "
      + style + "/>"
  }

  /// A slice of a pie, from the top clockwise; `share` in parts of the whole.
  private static func sector(
    _ x: Double, _ y: Double, _ r: Double, _ share: Range<Double>, fill: String, outline: String
  ) -> String {
    let style = "fill=\"\(fill)\" stroke=\"\(outline)\""
    guard share.upperBound - share.lowerBound < 0.9999 else { return circle(x, y, r, style) }
    let ends = [share.lowerBound, share.upperBound].map { part -> String in
      let angle = 2 * Double.pi * part
      return "\(SVGText.number(x + r * sin(angle))) \(SVGText.number(y - r * cos(angle)))"
    }
    let isLarge = share.upperBound - share.lowerBound > 0.5 ? 1 : 0
    let radius = SVGText.number(r)
    return "<path d=\"M\(SVGText.number(x)) \(SVGText.number(y))L\(ends[0])A\(radius) \(radius) 0"
      + " \(isLarge) 1 \(ends[1])Z\" \(style)/>"
  }
}
