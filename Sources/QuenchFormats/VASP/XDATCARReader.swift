internal import QuenchModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads the frames of an XDATCAR.
///
/// A frame is an optional header, a line that separates (`Direct configuration=`, `Konfig=` or a blank
/// one) and one line per atom. The first header belongs to the file's head. A header holds until the
/// next one, so a frame without one may depend on an earlier one: `headers` remembers those.
struct XDATCARReader: FrameReader {
  let start: (offset: Int, lines: Int)
  let header: VASPHeader
  let options: ReadOptions
  /// Frames are separated by a blank line instead of `Direct configuration=`.
  let hasBlankSeparator: Bool
  /// The lines of species and counts of the first header, for a quick comparison.
  private let composition: [UInt8]
  private let title: [UInt8]
  private let species: Categorical<Species>
  private let headers: XDATCARHeaders

  init(
    _ head: UnsafeRawBufferPointer, source: String, options: ReadOptions
  ) throws(ParseError) {
    var cursor = TextCursor(head, source: source)
    try cursor.require("a title")
    header = try VASPHeader(&cursor, options: options)
    start = (cursor.offset, cursor.line - 1)
    self.options = options
    species = header.species(limit: (cursor.remaining + 1) / 6)
    let lines = head[..<cursor.offset].split(separator: 0x0A, omittingEmptySubsequences: false)
    title = Array(lines[0]) + [0x0A]
    composition = Array(lines.dropFirst(5).joined(separator: [0x0A]))
    hasBlankSeparator = try Self.separatorIsBlank(cursor)
    headers = XDATCARHeaders()
  }

  private static func separatorIsBlank(_ cursor: TextCursor) throws(ParseError) -> Bool {
    var ahead = cursor
    guard !ahead.isAtEnd else { return false }
    if ahead.isAtLineEnd() { return true }
    if isSeparator(ahead.position, ahead.end) { return false }
    throw ahead.error(
      .expected("'Direct configuration='", found: TextCursor.excerpt(ahead.word())),
      advice: "an XDATCAR repeats this line before every frame")
  }

  /// `Direct…` or `Konfig…`, after blanks.
  static func isSeparator(_ line: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
    var place = line
    while place < end, place.pointee == 0x20 || place.pointee == 0x09 { place += 1 }
    guard end - place >= 6 else { return false }
    return memcmp(place, "Direct", 6) == 0 || memcmp(place, "Konfig", 6) == 0
  }
}

// MARK: - Finding frames

extension XDATCARReader {
  func extent(
    of bytes: UnsafeRawBufferPointer, isComplete: Bool, previous: FrameExtent?, place: FramePlace
  ) throws(ParseError) -> FrameExtent {
    if case .frame(let length, _)? = previous, let previous, length > 0,
      isFrame(bytes, length), beginsFrame(bytes, at: length, isComplete)
    {
      if beginsWithHeader(bytes) {
        headers.note(header: head(of: bytes))
      } else {
        try headers.noteFrame(at: place.offset, source: place.source, options: options)
      }
      return previous
    }
    return try scan(bytes, isComplete, place)
  }

  /// The bytes of a repeated header; all of the frame's where it has no line that separates.
  private func head(of frame: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var cursor = TextCursor(frame, source: "")
    _ = cursor.skipLines(start.lines)
    return UnsafeRawBufferPointer(rebasing: frame[..<cursor.offset])
  }

  /// Whether the guess is a whole number of lines and the frame begins as the one before did.
  private func isFrame(_ bytes: UnsafeRawBufferPointer, _ length: Int) -> Bool {
    length <= bytes.count && bytes[length - 1] == 0x0A
      && (hasBlankSeparator || beginsFrame(bytes, at: 0, true))
  }

  /// Whether what stands at `offset` is how frames of this file begin.
  private func beginsFrame(
    _ bytes: UnsafeRawBufferPointer, at offset: Int, _ isComplete: Bool
  ) -> Bool {
    guard let base = bytes.baseAddress, offset < bytes.count else {
      return offset == bytes.count && isComplete
    }
    let line = (base + offset).assumingMemoryBound(to: UInt8.self)
    let end = (base + bytes.count).assumingMemoryBound(to: UInt8.self)
    if hasBlankSeparator { return line.pointee == 0x0A || line.pointee == 0x0D }
    if Self.isSeparator(line, end) { return true }
    return end - line >= title.count && memcmp(line, title, title.count) == 0
  }

