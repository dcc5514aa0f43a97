public import QuenchModel
import Synchronization

/// The frames of one file, in constant memory.
///
/// Plain files are mapped and can be read in any order by any number of threads; compressed and piped
/// input comes once, each ticket owning its frame's bytes.
public final class FileSource: FrameSource {
  public let format: FileFormat
  public let path: String
  public var isRandomAccess: Bool { bytes.mapped != nil }
  public var prototype: Structure { first.structure }
  public var frameCount: Int? { format.isTrajectory ? nil : 1 }

  private let reader: any FrameReader
  /// Decoded when the file is opened; handed out again instead of decoding it twice.
  private let first: Frame
  private let bytes: FrameBytes
  private let state: Mutex<State>

  private struct State: ~Copyable {
    nonisolated(unsafe) var locator: FrameLocator
    /// The first frame, found when the file was opened.
    var pending: FrameTicket?
  }

  /// Opens a file (`-`: standard input) and decodes its first frame.
  ///
  /// Throws `FileError` where the bytes cannot be had and `ParseError` where they make no sense.
  public init(
    path: String, format: FileFormat? = nil, options: ReadOptions = ReadOptions(),
    maxDecompressed: Int? = nil
  ) throws {
    var locator = try FrameLocator(
      InputBytes.open(path, maxDecompressed: maxDecompressed), path: path)
    let (found, reader, mark) = try locator.withHead { head in
      try Self.makeReader(head, path: path, format: format, options: options)
    }
    locator.skip(mark: mark, start: reader.start)
    let pending = try locator.next(reader)
    var first = Frame()
    if let pending {
      try Self.decode(pending, from: locator.bytes, reader, path, into: &first)
    }
    self.path = path
    self.format = found
    self.reader = reader
    self.first = first
    bytes = locator.bytes
    state = Mutex(State(locator: locator, pending: pending))
  }

  private static func makeReader(
    _ head: UnsafeRawBufferPointer, path: String, format: FileFormat?, options: ReadOptions
  ) throws -> (FileFormat, any FrameReader, mark: Int) {
    let format = try format ?? FileFormat.detect(path: path, head: head)
    guard let makeReader = format.makeReader else {
      throw ParseError(
        source: path, line: 1, column: 1,
        reason: .unsupported("\(format.title) can only be written"))
    }
    let mark = try format.textStart(head, source: path)
    let text = UnsafeRawBufferPointer(rebasing: head[mark...])
    return (format, try makeReader(text, path, options), mark)
  }

  public func next() throws -> FrameTicket? {
    try state.withLock { state in
      if let pending = state.pending {
        state.pending = nil
        return pending
      }
      return try state.locator.next(reader)
    }
  }

  public func decode(_ ticket: FrameTicket, into frame: inout Frame) throws {
    if ticket.index == 0 {
      frame = first
    } else {
      try Self.decode(ticket, from: bytes, reader, path, into: &frame)
    }
  }

  private static func decode(
    _ ticket: FrameTicket, from source: FrameBytes, _ reader: any FrameReader, _ path: String,
    into frame: inout Frame
  ) throws {
    frame.warnings.removeAll()
    let place = FramePlace(
      source: path, index: ticket.index, line: ticket.line, offset: ticket.offset)
    try source.with(ticket) { bytes in
      try reader.decode(bytes, place: place, into: &frame)
    }
  }

  public var warnings: [Warning] {
    first.warnings + state.withLock { $0.locator.warnings }
  }

  public var fractionRead: Double? { state.withLock { $0.locator.fractionRead } }
}
