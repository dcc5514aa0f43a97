internal import QuenchModel
internal import QuenchUnits

extension FileFormat {
  /// `prefix.pos` of cp.x: step, time and positions in bohr (Quantum ESPRESSO, INPUT_CP, iprint).
  ///
  /// Atoms have no names and there is no cell: a structure file beside it gives both.
  public static let cpPositions = FileFormat(
    name: "cp-pos", title: "Quantum ESPRESSO cp.x positions", isTrajectory: true,
    holds: [.step, .time],
    ownsName: { $0.lowercased().hasSuffix(".pos") },
    makeReader: { (_, source, _) throws(ParseError) in CPPositionsReader(source: source) })
}

/// Reads frames of a line `step time` and one of three numbers per atom.
struct CPPositionsReader: FrameReader {
  let source: String

  func extent(
    of bytes: UnsafeRawBufferPointer, isComplete: Bool, previous: FrameExtent?, place: FramePlace
  ) throws(ParseError) -> FrameExtent {
    var lines = ReportLines(bytes, source: source, firstLine: place.line)
    guard let head = lines.next(), !head.isBlank else { return isComplete ? .end : .needsMore }
    var end = lines.position
    var atoms = 0
    while let line = lines.next(), lines.position <= bytes.count {
      if Self.words(line) == 2 { return .frame(length: end, lines: atoms + 1) }
      atoms += 1
      end = lines.position
    }
    guard isComplete else { return .needsMore }
    if case .frame(_, let before)? = previous, atoms + 1 < before {
      return .truncated("frame \(place.index + 1) has \(atoms) of \(before - 1) atoms")
    }
    return .frame(length: bytes.count, lines: LineScan.offset(afterLines: .max, in: bytes).found)
  }

  private static func words(_ line: ReportLine) -> Int {
    var (count, isInside) = (0, false)
    for byte in line.bytes {
      if byte > 0x20, !isInside { count += 1 }
      isInside = byte > 0x20
    }
    return count
  }

  func decode(
    _ bytes: UnsafeRawBufferPointer, place: FramePlace, into frame: inout Frame
  ) throws(ParseError) {
    var cursor = TextCursor(bytes, source: source, firstLine: place.line)
    try cursor.require("a step and its time")
    frame.step = try cursor.integer("the step")
    frame.time = try cursor.double("the time in ps", shift: 3)
    try endLine(&cursor)
    var flat: [Double] = []
    flat.reserveCapacity(bytes.count / 22)
    while !cursor.isBlank {
      let (x, y, z) = try cursor.vector("the position of atom \(flat.count / 3 + 1)")
      try endLine(&cursor)
      flat += [x * Constant.bohr, y * Constant.bohr, z * Constant.bohr]
    }
    try cursor.requireAtoms(flat.count)
    frame.structure.setNameless(count: flat.count / 3)
    frame.structure.positions = Coordinates(flat: flat)
    frame.structure.lattice = nil
    frame.structure.periodicity = .none
  }

  private func endLine(_ cursor: inout TextCursor) throws(ParseError) {
    guard cursor.isAtLineEnd() else {
      throw cursor.error(
        .expected("the end of the line", found: TextCursor.excerpt(cursor.word())))
    }
    cursor.skipLine()
  }
}

extension TextCursor {
  fileprivate func requireAtoms(_ numbers: Int) throws(ParseError) {
    guard numbers == 0 else { return }
    throw error(.endOfFile(expected: "the position of atom 1"))
  }
}
