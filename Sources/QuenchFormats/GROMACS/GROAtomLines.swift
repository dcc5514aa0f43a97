import QuenchModel
import QuenchUnits

/// Decodes the atom lines of one frame.
struct GROAtomLines {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let head: GROHead
  private let place: FramePlace
  private(set) var kinds: GROAtomKinds
  private(set) var numbers: [Int32] = []
  private(set) var residueCodes: [Int32] = []
  /// Per atom its index in `kinds`.
  private(set) var kindCodes: [Int32] = []
  /// Byte of the line being read, from the start of the frame.
  private(set) var offset: Int
  /// Atoms read.
  private var atom = 0

  init(
    _ bytes: UnsafeRawBufferPointer, _ head: GROHead, _ place: FramePlace, _ kinds: GROAtomKinds
  ) {
    self.bytes = bytes.bindMemory(to: UInt8.self)
    self.head = head
    self.place = place
    self.kinds = kinds
    offset = head.length
  }

  /// What the first line says about all; also checks that so many lines can be there.
  func columns() throws(ParseError) -> GROColumns {
    let rest = UnsafeBufferPointer(rebasing: bytes[offset...])
    guard let first = LineSkipper(UnsafeRawBufferPointer(rest)).line ?? (rest.isEmpty ? nil : rest)
    else { throw ended() }
    guard let columns = GROColumns(first) ?? GROColumns(assumedFrom: first) else {
      throw error(
        .expected("an atom line in GROMACS's fixed columns", found: TextCursor.excerpt(first)),
        advice: "the point of x belongs in column 25, and all three have equal decimals")
    }
    guard rest.count / columns.lineWidth >= head.count else {
      throw ParseError(
        source: place.source, line: place.line + 1, column: 1,
        reason: .countMismatch(
          what: "atom lines", expected: head.count,
          found: rest.split(separator: 0x0A).count { $0.count >= columns.lineWidth }))
    }
    return columns
  }

  @inline(__always)
  mutating func decode(
    _ columns: GROColumns, _ parser: some GROColumnParser, _ positions: inout Coordinates,
    _ velocities: inout Coordinates
  ) throws(ParseError) {
    var (numbers, residueCodes, kindCodes) = (
      [Int32](repeating: 0, count: head.count), [Int32](repeating: 0, count: head.count),
      [Int32](repeating: 0, count: head.count)
    )
    try positions.withUnsafeMutableFlat { (positions) throws(ParseError) in
      try velocities.withUnsafeMutableFlat { (velocities) throws(ParseError) in
        while atom < head.count {
          let line = try decodeLine(columns, parser, positions, velocities)
          numbers[atom] = line.number
          residueCodes[atom] = kinds.kinds[line.kind].residueCode
          kindCodes[atom] = Int32(truncatingIfNeeded: line.kind)
          atom += 1
        }
      }
    }
    (self.numbers, self.residueCodes, self.kindCodes) = (numbers, residueCodes, kindCodes)
  }

  @inline(__always)
  private mutating func decodeLine(
    _ columns: GROColumns, _ parser: some GROColumnParser,
    _ positions: UnsafeMutableBufferPointer<Double>,
    _ velocities: UnsafeMutableBufferPointer<Double>
  ) throws(ParseError) -> (number: Int32, kind: Int) {
    guard let start = bytes.baseAddress, bytes.count - offset >= columns.lineWidth else {
      throw ended()
    }
    let line = start + offset
    var fault: UInt64 = 0
    var column = line + GROColumns.namesWidth
    for axis in 0..<3 {
      positions[3 &* atom &+ axis] = parser.position(column, &fault)
      column += columns.width
    }
    if columns.hasVelocities {
      for axis in 0..<3 {
        velocities[3 &* atom &+ axis] = parser.velocity(column, &fault)
        column += columns.width
      }
    }
    let residue = Self.word(line)
    let number = SWAR.blankPadded((residue << 24) | 0x20_2020)
    let serial = Self.word(line + 15) & 0xFF_FFFF_FFFF
    // A control character among the serial's digits is a line that ends early.
    let controls = (serial | 0x2020_2000_0000_0000) &- 0x2020_2020_2020_2020
    fault |= number.fault | (controls & ~serial & 0x8080_8080_8080_8080)
    var value = Int32(truncatingIfNeeded: number.mantissa)
    if number.isNegative { value = -value }
    if fault != 0 { value = try decodeSlowly(columns, positions, velocities) }
    let kind = try kind(Self.word(line + 5) & Self.nameMask, Self.word(line + 10) & Self.nameMask)
    try endLine(columns)
    return (value, kind)
  }

  private static let nameMask: UInt64 = 0xFF_FFFF_FFFF

