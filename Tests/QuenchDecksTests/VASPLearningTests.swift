import QuenchModel
import Testing

@testable import QuenchDecks

/// Training data and force fields go along the chain of stages.
@Suite struct VASPLearningTests {
  private func deck(_ vasp: String, _ stages: String) throws -> Deck {
    try Rendering.rendered(
      "vasp",
      """
      structure: V2O3.vasp
      vasp: {ENCUT: 450 eV\(vasp)}
      stages:
      \(stages)
      """)
  }

  private let md = "temperature: 300 K, duration: 1 ps, timestep: 1 fs"

  @Test func trainRefitAndRunAreOneProtocol() throws {
    let deck = try deck(
      "",
      """
        - md: {name: learn, \(md), ml: train}
        - single-point: {name: fit, ml: refit}
        - md: {name: fast, temperature: 300 K, steps: 100000, ml: run}
        - single-point: {name: check}
      """)
    let modes = try ["01-learn", "02-fit", "03-fast"].map {
      try deck.value("ML_MODE", in: "\($0)/INCAR")
    }
    #expect(modes == ["TRAIN", "REFIT", "RUN"])
    #expect(try !deck.text("04-check/INCAR").contains("ML_"))
    let copies = deck.runs.map { $0.preparation.filter { $0.contains("ML_") } }
    #expect(copies[0].isEmpty && copies[3].isEmpty)
    #expect(copies[1].first?.contains("cp '../01-learn/ML_ABN' ML_AB") == true)
    #expect(copies[2].first?.contains("cp '../02-fit/ML_FFN' ML_FF") == true)
    // The fit moves nothing: the fast run starts where learning ended.
    #expect(deck.runs[2].preparation.contains { $0.contains("../01-learn/CONTCAR") })
  }

  @Test func trainingOutlivesStagesWithoutIt() throws {
    let deck = try deck(
      ", machine-learning: train",
      """
        - md: {name: first, \(md)}
        - relax: {}
        - single-point: {}
        - md: {name: second, temperature: 400 K, steps: 100}
      """)
    let copies = deck.runs[3].preparation.filter { $0.contains("ML_") }
    #expect(copies.first?.contains("'../01-first/ML_ABN'") == true)
  }

  /// Not as many steps as the dynamics it stands in for, and no trajectory.
  @Test func refittingIsNoDynamics() throws {
    let deck = try deck(", machine-learning: refit", "  - md: {\(md)}")
    #expect(deck.cost.steps == 0 && deck.cost.time == 0)
    #expect(deck.runs.map(\.steps) == [0] && deck.runs.map(\.timestep) == [0])
    #expect(deck.runs[0].trajectory == nil)
    #expect(deck.runs[0].preparation.contains("[ -s ML_AB ] || cp ../ML_AB ML_AB"))
  }
}
