import QuenchModel
import Testing

@testable import QuenchBuild

@Suite struct OxidationStatesTests {
  private func structure(_ formula: [(String, Int)]) -> Structure {
    let names = formula.flatMap { Array(repeating: $0.0, count: $0.1) }
    return Structure(
      lattice: .cubic(10), species: Categorical(names.map { Species(label: $0) }),
      positions: Coordinates(repeating: .zero, count: names.count))
  }

  private func guess(_ formula: [(String, Int)]) -> OxidationStates {
    .guessed(for: structure(formula).composition)
  }

  @Test(arguments: [
    ([("Li", 2), ("C", 1), ("O", 3)], [1.0, 4, -2]),
    ([("Li", 2), ("Si", 1), ("O", 3)], [1, 4, -2]),
    ([("Li", 8), ("Si", 2), ("O", 8)], [1, 4, -2]),
    ([("Li", 1), ("O", 1), ("H", 1)], [1, -2, 1]),
    ([("Ti", 2), ("O", 4)], [4, -2]), ([("V", 12), ("O", 18)], [3, -2]),
    ([("V", 4), ("O", 8)], [4, -2]), ([("V", 2), ("O", 5)], [5, -2]),
    ([("Na", 1), ("Ti", 1), ("O", 2)], [1, 3, -2]), ([("Li", 2), ("O", 2)], [1, -1]),
    ([("Li", 1), ("Fe", 1), ("P", 1), ("O", 4)], [1, 2, 5, -2]),
    ([("Na", 3), ("V", 2), ("P", 3), ("O", 12)], [1, 3, 5, -2]),
    ([("Li", 1), ("Co", 1), ("O", 2)], [1, 3, -2]), ([("Mo", 1), ("S", 2)], [4, -2]),
    ([("Fe", 1), ("S", 2)], [2, -1]), ([("Si", 1), ("C", 1)], [4, -4]),
    ([("Na", 1), ("Cl", 1)], [1, -1]), ([("Li", 1), ("B", 1), ("H", 4)], [1, 3, -1]),
    ([("Al", 2), ("O", 3)], [3, -2]), ([("Zn", 1), ("O", 1)], [2, -2]),
    ([("Mo", 1), ("O", 3)], [6, -2]), ([("Si", 8)], [0]),
  ])
  func commonStatesBalance(formula: [(String, Int)], states: [Double]) {
    let guess = guess(formula)
    #expect(guess.origin == .guessed)
    #expect(guess.states.map(\.charge) == states)
  }

  /// Fe₃O₄: 8/3; V₆O₁₃: 26/6; Na₁V₄O₆ (¼ Na per V of V2O3): 11/4.
  @Test(arguments: [
    ([("Fe", 3), ("O", 4)], 8.0 / 3), ([("V", 6), ("O", 13)], 26.0 / 6),
    ([("V", 4), ("O", 6), ("Na", 1)], 11.0 / 4), ([("Co", 3), ("O", 4)], 8.0 / 3),
  ])
  func mixedValenceIsAMean(formula: [(String, Int)], mean: Double) throws {
    let guess = guess(formula)
    #expect(guess.origin == .guessed)
    #expect(guess.note == "mean of \(formula[0].0)")
    #expect(abs(try #require(guess[formula[0].0]) - mean) < 1e-12)
    #expect(abs(try #require(guess.charge(of: structure(formula).composition))) < 1e-12)
  }

  @Test func alloysAndTiesAreUnknown() {
    #expect(guess([("Li", 1), ("Al", 1)]).origin == .unknown)
    // Cu⁺Fe³⁺O₂ or Cu²⁺Fe²⁺O₂: the composition cannot say.
    let delafossite = guess([("Cu", 1), ("Fe", 1), ("O", 2)])
    #expect(delafossite.origin == .unknown)
    #expect(delafossite.note.contains("or"))
    #expect(delafossite["O"] == nil)
    #expect(guess([("Xx", 1), ("O", 1)]).origin == .unknown)
  }

  @Test func givenStatesAreTakenAsTheyAre() throws {
    let cell = structure([("V", 2), ("O", 3)])
    let states = try OxidationStates(parsing: "O:-2,V:3", for: cell)
    #expect(states.origin == .given)
    #expect(states.charges(of: cell) == [3, 3, -2, -2, -2])
    #expect(states.description == "V +3, O −2 (given)")
  }

  @Test(arguments: [
    ("V:3", OxidationError.missing("O")), ("V:3,O:-2,Li:1", .notThere("Li", elements: ["V", "O"])),
    ("V:3,V:4,O:-2", .twice("V")), ("V3,O:-2", .badText("V3")), ("V:x,O:-2", .badText("V:x")),
    ("", .badText("")), ("V:nan,O:-2", .badText("V:nan")), ("V:30,O:-2", .badText("V:30")),
  ])
  func badStatesAreNamed(text: String, expected: OxidationError) {
    #expect(throws: expected) {
      try OxidationStates(parsing: text, for: structure([("V", 2), ("O", 3)]))
    }
  }
}
