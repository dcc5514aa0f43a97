import CQuenchKernels
import QuenchModel
import Testing

@testable import QuenchNeighbors

@Suite struct NeighborListTests {
  private struct Key: Hashable {
    let i: Int
    let j: Int
    let image: SIMD3<Int32>
    let displacement: Vector3
  }

  @Test(arguments: 20..<24) func visitorAndListFindWhatBruteForceFinds(seed: UInt64) throws {
    var random = SeededGenerator(seed)
    for _ in 0..<100 {
      let lattice = randomLattice(&random)
      let count = Int.random(in: 1...10, using: &random)
      let structure = Structure(
        lattice: lattice,
        periodicity: Periodicity(rawValue: UInt8.random(in: 4..<8, using: &random)),
        groups: [Int32](repeating: 0, count: count),
        positions: Coordinates((0..<count).map { _ in random.vector(-12, 12) }))
      let cutoff = random.within(1, 7)
      var expected: Set<Key> = []
      BruteForce.forEachOrderedPair(structure, cutoff: cutoff) { i, j, image, d in
        expected.insert(Key(i: i, j: j, image: image, displacement: d + Vector3.zero))
      }
      var found: Set<Key> = []
      try structure.forEachPair(within: cutoff) { pair in
        let d = pair.displacement
        found.insert(Key(i: pair.i, j: pair.j, image: pair.image, displacement: d + Vector3.zero))
        found.insert(
          Key(
            i: pair.j, j: pair.i, image: SIMD3<Int32>.zero &- pair.image,
            displacement: Vector3.zero - d))
      }
      let same = found == expected
      #expect(same, "\(lattice)")
      let list = try NeighborList(structure, cutoff: cutoff)
      #expect(list.atoms.count == expected.count)
      for i in 0..<count {
        #expect(list.coordination(of: i) == expected.count { $0.i == i })
        for neighbor in list.neighbors(of: i) {
          let d = PairRule(lattice).displacement(
            structure.positions[i], structure.positions[neighbor.atom], image: neighbor.image)
          #expect(PairRule.square(d).squareRoot() == neighbor.distance)
        }
      }
    }
  }

  @Test func aNeighborAtExactlyTheCutoffIsNotOne() throws {
    let structure = Structure(
      lattice: .cubic(4), groups: [0], positions: [Vector3(0.5, 0.5, 0.5)])
    #expect(try NeighborList(structure, cutoff: 4).atoms.isEmpty)
    #expect(try NeighborList(structure, cutoff: 4.0.nextUp).atoms.count == 6)
  }

  @Test func anAnionSeenThroughTwoImagesIsTwoNeighbors() throws {
    let structure = Structure(
      lattice: Lattice(orthorhombic: Vector3(4, 20, 20)), groups: [0, 1],
      positions: [Vector3(0, 0, 0), Vector3(2, 0, 0)])
    let list = try NeighborList(structure, cutoff: 2.5)
    #expect(list.neighbors(of: 0).map(\.image) == [SIMD3(-1, 0, 0), SIMD3(0, 0, 0)])
  }

  @Test func badInputThrows() {
    let cell = Lattice.cubic(3)
    func error(_ lattice: Lattice?, _ positions: Coordinates, _ cutoff: Double) -> NeighborError? {
      let structure = Structure(
        lattice: lattice, groups: [Int32](repeating: 0, count: positions.count),
        positions: positions)
      do {
        _ = try NeighborList(structure, cutoff: cutoff)
        return nil
      } catch {
        return error
      }
    }
    let flat = Lattice(a: Vector3(1, 0, 0), b: Vector3(0, 1, 0), c: Vector3(1, 1, 0))
    #expect(error(cell, [.zero], .nan) == .cutoff(.nan) || error(cell, [.zero], .nan) != nil)
    #expect(error(cell, [.zero], 0) == .cutoff(0))
    #expect(error(cell, [.zero, Vector3(0, .nan, 0)], 1) == .position(atom: 1))
    #expect(error(cell, [.zero, Vector3(0, .infinity, 0)], 1) == .position(atom: 1))
    #expect(error(flat, [.zero], 1) == .cell)
    #expect(error(.cubic(.nan), [.zero], 1) == .cell)
    #expect(error(.cubic(0), [.zero], 1) == .cell)
    #expect(error(.cubic(1e-7), [.zero], 10) == .tooManyImages)
    #expect(error(cell, [Vector3(1e300, 0, 0)], 1) != nil)
    #expect(error(cell, [Vector3(1e12, 0, 0)], 1) != nil)
    #expect(error(nil, [Vector3(1e300, 0, 0), Vector3(-1e300, 0, 0)], 1) != nil)
    #expect(error(nil, [], 1) == nil)
    #expect(error(cell, [], 5) == nil)
  }

  @Test func farApartAtomsWithoutACellAreCheap() throws {
    var random = SeededGenerator(3)
    let positions = Coordinates((0..<200).map { _ in random.vector(-1e5, 1e5) })
    let structure = Structure(
      lattice: nil, groups: [Int32](repeating: 0, count: 200), positions: positions)
    #expect(try NeighborList(structure, cutoff: 5).atoms.isEmpty)
  }
}
