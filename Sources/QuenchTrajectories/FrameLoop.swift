internal import Dispatch
public import QuenchModel
import Synchronization

/// Runs over the frames of a source on several threads.
///
/// Each worker takes the next frame under a lock, decodes it into its own buffer and adds it to its own
/// partial result, so that memory is a frame and a partial per thread. Partials come back in worker
/// order; which frames went where differs from run to run, so a result that must not must not depend
/// on it (integer sums do not).
public struct FrameLoop: Sendable {
  /// At least 1.
  public var threads: Int
  /// Called from any thread after each frame with the number of frames done.
  public var onFrame: (@Sendable (Int) -> Void)?

  public init(threads: Int, onFrame: (@Sendable (Int) -> Void)? = nil) {
    self.threads = max(1, threads)
    self.onFrame = onFrame
  }

  private struct Progress {
    var handedOut = 0
    var done = 0
    var failure: (ordinal: Int, error: any Error)?
  }

  /// `add` receives a worker's partial, the frame and its ordinal among the frames read (from 0).
  ///
  /// The error of the earliest failing frame is thrown, whichever thread met one first.
  public func reduce<Partial: Sendable>(
    _ source: any FrameSource, makePartial: @Sendable () -> Partial,
    add: @Sendable (inout Partial, Frame, Int) throws -> Void
  ) throws -> [Partial] {
    let progress = Mutex(Progress())
    let results = Mutex([Int: Partial]())
    DispatchQueue.concurrentPerform(iterations: threads) { worker in
      var partial = makePartial()
      run(source, progress) { frame, ordinal in try add(&partial, frame, ordinal) }
      let finished = partial
      results.withLock { $0[worker] = finished }
    }
    if let failure = progress.withLock({ $0.failure }) { throw failure.error }
    return results.withLock { results in (0..<threads).compactMap { results[$0] } }
  }

  private func run(
    _ source: any FrameSource, _ progress: borrowing Mutex<Progress>,
    _ body: (Frame, Int) throws -> Void
  ) {
    var frame = Frame(source.prototype)
    while let (ticket, ordinal) = take(source, progress) {
      do {
        try source.decode(ticket, into: &frame)
        try body(frame, ordinal)
      } catch {
        fail(ordinal, error, progress)
        return
      }
      let done = progress.withLock { progress in
        progress.done += 1
        return progress.done
      }
      onFrame?(done)
    }
  }

  private func take(
    _ source: any FrameSource, _ progress: borrowing Mutex<Progress>
  ) -> (FrameTicket, Int)? {
    progress.withLock { progress in
      guard progress.failure == nil else { return nil }
      do {
        guard let ticket = try source.next() else { return nil }
        progress.handedOut += 1
        return (ticket, progress.handedOut - 1)
      } catch {
        progress.failure = (progress.handedOut, error)
        return nil
      }
    }
  }

  private func fail(
    _ ordinal: Int, _ error: any Error, _ progress: borrowing Mutex<Progress>
  ) {
    progress.withLock { progress in
      if ordinal < progress.failure?.ordinal ?? .max { progress.failure = (ordinal, error) }
    }
  }
}

extension FrameSource {
  /// All frames in order on this thread.
  public func forEachFrame(_ body: (Frame) throws -> Void) throws {
    var frame = Frame(prototype)
    while let ticket = try next() {
      try decode(ticket, into: &frame)
      try body(frame)
    }
  }
}
