import QuenchModel

/// Reads XYZ and extended XYZ, one frame after another, whose numbers of atoms may differ.
struct XYZReader: FrameReader {
  let source: String
  let options: ReadOptions

  func extent(
    of bytes: UnsafeRawBufferPointer, isComplete: Bool, previous: FrameExtent?,
    place: FramePlace
  ) throws(ParseError) -> FrameExtent {
    var cursor = TextCursor(bytes, source: source, firstLine: place.line)
    cursor.skipBlankLines()
    if cursor.isAtEnd { return isComplete ? .end : .needsMore }
    if !isComplete {
      guard LineScan.offset(afterLines: 1, in: bytes, from: cursor.offset).offset != nil else {
        return try Self.waitForCount(&cursor)
      }
    }
    let skipped = cursor.line - place.line
    let count = try Self.atomCount(&cursor)
    let body = LineScan.offset(afterLines: count + 1, in: bytes, from: cursor.offset)
    if let end = body.offset { return .frame(length: end, lines: skipped + count + 2) }
    if !isComplete { return .needsMore }
    // A file need not end in a line break: what follows the last one is a line too.
    if body.found == count, count == 0 || LineScan.lastLineIsWhole(bytes, atoms: count, least: 4) {
      return .frame(length: bytes.count, lines: skipped + count + 1)
    }
    let atoms = max(0, body.found - 1)
    return .truncated(
      "frame \(place.index + 1) from line \(place.line + skipped) has \(atoms) of \(count) atom lines"
    )
  }

  func decode(
    _ bytes: UnsafeRawBufferPointer, place: FramePlace, into frame: inout Frame
  ) throws(ParseError) {
    var cursor = TextCursor(bytes, source: source, firstLine: place.line)
    cursor.skipBlankLines()
    try cursor.require("the number of atoms")
    let count = try Self.atomCount(&cursor)
    let line = cursor.line
    try cursor.require("the comment line of an XYZ frame")
    let comment = try XYZComment(cursor.restOfLine(), line: line, source: source)
    try LineScan.require(count, cursor, in: bytes)
    var decoder = XYZFrameDecoder(
      comment: comment, count: count, options: options, isFirst: place.index == 0)
    try decoder.decode(&cursor, into: &frame)
    if let last = bytes.last, last != 0x0A, count > 0 {
      frame.warnings.append(.lastLineOpen)
    }
  }
}

extension XYZReader {
  private static func atomCount(_ cursor: inout TextCursor) throws(ParseError) -> Int {
    let count = try cursor.count("number of atoms")
    guard cursor.isAtLineEnd() else {
      let isOldMac = cursor.peek == 0x0D
      throw cursor.error(
        .expected(
          "nothing behind the number of atoms", found: TextCursor.excerpt(cursor.word())),
        advice: isOldMac ? "lines end in carriage returns only; convert them to line feeds" : nil)
    }
    cursor.skipLine()
    return count
  }

  /// A count line is short: anything longer is no XYZ, and is not waited for.
  private static func waitForCount(_ cursor: inout TextCursor) throws(ParseError) -> FrameExtent {
    guard cursor.remaining > 4096 else { return .needsMore }
    _ = try atomCount(&cursor)
    return .needsMore
  }
}
