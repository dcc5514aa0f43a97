import QuenchModel
import Testing

@testable import QuenchDecks

/// Stages behind a change of density must not run without it.
@Suite struct RescalingTests {
  private func job(_ engine: String, _ tasks: [Stage.Task]) throws -> Deck {
    var plan = try Rendering.plan("density")
    plan.stages = tasks.enumerated().map { Stage(name: "s\($0)", task: $1) }
    plan.cp2k?.cutoff = 400
    return try #require(DeckEngine.named(engine)).render(try Rendering.job(plan))
  }

  private let melt = Stage.Task.dynamics(
    Dynamics(start: 500, end: 500, duration: 10, timestep: 0.5))

  @Test func aDeckEndsBeforeADensityTheEngineCannotSet() throws {
    let deck = try job("cp2k", [melt, .rescale(density: 2.2), melt, .singlePoint])
    #expect(deck.runs.map(\.name) == ["01-s0"])
    #expect(deck.cost.parts.count == 1)
    let warning = try #require(deck.warnings.first { $0.code == "W-DECK-ENDS" })
    for part in ["what comes behind ('s2', 's3')", "quench strain", "--density 2.2"] {
      #expect("\(warning)".contains(part))
    }
  }

  @Test func aDeckThatWouldBeginWithItIsRefused() throws {
    let error = try #require(throws: DeckError.self) {
      try job("cp2k", [.rescale(density: 2.2), melt])
    }
    #expect(error.stage == "s0")
  }

  @Test func enginesThatCanAreLeftAlone() throws {
    let deck = try job("vasp", [melt, .rescale(density: 2.2), melt])
    #expect(deck.runs.map(\.name) == ["01-s0", "03-s2"])
    #expect(!deck.warnings.contains { $0.code == "W-DECK-ENDS" })
  }
}
