internal import QuenchModel

/// Finds and reads the frames in an output of pw.x or cp.x.
///
/// The first frame of pw.x is the structure of the head; each further one begins where the program
/// announces new positions and goes on to the next, so that energy and forces, which follow the
/// positions they belong to, are part of it. Of dynamics that go on from a restart file the head is no
/// frame: its positions are those of the input, which were not used. Outputs appended to one file
/// begin anew with each head.
struct PWOutputReader: FrameReader {
  let source: String
  private let heads = PWOutputHeads()

  init(source: String) { self.source = source }

  func extent(
    of bytes: UnsafeRawBufferPointer, isComplete: Bool, previous: FrameExtent?, place: FramePlace
  ) throws(ParseError) -> FrameExtent {
    guard bytes.contains(where: { $0 > 0x20 }) else { return isComplete ? .end : .needsMore }
    var scan = PWFrameScan(heads.head(at: place.offset, source: source))
    var lines = ReportLines(bytes, source: source, firstLine: place.line)
    var start = 0
    while let line = lines.next() {
      if scan.ends(before: line) {
        if let head = scan.head { heads.note(head, at: place.offset) }
        return .frame(length: start, lines: line.number - place.line)
      }
      // A line without its break may go on in bytes to come, or was cut off.
      guard lines.position <= bytes.count else { break }
      try scan.take(line)
      start = lines.position
    }
    guard isComplete else { return .needsMore }
    if let head = scan.head { heads.note(head, at: place.offset) }
    guard scan.hasAtoms else {
      return .truncated("frame \(place.index + 1) ends within its positions")
    }
    return .frame(length: bytes.count, lines: LineScan.offset(afterLines: .max, in: bytes).found)
  }

  func decode(
    _ bytes: UnsafeRawBufferPointer, place: FramePlace, into frame: inout Frame
  ) throws(ParseError) {
    var decoder = PWFrameDecoder(heads.head(at: place.offset, source: source), source: source)
    var lines = ReportLines(bytes, source: source, firstLine: place.line)
    var last = place.line
    while let line = lines.next() {
      try decoder.take(line)
      last = line.number
    }
    guard decoder.isWhole else {
      throw ParseError(
        source: source, line: last, column: 1, reason: .endOfFile(expected: decoder.missing),
        advice: decoder.advice)
    }
    decoder.write(into: &frame)
  }
}
