import QuenchModel

/// Exchanges occupants until the pairs of neighbours are as in a random alloy.
///
/// Simulated annealing on the objective of `PairCorrelations`, from several random starts; after
/// Zunger et al., Phys. Rev. Lett. 65 (1990) 353, doi 10.1103/PhysRevLett.65.353, and van de Walle et
/// al., Calphad 42 (2013) 13, doi 10.1016/j.calphad.2013.06.006.
struct QuasiRandomSearch {
  /// Exchanges in all.
  let steps: Int
  /// For each sublattice its sites.
  let sublattices: [[Int]]
  private(set) var generator: SeededGenerator

  init(steps: Int, sublattices: [[Int]], seed: UInt64) {
    self.steps = steps
    self.sublattices = sublattices.filter { $0.count > 1 }
    generator = SeededGenerator(seed: seed)
  }

  private static let starts = 4

  /// The best arrangement found, and how many exchanges that took.
  mutating func best(_ start: PairCorrelations) -> (correlations: PairCorrelations, steps: Int) {
    var best = start
    var lowest = start.objective
    var done = 0
    for _ in 0..<Self.starts where lowest > 1e-14 {
      var walker = start
      scramble(&walker)
      done += anneal(&walker, steps: steps / Self.starts, &best, &lowest)
    }
    return (best, done)
  }

  mutating func scramble(_ walker: inout PairCorrelations) {
    for sites in sublattices {
      for last in stride(from: sites.count - 1, to: 0, by: -1) {
        walker.swap(sites[last], sites[generator.index(below: last + 1)])
      }
    }
  }

  /// Cools by equal factors; returns the exchanges tried.
  private mutating func anneal(
    _ walker: inout PairCorrelations, steps: Int, _ best: inout PairCorrelations,
    _ lowest: inout Double
  ) -> Int {
    var energy = walker.objective
    var temperature = max(energy, 1e-9)
    let cooling = exponential(-16 / Double(max(steps, 1)))
    for step in 0..<steps {
      if energy < lowest - 1e-15 {
        (best, lowest) = (walker, energy)
        if lowest < 1e-14 { return step }
      }
      temperature *= cooling
      guard let (first, second) = exchange(walker.kinds) else { return step }
      walker.swap(first, second)
      let next = walker.objective
      if next <= energy || generator.uniform() < exponential((energy - next) / temperature) {
        energy = next
      } else {
        walker.swap(first, second)
      }
    }
    if energy < lowest - 1e-15 { (best, lowest) = (walker, energy) }
    return steps
  }

  /// Two sites of one sublattice that hold different things.
  private mutating func exchange(_ kinds: [Int]) -> (Int, Int)? {
    guard !sublattices.isEmpty else { return nil }
    for _ in 0..<200 {
      let sites = sublattices[generator.index(below: sublattices.count)]
      let first = sites[generator.index(below: sites.count)]
      let second = sites[generator.index(below: sites.count)]
      if kinds[first] != kinds[second] { return (first, second) }
    }
    return nil
  }
}
