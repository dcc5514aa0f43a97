import QuenchModel
import Testing

@testable import QuenchFigures

@Suite struct StructurePictureTests {
  /// Rock salt, a = 4 Å: bonds of 2 Å.
  private var salt: Structure {
    Structure(
      lattice: .cubic(4),
      species: Categorical(
        ["Na", "Na", "Na", "Na", "Cl", "Cl", "Cl", "Cl"].map { Species(label: $0) }),
      fractional: [
        Vector3(0, 0, 0), Vector3(0, 0.5, 0.5), Vector3(0.5, 0, 0.5), Vector3(0.5, 0.5, 0),
        Vector3(0.5, 0.5, 0.5), Vector3(0.5, 0, 0), Vector3(0, 0.5, 0), Vector3(0, 0, 0.5),
      ])
  }

  private func scene(_ structure: Structure) throws -> PictureScene {
    try PictureScene(structure, bondTolerance: 1.2, wraps: true)
  }

  private func occurrences(_ part: String, in text: String) -> Int {
    text.components(of: part)
  }

  @Test func atomsOnFacesAreShownOnTheFacesOpposite() throws {
    // 8 corners and 6 faces of Na; 12 edges and the centre of Cl.
    let scene = try scene(salt)
    let kinds = scene.balls.map { scene.structure.species[$0.atom].label }
    #expect(kinds.count { $0 == "Na" } == 14 && kinds.count { $0 == "Cl" } == 13)
  }

  @Test func everyBallDrawsItsHalfOfSixBonds() throws {
    let scene = try scene(salt)
    #expect(scene.bonds.count == 6 * 27)
    #expect(scene.bonds.allSatisfy { abs($0.vector.length - 2) < 1e-12 })
  }

  @Test func metalsAreBondedOnlyWhereNothingElseBindsThem() {
    let (lithium, oxygen) = (Species(label: "Li"), Species(label: "O"))
    #expect(BondRule([lithium], tolerance: 1.2).joins(0, 0, square: 9))
    let oxide = BondRule([lithium, oxygen], tolerance: 1.2)
    #expect(!oxide.joins(0, 0, square: 4))
    #expect(oxide.joins(0, 1, square: 4))
    // 1.2 · (1.28 + 0.66) = 2.328 Å.
    #expect(!oxide.joins(1, 0, square: 2.33 * 2.33) && oxide.joins(1, 0, square: 2.32 * 2.32))
  }

  @Test func wrappingBringsAtomsIntoTheCell() throws {
    var moved = salt
    moved.setFractional(Coordinates(moved.fractional!.map { $0 + Vector3(3, -2, 1) }))
    #expect(try scene(moved).balls.count == 27)
  }

  /// Water across the corner of a cell: O inside, both H far away on the other side.
  @Test func moleculesAreDrawnWhole() throws {
    var water = Structure(
      lattice: .cubic(10),
      species: Categorical(["O", "H", "H"].map { Species(label: $0) }),
      positions: [Vector3(9.9, 9.9, 9.9), Vector3(0.86, 9.9, 9.9), Vector3(9.66, 0.83, 9.9)])
    let balls = try scene(water).balls
    #expect(balls.count == 3)
    #expect((balls[1].place - balls[0].place).length < 1)
    #expect((balls[2].place - balls[0].place).length < 1)
    // Without periodicity nothing is moved; an endless chain stays in the cell.
    water.periodicity = .none
    let loose = try scene(water).balls
    #expect(zip(loose, water.positions).allSatisfy { ($0.place - $1).length < 1e-9 })
    let chain = Structure(
      lattice: .cubic(2.8), species: Categorical(["C", "C"].map { Species(label: $0) }),
      fractional: [Vector3(0.3, 0.5, 0.5), Vector3(0.8, 0.5, 0.5)])
    #expect(try scene(chain).balls.allSatisfy { (0..<2.8).contains($0.place.x) })
  }

  @Test func manyLabelsAreGatheredByElement() throws {
    let labels = (1...9).map { Species(label: "H\($0)", element: Element(symbol: "H")) }
    let hydrogens = Structure(
      species: Categorical(labels),
      positions: Coordinates((0..<9).map { Vector3(Double(3 * $0), 0, 0) }))
    let svg = try StructurePicture(hydrogens).svg()
    #expect(svg.contains(">H  9</text>") && !svg.contains(">H1  1</text>"))
  }

