import QuenchModel

/// Walks over the frames of an input without decoding them.
struct FrameLocator {
  private let mapped: MappedFile?
  private let stream: ByteStream?
  private let path: String
  /// Stream only: bytes read and not yet handed out, beginning at `place.offset`.
  private var buffer: [UInt8] = []
  private var bufferStart = 0
  private var streamEnded = false
  /// Bytes of a byte-order mark; offsets count from behind it.
  private(set) var base = 0
  private(set) var place: FramePlace
  private var previous: FrameExtent?
  private var released = 0
  private var isDone = false
  private(set) var warnings: [Warning] = []

  init(_ bytes: InputBytes, path: String) throws(FileError) {
    self.path = path
    place = FramePlace(source: path, index: 0, line: 1, offset: 0)
    switch bytes {
    case .mapped(let file):
      (mapped, stream) = (file, nil)
    case .stream(let source):
      (mapped, stream) = (nil, source)
      streamEnded = try !source.read(1 << 20, appendingTo: &buffer)
    }
  }

  /// Shows what can be seen of the input now: all of a mapped file, the first MiB of a stream.
  func withHead<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    if let mapped { return try body(mapped.bytes) }
    return try buffer.withUnsafeBytes(body)
  }

  /// Skips a byte-order mark and the file's head.
  mutating func skip(mark: Int, start: (offset: Int, lines: Int)) {
    base = mark
    bufferStart = mark + start.offset
    place = FramePlace(
      source: path, index: 0, line: 1 + start.lines, offset: start.offset)
  }

  /// The next frame; nil at the end.
  mutating func next(_ reader: any FrameReader) throws -> FrameTicket? {
    guard !isDone else { return nil }
    let ticket = mapped != nil ? try nextMapped(reader) : try nextStreamed(reader)
    if ticket == nil { isDone = true }
    return ticket
  }

  private mutating func nextMapped(_ reader: any FrameReader) throws -> FrameTicket? {
    guard let mapped else { return nil }
    let rest = UnsafeRawBufferPointer(rebasing: mapped.bytes[(base + place.offset)...])
    let extent = try reader.extent(of: rest, isComplete: true, previous: previous, place: place)
    guard let length = accept(extent, available: rest.count) else { return nil }
    releaseBehind(mapped)
    return ticket(extent, length, bytes: nil)
  }

  private mutating func nextStreamed(_ reader: any FrameReader) throws -> FrameTicket? {
    while true {
      let extent = try buffer.withUnsafeBytes { bytes in
        try reader.extent(
          of: UnsafeRawBufferPointer(rebasing: bytes[min(bufferStart, bytes.count)...]),
          isComplete: streamEnded, previous: previous, place: place)
      }
      if !streamEnded, extent == .needsMore || extent == .end {
        try readMore()
        continue
      }
      let start = min(bufferStart, buffer.count)
      guard let length = accept(extent, available: buffer.count - start) else { return nil }
      let bytes = Array(buffer[start..<start + length])
      bufferStart = start + length
      return ticket(extent, length, bytes: bytes)
    }
  }

  /// Doubles what is buffered, having dropped what was handed out.
  private mutating func readMore() throws {
    guard let stream else { return }
    buffer.removeSubrange(..<min(bufferStart, buffer.count))
    bufferStart = 0
    let wanted = max(1 << 20, buffer.count)
    streamEnded = try !stream.read(wanted, appendingTo: &buffer)
  }

  /// Length of the frame to hand out, or nil when the trajectory ends here.
  private mutating func accept(_ extent: FrameExtent, available: Int) -> Int? {
    switch extent {
    case .frame(let length, _): return min(length, available)
    // Whatever is wrong with the only frame, decoding it says so best.
    case .end where place.index == 0, .needsMore: return available
    case .end: return nil
    case .truncated(let what):
      if place.index == 0 { return available }
      warnings.append(.truncated(what, frames: place.index))
      return nil
    }
  }

  private mutating func ticket(
    _ extent: FrameExtent, _ length: Int, bytes: [UInt8]?
  ) -> FrameTicket {
    let ticket = FrameTicket(
      index: place.index, offset: place.offset, length: length, line: place.line, bytes: bytes)
    previous = extent
    place = place.next(after: extent, length: length)
    return ticket
  }

  /// Keeps at most about 64 MiB of a mapped file resident behind the present place.
  private mutating func releaseBehind(_ file: MappedFile) {
    let here = base + place.offset
    guard here - released > 64 << 20 else { return }
    file.release(released..<here - (32 << 20))
    released = here - (32 << 20)
  }

  /// How much of the input lies behind, 0…1.
  var fractionRead: Double? {
    guard let mapped, mapped.bytes.count > 0 else { return nil }
    return Double(base + place.offset) / Double(mapped.bytes.count)
  }

  /// Where the bytes of its tickets are.
  var bytes: FrameBytes { FrameBytes(mapped: mapped, base: base) }
}

/// Finds the bytes of a ticket; may be used from any thread.
struct FrameBytes: Sendable {
  /// Nil for streams, whose tickets own their bytes.
  let mapped: MappedFile?
  /// Bytes of a byte-order mark; offsets count from behind it.
  let base: Int

  func with<Result>(
    _ ticket: FrameTicket, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    if let bytes = ticket.bytes { return try bytes.withUnsafeBytes(body) }
    guard let mapped else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
    let start = base + ticket.offset
    return try body(UnsafeRawBufferPointer(rebasing: mapped.bytes[start..<start + ticket.length]))
  }
}
