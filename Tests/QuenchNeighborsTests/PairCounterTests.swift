import CQuenchKernels
import QuenchModel
import Testing

@testable import QuenchNeighbors

@Suite struct PairCounterTests {
  /// A random structure of one to a dozen atoms, some far outside the cell, some on one spot.
  private func randomStructure(_ random: inout SeededGenerator) -> (Structure, [Int32]) {
    let lattice = randomLattice(&random)
    let periodicity = Periodicity(rawValue: UInt8.random(in: 0..<8, using: &random))
    let full = Int.random(in: 0..<3, using: &random) > 0
    let count = Int.random(in: 1...12, using: &random)
    let groups = (0..<count).map { _ in Int32.random(in: -1...3, using: &random) }
    let spread = random.unit() < 0.3 ? 4.0 : 1.0
    // Multiples of 1/64 put many pairs exactly onto edges.
    let coarse = random.unit() < 0.3
    let positions = Coordinates(
      (0..<count).map { _ in
        let fractional = spread * (random.vector(-1, 1) + 0.5)
        let position = lattice.cartesian(fractional)
        return coarse ? (position * 64).rounded(.toNearestOrEven) / 64 : position
      })
    let structure = Structure(
      lattice: random.unit() < 0.05 ? nil : lattice, periodicity: full ? .all : periodicity,
      groups: groups.map { max($0, 0) }, positions: positions)
    return (structure, groups)
  }

  @Test(arguments: 0..<8) func integersEqualBruteForceInThousandsOfRandomCells(seed: UInt64)
    throws
  {
    var random = SeededGenerator(seed)
    for _ in 0..<300 {
      let (structure, groups) = randomStructure(&random)
      let cutoff = random.within(0.5, 9)
      let bins = try RadialBins(
        width: [0.125, 0.02, 0.1].randomElement(using: &random)!, cutoff: cutoff)
      let expected = BruteForce.counts(structure, codes: groups, groups: 4, bins: bins)
      for level in 0...qk_best_level() {
        let found = try counted(structure, codes: groups, groups: 4, bins: bins, level: level)
        let equal = found == expected
        #expect(equal, "level \(level), \(structure.periodicity), \(structure.lattice as Any)")
        if !equal { return }
      }
    }
  }

  @Test func integersDoNotDependOnThreads() throws {
    var random = SeededGenerator(7)
    for count in [1, 5, 300, 3000] {
      let lattice = Lattice(a: Vector3(17, 1, 2), b: Vector3(-3, 21, 4), c: Vector3(2, -5, 26))
      let groups = (0..<count).map { _ in Int32.random(in: 0..<2, using: &random) }
      let positions = Coordinates((0..<count).map { _ in random.vector(-20, 40) })
      let structure = Structure(lattice: lattice, groups: groups, positions: positions)
      let bins = try RadialBins(width: 0.05, cutoff: 7)
      let one = try counted(structure, codes: groups, groups: 2, bins: bins)
      for threads in [2, 3, 7] {
        let equal =
          try counted(structure, codes: groups, groups: 2, bins: bins, threads: threads) == one
        #expect(equal)
      }
    }
  }

  @Test func tooManyCountersAndFarAtomsThrow() throws {
    let bins = try RadialBins(width: 1e-5, cutoff: 10)
    #expect(throws: NeighborError.tooManyCounters) { try PairCounter(bins: bins, groups: 100) }
    let far = Structure(
      lattice: Lattice(a: Vector3(1, 0, 0), b: Vector3(9e5, 1, 0), c: Vector3(0, 0, 1)),
      groups: [0], positions: [Vector3(0, 1e4, 0)])
    let few = try RadialBins(width: 1, cutoff: 2)
    #expect(throws: NeighborError.tooManyImages) {
      try counted(far, codes: [0], groups: 1, bins: few)
    }
  }
}
