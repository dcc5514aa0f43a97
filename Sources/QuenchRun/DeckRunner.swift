public import QuenchDecks
import QuenchModel
public import QuenchStore
import QuenchTrajectories

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Runs the steps of a deck one after another on this machine and streams their trajectories into HDF5
/// stores beside them.
///
/// A step that is marked as done is passed over, so that a deck that was interrupted goes on where it
/// stopped; `run.sh` sets and obeys the same marks. No scheduler: one step at a time.
public struct DeckRunner {
  /// What is going on, a few times a second.
  public struct Progress: Sendable {
    public var run: DeckManifest.Run
    /// From 1, of how many.
    public var place: Int
    public var total: Int
    /// As far as the engine's log tells.
    public var step: Int?
    public var temperature: Double?
    /// eV.
    public var energy: Double?
    public var frames: Int
  }

  /// What became of a step.
  public struct Outcome: Sendable {
    public var run: DeckManifest.Run
    public var isSkipped: Bool
    public var frames: Int
    /// The store, where a trajectory was written.
    public var store: String?
    public var seconds: Double
  }

  private let root: String
  private let engine: String
  private let runs: [(run: DeckManifest.Run, mobile: [Bool]?)]
  private let ranks: Int
  private let threads: Int
  private let provenance: StoreProvenance

  /// `ranks` and `threads` replace those of the deck.
  public init(
    root: String, manifest: DeckManifest, ranks: Int? = nil, threads: Int? = nil,
    provenance: StoreProvenance
  ) {
    self.root = root
    engine = manifest.engine
    runs = manifest.members.flatMap { member in
      let mobile = member.mobile
      return member.runs.map { ($0, mobile) }
    }
    self.ranks = ranks ?? manifest.ranks
    self.threads = threads ?? manifest.threads
    self.provenance = provenance
  }

  /// Throws `RunError`, and what the store and the trajectory throw.
  ///
  /// Nothing is started where a program is missing or another run is at work in the deck.
  public func run(
    progress: (Progress) -> Void, finished: (Outcome) throws -> Void
  ) throws {
    let lock = try DeckLock(root)
    try requirePrograms()
    for (place, (run, mobile)) in runs.enumerated() {
      var state = Progress(
        run: run, place: place + 1, total: runs.count, step: nil, temperature: nil, energy: nil,
        frames: 0)
      try finished(try step(run, mobile, &state, progress))
    }
    _ = consume lock
  }

  private func requirePrograms() throws(RunError) {
    for (run, _) in runs where !isComplete(run) {
      for program in (usesMPIRun(run) ? ["mpirun"] : []) + run.command.prefix(1)
      where !EngineProcess.isOnPath(program) {
        throw RunError(
          .programMissing,
          "\(run.name) needs '\(program)', which is not on PATH: "
            + EnginePackage.advice(engine: engine, program: program))
      }
      try requireFeatures(run)
    }
  }

  /// What the program was built with, by its own help.
  private func requireFeatures(_ run: DeckManifest.Run) throws(RunError) {
    guard let features = run.features, let program = run.command.first else { return }
    let log = "\(directory(of: run))/quench-shell.log"
    let process = try EngineProcess([program, "-h"], directory: directory(of: run), output: log)
    _ = wait(for: process)
    let help = String(decoding: Directory.contents(log) ?? [], as: UTF8.self)
    unlink(log)
    let words = Set(help.split(whereSeparator: \.isWhitespace).map(String.init))
    for feature in features where !words.contains(feature) {
      throw RunError(
        .programMissing,
        "\(run.name) needs \(feature), and this '\(program)' was built without it ('\(program) -h' does "
          + "not list it); nothing was started")
    }
  }

  /// By the mark that run.sh obeys too.
  private func isComplete(_ run: DeckManifest.Run) -> Bool {
    Directory.exists("\(directory(of: run))/\(run.result ?? DeckManifest.doneMark)")
  }

