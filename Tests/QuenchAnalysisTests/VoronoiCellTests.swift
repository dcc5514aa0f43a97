import QuenchModel
import QuenchNeighbors
import Testing

@testable import QuenchAnalysis

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct VoronoiCellTests {
  static func crystal(_ lattice: Lattice, _ fractional: [Vector3]) -> Structure {
    Structure(
      lattice: lattice,
      species: Categorical(fractional.map { _ in Species(label: "X") }),
      fractional: Coordinates(fractional))
  }

  static let bcc = crystal(
    Lattice(a: Vector3(-1.5, 1.5, 1.5), b: Vector3(1.5, -1.5, 1.5), c: Vector3(1.5, 1.5, -1.5)),
    [.zero])
  static let fcc = crystal(
    Lattice(a: Vector3(0, 2, 2), b: Vector3(2, 0, 2), c: Vector3(2, 2, 0)), [.zero])
  static let diamond = crystal(
    Lattice(a: Vector3(0, 1.785, 1.785), b: Vector3(1.785, 0, 1.785), c: Vector3(1.785, 1.785, 0)),
    [.zero, Vector3(0.25, 0.25, 0.25)])

  private func check(_ cells: [VoronoiCell], of structure: Structure) {
    for cell in cells {
      #expect(abs(cell.faces.reduce(0) { $0 + $1.solidAngle } - 4 * .pi) < 1e-9)
      let pyramids = cell.faces.reduce(0) { $0 + $1.area * $1.distance / 6 }
      #expect(abs(pyramids - cell.volume) < 1e-8 * cell.volume)
    }
    let volume = structure.lattice?.volume ?? 0
    #expect(abs(cells.reduce(0) { $0 + $1.volume } - volume) < 1e-8 * volume)
  }

  @Test func closePackedAndSimpleCubicCellsHaveEqualFaces() throws {
    for (structure, number) in [(Self.fcc, 12), (Self.crystal(.cubic(3), [.zero]), 6)] {
      let cells = try structure.voronoiCells()
      check(cells, of: structure)
      #expect(cells[0].faces.count == number)
      #expect(abs(cells[0].weightedNumber() - Double(number)) < 1e-9)
    }
  }

  @Test func bodyCentredCellsAreTruncatedOctahedra() throws {
    let cells = try Self.bcc.voronoiCells()
    check(cells, of: Self.bcc)
    // A square face seen from the centre: 4 asin(1/9); eight hexagons share the rest of 4π.
    let square = 4 * asin(1.0 / 9)
    let hexagon = (4 * Double.pi - 6 * square) / 8
    let angles = cells[0].faces.map(\.solidAngle)
    #expect(angles.count == 14)
    #expect(angles.prefix(8).allSatisfy { abs($0 - hexagon) < 1e-9 })
    #expect(angles.suffix(6).allSatisfy { abs($0 - square) < 1e-9 })
    #expect(abs(cells[0].weightedNumber() - (8 + 6 * square / hexagon)) < 1e-9)
  }

  @Test func fourNeighborsDominateInDiamond() throws {
    let cells = try Self.diamond.voronoiCells()
    check(cells, of: Self.diamond)
    for cell in cells {
      #expect(cell.faces.count == 16)
      let angles = cell.faces.map(\.solidAngle)
      #expect((angles.first ?? 0) > 5 * (angles.last ?? 1))
    }
  }

  @Test func cellsOfRandomAtomsFillSkewedLattices() throws {
    var random = SeededGenerator(4)
    for count in [1, 2, 3, 10, 60] {
      let lattice = try #require(
        Lattice(lengths: Vector3(5, 9, 12), alpha: 48, beta: 62, gamma: 33))
      let structure = Self.crystal(lattice, (0..<count).map { _ in random.point() })
      check(try structure.voronoiCells(), of: structure)
    }
  }

  @Test func aSlabBelowVacuumHasClosedCells() throws {
    let points = (0..<9).map { Vector3(Double($0 % 3) / 3, Double($0 / 3) / 3, 0.02) }
    let structure = Self.crystal(Lattice(orthorhombic: Vector3(7, 7.2, 30)), points)
    check(try structure.voronoiCells(), of: structure)
  }

  @Test func neighborsSeeEachOtherThroughTheSameFace() throws {
    var random = SeededGenerator(8)
    let structure = Self.crystal(.cubic(8), (0..<20).map { _ in random.point() })
    let cells = try structure.voronoiCells()
    for (atom, cell) in cells.enumerated() {
      for face in cell.faces where face.solidAngle > 1e-6 {
        let back = cells[face.atom].faces.first {
          $0.atom == atom && $0.image == .zero &- face.image
        }
        #expect(abs((back?.area ?? 0) - face.area) < 1e-7)
      }
    }
  }

  @Test func sharedSitesAndOpenStructuresAreErrors() throws {
    let shared = Self.crystal(.cubic(5), [.zero, Vector3(0.5, 0.5, 0.5), Vector3(0, 0, 1)])
    #expect(throws: AnalysisError.sharedSite(atoms: [0, 2], frame: 0)) {
      try shared.voronoiCells()
    }
    var slab = Self.fcc
    slab.periodicity = [.a, .b]
    #expect(throws: AnalysisError.openCells(frame: 0)) { try slab.voronoiCells() }
  }
}
