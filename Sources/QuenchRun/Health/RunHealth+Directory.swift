import QuenchAnalysis
public import QuenchDecks
public import QuenchModel
import QuenchTrajectories

extension RunHealth {
  /// The health of what ran in a directory; nil where nothing has run.
  ///
  /// `run` is the deck's own word on it, where there is one; otherwise the trajectory is looked for
  /// under the engines' usual names. `start` is the starting structure with its constraints; nil takes
  /// the POSCAR or start.extxyz beside it.
  public static func ofDirectory(
    _ folder: String, run: DeckManifest.Run? = nil, start: Structure? = nil
  ) -> RunHealth? {
    guard let series = RunLog.read(folder, output: run?.output) else { return nil }
    var health = RunHealth()
    let reference = start ?? startingStructure(folder)
    guard let path = trajectory(folder, run) else {
      health.take(series, atoms: reference?.count)
      return health
    }
    do {
      let source = try Trajectory.open([path], OpenOptions(topology: topology(folder, run, path)))
      let start = reference ?? source.prototype
      let isDynamics = run.map { $0.temperatures != nil } ?? true
      health.take(series, atoms: start.count, isDynamics: isDynamics)
      try health.takeMotion(source, start: start, series: series, isDynamics: isDynamics)
    } catch {
      if health.facts.isEmpty { health.take(series, atoms: reference?.count) }
      health.warn(Warning("W-TRAJECTORY", "\(path): \(error)"))
    }
    return health
  }

  private mutating func takeMotion(
    _ source: any FrameSource, start: Structure, series: RunSeries, isDynamics: Bool
  ) throws {
    let mobile = start.fixedAxes.map { axes in axes.map { $0 != .all } }
    var motion = MotionHealth(reference: start, conservesMomentum: true)
    var melt = MeltTest(mobile: mobile)
    var canMelt = isDynamics
    var place = 0
    let clock = FrameClock(series, frames: source.frameCount)
    try source.forEachFrame { frame in
      try motion.add(frame.structure)
      if canMelt {
        do { try melt.add(frame.structure, time: clock.time(of: frame, place: place)) } catch {
          warn(Warning("W-MELT", "\(error)"))
          canMelt = false
        }
      }
      place += 1
    }
    take(motion)
    if canMelt, place > 1 { take(try melt.verdicts()) }
  }

  private static func trajectory(_ folder: String, _ run: DeckManifest.Run?) -> String? {
    if let run { return run.trajectory.map { "\(folder)/\($0)" }.flatMap(existing) }
    let names = Directory.names(folder)
    let known =
      names.first { $0 == "XDATCAR" } ?? names.first { $0.hasSuffix(".lammpstrj") }
      ?? names.first { $0.hasSuffix("-pos-1.xyz") } ?? names.first { $0.hasSuffix(".xtc") }
    return known.map { "\(folder)/\($0)" }
  }

  /// What names the atoms of a bare trajectory: the deck's word, or a GRO file beside it.
  private static func topology(
    _ folder: String, _ run: DeckManifest.Run?, _ path: String
  ) -> String? {
    if let run { return run.topology.map { "\(folder)/\($0)" } }
    guard path.hasSuffix(".xtc") else { return nil }
    return Directory.names(folder).first { $0.hasSuffix(".gro") }.map { "\(folder)/\($0)" }
  }

  private static func existing(_ path: String) -> String? { Directory.exists(path) ? path : nil }

  private static func startingStructure(_ folder: String) -> Structure? {
    for name in ["start.extxyz", "POSCAR"] where Directory.exists("\(folder)/\(name)") {
      do { return try Trajectory.structure("\(folder)/\(name)") } catch { continue }
    }
    return nil
  }
}

/// Tells the time of frames that do not say it, by the log beside them.
private struct FrameClock {
  /// fs per time step, and per frame.
  private let perStep: Double?
  private let perFrame: Double

  init(_ series: RunSeries, frames: Int?) {
    let timed = series.rows.filter { $0.time != nil }
    let (first, last) = (timed.first, timed.last)
    let span = (last?.time ?? 0) - (first?.time ?? 0)
    let steps = (last?.step ?? 0) - (first?.step ?? 0)
    perStep = steps > 0 ? span / Double(steps) : nil
    perFrame = frames.map { span / Double(max(1, $0 - 1)) } ?? 1
  }

  func time(of frame: Frame, place: Int) -> Double {
    if let time = frame.time { return time }
    if let step = frame.step, let perStep { return Double(step) * perStep }
    return Double(place) * perFrame
  }
}
