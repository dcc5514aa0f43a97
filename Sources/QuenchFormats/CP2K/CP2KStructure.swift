internal import QuenchModel
internal import QuenchUnits

/// The one frame of a CP2K input or restart: &CELL, &COORD, &VELOCITY, &KIND, &FIXED_ATOMS.
struct CP2KStructure {
  private let input: CP2KInput
  private let rows: [CP2KInput.Entry]
  private(set) var frame = Frame()

  /// Masses differing from the element's by less than this are the element's, to the file's digits.
  private static let massTolerance = 0.01

  init(_ input: CP2KInput) throws(ParseError) {
    self.input = input
    rows = input.coordinateRows
    try refuse()
    let cell = try CP2KCell(input)
    var structure = try atoms(cell)
    structure.periodicity = cell.periodicity
    structure.title =
      input.value("GLOBAL", "PROJECT") ?? input.value("GLOBAL", "PROJECT_NAME") ?? ""
    structure.masses = try masses(structure)
    structure.velocities = try velocities()
    frame = Frame(structure)
    frame.step = input.value("MOTION/MD", "STEP_START_VAL").flatMap { Int($0) }
    frame.time = input.value("MOTION/MD", "TIME_START_VAL").flatMap { ReportLine.number($0) }
    try hold()
    note()
  }

  private func refuse() throws(ParseError) {
    if let problem = input.problems.first { throw problem }
    if let file = input.entry("SUBSYS/TOPOLOGY", "COORD_FILE_NAME")
      ?? input.entry(
        "SUBSYS/TOPOLOGY", "COORDINATE")
    {
      throw input.error(
        file.line, .unsupported("the atoms are in the file '\(file.value)', not in &COORD"),
        advice: "read that file")
    }
    if let copies = input.entry("SUBSYS/TOPOLOGY", "MULTIPLE_UNIT_CELL"),
      copies.value.split(separator: " ").contains(where: { $0 != "1" })
    {
      throw input.error(
        copies.line, .unsupported("MULTIPLE_UNIT_CELL \(copies.value) repeats atoms not listed"),
        advice: "write the supercell out, e.g. with quench supercell")
    }
    let sections = input.entries.filter { $0.path.hasSuffix("SUBSYS/COORD") && $0.keyword == "_" }
    guard let first = sections.first, !rows.isEmpty else {
      throw input.error(
        sections.first?.line ?? input.entries.last?.line,
        .endOfFile(expected: "atoms in &COORD of &SUBSYS"))
    }
    if sections.count > 1 {
      throw input.error(
        sections[1].line,
        .unsupported("&COORD stands here and in line \(first.line): several systems in one input"))
    }
  }

  private func atoms(_ cell: CP2KCell) throws(ParseError) -> Structure {
    let unit = input.entry("SUBSYS/COORD", "UNIT")
    let isScaled = input.isOn("SUBSYS/COORD", "SCALED")
    guard let scale = CP2KNumbers.length(unit?.value.lowercased() ?? "angstrom") else {
      throw input.error(
        unit?.line, .unsupported("UNIT '\(unit?.value ?? "")' of &COORD is not read"),
        advice: "give it in angstrom")
    }
    var species = Categorical<Species>()
    var codes: [String: Species] = [:]
    var values = Coordinates()
    for row in rows {
      let numbers = row.value.split(whereSeparator: \.isWhitespace).prefix(3)
        .compactMap { ReportLine.number($0) }
      guard numbers.count == 3 else {
        throw input.error(
          row.line, .expected("a kind and three positions", found: "\(row.keyword) \(row.value)"))
      }
      values.append(numbers[0], numbers[1], numbers[2])
      let known = codes[row.keyword] ?? self.species(row.keyword)
      codes[row.keyword] = known
      species.append(known)
    }
    values.scale(by: isScaled ? 1 : scale)
    let structure =
      isScaled
      ? Structure(lattice: cell.lattice, species: species, fractional: values)
      : Structure(lattice: cell.lattice, species: species, positions: values)
    if let atom = structure.positions.firstIndex(where: { !$0.sum().isFinite }) {
      throw input.error(rows[atom].line, .outOfRange("the position is too large for a Double"))
    }
    return structure
  }

  private func species(_ label: String) -> Species {
    Species(label: label, element: Species(label: input.kindElement(label)).element)
  }

  /// u; nil where no kind has a mass of its own.
  private func masses(_ structure: Structure) throws(ParseError) -> [Double]? {
    var own: [String: Double] = [:]
    var kind = ""
    for entry in input.entries where entry.path.hasSuffix("SUBSYS/KIND") {
      if entry.keyword == "_" { kind = entry.value.uppercased() }
      guard entry.keyword == "MASS" || entry.keyword == "ATOMIC_MASS" else { continue }
      guard let mass = ReportLine.number(entry.value), mass > 0 else {
        throw input.error(entry.line, .expected("a mass in u", found: entry.value))
      }
      own[kind] = mass
    }
    let categories = structure.species.categories
    let isOwn = categories.contains { species in
      own[species.label.uppercased()].map {
        abs($0 - (species.element?.mass ?? 0)) > Self.massTolerance
      } ?? false
    }
    let masses = categories.map { own[$0.label.uppercased()] ?? $0.element?.mass }
    guard isOwn, masses.allSatisfy({ $0 != nil }) else { return nil }
    return structure.species.codes.map { masses[Int($0)] ?? 0 }
  }

