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

  /// Li and Ti on 32 sites, 32 O: with Ti +3 neutral at Li 16, Ti 16.
  private func saltOf(lithium share: Double) -> Structure {
    var crystal = Structure(
      lattice: .cubic(4.2),
      species: Categorical(
        (["Li", "Ti"].flatMap { [$0, $0, $0, $0] } + ["O", "O", "O", "O"]).map {
          Species(label: $0)
        }),
      fractional: Coordinates(
        (0..<12).map { atom in
          let face = [
            Vector3.zero, Vector3(0, 0.5, 0.5), Vector3(0.5, 0, 0.5), Vector3(0.5, 0.5, 0),
          ][atom % 4]
          return atom < 8 ? face : face + Vector3(0.5, 0.5, 0.5)
        }))
    crystal.occupancies = (0..<12).map { $0 < 4 ? share : $0 < 8 ? 1 - share : 1 }
    return crystal
  }

  @Test func aBalancedCellIsTheNearestNeutralOne() throws {
    var balanced = try ordering("2x2x2")
    balanced.balancesCharge = true
    balanced.oxidation = "Li:1,Ti:3,O:-2"
    // 16 Li + 48 = 64 of oxygen; 0.47 · 32 = 15 Li would leave +2 e.
    let built = try balanced.build(saltOf(lithium: 0.47))
    #expect(built.structure.composition.formula == "Li16Ti16O32")
    #expect(number("formal_charge_e", built) == 0)
    #expect(built.report.warnings.map(\.code) == ["W-COMPOSITION"])
    let exact = try balanced.build(saltOf(lithium: 0.5))
    #expect(exact.report.warnings.isEmpty)
  }

  @Test func aCellThatCannotBeNeutralSaysHowNearItComes() throws {
    var balanced = try ordering("2x2x2")
    balanced.balancesCharge = true
    balanced.oxidation = "Li:1,Ti:4,O:-2"
    // Li + 4 Ti = 64 with Li + Ti = 32: 10⅔ Ti.
    let error = try #require(throws: OrderingError.self) {
      try balanced.build(saltOf(lithium: 0.5))
    }
    guard case .unbalanced(_, let nearest) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(nearest == "Li 21, Ti 11 on 4a, with 1.0 e")
    #expect(error.fault == .refused)
    // Vacancies make room: Li 0.5, Ti 0.25, a quarter empty.
    var open = saltOf(lithium: 0.5)
    open.occupancies = (0..<12).map { $0 < 4 ? 0.5 : $0 < 8 ? 0.25 : 1 }
    let built = try balanced.build(open)
    #expect(number("formal_charge_e", built) == 0)
    // 15.04 Li and 16.96 Ti: Ti is guessed as a mean of +2.9, which balances nothing.
    balanced.oxidation = nil
    let mixed = #expect(throws: OrderingError.self) { try balanced.build(saltOf(lithium: 0.47)) }
    guard case .unknownStates = mixed else {
      Issue.record("\(String(describing: mixed))")
      return
    }
  }

  @Test func theNearestBalancedCountsAreThoseOfAFullSearch() throws {
    var generator = Seeded(8)
    for _ in 0..<40 {
      let total = Int.random(in: 4...14, using: &generator)
      let shares = (0..<3).map { _ in Double.random(in: 0.1...1, using: &generator) }
      let asked = shares.map { $0 / shares.reduce(0, +) * Double(total) }
      let charges = (0..<3).map { _ in Double(Int.random(in: -2...4, using: &generator)) }
      let wanted = Double(Int.random(in: -4...20, using: &generator))
      var balance = ChargeBalance()
      balance.add(asked: asked, charges: charges, total: total)
      var best = Double.infinity
      for i in 0...total {
        for j in 0...(total - i) {
          let counts = [i, j, total - i - j]
          let charge = zip(counts, charges).reduce(0) { $0 + Double($1.0) * $1.1 }
          guard abs(charge - wanted) < 1e-6 else { continue }
          best = min(best, zip(counts, asked).reduce(0) { $0 + abs(Double($1.0) - $1.1) })
        }
      }
      let found = balance.counts(ofCharge: wanted)
      let distance = found.map { zip($0[0], asked).reduce(0) { $0 + abs(Double($1.0) - $1.1) } }
      #expect(abs((distance ?? 1e9) - min(best, 1e9)) < 1e-9)
    }
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
