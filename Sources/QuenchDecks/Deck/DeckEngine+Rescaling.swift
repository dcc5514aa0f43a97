import QuenchModel

extension DeckEngine {
  /// The same engine, whose decks end where the protocol scales the cell between two runs: what comes behind
  /// would run at another density than it is to have.
  var endingAtRescaling: DeckEngine {
    DeckEngine(name: name, title: title, keepsOrder: keepsOrder) { (job) throws(DeckError) in
      let stages = job.plan.stages
      guard let place = stages.firstIndex(where: \.rescales) else { return try render(job) }
      let reason = reason(stages[place], behind: stages[place...].dropFirst())
      guard place > 0 else {
        throw DeckError(.impossible(reason), stage: stages[place].name)
      }
      var short = job
      short.plan.stages = Array(stages[..<place])
      short.bandEnds = job.bandEnds.filter { $0.key < place }
      var deck = try render(short)
      deck.notExpressed.append("'\(stages[place].name)': \(reason)")
      deck.warnings.append(
        Warning("W-DECK-ENDS", "the deck ends before '\(stages[place].name)': \(reason)"))
      return deck
    }
  }

  private func reason(_ stage: Stage, behind others: ArraySlice<Stage>) -> String {
    var density = ""
    if case .rescale(let value) = stage.task { density = DeckNumber.text(value) }
    let lost = others.map { "'\($0.name)'" }.joined(separator: ", ")
    return "\(title) cannot scale the cell between two runs"
      + (lost.isEmpty
        ? "" : "; what comes behind (\(lost)) would run at another density and is not written")
      + "; take two protocols: this one up to here, then quench strain LAST-FRAME --density "
      + "\(density) for the structure of a second one with the rest"
  }
}

extension Stage {
  var rescales: Bool { if case .rescale = task { true } else { false } }
}
