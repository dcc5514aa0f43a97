import QuenchModel
import Testing

@testable import QuenchNeighbors

@Suite struct VerletListTests {
  /// 60 atoms in a skewed cell, some of them far outside it.
  private func liquid(_ generator: inout SeededGenerator) -> Structure {
    let lattice = Lattice(a: Vector3(9, 0, 0), b: Vector3(4, 8, 0), c: Vector3(-3, 2, 10))
    let places = (0..<60).map { _ in
      Vector3(
        .random(in: -1...2, using: &generator), .random(in: -1...2, using: &generator),
        .random(in: -1...2, using: &generator))
    }
    return Structure(
      lattice: lattice, species: Categorical(places.map { _ in Species(label: "Ar") }),
      fractional: Coordinates(places))
  }

  /// Squares of all distances below the cutoff, sorted.
  private func squares(_ list: VerletList, _ structure: Structure) -> [Double] {
    var found: [Double] = []
    list.forEachPair(at: structure.positions) { _, _, _, square in
      if square < list.cutoff * list.cutoff { found.append(square) }
    }
    return found.sorted()
  }

  private func referee(_ structure: Structure, _ cutoff: Double) -> [Double] {
    var found: [Double] = []
    BruteForce.forEachOrderedPair(structure, cutoff: cutoff) { _, _, _, d in
      found.append(PairRule.square(d))
    }
    found.sort()
    // Each unordered pair came from both ends.
    return stride(from: 0, to: found.count, by: 2).map { found[$0] }
  }

  @Test func pairsAreAllThereWhileAtomsMove() throws {
    var generator = SeededGenerator(7)
    var structure = liquid(&generator)
    let list = try VerletList(cutoff: 2.5, skin: 0.8)
    let groups = (0..<60).map { Int32($0) }
    for _ in 0..<30 {
      try list.update(structure, groups: groups)
      let (found, wanted) = (squares(list, structure), referee(structure, 2.5))
      #expect(found.count == wanted.count)
      for (a, b) in zip(found, wanted) { #expect(abs(a - b) < 1e-9) }
      for atom in 0..<60 {
        structure.positions[atom] += Vector3(
          .random(in: -0.08...0.08, using: &generator),
          .random(in: -0.08...0.08, using: &generator),
          .random(in: -0.08...0.08, using: &generator))
      }
    }
    #expect(list.rebuilds > 1 && list.rebuilds < 30)
  }

  @Test func nothingIsSearchedAnewWithinHalfTheSkin() throws {
    var generator = SeededGenerator(8)
    var structure = liquid(&generator)
    let list = try VerletList(cutoff: 2, skin: 1)
    let groups = [Int32](repeating: 0, count: 60)
    try list.update(structure, groups: groups)
    structure.positions[5] += Vector3(0.49, 0, 0)
    try list.update(structure, groups: groups)
    #expect(list.rebuilds == 1)
    structure.positions[5] += Vector3(0.02, 0, 0)
    try list.update(structure, groups: groups)
    #expect(list.rebuilds == 2)
  }

  @Test func oneGroupMeetsItselfOnlyThroughTheBoundary() throws {
    // Two atoms 1 Å apart in a 4 Å cube; through the boundary they are 3 Å apart, own images 4 Å.
    let pair = Structure(
      lattice: .cubic(4), species: Categorical([Species(label: "O"), Species(label: "O")]),
      positions: [Vector3(1, 1, 1), Vector3(2, 1, 1)])
    let list = try VerletList(cutoff: 3.5, skin: 0.1)
    try list.update(pair, groups: [3, 3])
    #expect(squares(list, pair).allSatisfy { $0 > 8.99 })
    try list.update(pair, groups: [3, 4])
    #expect(squares(list, pair).contains { abs($0 - 1) < 1e-12 })
    try list.update(pair, groups: [-1, -1])
    #expect(list.count == 0)
  }

  @Test func badNumbersThrow() throws {
    #expect(throws: NeighborError.self) { try VerletList(cutoff: 2, skin: 0) }
    #expect(throws: NeighborError.self) { try VerletList(cutoff: .nan, skin: 1) }
    let list = try VerletList(cutoff: 2, skin: 1)
    let lone = Structure(species: Categorical([Species(label: "O")]), positions: [.zero])
    #expect(throws: NeighborError.self) { try list.update(lone, groups: []) }
  }
}
