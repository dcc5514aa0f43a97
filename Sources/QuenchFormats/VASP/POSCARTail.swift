internal import QuenchModel

/// What may follow the positions: lattice velocities, velocities, predictor-corrector coordinates.
struct POSCARTail {
  let atoms: Int

  mutating func read(_ cursor: inout TextCursor, into frame: inout Frame) throws(ParseError) {
    guard !cursor.isBlank else { return }
    if letter(cursor) == UInt8(ascii: "l") {
      frame.structure.verbatim[POSCAR.Verbatim.latticeVelocities] = try latticeVelocities(&cursor)
      guard !cursor.isBlank else { return }
    }
    try velocities(&cursor, into: &frame)
    guard !cursor.isBlank else { return }
    frame.structure.verbatim[POSCAR.Verbatim.predictorCorrector] = rest(&cursor)
  }

  /// First character of the line as a small letter; nil when the line is empty.
  private func letter(_ cursor: TextCursor) -> UInt8? {
    var copy = cursor
    return copy.isAtLineEnd() ? nil : copy.peek.map { $0 | 0x20 }
  }

  /// Title, state, three velocities, three vectors: eight lines, checked and kept as they are.
  private func latticeVelocities(_ cursor: inout TextCursor) throws(ParseError) -> String {
    let begin = cursor.position
    cursor.skipLine()
    try cursor.require("the state of the lattice velocities")
    _ = try cursor.integer("the state of the lattice velocities")
    cursor.skipLine()
    for index in 0..<6 {
      try cursor.require("line \(index + 1) of 6 lattice velocities and vectors")
      _ = try cursor.vector("three numbers of the lattice velocities")
      cursor.skipLine()
    }
    return text(from: begin, to: cursor.position)
  }

  private func velocities(
    _ cursor: inout TextCursor, into frame: inout Frame
  ) throws(ParseError) {
    let begin = cursor.position
    let mode = letter(cursor)
    let isCartesian = mode == nil || mode == UInt8(ascii: "c") || mode == UInt8(ascii: "k")
    if !isCartesian, !nextLineHasNumbers(cursor) {
      frame.warnings.append(
        Warning("W-POS-TRAILING", "text from line \(cursor.line) on is not read"))
      cursor.advance(cursor.remaining)
      return
    }
    cursor.skipLine()
    guard atoms <= (cursor.remaining + 1) / 6 else {
      _ = cursor.skipLines(.max)
      throw cursor.error(.endOfFile(expected: "\(atoms) lines of velocities"))
    }
    var values = Coordinates(repeating: .zero, count: atoms)
    try values.withUnsafeMutableFlat { (flat) throws(ParseError) in
      guard let target = flat.baseAddress else { return }
      try cursor.triples(atoms, into: target, "three velocity components")
    }
    if isCartesian {
      frame.structure.velocities = values
      return
    }
    frame.structure.verbatim[POSCAR.Verbatim.directVelocities] = text(
      from: begin, to: cursor.position)
    frame.warnings.append(
      Warning(
        "W-POS-VELOCITIES",
        "the velocities are fractions per time step and the file does not give the step: "
          + "they are kept for writing only"))
  }

  private func nextLineHasNumbers(_ cursor: TextCursor) -> Bool {
    var ahead = cursor
    ahead.skipLine()
    let words = ahead.words()
    return words.count >= 3
      && words.prefix(3).allSatisfy { word in
        Array(word.text.utf8).withUnsafeBufferPointer { DecimalValue.parse($0) != nil }
      }
  }

  private func rest(_ cursor: inout TextCursor) -> String {
    let begin = cursor.position
    cursor.advance(cursor.remaining)
    return text(from: begin, to: cursor.end)
  }

  /// Whole lines with LF breaks and without blank lines at the end.
  private func text(from begin: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>) -> String {
    var last = end
    while last > begin, last[-1] <= 0x20 { last -= 1 }
    let bytes = UnsafeBufferPointer(start: begin, count: last - begin).filter { $0 != 0x0D }
    return String(decoding: bytes, as: UTF8.self) + "\n"
  }
}
