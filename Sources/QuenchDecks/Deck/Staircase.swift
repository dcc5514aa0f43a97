/// A ramp as equal plateaus, for engines that cannot change their target temperature on the way.
struct Staircase {
  struct Plateau: Hashable {
    /// K.
    let temperature: Double
    let steps: Int
  }

  /// A plateau takes at least so many.
  static let fewestSteps = 10

  let plateaus: [Plateau]
  /// K between neighbours.
  let height: Double

  /// As many plateaus as the stage says; else one per 100 K, each of at least 10 steps. Both end
  /// temperatures are plateaus, so that the mean temperature is that of the straight ramp.
  init(_ run: Dynamics) {
    let span = abs(run.end - run.start)
    let total = max(1, run.steps)
    let wanted = run.staircase ?? (Int(exactly: (span / 100).rounded(.up)) ?? 1) + 1
    let count = max(1, min(wanted, max(1, total / Self.fewestSteps)))
    height = count > 1 ? span / Double(count - 1) : 0
    plateaus = (0..<count).map { index in
      let fraction = count > 1 ? Double(index) / Double(count - 1) : 1
      let steps = total * (index + 1) / count - total * index / count
      return Plateau(temperature: run.start + (run.end - run.start) * fraction, steps: steps)
    }
  }

  /// `2: 4000 → 300 K in 38 plateaus of 131 steps, 100 K apart`.
  func sentence(_ engine: String, _ run: Dynamics) -> String {
    let (start, end) = (DeckNumber.text(run.start), DeckNumber.text(run.end))
    return "\(engine) cannot move its target temperature on the way: \(start) → \(end) K is a "
      + "staircase of \(plateaus.count) restarts of about \(plateaus[0].steps) steps, "
      + "\(DeckNumber.text(height, decimals: 2)) K apart"
  }
}
