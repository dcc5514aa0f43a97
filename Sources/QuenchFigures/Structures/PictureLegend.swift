import QuenchModel

/// Title, elements with their numbers, what hatching means, the cell vectors and a length to compare.
struct PictureLegend {
  /// Pixels to the right of the drawing.
  let width: Double
  /// Pixels above it.
  let top: Double
  /// Pixels from the top that the legend needs.
  let height: Double
  private(set) var svg = ""

  private static let line = 26.0
  private static let text = "fill=\"#222222\""

  init(_ structure: Structure, _ projection: PictureProjection, of picture: StructurePicture) {
    guard picture.showsLegend else {
      (width, top, height) = (0, 0, 0)
      return
    }
    let counts = structure.species.counts
    let kinds = structure.species.categories.enumerated().filter { counts[$0.offset] > 0 }
    let isHeld = structure.fixedAxes?.contains { !$0.isEmpty } == true
    let labels =
      kinds.map { "\($0.element.label)  \(counts[$0.offset])" } + (isHeld ? ["fixed"] : [])
    let words = 64 + 9 * Double(min(labels.map(\.count).max() ?? 0, 30))
    width = max(words, Self.barLength(projection) * projection.scaleAtCentre + 30)
    top = 34
    let triad = picture.showsCell && structure.lattice != nil ? 110.0 : 0
    height = top + 20 + Self.line * Double(labels.count) + triad + 60
    var out = SVGText()
    out.add(Self.words(picture.title ?? structure.composition.formula, 14, 24, size: 18))
    let x = projection.width + 18
    var y = top + 22
    for kind in kinds {
      let color = ElementColor(kind.element.element)
      let outline = color.mixed(with: .black, 0.6).hex
      out.add(
        PictureDrawing.circle(x, y - 5, 9, "fill=\"url(#e\(kind.offset)f0)\" stroke=\"\(outline)\"")
      )
      out.add(Self.words("\(kind.element.label)  \(counts[kind.offset])", x + 18, y, size: 15))
      y += Self.line
    }
    if isHeld {
      out.add(PictureDrawing.circle(x, y - 5, 9, "fill=\"#FFFFFF\" stroke=\"#555555\""))
      out.add(PictureDrawing.circle(x, y - 5, 9, "fill=\"url(#held)\""))
      out.add(Self.words("fixed", x + 18, y, size: 15))
      y += Self.line
    }
    if triad > 0, let lattice = structure.lattice, lattice.isValid {
      out.add(Self.triad(lattice, projection, x + 24, y + 50))
    }
    out.add(Self.bar(projection, x - 8, max(projection.height + top, height) - 18))
    svg = out.text
  }

  private static func words(_ text: String, _ x: Double, _ y: Double, size: Int) -> String {
    "<text x=\"\(SVGText.number(x))\" y=\"\(SVGText.number(y))\" font-size=\"\(size)\" \(Self.text)>"
      + SVGText.escaped(String(text.prefix(60))) + "</text>"
  }

  /// Arrows of a, b, c as they are seen.
  private static func triad(
    _ lattice: Lattice, _ projection: PictureProjection, _ x: Double, _ y: Double
  ) -> String {
    var lines: [String] = []
    for (axis, name) in ["a", "b", "c"].enumerated() {
      let way = 34 * projection.direction(lattice[axis])
      let color = ["#C00000", "#008000", "#0000C0"][axis]
      lines.append(
        "<path d=\"M\(SVGText.number(x)) \(SVGText.number(y))l\(SVGText.number(way.x))"
          + " \(SVGText.number(way.y))\" stroke=\"\(color)\" stroke-width=\"2\"/>")
      let place = SIMD2(x, y) + 1.3 * way
      guard way.x * way.x + way.y * way.y > 16 else { continue }
      lines.append(words(name, place.x - 4, place.y + 5, size: 14))
    }
    return lines.joined(separator: "\n")
  }

  /// Å.
  private static func barLength(_ projection: PictureProjection) -> Double {
    let lengths = [1.0, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
    return lengths.last { $0 * projection.scaleAtCentre <= 90 } ?? 1
  }

  /// 1, 2, 5, 10, … Å, at the depth of the middle.
  private static func bar(_ projection: PictureProjection, _ x: Double, _ y: Double) -> String {
    let length = barLength(projection)
    let end = SVGText.number(x + length * projection.scaleAtCentre)
    return "<path d=\"M\(SVGText.number(x)) \(SVGText.number(y))H\(end)\" stroke=\"#222222\""
      + " stroke-width=\"3\"/>\n" + words("\(Int(length)) Å", x, y - 8, size: 13)
  }
}
