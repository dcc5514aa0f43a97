import Testing

@testable import QuenchModel

@Suite struct StructureJoiningTests {
  private func atoms(_ labels: [String]) -> Structure {
    Structure(
      species: Categorical(labels.map { Species(label: $0) }),
      positions: Coordinates(labels.indices.map { Vector3(Double($0), 0, 0) }))
  }

  @Test func atomsFollowOneAnotherInTheFirstCell() {
    var first = atoms(["Li", "O"])
    first.lattice = .cubic(5)
    let joined = first.appending(atoms(["O", "H"]))
    #expect(joined.species.map(\.label) == ["Li", "O", "O", "H"])
    #expect(joined.species.categories.map(\.label) == ["Li", "O", "H"])
    #expect(joined.lattice == .cubic(5))
    #expect(joined.positions[3] == Vector3(1, 0, 0))
    #expect(first.appending(Structure()) == first)
  }

  @Test func whatOnlyOnePartKnowsIsFilledOrDropped() {
    var (first, second) = (atoms(["Li"]), atoms(["O"]))
    first.fixedAxes = [.all]
    first.charges = [1]
    second.velocities = [Vector3(1, 2, 3)]
    let joined = first.appending(second)
    #expect(joined.fixedAxes == [.all, .none])
    #expect(joined.velocities == [.zero, Vector3(1, 2, 3)])
    #expect(joined.charges == nil)
    second.charges = [-1]
    #expect(first.appending(second).charges == [1, -1])
    #expect(Structure().appending(second).charges == [-1])
  }

  @Test func residuesAreNumberedOn() {
    var water = atoms(["O", "H", "H"])
    water.residues = Residues(
      numbers: [7, 7, 7], names: Categorical(["SOL", "SOL", "SOL"]),
      atomNames: Categorical(["OW", "HW1", "HW2"]))
    let joined = atoms(["Li", "Li"]).appending(water).appending(water)
    #expect(joined.residues?.numbers == [1, 2, 3, 3, 3, 4, 4, 4])
    #expect(joined.residues?.names.map { $0 }.prefix(3) == ["Li", "Li", "SOL"])
    let groups = AtomGroups(residuesOf: joined)
    #expect(groups.groups.map(\.name) == ["System", "Li", "SOL"])
    #expect(groups["SOL"] == [2, 3, 4, 5, 6, 7] && groups["none"] == nil)
  }
}