  private func step(
    _ run: DeckManifest.Run, _ mobile: [Bool]?, _ state: inout Progress,
    _ progress: (Progress) -> Void
  ) throws -> Outcome {
    let folder = directory(of: run)
    let store = run.trajectory.map { _ in "\(folder)/\(Self.storeName)" }
    let mark = "\(folder)/\(DeckManifest.doneMark)"
    let began = Self.now
    let wasComplete = isComplete(run)
    if wasComplete {
      // By run.sh, or by a quench that was ended between the engine's end and the store's.
      state.frames = try recordLeft(run, folder, store)
    } else if try canGoOn(run, folder), let continuation = run.continuation {
      // Frames are cut off and put together while it is prepared and closed: they are read at the end.
      try engine(run, continuation.command, folder, nil, &state, progress)
      try shell(run.completion, in: folder, name: run.name)
      if let store { unlink(store) }
      state.frames = try recordLeft(run, folder, store)
    } else {
      if let trajectory = run.trajectory { unlink("\(folder)/\(trajectory)") }
      try shell(run.preparation, in: folder, name: run.name)
      try engine(run, run.command, folder, store, &state, progress)
      try shell(run.completion, in: folder, name: run.name)
    }
    if !wasComplete {
      if let result = run.result, !Directory.exists("\(folder)/\(result)") {
        throw RunError(.failed, "\(run.name): ended without \(result)\(excerpt(run, folder))")
      }
    }
    if !Directory.exists(mark) {
      try require(run, mobile, folder)
      try Directory.touch(mark)
    }
    return Outcome(
      run: run, isSkipped: wasComplete, frames: state.frames, store: store,
      seconds: Self.now - began)
  }

  static let storeName = "trajectory.h5"

  /// Frames of a finished run whose store is not there.
  private func recordLeft(
    _ run: DeckManifest.Run, _ folder: String, _ store: String?
  ) throws -> Int {
    guard let store, !Directory.exists(store), let trajectory = run.trajectory,
      Directory.exists("\(folder)/\(trajectory)")
    else { return 0 }
    var recorder = try FrameRecorder(run, folder: folder, store: store, provenance: provenance)
    try recorder.take(isFinal: true)
    try recorder.finish()
    return recorder.count
  }

  /// What the protocol wants of the stage before the next may start.
  private func require(_ run: DeckManifest.Run, _ mobile: [Bool]?, _ folder: String) throws {
    guard let condition = run.until else { return }
    let verdict = try RunCondition.judge(condition, of: run, in: folder, mobile: mobile)
    guard verdict.isMet else {
      throw RunError(
        .conditionNotMet,
        "\(run.name) is not \(condition): \(verdict.reason); make the stage longer or hotter, "
          + "render it anew and run again")
    }
  }

  private func directory(of run: DeckManifest.Run) -> String {
    run.directory.isEmpty || run.directory == "." ? root : "\(root)/\(run.directory)"
  }

  private func shell(_ lines: [String], in folder: String, name: String) throws {
    guard !lines.isEmpty else { return }
    let log = "\(folder)/quench-shell.log"
    let process = try EngineProcess(
      ["/bin/sh", "-e", "-c", lines.joined(separator: "\n")], directory: folder, output: log)
    let status = wait(for: process)
    guard status == 0 else {
      throw RunError(.failed, "\(name): preparing or closing it failed (\(status))\(tail(of: log))")
    }
    unlink(log)
  }

  private func engine(
    _ run: DeckManifest.Run, _ command: [String], _ folder: String, _ store: String?,
    _ state: inout Progress, _ progress: (Progress) -> Void
  ) throws {
    let goesOn = store == nil && run.trajectory != nil
    let process = try EngineProcess(
      words(command, of: run), directory: folder, input: run.input.map { "\(folder)/\($0)" },
      output: "\(folder)/\(outputName(run))", appends: goesOn)
    var recorder = try FrameRecorder(run, folder: folder, store: store, provenance: provenance)
    var status: Int32?
    var nextLook = 0.0
    while true {
      status = process.status()
      do {
        try recorder.take(isFinal: status != nil)
      } catch {
        process.terminate()
        throw error
      }
      state.frames = recorder.count
      if Self.now >= nextLook || status != nil {
        let began = Self.now
        look(run, folder, &state)
        // A long log is read less often, so that looking stays a tenth of the work.
        nextLook = Self.now + max(1, 10 * (Self.now - began))
        progress(state)
      }
      if status != nil { break }
      usleep(100_000)
    }
    try recorder.finish()
    guard status == 0 else {
      throw RunError(
        .failed, "\(run.name): \(run.command[0]) ended with \(status ?? 127)\(excerpt(run, folder))"
      )
    }
  }

