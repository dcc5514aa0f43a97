import QuenchModel

@testable import QuenchNeighbors

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, doi 10.1145/2660193.2660195).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func unit() -> Double { Double.random(in: 0..<1, using: &self) }

  mutating func within(_ low: Double, _ high: Double) -> Double {
    Double.random(in: low...high, using: &self)
  }

  mutating func vector(_ low: Double, _ high: Double) -> Vector3 {
    Vector3(within(low, high), within(low, high), within(low, high))
  }
}

extension Structure {
  init(
    lattice: Lattice?, periodicity: Periodicity? = nil, groups: [Int32], positions: Coordinates
  ) {
    let most = Int(groups.max() ?? 0)
    self.init(
      lattice: lattice, periodicity: periodicity,
      species: Categorical(
        categories: (0...most).map { Species(label: "X\($0)", element: nil) }, codes: groups),
      positions: positions)
  }
}

/// Counts at one instruction level.
func counted(
  _ structure: Structure, codes: [Int32], groups: Int, bins: RadialBins, level: Int32? = nil,
  threads: Int = 1
) throws -> PairCounts {
  var counter = try PairCounter(bins: bins, groups: groups)
  if let level { counter.level = level }
  var counts = PairCounts(bins: bins, groups: groups)
  try counter.count(structure, codes: codes, into: &counts, threads: threads)
  return counts
}

/// A random cell: compact, long, flat, skewed by whole vectors, turned, or left-handed.
func randomLattice(_ random: inout SeededGenerator) -> Lattice {
  while true {
    var lattice = Lattice(
      a: random.vector(-1, 1), b: random.vector(-1, 1), c: random.vector(-1, 1))
    let stretch = Vector3(
      random.within(1, 8), random.within(1, 8),
      random.within(1, Bool.random(using: &random) ? 8 : 30))
    for row in 0..<3 { lattice[row] *= stretch[row] / lattice[row].length }
    guard lattice.volume > 8, lattice.faceDistances.min() > 0.7 else { continue }
    if Int.random(in: 0..<4, using: &random) == 0 {
      let (p, q) = (Int.random(in: -9...9, using: &random), Int.random(in: -9...9, using: &random))
      lattice.b += Double(p) * lattice.a
      lattice.c += Double(q) * lattice.b
    }
    return lattice
  }
}