  /// Å/fs; a restart gives bohr per atomic unit of time.
  private func velocities() throws(ParseError) -> Coordinates? {
    let entries = input.entries.filter { $0.path.hasSuffix("SUBSYS/VELOCITY") }
    guard let start = entries.first else { return nil }
    if let unit = entries.first(where: { $0.keyword == "UNIT" }),
      unit.value.lowercased() != "bohr*au_t^-1"
    {
      throw input.error(
        unit.line, .unsupported("UNIT '\(unit.value)' of &VELOCITY is not read"),
        advice: "give it in bohr*au_t^-1")
    }
    var velocities = Coordinates()
    for entry in entries where entry.keyword != "_" && entry.keyword != "UNIT" {
      let words =
        [entry.keyword] + entry.value.split(whereSeparator: \.isWhitespace).map(String.init)
      let numbers = words.compactMap { ReportLine.number($0) }
      guard numbers.count == 3, words.count == 3 else {
        throw input.error(
          entry.line,
          .expected("three components of a velocity", found: words.joined(separator: " ")))
      }
      velocities.append(numbers[0], numbers[1], numbers[2])
    }
    guard velocities.count == rows.count else {
      throw input.error(
        start.line,
        .countMismatch(what: "velocities", expected: rows.count, found: velocities.count))
    }
    velocities.scale(by: Factor.angstromPerFemtosecondPerBohrPerAtomicTime)
    return velocities
  }
}

// MARK: - Holds and what is not carried

extension CP2KStructure {
  /// Each &FIXED_ATOMS holds its list along COMPONENTS_TO_FIX, which are x, y, z.
  private mutating func hold() throws(ParseError) {
    let path = "MOTION/CONSTRAINT/FIXED_ATOMS"
    var held = [FixedAxes](repeating: .none, count: rows.count)
    let all = input.entries.filter { $0.path.hasSuffix(path) }
    var section: [CP2KInput.Entry] = []
    for (index, entry) in all.enumerated() {
      if entry.keyword != "_" { section.append(entry) }
      guard index + 1 == all.count || all[index + 1].keyword == "_" else { continue }
      try hold(section, &held)
      section = []
    }
    guard held.contains(where: { $0 != .none }) else { return }
    let mapped = held.map { FixedAxes(cartesian: $0, in: frame.structure.lattice) }
    frame.structure.fixedAxes = mapped.map { $0 ?? .none }
    let lost = mapped.count { $0 == nil }
    if lost > 0 {
      warn(
        "W-CP2K-HELD",
        "\(lost) atoms are held along x, y or z (COMPONENTS_TO_FIX), which are no cell vectors here; "
          + "these holds are left out")
    }
  }

  private mutating func hold(
    _ section: [CP2KInput.Entry], _ held: inout [FixedAxes]
  ) throws(ParseError) {
    var axes = FixedAxes.all
    if let entry = section.first(where: { $0.keyword == "COMPONENTS_TO_FIX" }) {
      axes = .none
      for letter in entry.value.uppercased() {
        guard let axis = "XYZ".firstIndex(of: letter) else {
          throw input.error(entry.line, .expected("X, Y, Z or several of them", found: entry.value))
        }
        let place = "XYZ".distance(from: "XYZ".startIndex, to: axis)
        axes.insert(FixedAxes(rawValue: 1 << UInt8(place)))
      }
    }
    for entry in section where entry.keyword == "LIST" {
      for word in entry.value.split(whereSeparator: \.isWhitespace) {
        guard let range = CP2KInput.range(of: word) else {
          throw input.error(
            entry.line, .expected("atom numbers or ranges such as 1..4", found: String(word)))
        }
        guard range.upperBound <= rows.count else {
          throw input.error(
            entry.line, .outOfRange("atom \(range.upperBound) of \(rows.count) is to be held"))
        }
        for atom in range { held[atom].formUnion(axes) }
      }
    }
    if let entry = section.first(where: {
      ["MOLNAME", "QM_SUBSYS", "MM_SUBSYS"].contains($0.keyword)
    }) {
      warn(
        "W-CP2K-HELD",
        "line \(entry.line): \(entry.keyword) holds atoms by name; these holds are left out")
    }
  }

  private mutating func note() {
    if let restart = input.entry("EXT_RESTART", "RESTART_FILE_NAME")
      ?? input.entry("EXT_RESTART", "EXTERNAL_FILE")
    {
      warn(
        "W-CP2K-RESTART",
        "CP2K would take cell and positions from '\(restart.value)' instead of those given here")
    }
    for species in frame.structure.species.categories where species.element == nil {
      warn("W-CP2K-KIND", "'\(species.label)' names no element; none is assumed")
    }
  }

  private mutating func warn(_ code: String, _ message: String) {
    frame.warnings.append(Warning(code, message))
  }
}
