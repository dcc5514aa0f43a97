import QuenchModel
import Testing

@testable import QuenchDecks

@Suite struct FunctionalTests {
  private func decks(_ functional: String) throws -> [String: Result<Deck, any Error>] {
    var found: [String: Result<Deck, any Error>] = [:]
    for engine in ["vasp", "cp2k", "qe"] {
      found[engine] = Result {
        try Rendering.rendered(
          engine,
          """
          structure: V2O3.vasp
          dft: {functional: \(functional)}
          vasp: {ENCUT: 450 eV}
          cp2k: {cutoff: 400 Ry}
          qe: {ecutwfc: 50 Ry, pseudopotentials: {V: V.UPF, O: O.UPF}}
          stages: [single-point]
          """)
      }
    }
    return found
  }

  /// What the schema offers, some engine writes.
  @Test(arguments: ProtocolKeys.functionals) func everyFunctionalHasAnEngine(name: String) throws {
    let written = try decks(name).values.filter { if case .success = $0 { true } else { false } }
    #expect(!written.isEmpty, "\(name)")
  }

  /// As CP2K 2023.1 reads and runs them.
  @Test(arguments: [
    ("RPBE", "&GGA_X_RPBE"), ("HSE06", "POTENTIAL_TYPE SHORTRANGE"),
    ("PBE0", "POTENTIAL_TYPE TRUNCATED"), ("TPSS", "&TPSS"),
  ])
  func cp2kHasThem(name: String, line: String) throws {
    let deck = try #require(try decks(name)["cp2k"]).get()
    #expect(try deck.text("01-single-point/cp2k.inp").contains(line))
  }

  /// 2.34 Å fits into half of the smallest height of this cell; 2 Å is the least.
  @Test func truncationStaysBelowHalfTheCell() throws {
    let small = try Rendering.rendered(
      "cp2k",
      """
      structure: water.vasp
      dft: {functional: PBE0}
      cp2k: {cutoff: 400 Ry}
      stages: [single-point]
      """)
    let lines = try small.text("01-single-point/cp2k.inp").split(separator: "\n")
    let radius = lines.first { $0.contains("CUTOFF_RADIUS") }?.split(separator: " ").last
    let height = try Rendering.structure("water.vasp").lattice?.height(0) ?? 0
    #expect(Double(radius ?? "").map { $0 < height / 2 } == true)
    #expect(throws: DeckError.self) {
      try CP2KFunctional("PBE0", lattice: .cubic(4))
    }
  }

  @Test func exactExchangeWithKPointsIsRefused() {
    #expect(throws: (any Error).self) {
      try Rendering.rendered(
        "cp2k",
        """
        structure: V2O3.vasp
        dft: {functional: HSE06, kpoints: 2x2x2}
        cp2k: {cutoff: 400 Ry}
        stages: [single-point]
        """)
    }
  }
}
