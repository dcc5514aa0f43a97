import QuenchModel

/// The `Atoms` section: columns by atom style, values in the file's units and order.
struct LAMMPSDataAtoms {
  let count: Int
  let identifiers: [Int]
  let positions: [Double]
  let types: LabelTable
  let typeCodes: [Int32]
  let charges: [Double]?
  let molecules: [Int]?
  let images: [SIMD3<Int32>]?
  /// First atom line, for messages.
  let line: Int

  init(
    count: Int, style comment: String?, bytes: UnsafeRawBufferPointer, _ cursor: inout TextCursor
  ) throws(ParseError) {
    try LineScan.require(count, cursor, in: bytes)
    let start = cursor
    let style = try Self.style(comment, cursor, count)
    let width = Self.words(cursor).count
    let hasImages = width == style.columns.count + 3 && !style.isOpen
    guard count == 0 || style.isOpen || hasImages || width == style.columns.count else {
      throw cursor.error(
        .countMismatch(
          what: "columns of atom style \(style.name), or three more with image flags",
          expected: style.columns.count, found: width))
    }
    var table = AtomTable()
    table.lineEnd = style.isOpen ? .anything : .comment
    let ids = table.integerSlot()
    let places = table.realSlot()
    var slots: [String: Int] = [:]
    for column in style.columns + (hasImages ? ["ix", "iy", "iz"] : []) {
      switch column {
      case "id": table.addInteger(ids, "an atom number")
      case "type": slots[column] = table.addLabel("an atom type")
      case "x", "y", "z":
        let axis = column == "x" ? 0 : column == "y" ? 1 : 2
        table.addReal(places, offset: axis, stride: 3, "coordinate \(column)")
      case "q":
        let slot = table.realSlot()
        slots[column] = slot
        table.addReal(slot, "a charge")
      case "mol":
        let slot = table.integerSlot()
        slots[column] = slot
        table.addInteger(slot, "a molecule number")
      case "ix", "iy", "iz":
        let slot = slots["image"] ?? table.integerSlot()
        slots["image"] = slot
        let axis = column == "ix" ? 0 : column == "iy" ? 1 : 2
        table.addInteger(slot, offset: axis, stride: 3, "an image flag")
      default: table.skip("a value of '\(column)'")
      }
    }
    try table.read(count, &cursor)
    self.count = count
    line = start.line
    identifiers = table.integers[ids]
    positions = table.takeReals(places)
    types = slots["type"].map { table.tables[$0] } ?? LabelTable()
    typeCodes = slots["type"].map { table.codes[$0] } ?? []
    charges = slots["q"].map { table.reals[$0] }
    molecules = slots["mol"].map { table.integers[$0] }
    images = try slots["image"].map { (slot) throws(ParseError) in
      try table.integers[slot].imageFlags(start)
    }
  }

  private static func style(
    _ comment: String?, _ cursor: TextCursor, _ count: Int
  ) throws(ParseError) -> LAMMPSAtomStyle {
    if let name = comment?.split(separator: " ").first.map(String.init) {
      guard let style = LAMMPSAtomStyle(name: name) else {
        throw cursor.error(
          .unsupported("atom style '\(name)' is not known"), advice: LAMMPSAtomStyle.advice)
      }
      return style
    }
    if count == 0, let atomic = LAMMPSAtomStyle(name: "atomic") { return atomic }
    var look = cursor
    var rows: [[String]] = []
    for _ in 0..<min(count, 1000) where !look.isAtEnd {
      rows.append(words(look))
      look.skipLine()
    }
    guard let style = LAMMPSAtomStyle(inferredFrom: rows) else {
      throw cursor.error(
        .unsupported("the Atoms section names no style and its columns fit more than one or none"),
        advice: LAMMPSAtomStyle.advice)
    }
    return style
  }

  /// Words of the present line up to a comment.
  private static func words(_ cursor: TextCursor) -> [String] {
    var look = cursor
    return look.words().map(\.text).prefix { !$0.hasPrefix("#") }.map { $0 }
  }
}

/// The `Velocities` section.
struct LAMMPSDataVelocities {
  let identifiers: [Int]
  let vectors: [Double]
  let line: Int

  init(
    count: Int, bytes: UnsafeRawBufferPointer, _ cursor: inout TextCursor
  ) throws(ParseError) {
    try LineScan.require(count, cursor, in: bytes)
    line = cursor.line
    var table = AtomTable()
    table.lineEnd = .anything
    let ids = table.integerSlot()
    let slot = table.realSlot()
    table.addInteger(ids, "an atom number")
    for (axis, name) in ["vx", "vy", "vz"].enumerated() {
      table.addReal(slot, offset: axis, stride: 3, "velocity \(name)")
    }
    try table.read(count, &cursor)
    identifiers = table.integers[ids]
    vectors = table.takeReals(slot)
  }
}
