internal import QuenchModel

/// Reads PDB files; a frame is a MODEL, or what stands before an END.
///
/// CRYST1 holds for the frame it stands in, and the file's first for frames without one. Alternate
/// locations: of each residue the conformer of the highest occupancy is kept, the first where equal.
struct PDBReader: FrameReader {
  private let elements: [String: Element]
  /// The cell before the first atom.
  private let cell: PDBCell?

  /// `species` may say which element an atom name stands for: `OS=O`.
  init(
    _ head: UnsafeRawBufferPointer, source: String, options: ReadOptions
  ) throws(ParseError) {
    elements = try options.namedElements(
      source: source, what: "NAME=Element for the atom names of a PDB file")
    var lines = ReportLines(head, source: source)
    var cell: PDBCell?
    while let line = lines.next(), !PDBRecord.isAtom(line) {
      if line.begins("CRYST1"), line.first == 0 { cell = try PDBCell(line, source, line.number) }
      if cell != nil { break }
    }
    self.cell = cell
  }

  func extent(
    of bytes: UnsafeRawBufferPointer, isComplete: Bool, previous: FrameExtent?, place: FramePlace
  ) throws(ParseError) -> FrameExtent {
    var lines = ReportLines(bytes, source: place.source)
    var hasAtoms = false
    var isModel = false
    while let line = lines.next() {
      if PDBRecord.isAtom(line) {
        hasAtoms = true
      } else if line.first == 0, line.begins("MODEL ") {
        isModel = true
      } else if line.first == 0, line.begins("END"), hasAtoms {
        // `ENDMDL` cut to `END` at the end of the file is still the end of the frame.
        guard lines.position <= bytes.count || isComplete else { return .needsMore }
        return .frame(length: min(lines.position, bytes.count), lines: line.number)
      }
    }
    guard isComplete else { return .needsMore }
    guard hasAtoms else { return .end }
    if isModel || place.index > 0 {
      return .truncated("model \(place.index + 1), at line \(place.line), has no ENDMDL")
    }
    return .frame(length: bytes.count, lines: 0)
  }

  func decode(
    _ bytes: UnsafeRawBufferPointer, place: FramePlace, into frame: inout Frame
  ) throws(ParseError) {
    var atoms = PDBAtoms(elements: elements, source: place.source)
    var title = ""
    var own: PDBCell?
    var modelLine: Int?
    var isClosed = false
    var last = place.line
    var lines = ReportLines(bytes, source: place.source)
    while let line = lines.next() {
      let number = place.line + line.number - 1
      last = number
      if PDBRecord.isAtom(line) {
        try atoms.take(line, number)
      } else if line.first > 0 {
        continue
      } else if line.begins("CRYST1") {
        own = try PDBCell(line, place.source, number)
      } else if line.begins("TITLE ") {
        title += (title.isEmpty ? "" : " ") + PDBRecord.text(line, 11, 80)
      } else if line.begins("MODEL ") {
        modelLine = number
      } else if line.begins("END") {
        isClosed = true
      }
    }
    guard atoms.count > 0 else {
      throw ParseError(
        source: place.source, line: last, column: 1, reason: .endOfFile(expected: "ATOM records"))
    }
    if let modelLine, !isClosed {
      throw ParseError(
        source: place.source, line: last, column: 1,
        reason: .endOfFile(expected: "ENDMDL, as MODEL stands in line \(modelLine)"))
    }
    let head = GROHead.split(title)
    frame = Frame()
    let cell = own ?? self.cell
    frame.structure = atoms.structure(lattice: cell?.lattice, title: head.title)
    (frame.time, frame.step) = (head.time, head.step)
    if place.index == 0 { frame.warnings = atoms.warnings + (cell?.warnings ?? []) }
  }
}

