public import QuenchModel
import Synchronization

/// Frames that are already in memory.
public final class MemorySource: FrameSource {
  private let frames: [Frame]
  private let place = Mutex(0)
  public let warnings: [Warning]

  /// At least one frame.
  public init(_ frames: [Frame], warnings: [Warning] = []) {
    precondition(!frames.isEmpty)
    self.frames = frames
    self.warnings = warnings
  }

  public var prototype: Structure { frames[0].structure }
  public var frameCount: Int? { frames.count }
  public var isRandomAccess: Bool { true }
  public var fractionRead: Double? { place.withLock { Double($0) / Double(frames.count) } }

  public func next() throws -> FrameTicket? {
    place.withLock { place in
      guard place < frames.count else { return nil }
      defer { place += 1 }
      return FrameTicket(index: place, offset: place, length: 1)
    }
  }

  public func decode(_ ticket: FrameTicket, into frame: inout Frame) throws {
    frame = frames[ticket.index]
  }
}