  private func beginsWithHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var cursor = TextCursor(bytes, source: "")
    if hasBlankSeparator { return !cursor.isAtLineEnd() }
    return !Self.isSeparator(cursor.position, cursor.end)
  }

  /// Counts lines: the slow way, for the first frames and wherever the length changes.
  private func scan(
    _ bytes: UnsafeRawBufferPointer, _ isComplete: Bool, _ place: FramePlace
  ) throws(ParseError) -> FrameExtent {
    var cursor = TextCursor(bytes, source: place.source, firstLine: place.line)
    guard bytes.contains(where: { $0 > 0x20 }) else { return isComplete ? .end : .needsMore }
    var count = header.count
    let hasHeader = beginsWithHeader(bytes)
    if hasHeader {
      guard let own = try ownCount(&cursor, isComplete) else {
        return isComplete ? .truncated("the last frame ends within its header") : .needsMore
      }
      count = own
    } else {
      try headers.noteFrame(at: place.offset, source: place.source, options: options)
      count = headers.current(at: place.offset)?.header.count ?? count
    }
    let lines = cursor.skipLines(count + 1)
    if lines <= count {
      guard isComplete else { return .needsMore }
      guard lines == count, isWholeLine(cursor) else {
        return .truncated("the last frame has \(max(0, lines - 1)) of \(count) atoms")
      }
      cursor.advance(cursor.remaining)
    }
    if hasHeader { headers.note(header: head(of: bytes)) }
    return .frame(length: cursor.offset, lines: cursor.line - place.line)
  }

  /// Atoms that a repeated header announces; nil when it goes on beyond the bytes.
  private func ownCount(
    _ cursor: inout TextCursor, _ isComplete: Bool
  ) throws(ParseError) -> Int? {
    var ahead = cursor
    guard ahead.skipLines(start.lines) == start.lines else { return nil }
    return try VASPHeader(&cursor, options: options).count
  }

  /// A last line without a line break is whole when it is as long as the one before: these lines are
  /// written by a program, and a number cut short would still read as a number.
  private func isWholeLine(_ cursor: TextCursor) -> Bool {
    let line = UnsafeBufferPointer(start: cursor.position, count: cursor.remaining)
    guard line.contains(where: { $0 > 0x20 }) else { return false }
    var previous = cursor.lineStart - 1
    guard previous > cursor.start else { return true }
    while previous > cursor.start, previous[-1] != 0x0A { previous -= 1 }
    var length = cursor.lineStart - 1 - previous
    if length > 0, cursor.lineStart[-2] == 0x0D { length -= 1 }
    return Self.isSeparator(previous, cursor.end) || length == 0 || line.count >= length
  }
}

// MARK: - Decoding

extension XDATCARReader {
  func decode(
    _ bytes: UnsafeRawBufferPointer, place: FramePlace, into frame: inout Frame
  ) throws(ParseError) {
    var cursor = TextCursor(bytes, source: place.source, firstLine: place.line)
    guard bytes.contains(where: { $0 > 0x20 }) else {
      throw cursor.error(
        .endOfFile(expected: "'Direct configuration='"), advice: "the file has no frames")
    }
    let lattice = try readHead(&cursor, bytes, place, &frame)
    frame.step = try separator(&cursor)
    let count = frame.structure.species.count
    guard count <= (cursor.remaining + 1) / 6 else {
      _ = cursor.skipLines(.max)
      throw cursor.error(.endOfFile(expected: "\(count) lines of positions"))
    }
    try frame.structure.updateFractional(count: count, lattice: lattice) {
      (flat) throws(ParseError) in
      guard let target = flat.baseAddress else { return }
      try cursor.triples(count, into: target, "three coordinates")
    }
    while !cursor.isAtEnd {
      guard cursor.isAtLineEnd() else {
        throw cursor.error(
          .expected("the end of the frame", found: TextCursor.excerpt(cursor.word())))
      }
      cursor.skipLine()
    }
  }

  /// Sets what a header gives except the cell, which is returned where it is a new one.
  private func readHead(
    _ cursor: inout TextCursor, _ bytes: UnsafeRawBufferPointer, _ place: FramePlace,
    _ frame: inout Frame
  ) throws(ParseError) -> Lattice? {
    if beginsWithHeader(bytes) { return try ownHeader(&cursor, &frame) }
    if let earlier = headers.current(at: place.offset) {
      set(earlier.header.title, earlier.species, &frame)
      return frame.structure.lattice == earlier.header.lattice ? nil : earlier.header.lattice
    }
    if place.index == 0 { frame.warnings += header.warnings }
    set(header.title, species(fitting: cursor), &frame)
    return frame.structure.lattice == header.lattice ? nil : header.lattice
  }

  private func ownHeader(
    _ cursor: inout TextCursor, _ frame: inout Frame
  ) throws(ParseError) -> Lattice? {
    var ahead = cursor
    if let lattice = try knownHeader(&ahead) {
      cursor = ahead
      set(header.title, species(fitting: cursor), &frame)
      return frame.structure.lattice == lattice ? nil : lattice
    }
    let own = try VASPHeader(&cursor, options: options)
    frame.warnings += own.warnings
    set(own.title, own.species(limit: (cursor.remaining + 1) / 6), &frame)
    return own.lattice
  }

  /// The cell of a header whose other lines are those of the file's first; nil where they differ.
  private func knownHeader(_ cursor: inout TextCursor) throws(ParseError) -> Lattice? {
    guard cursor.remaining >= title.count,
      memcmp(cursor.position, title, title.count) == 0
    else { return nil }
    cursor.skipLine()
    let lattice = try VASPHeader.cell(&cursor).lattice
    guard lattice.isLeftHanded == header.lattice.isLeftHanded,
      cursor.remaining >= composition.count,
      memcmp(cursor.position, composition, composition.count) == 0
    else { return nil }
    _ = cursor.skipLines(start.lines - 5)
    return lattice
  }

  private func species(fitting cursor: TextCursor) -> Categorical<Species> {
    species.count == header.count
      ? species : header.species(limit: (cursor.remaining + 1) / 6)
  }

  private func set(
    _ title: String, _ species: Categorical<Species>, _ frame: inout Frame
  ) {
    frame.structure.title = title
    frame.structure.periodicity = .all
    if frame.structure.species != species { frame.structure.species = species }
  }

  /// The line before the coordinates; its number is the step.
  private func separator(_ cursor: inout TextCursor) throws(ParseError) -> Int? {
    if cursor.isAtLineEnd(), hasBlankSeparator {
      cursor.skipLine()
      return nil
    }
    guard Self.isSeparator(cursor.position, cursor.end) else {
      throw cursor.error(
        .expected("'Direct configuration='", found: TextCursor.excerpt(cursor.word())))
    }
    let line = cursor.restOfLine()
    let digits = line.reversed().prefix { $0 &- 48 < 10 }.reversed()
    guard !digits.isEmpty, digits.count <= 18 else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 &- 48) }
  }
}
