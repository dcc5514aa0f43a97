import QuenchModel
import QuenchNeighbors
import QuenchSymmetry
import QuenchTrajectories
import Testing

@testable import QuenchBuild

@Suite struct OrderingTests {
  private var salt: Structure {
    get throws { try Trajectory.open(["NaTiO2_rocksalt_disordered"], OpenOptions()).prototype }
  }

  private func ordering(_ size: String, _ method: Ordering.Method = .random) throws -> Ordering {
    Ordering(in: try Supercell(parsing: size), method: method)
  }

  private func rows(_ key: String, _ built: Built) -> [[String]] {
    guard case .table(_, let rows) = built.report.facts.first(where: { $0.key == key })?.value
    else { return [] }
    return rows
  }

  private func number(_ key: String, _ built: Built) -> Double? {
    guard case .number(let value, _, _) = built.report.facts.first(where: { $0.key == key })?.value
    else { return nil }
    return value
  }

  @Test func theCompositionIsExact() throws {
    for (size, formula) in [("2x2x2", "Na16Ti16O32"), ("3x3x3", "Na54Ti54O108")] {
      let built = try ordering(size).build(salt)
      #expect(built.structure.composition.formula == formula)
      #expect(built.structure.occupancies == nil)
      #expect(built.structure.species.runs.count == 3)
      // Na +1, Ti +3, O −2.
      #expect(number("formal_charge_e", built) == 0)
    }
  }

  /// fcc shells: 12, 6, 24, 12 neighbours of each of 32 cations, at a/√2, a, …
  @Test func shellsOfTheCationSublatticeAreThoseOfFcc() throws {
    let built = try ordering("2x2x2").build(salt)
    let shells = rows("pair_shares", built).filter { $0[3] == "Na-Ti" }
    #expect(shells.map { $0[2] } == ["192", "96", "384", "192"])
    for (row, square) in zip(shells, [0.5, 1, 1.5, 2]) {
      let distance = try #require(Double(row[1]))
      #expect(abs(distance - 4.20464 * square.squareRoot()) < 1e-4)
      #expect(row[5] == "0.5")
    }
  }

  /// Referee: pairs counted anew from the structure that came out.
  @Test func reportedSharesAreThoseOfTheStructure() throws {
    let built = try ordering("2x2x2", .quasiRandom(steps: 20_000)).build(salt)
    let cell = built.structure
    let cations = cell.selecting((0..<cell.count).filter { cell.species[$0].label != "O" })
    var counts = [String: (mixed: Int, all: Int)]()
    try cations.forEachPair(within: 6.2) { pair in
      let key = "\((pair.distance * 1e3).rounded() / 1e3)"
      let isMixed = cations.species[pair.i] != cations.species[pair.j]
      counts[key, default: (0, 0)].all += 1
      if isMixed { counts[key, default: (0, 0)].mixed += 1 }
    }
    for row in rows("pair_shares", built) where row[3] == "Na-Ti" {
      let distance = try #require(Double(row[1]))
      let (mixed, all) = try #require(counts["\((distance * 1e3).rounded() / 1e3)"])
      #expect(abs(Double(mixed) / Double(all) - (try #require(Double(row[4])))) < 1e-5)
    }
  }

  @Test func aQuasiRandomCellIsCloserToRandomThanARandomOne() throws {
    let random = try #require(number("correlation_error_max", ordering("2x2x2").build(salt)))
    let quasi = try ordering("2x2x2", .quasiRandom(steps: 100_000)).build(salt)
    let error = try #require(number("correlation_error_max", quasi))
    #expect(error < random && error < 0.02)
  }

  @Test func incrementalCountsEqualFreshOnes() throws {
    var generator = SeededGenerator(seed: 4)
    let lattice = Lattice(a: Vector3(5, 0, 0), b: Vector3(1, 4, 0), c: Vector3(0.5, 1, 6))
    let places = (0..<14).map { _ in
      lattice.cartesian(Vector3(generator.uniform(), generator.uniform(), generator.uniform()))
    }
    let sublattices = (0..<14).map { $0 < 6 ? 0 : 1 }
    let shells = try PairShells(
      places, sublattices, in: Structure(lattice: lattice), cutoff: 5.5)
    let start = (0..<14).map { $0 < 6 ? $0 % 2 : 2 + $0 % 3 }
    let (shares, owner) = ([0.5, 0.5, 0.25, 0.5, 0.25], [0, 0, 1, 1, 1])
    var walker = PairCorrelations(shells, kinds: start, shares: shares, sublattices: owner)
    for _ in 0..<300 {
      let first = generator.index(below: 14)
      let second = generator.index(below: 14)
      guard sublattices[first] == sublattices[second] else { continue }
      walker.swap(first, second)
    }
    let fresh = PairCorrelations(
      shells, kinds: walker.kinds, shares: shares, sublattices: owner)
    for shell in shells.shells.indices {
      for (a, b) in [(0, 0), (0, 1), (0, 3), (2, 4), (3, 3)] {
        #expect(walker.share(shell, a, b) == fresh.share(shell, a, b))
      }
    }
    #expect(abs(walker.objective - fresh.objective) < 1e-12)
  }

