import QuenchModel
import QuenchNeighbors
import Testing

@testable import QuenchAnalysis

/// Neighbour shells of simple crystals, from cells of every kind.
@Suite struct CrystalShellTests {
  struct Crystal: Sendable, CustomTestStringConvertible {
    let name: String
    /// Å.
    let edge: Double
    let primitive: Lattice
    let basis: [Vector3]
    let conventional: IntegerMatrix
    /// Distance in units of the edge, and number.
    let shells: [(Double, Int)]
    var testDescription: String { name }
  }

  private static func scaled(_ edge: Double, _ a: Vector3, _ b: Vector3, _ c: Vector3) -> Lattice {
    Lattice(a: edge * a, b: edge * b, c: edge * c)
  }

  private static let fcc = [Vector3(0, 0.5, 0.5), Vector3(0.5, 0, 0.5), Vector3(0.5, 0.5, 0)]
  private static let fccCube = IntegerMatrix(SIMD3(-1, 1, 1), SIMD3(1, -1, 1), SIMD3(1, 1, -1))

  static let crystals = [
    Crystal(
      name: "sc", edge: 3.1, primitive: .cubic(3.1), basis: [.zero], conventional: .identity,
      shells: [
        (1, 6), (2.0.squareRoot(), 12), (3.0.squareRoot(), 8), (2, 6), (5.0.squareRoot(), 24),
      ]),
    Crystal(
      name: "bcc", edge: 3.3,
      primitive: scaled(
        3.3, Vector3(-0.5, 0.5, 0.5), Vector3(0.5, -0.5, 0.5), Vector3(0.5, 0.5, -0.5)),
      basis: [.zero], conventional: IntegerMatrix(SIMD3(0, 1, 1), SIMD3(1, 0, 1), SIMD3(1, 1, 0)),
      shells: [
        (0.75.squareRoot(), 8), (1, 6), (2.0.squareRoot(), 12), (2.75.squareRoot(), 24),
        (3.0.squareRoot(), 8), (2, 6), (4.75.squareRoot(), 24),
      ]),
    Crystal(
      name: "fcc", edge: 4.05, primitive: scaled(4.05, fcc[0], fcc[1], fcc[2]), basis: [.zero],
      conventional: fccCube,
      shells: [
        (0.5.squareRoot(), 12), (1, 6), (1.5.squareRoot(), 24), (2.0.squareRoot(), 12),
        (2.5.squareRoot(), 24), (3.0.squareRoot(), 8), (3.5.squareRoot(), 48),
      ]),
    Crystal(
      name: "hcp", edge: 2.9,
      primitive: scaled(
        2.9, Vector3(1, 0, 0), Vector3(-0.5, 0.75.squareRoot(), 0),
        Vector3(0, 0, (8.0 / 3).squareRoot())),
      basis: [Vector3(1.0 / 3, 2.0 / 3, 0.25), Vector3(2.0 / 3, 1.0 / 3, 0.75)],
      conventional: .identity,
      shells: [(1, 12), (2.0.squareRoot(), 6), ((8.0 / 3).squareRoot(), 2), (3.0.squareRoot(), 18)]),
    Crystal(
      name: "diamond", edge: 3.57, primitive: scaled(3.57, fcc[0], fcc[1], fcc[2]),
      basis: [.zero, Vector3(0.25, 0.25, 0.25)], conventional: fccCube,
      shells: [
        (0.1875.squareRoot(), 4), (0.5.squareRoot(), 12), (0.6875.squareRoot(), 12), (1, 6),
        (1.1875.squareRoot(), 12),
      ]),
  ]

