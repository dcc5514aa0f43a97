import QuenchModel
import Testing

@Suite struct StructureRotationTests {
  /// a along y, b along z, c along x: one turn about (1, 1, 1).
  private let turned = Lattice(
    a: Vector3(0, 4, 0), b: Vector3(0, 1, 5), c: Vector3(6, -1, 2))

  @Test func aCyclicTurnIsUndoneExactly() throws {
    let (lattice, rotation) = try #require(turned.alignedToLowerTriangular())
    #expect(
      lattice == Lattice(a: Vector3(4, 0, 0), b: Vector3(1, 5, 0), c: Vector3(-1, 2, 6)))
    #expect(rotation.applied(to: Vector3(1, 2, 3)) == Vector3(2, 3, 1))
    #expect(lattice.isLowerTriangular)
  }

  @Test func everythingCartesianTurnsTogetherAndFractionsStay() throws {
    let lattice = Lattice(
      a: Vector3(3, 0.2, -0.4), b: Vector3(-0.3, 4, 0.7), c: Vector3(0.5, -0.6, 5))
    var structure = Structure(
      lattice: lattice, species: Categorical([Species(label: "Li"), Species(label: "O")]),
      fractional: [Vector3(0.1, 0.2, 0.3), Vector3(0.7, 0.9, -0.4)])
    structure.velocities = [Vector3(1, 2, 3), Vector3(0, 1, 0)]
    structure.forces = [Vector3(-1, 0, 2), Vector3(0, 0, 1)]
    structure.verbatim = ["vasp.latticeVelocities": "1 2 3"]
    let result = try #require(structure.alignedToLowerTriangular()).structure
    let cell = try #require(result.lattice)
    #expect(cell.isLowerTriangular)
    #expect(abs(cell.volume - lattice.volume) < 1e-12)
    #expect((cell.lengths - lattice.lengths).length < 1e-14)
    #expect((cell.angles - lattice.angles).length < 1e-12)
    #expect(result.sourceFractional == structure.sourceFractional)
    let old = structure.positions[1] - structure.positions[0]
    let new = result.positions[1] - result.positions[0]
    #expect(abs(old.length - new.length) < 1e-14)
    for (before, after) in [
      (structure.velocities, result.velocities), (structure.forces, result.forces),
    ] {
      let (before, after) = (try #require(before), try #require(after))
      // The angle to the bond is what no turn may change.
      #expect(abs(dot(before[0], old) - dot(after[0], new)) < 1e-14)
      #expect(abs(before[1].length - after[1].length) < 1e-15)
    }
    #expect(result.verbatim.isEmpty)
  }

  @Test func aLowerTriangularCellIsLeftAsItIs() throws {
    let structure = Structure(
      lattice: .cubic(5), species: Categorical([Species(label: "Li")]), positions: [.zero])
    let (same, rotation) = try #require(structure.alignedToLowerTriangular())
    #expect(same == structure)
    #expect(rotation.isIdentity)
  }

  @Test func aLeftHandedOrFlatCellCannotBeTurned() {
    let left = Lattice(a: turned.b, b: turned.a, c: turned.c)
    #expect(left.alignedToLowerTriangular() == nil)
    #expect(Lattice(a: turned.a, b: turned.a, c: turned.c).alignedToLowerTriangular() == nil)
  }
}
