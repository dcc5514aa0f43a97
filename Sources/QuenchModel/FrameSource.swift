/// One frame that has been found but not decoded.
public struct FrameTicket: Sendable {
  /// Place in the trajectory, from 0.
  public let index: Int
  /// Where its bytes begin in the (decompressed) source; for stores the row.
  public let offset: Int
  /// How many bytes it spans.
  public let length: Int
  /// Line number of its first line, from 1; 1 in binary files.
  public let line: Int
  /// The bytes themselves, where the source cannot be read twice.
  public let bytes: [UInt8]?

  public init(index: Int, offset: Int, length: Int, line: Int = 1, bytes: [UInt8]? = nil) {
    self.index = index
    self.offset = offset
    self.length = length
    self.line = line
    self.bytes = bytes
  }
}

/// A trajectory opened for reading, in constant memory.
///
/// Finding a frame and decoding it are apart, so that many threads may decode at once: `next()` is
/// cheap and takes turns, `decode` is slow and runs freely.
public protocol FrameSource: AnyObject, Sendable {
  /// The first frame's structure: a buffer of this shape can be handed to `decode`.
  var prototype: Structure { get }
  /// How many frames there are, where the source knows without reading itself whole.
  var frameCount: Int? { get }
  /// False for compressed and piped input: tickets then own their bytes and come once.
  var isRandomAccess: Bool { get }
  /// Steps over the next frame; nil at the end.
  func next() throws -> FrameTicket?
  /// Fills `frame` with what `ticket` found. May be called from several threads.
  func decode(_ ticket: FrameTicket, into frame: inout Frame) throws
  /// How much of the source lies behind, 0…1, for a progress bar; nil where it cannot be known.
  var fractionRead: Double? { get }
  /// What is to be said about the source as a whole, so far.
  var warnings: [Warning] { get }
}

/// Receives frames one after another.
public protocol FrameSink {
  mutating func write(_ frame: Frame) throws
  /// Completes the output; without it nothing appears under the final name.
  mutating func finish() throws
}
