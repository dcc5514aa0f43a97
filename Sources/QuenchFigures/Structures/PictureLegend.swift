import QuenchModel

/// Title, elements with their numbers, what hatching means, the cell vectors and a length to compare.
struct PictureLegend {
  /// Pixels to the right of the drawing.
  let width: Double
  /// Pixels above it.
  let top: Double
  /// Pixels from the top that the legend needs.
  let height: Double
  /// Pixels that the title takes from the left edge.
  let titleWidth: Double
  private(set) var svg = ""

  private static let line = 26.0
  private static let text = "fill=\"#222222\""

  init(_ structure: Structure, _ projection: PictureProjection, of picture: StructurePicture) {
    guard picture.showsLegend else {
      (width, top, height, titleWidth) = (0, 0, 0, 0)
      return
    }
    let kinds = Self.kinds(structure.species)
    let isHeld = structure.fixedAxes?.contains { !$0.isEmpty } == true
    let labels =
      kinds.map { "\($0.label)  \($0.count)" } + (isHeld ? ["fixed"] : [])
    let words = 64 + 9 * Double(min(labels.map(\.count).max() ?? 0, 30))
    width = max(words, Self.barLength(projection) * projection.scaleAtCentre + 30)
    top = 34
    let triad = picture.showsCell && structure.lattice != nil ? 110.0 : 0
    height = top + 20 + Self.line * Double(labels.count) + triad + 60
    var out = SVGText()
    let title = picture.title ?? Self.subscripted(structure.composition.formula)
    titleWidth = 28 + 10 * Double(min(title.count, Self.longestText))
    out.add(Self.words(title, 14, 24, size: 18))
    let x = projection.width + 18
    var y = top + 22
    for kind in kinds {
      let color = ElementColor(kind.element)
      let outline = color.mixed(with: .black, 0.6).hex
      out.add(
        PictureDrawing.circle(x, y - 5, 9, "fill=\"url(#e\(kind.code)f0)\" stroke=\"\(outline)\"")
      )
      out.add(Self.words("\(kind.label)  \(kind.count)", x + 18, y, size: 15))
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

  private static let longestText = 60
  /// More labels than these are gathered by element.
  private static let mostLabels = 8

  private struct Kind {
    let label: String
    let element: Element?
    /// Of the gradient.
    let code: Int
    var count: Int
  }

  /// Labels and how many atoms have them; elements where a force field names every atom.
  private static func kinds(_ species: Categorical<Species>) -> [Kind] {
    var kinds: [Kind] = []
    for (code, count) in species.counts.enumerated() where count > 0 {
      let kind = species.categories[code]
      kinds.append(Kind(label: kind.label, element: kind.element, code: code, count: count))
    }
    guard kinds.count > mostLabels else { return kinds }
    var gathered: [Kind] = []
    for kind in kinds {
      if let place = gathered.firstIndex(where: { $0.element != nil && $0.element == kind.element })
      {
        gathered[place].count += kind.count
      } else {
        gathered.append(
          Kind(
            label: kind.element?.symbol ?? kind.label, element: kind.element, code: kind.code,
            count: kind.count))
      }
    }
    return gathered
  }

  /// V₂O₃ for V2O3.
  private static func subscripted(_ formula: String) -> String {
    let digits = Array("₀₁₂₃₄₅₆₇₈₉")
    return String(
      formula.map { letter in
        letter.isASCII ? letter.wholeNumberValue.map { digits[$0] } ?? letter : letter
      })
  }

  private static func words(_ text: String, _ x: Double, _ y: Double, size: Int) -> String {
    "<text x=\"\(SVGText.number(x))\" y=\"\(SVGText.number(y))\" font-size=\"\(size)\" \(Self.text)>"
      + SVGText.escaped(String(text.prefix(longestText))) + "</text>"
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
      let length = (way * way).sum().squareRoot()
      guard length > 4 else { continue }
      let place = SIMD2(x, y) + (1 + 11 / length) * way
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
