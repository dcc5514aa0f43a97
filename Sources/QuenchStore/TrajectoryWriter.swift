import CHDF5
public import QuenchModel

/// Writes a trajectory so that nothing acknowledged is lost.
///
/// Frames go to `NAME.partial`; `onSafe` is told how many are on disk after each flush, and `finish`
/// gives the file its name. If the process dies, `StoreRecovery` copies all acknowledged frames.
/// One task at a time may use a writer. Throws `StoreError` with `framesSafe` set.
public final class TrajectoryWriter: FrameSink {
  public let path: String
  public var partialPath: String { path + StoreNames.partialEnding }
  /// Frames handed in.
  public private(set) var frameCount = 0
  /// Frames known to be on disk.
  public private(set) var framesSafe = 0
  /// What could not be stored, each thing once.
  public private(set) var warnings: [Warning] = []

  private let options: StoreOptions
  private let onSafe: (Int) -> Void
  private var file: OpenStore?
  private var pending = PendingFrames()
  private var isBroken = false
  private var lastFlush = MonotonicClock.seconds

  /// Throws `StoreError` of kind `exists` where the output or its unfinished form is there and must
  /// not be replaced.
  public init(
    path: String, options: StoreOptions = StoreOptions(),
    onSafe: @escaping (_ frames: Int) -> Void = { _ in }
  ) throws(StoreError) {
    self.path = path
    self.options = options
    self.onSafe = onSafe
    guard !options.overwrite else { return }
    for name in [path, partialPath] where Files.exists(name) {
      throw StoreError(.exists, path: name, "the file exists")
    }
  }

  /// How to turn frames into bytes beside the writing thread; made for frames like `first`.
  public func encoder(for first: Frame) throws(StoreError) -> StoreEncoder {
    if let file { return file.encoder }
    let layout = try StoreLayout(first, options)
    let encoder = StoreEncoder(layout, template: first.structure)
    file = try OpenStore(
      path: partialPath, encoder: encoder, template: first.structure, options: options)
    lastFlush = MonotonicClock.seconds
    return encoder
  }

  public func write(_ frame: Frame) throws {
    try write(encoder(for: frame).encode(frame))
  }

  /// Appends a frame that this writer's encoder made.
  public func write(_ frame: EncodedFrame) throws {
    try guarded { (file: OpenStore) throws(StoreError) in
      try file.append(frame, at: frameCount)
    }
    pending.add(frame, index: frameCount)
    frameCount += 1
    for warning in frame.warnings where !warnings.contains(warning) { warnings.append(warning) }
    let isDue = frameCount - framesSafe >= options.flushFrames
    if isDue || MonotonicClock.seconds - lastFlush >= options.flushSeconds { try flush() }
  }

  /// Brings all frames to disk, then tells `onSafe`.
  public func flush() throws {
    guard !pending.steps.isEmpty else { return }
    let (first, pending, count) = (framesSafe, pending, frameCount)
    try guarded { (file: OpenStore) throws(StoreError) in
      try file.commit(pending, from: first, count: count)
    }
    self.pending = PendingFrames()
    framesSafe = count
    lastFlush = MonotonicClock.seconds
    onSafe(framesSafe)
  }

  /// Flushes, closes, opens again to verify, and renames `NAME.partial` to `NAME`.
  public func finish() throws {
    _ = try encoder(for: Frame())
    try flush()
    try guarded { (file: OpenStore) throws(StoreError) in try file.complete() }
    file = nil
    do {
      try StoreVerification.verify(partialPath, frames: frameCount)
      try Files.publish(partialPath, as: path, overwrite: options.overwrite)
    } catch {
      isBroken = true
      throw error.with(framesSafe: framesSafe)
    }
  }

  /// After a failure nothing more is written: what is safe stays as it is.
  private func guarded(_ body: (OpenStore) throws(StoreError) -> Void) throws {
    guard !isBroken, let file else {
      throw StoreError(
        .invalidInput, path: partialPath, "writing has ended", framesSafe: framesSafe)
    }
    do {
      try body(file)
    } catch {
      isBroken = true
      file.abandon()
      self.file = nil
      throw error.with(framesSafe: framesSafe)
    }
  }
}

/// Numbers of frames that are written but not yet committed.
struct PendingFrames {
  var steps: [Int64] = []
  var times: [Double] = []
  var boxes: [Double] = []
  var atoms: [Int32] = []
  var observables: [[Double]] = []

  mutating func add(_ frame: EncodedFrame, index: Int) {
    // A negative step would look uncommitted; so would none.
    let step = frame.step ?? Int64(index)
    steps.append(step >= 0 ? step : Int64(index))
    times.append(frame.time)
    boxes.append(contentsOf: frame.box)
    atoms.append(Int32(frame.atoms))
    observables.append(frame.observables)
  }
}
