extension DeckEngine {
  /// The same engine with more patience for relaxations whose steps the protocol leaves open: those of a
  /// force field cost little, and a liquid needs thousands.
  var minimisingLonger: DeckEngine {
    DeckEngine(name: name, title: title, keepsOrder: keepsOrder) { (job) throws(DeckError) in
      let steps = 10_000
      var patient = job
      var said: [String] = []
      for (index, stage) in job.plan.stages.enumerated() {
        guard case .relaxation(var relaxation) = stage.task, !relaxation.choosesSteps else {
          continue
        }
        relaxation.maximumSteps = max(steps, relaxation.maximumSteps)
        patient.plan.stages[index].task = .relaxation(relaxation)
        said.append("stage '\(stage.name)': gives up after \(relaxation.maximumSteps) steps")
      }
      var deck = try render(patient)
      deck.choices += said
      return deck
    }
  }
}