  @Test func viewsAreOrthonormalAndRightHanded() throws {
    let skew = try #require(Lattice(lengths: Vector3(3, 4, 5), alpha: 70, beta: 80, gamma: 110))
    for name in ["a", "b", "c", "x", "y", "z", "oblique", "30,15", "-200,90"] {
      let frame = try PictureView(parsing: name).frame(skew)
      #expect((cross(frame.right, frame.up) - frame.toward).length < 1e-12)
      #expect(abs(frame.right.length - 1) < 1e-12)
    }
    let top = try PictureView(parsing: "z").frame(nil)
    #expect(top.right == Vector3(1, 0, 0) && top.up == Vector3(0, 1, 0))
    let alongC = try PictureView(parsing: "c").frame(skew)
    #expect(abs(dot(alongC.toward, skew.c) - 5) < 1e-12)
  }

  @Test func nearerAtomsAreDrawnLater() throws {
    var pair = Structure(
      species: Categorical([Species(label: "Au"), Species(label: "C")]),
      positions: [Vector3(0, 0, 9), Vector3(0, 0, 0)])
    var picture = StructurePicture(pair)
    picture.view = .axis(2)
    picture.showsLegend = false
    let front = try #require(picture.svg().lines.last { $0.hasPrefix("<circle") })
    #expect(front.contains("url(#e0f0)"))
    pair.positions = [Vector3(0, 0, 0), Vector3(0, 0, 9)]
    picture.structure = pair
    let other = try #require(picture.svg().lines.last { $0.hasPrefix("<circle") })
    #expect(other.contains("url(#e1f0)"))
  }

  @Test func heldAtomsAreHatchedAndNamedInTheLegend() throws {
    var half = salt
    #expect(try !StructurePicture(half).svg().contains("url(#held)"))
    half.fixedAxes = (0..<8).map { $0 == 4 ? .all : .none }
    let svg = try StructurePicture(half).svg()
    // The centre, and the sample in the legend.
    #expect(occurrences("url(#held)", in: svg) == 2)
    #expect(svg.contains(">fixed</text>"))
  }

  @Test func sharedSitesArePies() throws {
    var alloy = Structure(
      lattice: .cubic(4), species: Categorical([Species(label: "Na"), Species(label: "Ti")]),
      fractional: [Vector3(0.5, 0.5, 0.5), Vector3(0.5, 0.5, 0.5)])
    alloy.occupancies = [0.25, 0.5]
    let shares = SharedSites(alloy)
    #expect(shares.share(of: 0) == 0..<0.25 && shares.share(of: 1) == 0.25..<0.75)
    alloy.occupancies = [1, 1]
    #expect(SharedSites(alloy).share(of: 0) == nil)
  }

  @Test func textFromFilesIsInert() throws {
    var odd = salt
    odd.species = Categorical(
      Array(repeating: Species(label: "</text><script>alert('1')</script>\u{1B}&\""), count: 8))
    let svg = try StructurePicture(odd).svg()
    #expect(!svg.contains("<script") && !svg.contains("\u{1B}"))
    #expect(svg.contains("&lt;/text&gt;&lt;script&gt;"))
    var titled = StructurePicture(salt)
    titled.title = "a < b & \u{0}c"
    #expect(try titled.svg().contains("a &lt; b &amp; c"))
  }

  @Test func numbersAreShort() {
    #expect(SVGText.number(1) == "1" && SVGText.number(-0.001) == "0")
    #expect(SVGText.number(12.345) == "12.35" || SVGText.number(12.345) == "12.34")
    #expect(SVGText.number(10) == "10" && SVGText.number(0.5) == "0.5")
  }

  @Test func whatCannotBeDrawnIsRefused() {
    #expect(throws: FigureError.self) { try StructurePicture(Structure()).svg() }
    var lost = salt
    lost.positions[0] = Vector3(.nan, 0, 0)
    #expect(throws: FigureError.self) { try StructurePicture(lost).svg() }
    for text in ["", "d", "1", "1,2,3", "nan,0", "0,91", "1e400,0"] {
      #expect(throws: FigureError.self) { try PictureView(parsing: text) }
    }
    var tiny = StructurePicture(salt)
    tiny.size = .nan
    #expect(throws: FigureError.self) { try tiny.svg() }
  }

  @Test func coloursAreThoseOfJmol() {
    #expect(ElementColor(Element(symbol: "O")).hex == "#FF0D0D")
    #expect(ElementColor(Element(symbol: "C")).hex == "#909090")
    #expect(ElementColor(Element(symbol: "V")).hex == "#A6A6AB")
    #expect(ElementColor(Element(symbol: "Mt")).hex == "#EB0026")
    #expect(ElementColor(nil).hex == "#FF1493")
  }
}

extension String {
  fileprivate var lines: [Substring] { split(separator: "\n") }

  /// How often a part occurs.
  fileprivate func components(of part: String) -> Int {
    var (count, rest) = (0, self[...])
    while let range = rest.firstRange(of: part) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