  @inline(__always)
  private static func word(_ place: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
  }

  @inline(__always)
  private mutating func endLine(_ columns: GROColumns) throws(ParseError) {
    let end = offset &+ columns.lineWidth
    if end < bytes.count, bytes[end] == 0x0A {
      offset = end &+ 1
    } else {
      try endUnusualLine(end)
    }
  }

  /// Blanks and a carriage return may follow the columns; the file may end.
  @inline(never)
  private mutating func endUnusualLine(_ end: Int) throws(ParseError) {
    var place = end
    while place < bytes.count, bytes[place] != 0x0A {
      guard bytes[place] == 0x20 || bytes[place] == 0x09 || bytes[place] == 0x0D else {
        throw error(
          .expected(
            "the end of the line", found: TextCursor.excerpt(rest(of: place))),
          column: place - offset + 1, advice: "all lines of a frame have the columns of its first")
      }
      place += 1
    }
    offset = min(place + 1, bytes.count)
  }

  @inline(__always)
  private mutating func kind(
    _ residueKey: UInt64, _ atomKey: UInt64
  ) throws(ParseError) -> Int {
    if let known = kinds.index(residueKey: residueKey, atomKey: atomKey) { return known }
    return try newKind(residueKey, atomKey)
  }

  @inline(never)
  private mutating func newKind(
    _ residueKey: UInt64, _ atomKey: UInt64
  ) throws(ParseError) -> Int {
    let residue = try name("a residue name", from: 5, to: 10)
    let atom = try name("an atom name", from: 10, to: 15)
    return kinds.add(residueKey: residueKey, atomKey: atomKey, residue: residue, atom: atom)
  }

  private func name(_ what: String, from: Int, to: Int) throws(ParseError) -> String {
    let text = trimmed(from: from, to: to)
    guard text.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw error(.expected(what, found: TextCursor.excerpt(text)), column: from + 1)
    }
    guard !text.isEmpty || from == 5 else {
      throw error(.expected(what, found: "blanks"), column: from + 1)
    }
    return String(decoding: text, as: UTF8.self)
  }
}

// MARK: - Lines that are not plain

extension GROAtomLines {
  /// Reads the numbers of a line with a plus sign, or finds what is wrong in it.
  @inline(never)
  private func decodeSlowly(
    _ columns: GROColumns, _ positions: UnsafeMutableBufferPointer<Double>,
    _ velocities: UnsafeMutableBufferPointer<Double>
  ) throws(ParseError) -> Int32 {
    let text = TextCursor.excerpt(trimmed(from: 0, to: 5))
    guard let number = Int32(text) else {
      throw error(.expected("a residue number in 5 columns", found: text))
    }
    try checkNoBreak(columns)
    for column in 0..<(columns.hasVelocities ? 6 : 3) {
      let isVelocity = column >= 3
      let from = GROColumns.namesWidth + column * columns.width
      let value = try slowNumber(
        from: from, to: from + columns.width, point: from + (isVelocity ? 3 : 4),
        shift: isVelocity ? -2 : 1)
      if isVelocity {
        velocities[3 * atom + column - 3] = value
      } else {
        positions[3 * atom + column] = value
      }
    }
    return number
  }

  private func checkNoBreak(_ columns: GROColumns) throws(ParseError) {
    let line = bytes[offset..<offset + columns.lineWidth]
    guard let place = line.firstIndex(where: { $0 == 0x0A }) else { return }
    throw error(
      .expected("\(columns.lineWidth) columns in an atom line", found: "\(place - offset)"))
  }

  private func slowNumber(
    from: Int, to: Int, point: Int, shift: Int
  ) throws(ParseError) -> Double {
    let token = trimmed(from: from, to: to)
    let text = TextCursor.excerpt(token)
    guard let value = DecimalValue.parse(token, shift: shift) else {
      let word = text.lowercased().drop { $0 == "-" || $0 == "+" }
      let isInfinite = word.hasPrefix("nan") || word.hasPrefix("inf")
      throw error(isInfinite ? .notFinite(text) : .notANumber(text), column: from + 1)
    }
    guard value.isFinite else {
      throw error(.outOfRange("'\(text)' is too large for a Double"), column: from + 1)
    }
    guard bytes[offset + point] == UInt8(ascii: ".") else {
      throw error(
        .expected("a number with its point in column \(point + 1)", found: text),
        column: from + 1, advice: "the program that wrote it shifted its columns")
    }
    return value
  }