  /// Whether an interrupted run goes on from what it left; that is then made ready.
  private func canGoOn(_ run: DeckManifest.Run, _ folder: String) throws -> Bool {
    guard let continuation = run.continuation else { return false }
    let log = "\(folder)/quench-shell.log"
    let process = try EngineProcess(
      ["/bin/sh", "-c", continuation.attempt], directory: folder, output: log)
    defer { unlink(log) }
    return wait(for: process) == 0
  }

  /// The command with its numbers, under mpirun where there is more than one rank.
  private func words(_ command: [String], of run: DeckManifest.Run) -> [String] {
    let words = command.map { word in
      word.split(separator: "{ranks}", omittingEmptySubsequences: false).joined(
        separator: "\(ranks)"
      )
      .split(separator: "{threads}", omittingEmptySubsequences: false)
      .joined(separator: "\(threads)")
    }
    let environment = ["env", "OMP_NUM_THREADS=\(threads)"]
    guard usesMPIRun(run) else { return environment + words }
    return environment + ["mpirun", "-np", "\(ranks)"] + words
  }

  private func usesMPIRun(_ run: DeckManifest.Run) -> Bool { run.usesMPI && ranks > 1 }

  private func outputName(_ run: DeckManifest.Run) -> String { run.output ?? "\(run.name).out" }

  private func look(_ run: DeckManifest.Run, _ folder: String, _ state: inout Progress) {
    let row = RunLog.read(folder, output: outputName(run))?.rows.last
    state.step = row?.step ?? state.step
    state.temperature = row?.temperature
    state.energy = row?.potential
  }

  private func wait(for process: EngineProcess) -> Int32 {
    while true {
      if let status = process.status() { return status }
      usleep(5_000)
    }
  }

  private func excerpt(_ run: DeckManifest.Run, _ folder: String) -> String {
    tail(of: "\(folder)/\(outputName(run))")
  }

  /// What a program said of its errors, for its person, or else its last lines.
  private func tail(of path: String) -> String {
    let text = String(decoding: (Directory.contents(path) ?? []).suffix(1 << 18), as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline)
    let complaints = Self.complaints(lines)
    let shown = complaints.isEmpty ? Array(lines.suffix(8)) : complaints
    return shown.isEmpty
      ? ""
      : "; \(path) \(complaints.isEmpty ? "ends with" : "says"):\n  "
        + shown.joined(separator: "\n  ")
  }

  /// Lines that name an error, and warnings where there are too many of them, with the two lines after.
  static func complaints(_ lines: [Substring]) -> [Substring] {
    func begins(_ line: Substring, _ words: [String]) -> Bool {
      let bare = line.drop { $0 == " " || $0 == "*" }
      return words.contains { bare.hasPrefix($0) }
    }
    guard
      lines.contains(where: { begins($0, ["ERROR", "Fatal error", "[ABORT]", "Error in routine"]) })
    else { return [] }
    let words = ["ERROR", "Fatal error", "[ABORT]", "Error in routine", "WARNING"]
    var places: Set<Int> = []
    for (place, line) in lines.enumerated() where begins(line, words) {
      places.formUnion(place..<min(place + 3, lines.count))
    }
    return places.sorted().suffix(12).map { lines[$0] }
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// Copies the frames of a growing trajectory into a store.
private struct FrameRecorder {
  private let run: DeckManifest.Run
  private var tail: TrajectoryTail?
  private let writer: TrajectoryWriter?
  var count: Int { tail?.count ?? 0 }

  init(
    _ run: DeckManifest.Run, folder: String, store: String?, provenance: StoreProvenance
  ) throws {
    self.run = run
    guard let trajectory = run.trajectory, let store else {
      (tail, writer) = (nil, nil)
      return
    }
    unlink(store + ".partial")
    tail = TrajectoryTail(
      path: "\(folder)/\(trajectory)", topology: run.topology.map { "\(folder)/\($0)" })
    writer = try TrajectoryWriter(
      path: store, options: StoreOptions(overwrite: true, provenance: provenance))
  }

  mutating func take(isFinal: Bool) throws {
    guard let writer else { return }
    let run = run
    try tail?.forEachNewFrame(isFinal: isFinal) { frame in
      var timed = frame
      timed.time = run.time(of: frame)
      try writer.write(timed)
    }
  }

  func finish() throws {
    guard let writer, writer.frameCount > 0 else { return }
    try writer.finish()
  }
}