/// CRYST1: lengths, angles and a space group, whose operations are not applied.
struct PDBCell: Sendable {
  /// Nil for the unit cell that stands for "none" (1 1 1, 0 0 0).
  private(set) var lattice: Lattice?
  private(set) var warnings: [Warning] = []

  init(_ line: ReportLine, _ source: String, _ number: Int) throws(ParseError) {
    let columns = PDBColumns(line, source, number)
    let lengths = [
      try columns.real(7, 15, "length a"), try columns.real(16, 24, "length b"),
      try columns.real(25, 33, "length c"),
    ]
    let angles = [
      try columns.real(34, 40, "angle alpha"), try columns.real(41, 47, "angle beta"),
      try columns.real(48, 54, "angle gamma"),
    ]
    if lengths.allSatisfy({ $0 == 1 }) || lengths.allSatisfy({ $0 == 0 }) {
      warnings.append(
        Warning("W-PDB-CELL", "CRYST1 of \(lengths[0]) Å stands for no cell; none is read"))
      return
    }
    guard angles.allSatisfy({ $0 > 0 && $0 < 180 }),
      let lattice = Lattice(
        lengths: Vector3(lengths[0], lengths[1], lengths[2]), alpha: angles[0], beta: angles[1],
        gamma: angles[2]), lattice.isValid
    else {
      throw columns.error(7, .outOfRange("these lengths and angles close no cell"))
    }
    self.lattice = lattice
    let group = PDBRecord.text(line, 56, 66)
    if !["", "P 1", "P1", "1"].contains(group) {
      warnings.append(
        Warning(
          "W-PDB-SYMMETRY",
          "space group '\(group)': only the atoms listed are read, none are made by symmetry"))
    }
  }
}

enum PDBRecord {
  @inline(__always)
  static func isAtom(_ line: ReportLine) -> Bool {
    line.first == 0 && (line.begins("ATOM  ") || line.begins("HETATM"))
  }

  /// Columns from 1, without blanks at both ends; shorter where the line is.
  static func text(_ line: ReportLine, _ from: Int, _ to: Int) -> String {
    guard line.bytes.count >= from else { return "" }
    let bytes = line.bytes[(from - 1)..<min(to, line.bytes.count)]
    return ReportLine.trimmed(String(decoding: bytes, as: UTF8.self))
  }
}

/// Numbers in columns of a record; what does not fit is an error at its column.
struct PDBColumns {
  let line: ReportLine
  private let source: String
  private let number: Int

  init(_ line: ReportLine, _ source: String, _ number: Int) {
    (self.line, self.source, self.number) = (line, source, number)
  }

  func error(_ column: Int, _ reason: ParseError.Reason, advice: String? = nil) -> ParseError {
    ParseError(source: source, line: number, column: column, reason: reason, advice: advice)
  }

  /// A finite number that fills its columns, blanks around it; nil where they are blank.
  func optional(_ from: Int, _ to: Int, _ what: String) throws(ParseError) -> Double? {
    var (start, end) = (from - 1, min(to, line.bytes.count))
    while start < end, line.bytes[start] == 0x20 { start += 1 }
    while end > start, line.bytes[end - 1] == 0x20 { end -= 1 }
    guard start < end else { return nil }
    let token = UnsafeBufferPointer(rebasing: line.bytes[start..<end])
    guard let value = DecimalValue.parse(token) else {
      throw error(
        start + 1,
        .expected("\(what) in columns \(from)-\(to)", found: TextCursor.excerpt(token)))
    }
    guard value.isFinite else {
      throw error(start + 1, .outOfRange("'\(TextCursor.excerpt(token))' is too large"))
    }
    return value
  }

  func real(_ from: Int, _ to: Int, _ what: String) throws(ParseError) -> Double {
    guard let value = try optional(from, to, what) else {
      throw error(
        min(from, line.bytes.count + 1),
        .expected(
          "\(what) in columns \(from)-\(to)",
          found: line.bytes.count < from ? "end of line" : "blanks"))
    }
    return value
  }
}
