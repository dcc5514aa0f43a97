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

  /// Charges in the order of the formula. Typed by name: a literal of tuples is slow to compile.
  private static let common: KeyValuePairs<String, [Double]> = [
    "Li2 C1 O3": [1.0, 4, -2],
    "Li2 Si1 O3": [1, 4, -2],
    "Li8 Si2 O8": [1, 4, -2],
    "Li1 O1 H1": [1, -2, 1],
    "Ti2 O4": [4, -2],
    "V12 O18": [3, -2],
    "V4 O8": [4, -2],
    "V2 O5": [5, -2],
    "Na1 Ti1 O2": [1, 3, -2],
    "Li2 O2": [1, -1],
    "Li1 Fe1 P1 O4": [1, 2, 5, -2],
    "Na3 V2 P3 O12": [1, 3, 5, -2],
    "Li1 Co1 O2": [1, 3, -2],
    "Mo1 S2": [4, -2],
    "Fe1 S2": [2, -1],
    "Si1 C1": [4, -4],
    "Na1 Cl1": [1, -1],
    "Li1 B1 H4": [1, 3, -1],
    "Al2 O3": [3, -2],
    "Zn1 O1": [2, -2],
    "Mo1 O3": [6, -2],
    "Si8": [0],
  ]

  private func parts(_ formula: String) -> [(String, Int)] {
    formula.split(separator: " ").map { part in
      (String(part.prefix { $0.isLetter }), Int(part.drop { $0.isLetter }) ?? 1)
    }
  }

  @Test(arguments: common.indices)
  func commonStatesBalance(place: Int) {
    let (formula, states) = Self.common[place]
    let guess = guess(parts(formula))
    #expect(guess.origin == .guessed)
    #expect(guess.states.map(\.charge) == states)
  }

  /// Fe₃O₄: 8/3; V₆O₁₃: 26/6; Na₁V₄O₆ (¼ Na per V of V2O3): 11/4.
  private static let mixed: KeyValuePairs<String, Double> = [
    "Fe3 O4": 8.0 / 3, "V6 O13": 26.0 / 6, "V4 O6 Na1": 11.0 / 4, "Co3 O4": 8.0 / 3,
  ]

  @Test(arguments: mixed.indices)
  func mixedValenceIsAMean(place: Int) throws {
    let (text, mean) = Self.mixed[place]
    let formula = parts(text)
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
