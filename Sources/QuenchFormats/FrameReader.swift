public import QuenchModel

/// What a format says about the bytes that follow.
public enum FrameExtent: Hashable, Sendable {
  /// A whole frame: so many bytes, so many line breaks in them.
  case frame(length: Int, lines: Int)
  /// The frame goes on beyond the bytes shown.
  case needsMore
  /// Nothing but blanks follows.
  case end
  /// The last frame is cut off; what came before stands.
  case truncated(String)
}

/// Reads the frames of one file: pure functions over bytes, no file access, no mutable state.
///
/// Created from the head of the file by `FileFormat.makeReader`.
public protocol FrameReader: Sendable {
  /// Where the first frame begins: bytes and line breaks to skip.
  var start: (offset: Int, lines: Int) { get }

  /// Finds the end of the frame at the start of `bytes` without decoding numbers.
  ///
  /// `isComplete` says that the file ends with these bytes. `previous` is the extent of the frame
  /// before, for formats whose frames are mostly of one length.
  func extent(
    of bytes: UnsafeRawBufferPointer, isComplete: Bool, previous: FrameExtent?,
    place: FramePlace
  ) throws(ParseError) -> FrameExtent

  /// Decodes one frame's bytes. Overwrites all that the format gives per frame; the rest of `frame`
  /// is what this reader left there before, or the empty frame.
  func decode(
    _ bytes: UnsafeRawBufferPointer, place: FramePlace, into frame: inout Frame
  ) throws(ParseError)
}

/// Where a frame stands in its file, for messages.
public struct FramePlace: Hashable, Sendable {
  public let source: String
  /// From 0.
  public let index: Int
  /// Line of the frame's first byte, from 1.
  public let line: Int
  /// Byte of the frame's first byte, from 0.
  public let offset: Int

  public init(source: String, index: Int, line: Int, offset: Int) {
    self.source = source
    self.index = index
    self.line = line
    self.offset = offset
  }
}

extension FrameReader {
  public var start: (offset: Int, lines: Int) { (0, 0) }
}

/// A reader whose files hold one structure each.
public protocol SingleFrameReader: FrameReader {}

extension SingleFrameReader {
  public func extent(
    of bytes: UnsafeRawBufferPointer, isComplete: Bool, previous: FrameExtent?,
    place: FramePlace
  ) throws(ParseError) -> FrameExtent {
    guard isComplete else { return .needsMore }
    return previous == nil ? .frame(length: bytes.count, lines: 0) : .end
  }
}

/// Writes frames one after another as bytes.
public protocol FrameEncoder: Sendable {
  /// Appends one frame (and, before the first, the file's head).
  mutating func encode(_ frame: Frame, into output: inout TextBuffer) throws(WriteError)
  /// Appends what closes the file.
  mutating func finish(into output: inout TextBuffer) throws(WriteError)
}

extension FrameEncoder {
  public mutating func finish(into output: inout TextBuffer) throws(WriteError) {}
}
