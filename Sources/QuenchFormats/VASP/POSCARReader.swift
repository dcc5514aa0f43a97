internal import QuenchModel

/// Reads POSCAR and CONTCAR of VASP 4 to 6.
struct POSCARReader: SingleFrameReader {
  let options: ReadOptions

  func decode(
    _ bytes: UnsafeRawBufferPointer, place: FramePlace, into frame: inout Frame
  ) throws(ParseError) {
    var cursor = TextCursor(bytes, source: place.source, firstLine: place.line)
    do throws(ParseError) {
      frame = try read(&cursor)
    } catch {
      throw advised(error, bytes)
    }
  }

  private func read(_ cursor: inout TextCursor) throws(ParseError) -> Frame {
    if cursor.isBlank { throw cursor.error(.endOfFile(expected: "a POSCAR")) }
    let header = try VASPHeader(&cursor, options: options)
    let modes = try Modes(&cursor)
    let (coordinates, fixed) = try positions(&cursor, header.count, modes)
    let species = header.species(limit: coordinates.count)
    var structure: Structure
    if modes.isCartesian {
      let scale = header.scale
      structure = Structure(
        title: header.title, lattice: header.lattice, species: species,
        positions: scale == Vector3(repeating: 1)
          ? coordinates : Coordinates(coordinates.lazy.map { $0 * scale }))
    } else {
      structure = Structure(
        title: header.title, lattice: header.lattice, species: species, fractional: coordinates)
    }
    structure.fixedAxes = fixed
    var frame = Frame(structure)
    frame.warnings = header.warnings + modes.warnings
    var tail = POSCARTail(atoms: coordinates.count)
    try tail.read(&cursor, into: &frame)
    return frame
  }

  private func positions(
    _ cursor: inout TextCursor, _ count: Int, _ modes: Modes
  ) throws(ParseError) -> (Coordinates, [FixedAxes]?) {
    // A line of three numbers takes six bytes: more atoms than that cannot follow.
    let room = (cursor.remaining + 1) / 6
    guard count <= room else {
      _ = cursor.skipLines(.max)
      throw cursor.error(.endOfFile(expected: "\(count) lines of positions"))
    }
    var coordinates = Coordinates(repeating: .zero, count: count)
    var fixed: [FixedAxes]?
    try coordinates.withUnsafeMutableFlat { (flat) throws(ParseError) in
      guard let target = flat.baseAddress else { return }
      if modes.isSelective {
        fixed = try selective(&cursor, count, target)
      } else {
        try cursor.triples(count, into: target, "three coordinates")
      }
    }
    return (coordinates, fixed)
  }

  private func selective(
    _ cursor: inout TextCursor, _ count: Int, _ target: UnsafeMutablePointer<Double>
  ) throws(ParseError) -> [FixedAxes] {
    var fixed: [FixedAxes] = []
    fixed.reserveCapacity(count)
    for atom in 0..<count {
      let (x, y, z) = try cursor.coordinates("three coordinates")
      (target[3 * atom], target[3 * atom + 1], target[3 * atom + 2]) = (x, y, z)
      var axes = FixedAxes.none
      if try !isFree(&cursor) { axes.insert(.a) }
      if try !isFree(&cursor) { axes.insert(.b) }
      if try !isFree(&cursor) { axes.insert(.c) }
      fixed.append(axes)
      cursor.skipLine()
    }
    return fixed
  }

  /// A Fortran logical: an optional point, then T or F, then anything.
  private func isFree(_ cursor: inout TextCursor) throws(ParseError) -> Bool {
    guard !cursor.isAtLineEnd() else { throw cursor.missing("T or F") }
    let place = cursor.position
    let word = cursor.word()
    let letter = word.first == UInt8(ascii: ".") ? word.dropFirst().first : word.first
    switch letter.map({ $0 | 0x20 }) {
    case UInt8(ascii: "t"): return true
    case UInt8(ascii: "f"): return false
    default:
      throw cursor.error(at: place, .expected("T or F", found: TextCursor.excerpt(word)))
    }
  }

  /// What a person with half a CONTCAR should do.
  private func advised(_ error: ParseError, _ bytes: UnsafeRawBufferPointer) -> ParseError {
    guard error.advice == nil, case .endOfFile(let expected) = error.reason else { return error }
    if !bytes.contains(where: { $0 > 0x20 }) {
      return ParseError(
        source: error.source, line: 1, column: 1,
        reason: .endOfFile(expected: "a POSCAR"),
        advice: "the file is empty: VASP creates CONTCAR at the start and fills it after the first "
          + "ionic step; go on from the POSCAR of that run")
    }
    return ParseError(
      source: error.source, line: error.line, column: error.column,
      reason: .endOfFile(expected: expected),
      advice: "the file is cut off, or its counts promise more atoms than it has: if VASP was "
        + "stopped while writing CONTCAR, take the last frame of XDATCAR")
  }
}

extension POSCARReader {
  /// The lines between the counts and the positions.
  struct Modes {
    var isSelective = false
    var isCartesian = false
    var warnings: [Warning] = []

    init(_ cursor: inout TextCursor) throws(ParseError) {
      try cursor.require("Direct or Cartesian")
      var letter = try first(&cursor)
      if letter == UInt8(ascii: "s") {
        isSelective = true
        cursor.skipLine()
        try cursor.require("Direct or Cartesian")
        letter = try first(&cursor)
      }
      isCartesian = letter == UInt8(ascii: "c") || letter == UInt8(ascii: "k")
      cursor.skipLine()
    }

    /// First character that is not blank, as a small letter; nil on an empty line.
    private mutating func first(_ cursor: inout TextCursor) throws(ParseError) -> UInt8? {
      guard !cursor.isAtLineEnd(), let byte = cursor.peek else { return nil }
      if byte &- 48 < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") {
        let found = TextCursor.excerpt(cursor.word())
        throw cursor.error(.expected("Direct or Cartesian", found: found))
      }
      let letter = byte | 0x20
      let counts =
        letter == UInt8(ascii: "s") || letter == UInt8(ascii: "c")
        || letter == UInt8(ascii: "k")
      if counts, cursor.position > cursor.lineStart {
        warnings.append(
          Warning(
            "W-POS-MODE",
            "line \(cursor.line) begins with blanks; programs that look at its first column take it "
              + "for Direct"))
      }
      return letter
    }
  }
}