  /// The bytes of some columns of this line without blanks at either side.
  private func trimmed(from: Int, to: Int) -> UnsafeBufferPointer<UInt8> {
    var (first, last) = (offset + from, min(offset + to, bytes.count))
    while first < last, bytes[first] == 0x20 { first += 1 }
    while last > first, bytes[last - 1] == 0x20 { last -= 1 }
    return UnsafeBufferPointer(rebasing: bytes[first..<max(first, last)])
  }

  private func rest(of place: Int) -> UnsafeBufferPointer<UInt8> {
    let rest = UnsafeBufferPointer(rebasing: bytes[place...].prefix(41))
    return UnsafeBufferPointer(rebasing: rest.prefix { $0 != 0x0A })
  }

  private func ended() -> ParseError {
    error(.endOfFile(expected: "atom line \(atom + 1) of \(head.count)"))
  }

  private func error(
    _ reason: ParseError.Reason, column: Int = 1, advice: String? = nil
  ) -> ParseError {
    ParseError(
      source: place.source, line: place.line + 2 + atom, column: column, reason: reason,
      advice: advice)
  }
}

extension GROColumns {
  /// Nil where the line is not one of GROMACS's: the points of x, y, z stand at equal distances,
  /// the first in column 25.
  init?(_ line: UnsafeBufferPointer<UInt8>) {
    let numbers = line.dropFirst(Self.namesWidth)
    var points: [Int] = []
    for (place, byte) in numbers.enumerated() where byte == UInt8(ascii: ".") {
      points.append(place)
      if points.count == 3 { break }
    }
    guard points.count == 3, points[0] == 4, points[2] - points[1] == points[1] - points[0]
    else { return nil }
    let decimals = points[1] - points[0] - 5
    guard Self.supportedDecimals.contains(decimals) else { return nil }
    let rest = numbers.dropFirst(3 * (decimals + 5))
    self.init(decimals: decimals, hasVelocities: rest.contains { $0 > 0x20 })
  }

  /// From x alone, so that a bad y or z is named by its own place.
  init?(assumedFrom line: UnsafeBufferPointer<UInt8>) {
    let x = line.dropFirst(Self.namesWidth + 4)
    guard x.first == UInt8(ascii: ".") else { return nil }
    let decimals = x.dropFirst().prefix { $0 &- UInt8(ascii: "0") <= 9 }.count
    guard Self.supportedDecimals.contains(decimals) else { return nil }
    self.init(decimals: decimals, hasVelocities: false)
    guard line.count >= lineWidth else { return nil }
  }

  /// The first line's length with its break, where nothing but a carriage return follows the columns.
  func stride(of line: UnsafeBufferPointer<UInt8>) -> Int? {
    let isPlain =
      line.count == lineWidth || (line.count == lineWidth + 1 && line[lineWidth] == 0x0D)
    return isPlain ? line.count + 1 : nil
  }

  /// Å.
  var resolution: Double { Factor.angstromPerNanometre / PowersOfTen.doubles[decimals] }
}

extension Structure {
  /// Sets species, residues and what a GRO file never has.
  mutating func setAtoms(
    _ kinds: GROAtomKinds, numbers: [Int32], residueCodes: [Int32], kindCodes: [Int32]
  ) {
    func codes(_ code: (GROAtomKinds.Kind) -> Int32) -> [Int32] {
      let byKind = kinds.kinds.map(code)
      let isIdentity = byKind.enumerated().allSatisfy { $0 == Int($1) }
      return isIdentity ? kindCodes : kindCodes.map { byKind[Int($0)] }
    }
    species = Categorical(categories: kinds.species, codes: codes(\.speciesCode))
    residues = Residues(
      numbers: numbers, names: Categorical(categories: kinds.residueNames, codes: residueCodes),
      atomNames: Categorical(categories: kinds.atomNames, codes: codes(\.atomCode)))
  }
}

extension GROElements {
  /// How atom names were read, unless every name is its element's symbol.
  static func warning(_ kinds: GROAtomKinds) -> Warning? {
    guard kinds.species.contains(where: { $0.element?.symbol != $0.label }) else { return nil }
    var names: [Element?: [String]] = [:]
    for species in kinds.species { names[species.element, default: []].append(species.label) }
    let known = names.compactMap { element, names in element.map { ($0, names) } }
      .sorted { $0.0 < $1.0 }.map { "\($0.0) (\(list($0.1)))" }
    var message = "GRO files name no elements; read from atom names: "
    message += known.isEmpty ? "none" : known.joined(separator: ", ")
    if let unknown = names[nil] {
      message += "; no element for \(list(unknown)): say it with --species NAME=Element"
    }
    return Warning("W-GRO-ELEMENT", message)
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(20).joined(separator: " ")
      + (names.count > 20 ? " and \(names.count - 20) more" : "")
  }
}
