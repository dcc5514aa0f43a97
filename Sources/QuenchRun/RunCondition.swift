public import QuenchAnalysis
public import QuenchDecks
import QuenchModel
import QuenchTrajectories

/// Whether a run has reached what its protocol wants of it.
public struct RunCondition: Sendable {
  public let isMet: Bool
  /// With the numbers.
  public let reason: String
  public let melt: [MeltTest.Verdict]

  /// Judges `molten` by the trajectory of a run, by the atoms that are free in its member's starting
  /// structure.
  ///
  /// Throws `RunError` where there is no trajectory, and what reading it throws.
  public static func judge(
    _ condition: String, of run: DeckManifest.Run, in folder: String, mobile: [Bool]? = nil
  ) throws -> RunCondition {
    guard condition == Dynamics.Condition.molten.rawValue else {
      throw RunError(.noDeck, "no condition is called '\(condition)'; known: molten")
    }
    guard let trajectory = run.trajectory else {
      throw RunError(.failed, "\(run.name) writes no trajectory, so nobody knows what became of it")
    }
    let source = try Trajectory.open(
      ["\(folder)/\(trajectory)"],
      OpenOptions(topology: run.topology.map { "\(folder)/\($0)" }))
    return try judge(source, run: run, mobile: mobile)
  }

  private static func judge(
    _ source: any FrameSource, run: DeckManifest.Run, mobile: [Bool]?
  ) throws -> RunCondition {
    var test = MeltTest(mobile: mobile)
    var place = 0
    let interval = frameInterval(source, run)
    try source.forEachFrame { frame in
      try test.add(frame.structure, time: time(of: frame, place, run, interval))
      place += 1
    }
    let verdicts = try test.verdicts()
    return RunCondition(
      isMet: verdicts.allSatisfy(\.isMolten) && !verdicts.isEmpty, reason: reason(verdicts),
      melt: verdicts)
  }

  /// fs between frames, where frames do not say their time: the run's length over their number.
  private static func frameInterval(_ source: any FrameSource, _ run: DeckManifest.Run) -> Double {
    guard let count = source.frameCount, count > 1 else { return run.timestep }
    return Double(run.steps) * run.timestep / Double(count - 1)
  }

  private static func time(
    of frame: Frame, _ place: Int, _ run: DeckManifest.Run, _ interval: Double
  ) -> Double {
    run.time(of: frame) ?? Double(place) * interval
  }

  private static func reason(_ verdicts: [MeltTest.Verdict]) -> String {
    verdicts.map { verdict in
      let moved = "MSD \(shown(verdict.displacement)) Å²"
      let bound = verdict.firstMaximum.map { " (r₁² = \(shown($0 * $0)))" } ?? " (no r₁)"
      let slope =
        verdict.slope.map { ", slope \(shown($0))" } ?? ", shorter than 2 ps"
      return "\(verdict.species) \(moved)\(bound)\(slope)"
    }.joined(separator: "; ")
  }

  private static func shown(_ value: Double) -> String {
    "\((value * 100).rounded() / 100)"
  }
}

extension DeckManifest.Run {
  /// fs: by its step where that agrees with what the frame says, which programs round to 0.1 fs; else as it
  /// says; nil where neither is known.
  func time(of frame: Frame) -> Double? {
    guard let step = frame.step, timestep > 0 else { return frame.time }
    let exact = Double(step) * timestep
    guard let time = frame.time else { return exact }
    return abs(exact - time) < 0.06 ? exact : time
  }
}
