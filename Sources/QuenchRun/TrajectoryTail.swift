import QuenchFormats
public import QuenchModel
import QuenchTrajectories

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Hands out the frames of a trajectory file that an engine is still writing.
///
/// While the engine runs the last frame is kept back, since its last line may be half written; the
/// file is opened anew each time, at most so often that reading takes a tenth of the time.
public struct TrajectoryTail {
  private let path: String
  private let options: OpenOptions
  private var lastSize = -1
  private var nextLook = 0.0
  /// Frames handed out.
  public private(set) var count = 0

  public init(path: String, topology: String? = nil) {
    self.path = path
    options = OpenOptions(topology: topology)
  }

  /// Calls `body` with each new complete frame; all of them once `isFinal`.
  public mutating func forEachNewFrame(
    isFinal: Bool, _ body: (Frame) throws -> Void
  ) throws {
    let began = Self.now
    guard isFinal || began >= nextLook, let size = Self.size(path), size > 0,
      isFinal || size != lastSize
    else { return }
    lastSize = size
    defer { nextLook = Self.now + max(0.5, 10 * (Self.now - began)) }
    let source: any FrameSource
    do {
      var from = options
      from.frames = FrameRange(start: count)
      source = try Trajectory.open([path], from)
    } catch {
      // The first frame is not complete, or none is new.
      if isFinal, count == 0 { throw error }
      return
    }
    try hand(source, isFinal: isFinal, body)
  }

  private mutating func hand(
    _ source: any FrameSource, isFinal: Bool, _ body: (Frame) throws -> Void
  ) throws {
    var waiting: Frame?
    while true {
      var frame = Frame(source.prototype)
      do {
        guard let ticket = try source.next() else { break }
        try source.decode(ticket, into: &frame)
      } catch {
        // Cut off: what a killed engine leaves, or the writer is at work.
        if isFinal, !(error is ParseError) { throw error }
        break
      }
      if let waiting {
        try body(waiting)
        count += 1
      }
      waiting = frame
    }
    if isFinal, let waiting {
      try body(waiting)
      count += 1
    }
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private static func size(_ path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }
}
