public import QuenchModel

/// Reads a trajectory while another process writes it.
///
/// `next()` waits for frames that are not written yet and returns nil once the writer has finished.
/// A frame that fails its checksum is read again for half a second before it is an error.
public final class TrajectoryFollower: FrameSource {
  private let store: TrajectoryStore
  private let interval: Double
  private let patience: Double?
  private let ended = Flag()

  /// Opens `NAME.partial` where it exists, else `NAME`.
  ///
  /// `interval`: seconds between two looks. `patience`: seconds without a new frame after which the
  /// writer is taken for dead and `StoreError` of kind `unfinished` is thrown; nil waits for ever.
  public init(
    path: String, species: [String]? = nil, interval: Double = 0.1, patience: Double? = nil
  ) throws(StoreError) {
    let partial = path + StoreNames.partialEnding
    store = try TrajectoryStore(
      path: Files.exists(partial) ? partial : path, species: species, access: .followed)
    self.interval = interval
    self.patience = patience
  }

  public var prototype: Structure { store.prototype }
  public var frameCount: Int? { nil }
  public var isRandomAccess: Bool { true }
  public var fractionRead: Double? { nil }
  public var warnings: [Warning] { store.warnings }

  public func next() throws -> FrameTicket? {
    let start = MonotonicClock.seconds
    while true {
      if let ticket = try store.next() { return ticket }
      if ended.isSet { return nil }
      if try look() {
        ended.set()
        continue
      }
      if let ticket = try store.next() { return ticket }
      if let patience, MonotonicClock.seconds - start > patience {
        throw StoreError(
          .unfinished, path: store.path,
          "no new frame for \(patience) s after \(store.knownFrames) frames")
      }
      MonotonicClock.sleep(interval)
    }
  }

  /// True where the writer has finished. Metadata caught in the middle of a change is read again.
  private func look() throws -> Bool {
    for attempt in 1... {
      do {
        return try store.refresh()
      } catch {
        guard error.kind == .corrupt, attempt < 50 else { throw error }
      }
      MonotonicClock.sleep(0.01)
    }
    return false
  }

  public func decode(_ ticket: FrameTicket, into frame: inout Frame) throws {
    try store.decode(ticket, into: &frame)
  }
}
