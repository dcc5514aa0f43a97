import QuenchAnalysis
public import QuenchDecks
public import QuenchModel
import QuenchSymmetry
import QuenchTrajectories

extension RunHealth {
  /// When a crystal was to melt, if at all.
  public enum Melting: Hashable, Sendable { case never, before, here }

  /// The health of what ran in a directory; nil where nothing has run.
  ///
  /// `run` is the deck's own word on it, where there is one; otherwise the trajectory is looked for
  /// under the engines' usual names. `start` is the starting structure with its constraints; nil takes
  /// the POSCAR or start.extxyz beside it. `melting` says whether a crystal was to melt in this run or
  /// before it: only then it is asked whether it did, or came back; nil asks where the starting structure
  /// has the symmetry of a crystal. Logs and trajectories may be compressed.
  public static func ofDirectory(
    _ folder: String, run: DeckManifest.Run? = nil, start: Structure? = nil,
    melting: Melting? = nil
  ) -> RunHealth? {
    var health = RunHealth()
    if let band = RunLog.band(folder, output: run?.output) {
      health.take(band)
      return health
    }
    guard let series = RunLog.read(folder, output: run?.output) else { return nil }
    let files = RunFolder(folder)
    let isDynamics = series.isDynamics && run.map { $0.temperatures != nil } ?? true
    let reference = start ?? startingStructure(files)
    guard let path = trajectory(files, run) else {
      health.take(
        series, atoms: reference?.count, isDynamics: isDynamics, freedom: freedom(reference, run))
      return health
    }
    do {
      let source = try Trajectory.open([path], OpenOptions(topology: topology(files, run, path)))
      let start = reference ?? source.prototype
      health.take(
        series, atoms: start.count, isDynamics: isDynamics, freedom: freedom(reference, run))
      try health.takeMotion(
        source, start: start, series: series,
        melting: isDynamics ? melting ?? (start.hasCrystalSymmetry ? .here : .never) : .never,
        // XTC and GRO keep 0.01 Å, each rounded by itself.
        grain: path.contains(".xtc") ? 0.02 : 1e-3)
    } catch {
      if health.facts.isEmpty {
        health.take(series, atoms: reference?.count, isDynamics: isDynamics)
      }
      health.warn(Warning("W-TRAJECTORY", "\(path): \(error)"))
    }
    return health
  }

  private mutating func takeMotion(
    _ source: any FrameSource, start: Structure, series: RunSeries, melting: Melting,
    grain: Double
  ) throws {
    let mobile = start.fixedAxes.map { axes in axes.map { $0 != .all } }
    var motion = MotionHealth(
      reference: start, conservesMomentum: true, watchesSites: melting != .never)
    var melt = MeltTest(mobile: mobile)
    var canMelt = melting == .here
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
    take(motion, grain: grain)
    if canMelt, place > 1 { take(try melt.verdicts()) }
  }

  private static let cp2kFrames = "-pos-1.xyz"

  private static func trajectory(_ folder: RunFolder, _ run: DeckManifest.Run?) -> String? {
    if let run { return run.trajectory.flatMap(folder.place) }
    let names = folder.names
    let known =
      names.first { $0 == "XDATCAR" || $0 == "pw.out" } ?? names.first {
        $0.hasSuffix(".lammpstrj")
      }
      ?? names.first { $0.hasSuffix(cp2kFrames) } ?? names.first { $0.hasSuffix(".xtc") }
    return known.flatMap(folder.place)
  }

  /// What names the atoms of a bare trajectory: the deck's word, or a GRO file beside it.
  private static func topology(
    _ folder: RunFolder, _ run: DeckManifest.Run?, _ path: String
  ) -> String? {
    if let run { return run.topology.map { folder.place(of: $0) ?? "\(folder.path)/\($0)" } }
    if path.hasSuffix(cp2kFrames) {
      return cells(beside: String(path.dropLast(cp2kFrames.count)), folder)
    }
    guard path.contains(".xtc") else { return nil }
    return folder.names.first { $0.hasSuffix(".gro") }.flatMap(folder.place)
  }

  /// CP2K's XYZ has no cell: that of the file printed beside it, or of the input.
  private static func cells(beside project: String, _ folder: RunFolder) -> String? {
    let printed = "\(project)-1.cell"
    if Directory.exists(printed) { return printed }
    return folder.names.first { $0.hasSuffix(".inp") }.flatMap(folder.place)
  }

  /// By the deck's word; of a foreign run by the starting structure's constraints.
  private static func freedom(_ start: Structure?, _ run: DeckManifest.Run?) -> Int? {
    run?.degreesOfFreedom ?? start.map { DegreesOfFreedom($0, isStochastic: false).count }
  }

  private static func startingStructure(_ folder: RunFolder) -> Structure? {
    for path in ["start.extxyz", "POSCAR"].compactMap(folder.place) {
      do { return try Trajectory.structure(path) } catch { continue }
    }
    return nil
  }
}

extension Structure {
  /// More than the identity maps it onto itself: liquids and glasses have nothing else.
  fileprivate var hasCrystalSymmetry: Bool {
    guard lattice != nil, count <= 20_000 else { return false }
    do { return try spaceGroup(tolerance: 0.1).operations.count > 1 } catch { return false }
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