  /// Two sublattices, one with vacancies, three kinds on the other.
  private var mixed: Structure {
    var crystal = Structure(
      lattice: .cubic(4),
      species: Categorical(["Li", "Co", "Ni", "Mn", "O"].map { Species(label: $0) }),
      fractional: [
        .zero, Vector3(0.5, 0.5, 0.5), Vector3(0.5, 0.5, 0.5), Vector3(0.5, 0.5, 0.5),
        Vector3(0.5, 0, 0),
      ])
    crystal.occupancies = [0.75, 0.5, 0.25, 0.25, 1]
    return crystal
  }

  @Test func independentSublatticesAndVacanciesKeepTheirShares() throws {
    let built = try ordering("2x2x2", .quasiRandom(steps: 5_000)).build(mixed)
    #expect(built.structure.composition.formula == "Li6Co4Ni2Mn2O8")
    let kinds = Set(rows("pair_shares", built).map { $0[3] })
    #expect(kinds.contains("Li-vacancy") && kinds.contains("Ni-Mn") && kinds.contains("Li-Co"))
  }

  @Test func anImpossibleCompositionIsRefusedWithWhatIsPossible() throws {
    let error = try #require(throws: OrderingError.self) {
      try ordering("1x1x1").build(mixed)
    }
    guard case .impossible(_, let nearest, let cells) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(!nearest.isEmpty)
    #expect(cells.first?.hasPrefix("1x2x2 (12 sites)") == true)
    #expect(error.fault == .refused)
    var taken = try ordering("1x1x1")
    taken.takesNearest = true
    let built = try taken.build(mixed)
    #expect(built.report.warnings.contains { $0.code == "W-COMPOSITION" })
  }

  @Test func theNearestCompositionKeepsTheChargeWhereItCan() throws {
    // Five cations of two kinds on 1 × 1 × 5 cells of one site: 2 or 3 Na; only the anion-free charge
    // decides between Ti +3 and Na +1 counts when states are given.
    var crystal = Structure(
      lattice: Lattice(orthorhombic: Vector3(3, 3, 4)),
      species: Categorical(["Na", "Ti", "O"].map { Species(label: $0) }),
      fractional: [.zero, .zero, Vector3(0.5, 0.5, 0.5)])
    crystal.occupancies = [0.5, 0.5, 1]
    var five = try ordering("1x1x5")
    five.takesNearest = true
    let built = try five.build(crystal)
    let charge = try #require(number("formal_charge_e", built))
    // 2 Na + 3 Ti: 2 + 9 − 10 = +1; 3 Na + 2 Ti: 3 + 6 − 10 = −1: neither is neutral, both are said.
    #expect(abs(charge) == 1)
    #expect(built.report.warnings.contains { $0.code == "W-CHARGE" })
  }

  @Test func theSameSeedGivesTheSameOrder() throws {
    var one = try ordering("2x2x2", .quasiRandom(steps: 3_000))
    let first = try one.build(salt).structure
    #expect(try one.build(salt).structure == first)
    one.seed = 2
    #expect(try one.build(salt).structure != first)
  }

  @Test func badParametersAndOrderedCrystalsAreErrors() throws {
    let quartz = try Trajectory.open(["SiO2_alpha_quartz"], OpenOptions()).prototype
    #expect(throws: OrderingError.ordered) { try ordering("1x1x1").build(quartz) }
    #expect(throws: OrderingError.self) { try ordering("1x1x1").build(Structure()) }
    var bad = try ordering("2x2x2")
    bad.shells = 0
    #expect(throws: OrderingError.self) { try bad.build(salt) }
    bad.shells = 4
    bad.cutoff = 0.5
    #expect(throws: OrderingError.noShells(cutoff: 0.5)) { try bad.build(salt) }
    bad.cutoff = .nan
    #expect(throws: OrderingError.self) { try bad.build(salt) }
    bad = try ordering("2x2x2", .quasiRandom(steps: 0))
    #expect(throws: OrderingError.self) { try bad.build(salt) }
  }
}
