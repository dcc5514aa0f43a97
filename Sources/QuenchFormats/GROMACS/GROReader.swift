import QuenchModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// GROMACS GRO, one or many frames (GROMACS manual, file formats, gro).
struct GROReader: FrameReader {
  private let elements: [String: Element]

  /// `species` may say which element an atom name stands for: `OS=O`.
  init(source: String, options: ReadOptions) throws(ParseError) {
    elements = try options.namedElements(
      source: source, what: "NAME=Element for the atom names of a GRO file")
  }

  // MARK: Extent

  func extent(
    of bytes: UnsafeRawBufferPointer, isComplete: Bool, previous: FrameExtent?, place: FramePlace
  ) throws(ParseError) -> FrameExtent {
    guard bytes.contains(where: { $0 > 0x20 }) else { return .end }
    let cut = isComplete ? FrameExtent.truncated(Self.cut(place)) : .needsMore
    var lines = LineSkipper(bytes)
    guard lines.skip(2) else { return cut }
    var cursor = TextCursor(bytes, source: place.source, firstLine: place.line)
    let head = try GROHead(&cursor)
    if let first = lines.line { lines.stride = GROColumns(first)?.stride(of: first) }
    guard lines.skip(head.count) else { return cut }
    if lines.skip(1) { return .frame(length: lines.offset, lines: head.count + 3) }
    // The box may be the file's last line, without a line break.
    guard isComplete, lines.restIsNotBlank else { return cut }
    return .frame(length: bytes.count, lines: head.count + 2)
  }

  private static func cut(_ place: FramePlace) -> String {
    "frame \(place.index + 1) of \(place.source), at line \(place.line), is cut off"
  }

  // MARK: Decode

  func decode(
    _ bytes: UnsafeRawBufferPointer, place: FramePlace, into frame: inout Frame
  ) throws(ParseError) {
    var cursor = TextCursor(bytes, source: place.source, firstLine: place.line)
    let head = try GROHead(&cursor)
    let atoms = try decodeAtoms(bytes, head, place, &frame)
    let rest = UnsafeRawBufferPointer(rebasing: bytes[atoms.end...])
    frame.structure.lattice = try Self.box(
      rest, source: place.source, line: place.line + 2 + head.count)
    frame.structure.periodicity = frame.structure.lattice == nil ? .none : .all
    frame.structure.title = head.title
    (frame.time, frame.step) = (head.time, head.step)
    frame.resolution = atoms.resolution
    if place.index == 0, let warning = GROElements.warning(atoms.kinds) {
      frame.warnings.append(warning)
    }
  }

  private func decodeAtoms(
    _ bytes: UnsafeRawBufferPointer, _ head: GROHead, _ place: FramePlace, _ frame: inout Frame
  ) throws(ParseError) -> (end: Int, resolution: Double?, kinds: GROAtomKinds) {
    var lines = GROAtomLines(bytes, head, place, GROAtomKinds(elements: elements))
    guard head.count > 0 else {
      frame.structure.setAtoms(lines.kinds, numbers: [], residueCodes: [], kindCodes: [])
      frame.structure.positions.resize(to: 0)
      frame.structure.velocities = nil
      return (head.length, nil, lines.kinds)
    }
    let columns = try lines.columns()
    var positions = Coordinates()
    swap(&positions, &frame.structure.positions)
    positions.resize(to: head.count)
    var velocities = frame.structure.velocities ?? Coordinates()
    frame.structure.velocities = nil
    velocities.resize(to: columns.hasVelocities ? head.count : 0)
    if columns.decimals == 3 {
      try lines.decode(columns, GRONarrowColumns(), &positions, &velocities)
    } else {
      try lines.decode(
        columns, GROWideColumns(decimals: columns.decimals), &positions, &velocities)
    }
    frame.structure.setAtoms(
      lines.kinds, numbers: lines.numbers, residueCodes: lines.residueCodes,
      kindCodes: lines.kindCodes)
    swap(&positions, &frame.structure.positions)
    if columns.hasVelocities { frame.structure.velocities = velocities }
    return (lines.offset, columns.resolution, lines.kinds)
  }

  /// The box line: 3 or 9 numbers, v1x v2y v3z v1y v1z v2x v2z v3x v3y, in nm.
  private static func box(
    _ bytes: UnsafeRawBufferPointer, source: String, line: Int
  ) throws(ParseError) -> Lattice? {
    var cursor = TextCursor(bytes, source: source, firstLine: line)
    guard !cursor.isAtEnd, !cursor.isAtLineEnd() else {
      throw cursor.error(
        .endOfFile(expected: "the box line"), advice: "write 0 0 0 where there is no box")
    }
    let start = cursor.position
    var values: [Double] = []
    while values.count < 9, !cursor.isAtLineEnd() {
      values.append(try cursor.double("3 or 9 box numbers", shift: 1))
    }
    guard cursor.isAtLineEnd(), values.count == 3 || values.count == 9 else {
      throw cursor.error(
        at: start, .expected("3 or 9 box numbers", found: "\(values.count) or more"))
    }
    guard values.contains(where: { $0 != 0 }) else { return nil }
    values += repeatElement(0, count: 9 - values.count)
    let lattice = Lattice(
      a: Vector3(values[0], values[3], values[4]),
      b: Vector3(values[5], values[1], values[6]),
      c: Vector3(values[7], values[8], values[2]))
    guard lattice.isValid else {
      throw cursor.error(
        at: start, .outOfRange("the box has no volume"),
        advice: "write 0 0 0 where there is no box")
    }
    return lattice
  }
}

/// Steps over lines, by a constant stride where they have one.
struct LineSkipper {
  private var place: UnsafePointer<UInt8>
  private let start: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>
  /// Bytes of a line with its break, where all of them are as long as the first.
  var stride: Int?

  init(_ bytes: UnsafeRawBufferPointer) {
    let bytes = bytes.bindMemory(to: UInt8.self)
    start = bytes.baseAddress ?? UnsafePointer(PowersOfTen.emptyText)
    place = start
    end = start + bytes.count
  }

  var offset: Int { place - start }

  var restIsNotBlank: Bool {
    UnsafeBufferPointer(start: place, count: end - place).contains { $0 > 0x20 }
  }

  /// The present line without its break; nil where no break follows.
  var line: UnsafeBufferPointer<UInt8>? {
    lineBreak.map { UnsafeBufferPointer(start: place, count: $0 - place) }
  }

  private var lineBreak: UnsafePointer<UInt8>? {
    guard end > place, let found = memchr(place, 0x0A, end - place) else { return nil }
    return UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
  }

  /// False where the bytes end before so many line breaks.
  mutating func skip(_ count: Int) -> Bool {
    var left = count
    while left > 0 {
      if let stride, end - place >= stride, place[stride - 1] == 0x0A {
        place += stride
      } else {
        guard let lineBreak else { return false }
        place = lineBreak + 1
      }
      left -= 1
    }
    return true
  }
}

extension ReadOptions {
  /// `species` as `OS=O CA=C`, for formats whose atom names name no element.
  func namedElements(source: String, what: String) throws(ParseError) -> [String: Element] {
    var elements: [String: Element] = [:]
    for text in species ?? [] {
      let parts = text.split(separator: "=", omittingEmptySubsequences: false)
      guard parts.count == 2, let element = Element(symbol: parts[1]) else {
        throw ParseError(
          source: source, line: 1, column: 1, reason: .expected(what, found: text),
          advice: "write for example --species OS=O,CA=C")
      }
      elements[String(parts[0])] = element
    }
    return elements
  }
}