  /// The crystal in a cell spanned by `matrix` · primitive.
  private func structure(_ crystal: Crystal, _ matrix: IntegerMatrix) -> Structure {
    let lattice = crystal.primitive.transformed(by: matrix)
    let count = abs(matrix.determinant)
    var fractional: [Vector3] = []
    // Every primitive cell whose corner lies in the new cell.
    let reach = 2 + matrix.rows.reduce(0) { $0 + abs($1.x) + abs($1.y) + abs($1.z) }
    for p in -reach...reach {
      for q in -reach...reach {
        for r in -reach...reach {
          let corner = crystal.primitive.cartesian(Vector3(Double(p), Double(q), Double(r)))
          let place = lattice.fractional(corner)
          guard place.min() > -1e-9, place.max() < 1 - 1e-9 else { continue }
          fractional += crystal.basis.map {
            lattice.fractional(corner + crystal.primitive.cartesian($0))
          }
        }
      }
    }
    #expect(fractional.count == count * crystal.basis.count)
    return Structure(
      lattice: lattice,
      species: Categorical(
        repeatElement(Species(label: "X", element: nil), count: fractional.count)),
      fractional: Coordinates(fractional))
  }

  private func counts(_ structure: Structure, _ crystal: Crystal) throws -> [UInt64] {
    // Just beyond the last shell; edges of this width are nowhere near a shell.
    let cutoff = (crystal.shells.last?.0 ?? 1) * crystal.edge + 0.05
    var rdf = try RadialDistribution(species: ["X"], binWidth: 0.037, cutoff: cutoff)
    try rdf.add(structure, frame: 0)
    let atoms = UInt64(structure.count)
    return try rdf.result().pairs[0].count.map { count in
      #expect(count % atoms == 0)
      return count / atoms
    }
  }

  @Test(arguments: crystals) func shellsAreTheSameFromEveryCell(crystal: Crystal) throws {
    let bins = try RadialBins(width: 0.037, cutoff: 30)
    let primitive = try counts(structure(crystal, .identity), crystal)
    var expected = [UInt64](repeating: 0, count: primitive.count)
    for (distance, number) in crystal.shells {
      let r = distance * crystal.edge
      let bin = try #require(bins.bin(ofSquare: r * r))
      #expect(min(r - bins.edge(bin), bins.edge(bin + 1) - r) > 1e-6)
      if bin < expected.count { expected[bin] += UInt64(number) }
    }
    let sum = primitive.reduce(0, +)
    #expect(Array(primitive.prefix(expected.count)) == expected || sum >= expected.reduce(0, +))
    for (distance, number) in crystal.shells {
      let bin = try #require(bins.bin(ofSquare: distance * crystal.edge * distance * crystal.edge))
      #expect(primitive[bin] == UInt64(number), "\(distance)")
    }
    let cells = [
      crystal.conventional,
      IntegerMatrix(diagonal: SIMD3(3, 2, 2)),
      IntegerMatrix(SIMD3(1, 0, 0), SIMD3(4, 1, 0), SIMD3(-3, 5, 1)),
      IntegerMatrix(SIMD3(0, 1, 0), SIMD3(1, 0, 0), SIMD3(2, 2, 1)),
      crystal.conventional.followed(
        by: IntegerMatrix(SIMD3(2, 0, 1), SIMD3(0, 1, 0), SIMD3(1, 0, 1))),
    ]
    for cell in cells { #expect(try counts(structure(crystal, cell), crystal) == primitive) }
  }

  @Test func fccHas134NeighborsWithinEightAngstromInAnEightAngstromCell() throws {
    // 8.1 Å cube of 2×2×2 cells of a = 4.05 Å; 12+6+24+12+24+8+48 = 134 within 8 Å.
    let crystal = CrystalShellTests.crystals[2]
    let small = structure(
      crystal, crystal.conventional.followed(by: IntegerMatrix(diagonal: SIMD3(2, 2, 2))))
    #expect(small.count == 32)
    let large = structure(
      crystal, crystal.conventional.followed(by: IntegerMatrix(diagonal: SIMD3(3, 3, 3))))
    for (structure, cutoff, number) in [(small, 8.0, 134), (large, 6.0, 54)] {
      let list = try NeighborList(structure, cutoff: cutoff)
      #expect((0..<structure.count).allSatisfy { list.coordination(of: $0) == number })
    }
  }
}
