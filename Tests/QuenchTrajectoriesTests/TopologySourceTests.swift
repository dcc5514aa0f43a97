import QuenchModel
import Testing

@testable import QuenchTrajectories

@Suite struct TopologySourceTests {
  private let named = Structure(
    lattice: .cubic(5), species: Categorical([Species(label: "Si"), Species(label: "O")]),
    positions: Coordinates([Vector3(0, 0, 0), Vector3(1, 1, 1)]))

  private func bare(_ lattice: Lattice?) -> MemorySource {
    MemorySource([
      Frame(
        Structure(
          lattice: lattice, species: Categorical([Species(label: "?"), Species(label: "?")]),
          positions: Coordinates([Vector3(0, 0, 0.5), Vector3(2, 2, 2)])))
    ])
  }

  @Test func namesAndAMissingCellComeFromTheTopology() throws {
    let source = try TopologySource(bare(nil), topology: named, name: "conf.gro")
    let structure = source.prototype
    #expect(structure.species.map(\.label) == ["Si", "O"])
    #expect(structure.lattice == .cubic(5))
    #expect(structure.periodicity == .all)
    #expect(structure.positions[1] == Vector3(2, 2, 2))
    #expect(source.warnings.map(\.code) == ["W-TOP-CELL"])
  }

  @Test func elementsInAnotherOrderAreRefused() throws {
    var swapped = named
    swapped.species = Categorical([Species(label: "O"), Species(label: "Si")])
    let error = #expect(throws: TrajectoryError.self) {
      _ = try TopologySource(MemorySource([Frame(named)]), topology: swapped, name: "conf.gro")
    }
    #expect(error?.description.contains("atom 1 is Si") == true)
  }

  @Test func theTrajectorysOwnCellStays() throws {
    let source = try TopologySource(bare(.cubic(7)), topology: named, name: "conf.gro")
    #expect(source.prototype.lattice == .cubic(7))
    #expect(source.warnings.isEmpty)
  }
}
