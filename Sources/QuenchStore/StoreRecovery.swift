import QuenchModel

/// What a recovery found.
public struct RecoveryReport: Hashable, Sendable {
  /// Frames copied: the leading run of committed frames whose chunks pass their checksums.
  public let frames: Int
  /// Frames that were committed but are damaged, or stand behind a damaged one.
  public let damaged: Int
  /// Why the run ended, where it did not end with the last committed frame.
  public let reason: String?
}

public enum StoreRecovery {
  /// Copies the valid frames of a store that its writer did not close into a new, closed file.
  ///
  /// `source` is `NAME.partial` or `NAME`; it is only read. The copy has the same numbers, units and
  /// provenance; its positions are compressed where those of the source are. Throws `StoreError`.
  @discardableResult
  public static func recover(
    from source: String, to target: String, overwrite: Bool = false,
    progress: (_ frames: Int, _ of: Int) -> Void = { _, _ in }
  ) throws -> RecoveryReport {
    try StoreCopy(source, access: .abandoned).write(
      to: target, overwrite: overwrite, stopAtDamage: true, progress: progress)
  }
}

/// Copies a store frame by frame with all that is known of it.
struct StoreCopy {
  let store: TrajectoryStore
  var options: StoreOptions

  init(_ path: String, access: StoreAccess) throws(StoreError) {
    store = try TrajectoryStore(path: path, species: nil, access: access)
    options = try store.withFile { (file) throws(StoreError) in try file.writeOptions() }
  }

  func write(
    to target: String, overwrite: Bool, stopAtDamage: Bool,
    progress: (Int, Int) -> Void
  ) throws -> RecoveryReport {
    guard target != store.path else {
      throw StoreError(.invalidInput, path: target, "the only copy is never changed in place")
    }
    var options = options
    options.overwrite = overwrite
    let writer = try TrajectoryWriter(path: target, options: options)
    var frame = Frame(store.prototype)
    let count = store.knownFrames
    var reason: String?
    if count == 0 { _ = try writer.encoder(for: frame) }
    while let ticket = try store.next() {
      do {
        try store.decode(ticket, into: &frame)
      } catch let error as StoreError where stopAtDamage && error.kind == .corrupt {
        reason = error.message
        break
      }
      try writer.write(frame)
      progress(writer.frameCount, count)
    }
    try writer.finish()
    return RecoveryReport(
      frames: writer.frameCount, damaged: count - writer.frameCount, reason: reason)
  }
}
