import QuenchModel

/// Reads LAMMPS text dumps (`dump atom`, `dump custom`), frame by frame.
struct LAMMPSDumpReader: FrameReader {
  let source: String
  let options: ReadOptions
  let units: LAMMPSUnits
  /// Said by the person or by the file.
  let unitsAreKnown: Bool

  private static let atomsItem = Array("ITEM: ATOMS".utf8)
  private static let countItem = Array("ITEM: NUMBER OF ATOMS".utf8)
  private static let anyItem = Array("ITEM:".utf8)
  /// A header longer than this is none.
  private static let headerLimit = 65_536

  /// `ITEM: UNITS` stands before the first frame only, so that it is looked for in the head.
  init(
    head: UnsafeRawBufferPointer, source: String, options: ReadOptions
  ) throws(ParseError) {
    self.source = source
    self.options = options
    var cursor = TextCursor(
      UnsafeRawBufferPointer(rebasing: head.prefix(Self.headerLimit)), source: source)
    var found: (name: String, line: Int)?
    for _ in 0..<8 where found == nil && cursor.textLine() == "ITEM: UNITS" {
      found = (cursor.textLine(), max(cursor.line - 1, 1))
    }
    if let asked = options.lammpsUnits { found = (asked, 1) }
    unitsAreKnown = found != nil
    units =
      if let found {
        try LAMMPSUnits.named(found.name, source: source, line: found.line)
      } else {
        .metal
      }
  }

  func extent(
    of bytes: UnsafeRawBufferPointer, isComplete: Bool, previous: FrameExtent?,
    place: FramePlace
  ) throws(ParseError) -> FrameExtent {
    var cursor = TextCursor(bytes, source: source, firstLine: place.line)
    cursor.skipBlankLines()
    if cursor.isAtEnd { return isComplete ? .end : .needsMore }
    let first = cursor.line
    guard let count = try atomCount(&cursor) else {
      if cursor.offset > Self.headerLimit {
        throw cursor.error(.expected("ITEM: ATOMS", found: "\(Self.headerLimit) bytes without it"))
      }
      guard isComplete else { return .needsMore }
      return .truncated("frame \(place.index + 1) from line \(first) ends in its header")
    }
    let headerLines = cursor.line - place.line
    let body = LineScan.offset(afterLines: count, in: bytes, from: cursor.offset)
    if let end = body.offset { return .frame(length: end, lines: headerLines + count) }
    if !isComplete { return .needsMore }
    if body.found == count - 1, LineScan.lastLineIsWhole(bytes, atoms: count) {
      return .frame(length: bytes.count, lines: headerLines + count - 1)
    }
    return .truncated(
      "frame \(place.index + 1) from line \(first) has \(body.found) of \(count) atom lines")
  }

  /// Walks over the header; nil where the bytes end in it.
  private func atomCount(_ cursor: inout TextCursor) throws(ParseError) -> Int? {
    var count = 0
    var isFirst = true
    while cursor.offset <= Self.headerLimit {
      let start = cursor
      let line = cursor.restOfLine()
      guard cursor.line > start.line else { return nil }
      if isFirst, !line.starts(with: Self.anyItem) {
        throw start.error(.expected("ITEM:", found: TextCursor.excerpt(line)))
      }
      isFirst = false
      if line.starts(with: Self.atomsItem) { return count }
      guard line.starts(with: Self.countItem) else { continue }
      let countStart = cursor
      _ = cursor.restOfLine()
      guard cursor.line > countStart.line else { return nil }
      cursor = countStart
      count = try cursor.count("number of atoms")
      cursor.skipLine()
    }
    return nil
  }

  func decode(
    _ bytes: UnsafeRawBufferPointer, place: FramePlace, into frame: inout Frame
  ) throws(ParseError) {
    var cursor = TextCursor(bytes, source: source, firstLine: place.line)
    cursor.skipBlankLines()
    let header = try LAMMPSDumpHeader(&cursor, units: units)
    try LineScan.require(header.count, cursor, in: bytes)
    var decoder = LAMMPSDumpDecoder(header: header, units: units, options: options)
    try decoder.decode(&cursor, into: &frame)
    if place.index == 0 {
      if !unitsAreKnown { frame.warnings.append(.metalAssumed) }
      frame.warnings += decoder.warnings
    }
    if let last = bytes.last, last != 0x0A, header.count > 0 {
      frame.warnings.append(.lastLineOpen)
    }
  }
}

extension Warning {
  static let metalAssumed = Warning(
    "W-LMP-UNITS",
    "the file names no unit style; metal is assumed (Å, ps, eV): --lammps-units says otherwise")

  static let lastLineOpen = Warning(
    "W-LASTLINE", "the last line has no line end; its last number may be cut")
}
