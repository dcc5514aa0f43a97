import QuenchModel
import Testing

@testable import QuenchBuild

@Suite struct PackingRefusalTests {
  private let water = PackingComponent("H2O", molecule: PackingTests.water, count: 10)

  private func error(_ packing: Packing) -> PackingError? {
    do throws(PackingError) {
      _ = try packing.build()
      return nil
    } catch {
      return error
    }
  }

  @Test func whatCannotFitIsRefusedWithTheBestReached() throws {
    var dense = water
    dense.count = 100
    let distances = try ContactDistances()
    guard
      case .notReached(_, let overlaps, _, let worst) = error(
        Packing([dense], in: .cubic(8), distances: distances))
    else {
      Issue.record("100 molecules do not fit 512 Å³")
      return
    }
    #expect(overlaps > 0 && !worst.isEmpty)
    #expect(worst.allSatisfy { $0.reached < $0.asked && $0.asked == 2 })
  }

  @Test func noPackingOfSpheresIsDenserThanKeplers() throws {
    let argon = PackingComponent(try #require(Element(symbol: "Ar")), count: 100)
    var distances = try ContactDistances()
    try distances.add(parsing: "Ar-Ar=3")
    // 100 π/6 27 / 0.74048 = 1909 Å³ is the least.
    guard
      case .tooDense(_, let share, _) = error(
        Packing([argon], in: .cubic(12.4), distances: distances))
    else {
      Issue.record("1906.6 Å³ is too little")
      return
    }
    #expect(abs(share - 100 * Double.pi / 6 * 27 / (12.4 * 12.4 * 12.4)) < 1e-12)
  }

  @Test func aMoleculeLongerThanTheCellIsRefused() throws {
    let refusal = error(Packing([water], in: .cubic(1.4), distances: try ContactDistances()))
    guard case .moleculeTooLarge(let name, let length, let room) = refusal else {
      Issue.record("the two H are 1.52 Å apart")
      return
    }
    #expect(name == "H2O" && room == 1.4)
    #expect(abs(length - (1.2 * 1.2 + 0.93 * 0.93).squareRoot()) < 1e-12)
  }

  @Test func anAtomTooNearItsOwnImageIsRefused() throws {
    let neon = PackingComponent(try #require(Element(symbol: "Ne")), count: 1)
    var distances = try ContactDistances()
    try distances.add(parsing: "Ne-Ne=3")
    let cell = Lattice(orthorhombic: Vector3(2.9, 20, 20))
    guard case .cellTooSmall = error(Packing([neon], in: cell, distances: distances)) else {
      Issue.record("2.9 Å is less than 3 Å")
      return
    }
  }

  @Test func heldAtomsOnTopOfOneAnotherAreNamed() throws {
    var packing = Packing([water], in: .cubic(12), distances: try ContactDistances())
    packing.held = Structure(
      lattice: .cubic(12), species: Categorical((0..<3).map { _ in Species(label: "Li") }),
      positions: [Vector3(6, 6, 6), Vector3(0.1, 0, 0), Vector3(11.9, 0, 0)])
    guard case .heldOverlap(1, 2, let distance) = error(packing) else {
      Issue.record("atoms 2 and 3 are 0.2 Å apart through the boundary")
      return
    }
    #expect(abs(distance - 0.2) < 1e-12)
  }

  @Test func parametersThatCannotBeAreNamed() throws {
    let distances = try ContactDistances()
    #expect(error(Packing([], in: .cubic(9), distances: distances)) == .nothing)
    let flat = Lattice(a: Vector3(1, 0, 0), b: Vector3(2, 0, 0), c: Vector3(0, 0, 1))
    #expect(error(Packing([water], in: flat, distances: distances)) == .invalidLattice)
    let left = Lattice(orthorhombic: Vector3(9, 9, -9))
    #expect(error(Packing([water], in: left, distances: distances)) == .invalidLattice)
    var negative = water
    negative.count = -1
    #expect(error(Packing([negative], in: .cubic(9), distances: distances))?.fault == .parameter)
    negative.count = .max
    #expect(error(Packing([negative], in: .cubic(9), distances: distances))?.fault == .parameter)
    var strange = PackingTests.water
    strange.species = Categorical(["Qq", "H", "H"].map { Species(label: $0) })
    let unknown = PackingComponent("strange", molecule: strange, count: 1)
    #expect(
      error(Packing([unknown], in: .cubic(9), distances: distances)) == .unknownSpecies("Qq"))
    strange = PackingTests.water
    strange.positions[1].x = .nan
    let broken = PackingComponent("broken", molecule: strange, count: 1)
    #expect(error(Packing([broken], in: .cubic(9), distances: distances))?.fault == .parameter)
  }

  @Test(arguments: [
    "z 5 4", "z 0 40", "sphere 0 0 0 11", "box 0 0 0 21 1 1", "sphere 5 5 5 0.01",
  ]) func regionsThatCannotHoldAnythingAreRefused(_ text: String) throws {
    var packing = Packing([water], in: .cubic(20), distances: try ContactDistances())
    packing.regions = [try PackingRegion(parsing: text)]
    packing.rounds = 3
    #expect(error(packing)?.fault == .refused)
  }

  @Test func badTextSaysWhatWasExpected() {
    for text in ["z", "z 1", "z a b", "ball 1 2 3 4", "", "box 1 2 3"] {
      #expect(throws: PackingError.self) { try PackingRegion(parsing: text) }
    }
    for text in ["V=1.6", "V-O", "V-O=x", "V-O-O=1", "V-O=0", "V-O=1e9", "Qq-O=1"] {
      #expect(throws: PackingError.self) {
        var distances = try ContactDistances()
        try distances.add(parsing: text)
      }
    }
    for text in ["", ":", "5", "x:DME", "5:", "-1:DME", "1.0:DME", "1M:DME", "1e999mol/L:DME"] {
      #expect(throws: PackingError.self) { try PackingRequest(parsing: text) }
    }
    #expect(MonatomicIon("Li+")?.charge == 1)
    #expect(MonatomicIon("Zn2+")?.charge == 2)
    #expect(MonatomicIon("Cl-")?.charge == -1)
    for text in ["Li", "+", "Li0+", "Li99+", "Lix+", ""] {
      #expect(MonatomicIon(text) == nil)
    }
  }

  @Test func anElementWithOneStateIsItsIon() {
    #expect(MonatomicIon(onlyStateOf: "Li")?.name == "Li+")
    #expect(MonatomicIon(onlyStateOf: "Zn")?.name == "Zn2+")
    #expect(MonatomicIon(onlyStateOf: "F")?.name == "F-")
    for text in ["V", "O", "Xx", "", "LiF"] { #expect(MonatomicIon(onlyStateOf: text) == nil) }
  }

  @Test func axesThatDoNotRepeatAreWalls() throws {
    let cell = Lattice(orthorhombic: Vector3(12, 12, 15))
    var packing = Packing(
      [water], in: cell, periodicity: [.a, .b], distances: try ContactDistances())
    let heights = try packing.build().structure.positions.map(\.z)
    #expect((heights.min() ?? -1) >= 0 && (heights.max() ?? 16) <= 15)
    packing.periodicity = [.b, .c]
    guard case .region = error(packing) else {
      Issue.record("nothing keeps molecules from leaving along a")
      return
    }
    packing.regions = [.sphere(centre: Vector3(6, 6, 6), radius: 6)]
    #expect(error(packing) == nil)
  }
}
