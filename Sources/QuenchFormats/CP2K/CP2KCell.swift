internal import QuenchModel
internal import QuenchUnits

/// The &CELL of a CP2K input: `A B C`, or `ABC` with `ALPHA_BETA_GAMMA`; units in brackets.
struct CP2KCell {
  let lattice: Lattice
  let periodicity: Periodicity

  init(_ input: CP2KInput) throws(ParseError) {
    let section = "SUBSYS/CELL"
    guard let start = input.entry(section, "_") else {
      throw input.error(
        input.entry("FORCE_EVAL", "_")?.line ?? input.entries.last?.line,
        .expected("&CELL in &SUBSYS", found: "none"))
    }
    if let file = input.entry(section, "CELL_FILE_NAME") {
      throw input.error(
        file.line, .unsupported("the cell is in the file '\(file.value)', which is not read"))
    }
    if let abc = input.entry(section, "ABC") {
      lattice = try Self.fromLengths(abc, input)
    } else {
      lattice = try Self.fromVectors(start, input)
    }
    periodicity = try Self.periodicity(input.entry(section, "PERIODIC"), input)
    if let copies = input.entry(section, "MULTIPLE_UNIT_CELL"),
      copies.value.split(separator: " ").contains(where: { $0 != "1" })
    {
      throw input.error(
        copies.line, .unsupported("MULTIPLE_UNIT_CELL \(copies.value) repeats atoms not listed"),
        advice: "write the supercell out, e.g. with quench supercell")
    }
  }

  private static func fromLengths(
    _ abc: CP2KInput.Entry, _ input: CP2KInput
  ) throws(ParseError) -> Lattice {
    let lengths = try CP2KNumbers(abc, 3, lengthIn: input).values
    let angles =
      input.entry("SUBSYS/CELL", "ALPHA_BETA_GAMMA")
      ?? input.entry("SUBSYS/CELL", "ANGLES")
    let degrees = try angles.map { (entry) throws(ParseError) in
      try CP2KNumbers(entry, 3, angleIn: input).values
    }
    let (alpha, beta, gamma) = degrees.map { ($0[0], $0[1], $0[2]) } ?? (90, 90, 90)
    let edges = Vector3(lengths[0], lengths[1], lengths[2])
    guard [alpha, beta, gamma].allSatisfy({ $0 > 0 && $0 < 180 }),
      let lattice = Lattice(lengths: edges, alpha: alpha, beta: beta, gamma: gamma),
      lattice.isValid
    else {
      throw input.error(abc.line, .outOfRange("these lengths and angles close no cell"))
    }
    return lattice
  }

  private static func fromVectors(
    _ start: CP2KInput.Entry, _ input: CP2KInput
  ) throws(ParseError) -> Lattice {
    let rows = try ["A", "B", "C"].map { (name) throws(ParseError) in
      guard let entry = input.entry("SUBSYS/CELL", name) else {
        throw input.error(
          start.line, .expected("ABC, or A, B and C, in &CELL", found: "no \(name)"))
      }
      let values = try CP2KNumbers(entry, 3, lengthIn: input).values
      return Vector3(values[0], values[1], values[2])
    }
    let lattice = Lattice(a: rows[0], b: rows[1], c: rows[2])
    guard lattice.isValid else {
      throw input.error(start.line, .outOfRange("these three vectors span no cell"))
    }
    return lattice
  }

  private static func periodicity(
    _ entry: CP2KInput.Entry?, _ input: CP2KInput
  ) throws(ParseError) -> Periodicity {
    guard let entry, entry.value.uppercased() != "NONE" else { return entry == nil ? .all : .none }
    var periodicity = Periodicity.none
    for letter in entry.value.uppercased() {
      switch letter {
      case "X": periodicity.insert(.a)
      case "Y": periodicity.insert(.b)
      case "Z": periodicity.insert(.c)
      default:
        throw input.error(entry.line, .expected("PERIODIC XYZ, XY, … or NONE", found: entry.value))
      }
    }
    return periodicity
  }
}

/// Numbers of a CP2K keyword with their unit in brackets: `[bohr] 10 10 12`.
struct CP2KNumbers {
  /// Å or degrees.
  let values: [Double]

  init(_ entry: CP2KInput.Entry, _ count: Int, lengthIn input: CP2KInput) throws(ParseError) {
    try self.init(entry, count, input, usual: "angstrom", Self.length)
  }

  init(_ entry: CP2KInput.Entry, _ count: Int, angleIn input: CP2KInput) throws(ParseError) {
    try self.init(entry, count, input, usual: "deg") { unit in
      unit == "deg" ? 1 : unit == "rad" ? 180 / .pi : nil
    }
  }

  private init(
    _ entry: CP2KInput.Entry, _ count: Int, _ input: CP2KInput, usual: String,
    _ factor: (String) -> Double?
  ) throws(ParseError) {
    var text = entry.value[...]
    var unit = usual
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      unit = ReportLine.trimmed(String(text[..<end].dropFirst())).lowercased()
      text = text[text.index(after: end)...]
    }
    guard let scale = factor(unit) else {
      throw input.error(
        entry.line, .unsupported("the unit [\(unit)] of \(entry.keyword) is not read"),
        advice: "give it in \(usual)")
    }
    let words = text.split(whereSeparator: \.isWhitespace)
    let numbers = words.prefix(count).compactMap { ReportLine.number($0) }
    guard numbers.count == count, words.count == count else {
      throw input.error(
        entry.line, .expected("\(count) numbers behind \(entry.keyword)", found: entry.value))
    }
    values = scale == 1 ? numbers : numbers.map { $0 * scale }
  }

  /// Å of a unit of length.
  static func length(_ unit: String) -> Double? {
    switch unit {
    case "angstrom": 1
    case "bohr", "internal_cp2k": Constant.bohr
    case "nm": Factor.angstromPerNanometre
    case "pm": Factor.angstromPerPicometre
    case "m": Factor.angstromPerMetre
    default: nil
    }
  }
}
