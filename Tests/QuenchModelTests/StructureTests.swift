import Testing

@testable import QuenchModel

@Suite struct StructureTests {
  private var rocksalt: Structure {
    Structure(
      title: "test", lattice: .cubic(4),
      species: Categorical([Species(label: "Na"), Species(label: "Cl")]),
      fractional: [Vector3(0, 0, 0), Vector3(0.5, 0.5, 0.5)])
  }

  @Test func sourceFractionalSurvivesUntilPositionsOrCellChange() {
    var structure = rocksalt
    #expect(structure.positions[1] == Vector3(2, 2, 2))
    #expect(structure.sourceFractional?[1] == Vector3(0.5, 0.5, 0.5))
    structure.positions[1].x = 3
    #expect(structure.sourceFractional == nil)
    #expect(structure.fractional?[1] == Vector3(0.75, 0.5, 0.5))
    structure = rocksalt
    structure.lattice = .cubic(5)
    #expect(structure.sourceFractional == nil)
  }

  @Test func selectionTakesEverythingThatIsKnownOfAnAtom() {
    var structure = rocksalt
    structure.velocities = [Vector3(1, 0, 0), Vector3(2, 0, 0)]
    structure.forces = [Vector3(3, 0, 0), Vector3(4, 0, 0)]
    structure.fixedAxes = [.a, .all]
    structure.occupancies = [1, 0.5]
    structure.charges = [1, -1]
    structure.masses = [23, 35]
    structure.images = [.zero, SIMD3(1, 0, 0)]
    structure.identifiers = [10, 20]
    structure.verbatim = ["vasp.predictorCorrector": "…"]
    structure.residues = Residues(
      numbers: [1, 2], names: Categorical(["NA", "CL"]), atomNames: Categorical(["NA", "CL"]))
    let part = structure.selecting([1])
    #expect(part.species.map(\.label) == ["Cl"])
    #expect(part.velocities == [Vector3(2, 0, 0)])
    #expect(part.forces == [Vector3(4, 0, 0)])
    #expect(part.fixedAxes == [.all])
    #expect(part.occupancies == [0.5])
    #expect(part.charges == [-1])
    #expect(part.masses == [35])
    #expect(part.images == [SIMD3(1, 0, 0)])
    #expect(part.identifiers == [20])
    #expect(part.residues?.atomNames.first == "CL")
    #expect(part.sourceFractional?[0] == Vector3(0.5, 0.5, 0.5))
    #expect(part.verbatim.isEmpty)
  }

  @Test func propertiesNameWhatMayBeLost() {
    var structure = rocksalt
    #expect(structure.properties == [.title, .cell])
    structure.fixedAxes = [.none, .none]
    #expect(!structure.properties.contains(.fixedAxes))
    structure.fixedAxes = [.a, .none]
    structure.periodicity = [.a, .b]
    #expect(structure.properties.isSuperset(of: [.fixedAxes, .partialPeriodicity]))
  }

  @Test func aCellFromAnglesHasExactRightAngles() throws {
    let hexagonal = try #require(
      Lattice(lengths: Vector3(4.952, 4.952, 14.002), alpha: 90, beta: 90, gamma: 120))
    #expect(hexagonal.c == Vector3(0, 0, 14.002))
    #expect(hexagonal.b.x == -2.476)
    // a² c √3/2 = 4.952² · 14.002 · 0.8660254 = 297.3596
    #expect(abs(hexagonal.volume - 297.3596) < 1e-3)
    #expect(abs(hexagonal.angles.z - 120) < 1e-12)
    #expect(Lattice(lengths: Vector3(1, 1, 1), alpha: 150, beta: 150, gamma: 150) == nil)
  }
}
