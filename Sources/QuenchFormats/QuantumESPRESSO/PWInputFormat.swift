internal import QuenchModel

extension FileFormat {
  /// Input of Quantum ESPRESSO's pw.x: cell, atoms, holds and masses (INPUT_PW 6.7 to 7.4).
  public static let pwInput = FileFormat(
    name: "pw-in", title: "Quantum ESPRESSO pw.x input", isTrajectory: false,
    holds: [
      .title, .cell, .speciesLabels, .atomOrder, .fixedAxes, .masses, .precision, .orientation,
    ],
    ownsName: { name in
      let name = name.lowercased()
      return name == "pw.in" || name.hasSuffix(".pwi") || name.hasSuffix(".pw.in")
    },
    ownsContent: { head in
      // The first line that is neither blank nor a comment.
      var lines = ReportLines(UnsafeRawBufferPointer(rebasing: head.prefix(1 << 16)), source: "")
      while let line = lines.next() {
        if line.isBlank || line.begins("!") || line.begins("#") { continue }
        let word = String(decoding: line.bytes[line.first...].prefix(9), as: UTF8.self)
        let name = word.uppercased().prefix { $0 == "&" || $0.isLetter }
        return name == "&CONTROL" || name == "&SYSTEM"
      }
      return false
    },
    makeReader: { _, _, _ in PWInputReader() },
    makeEncoder: { PWInputEncoder(options: $0) })
}

/// Reads the one structure of a pw.x input.
struct PWInputReader: SingleFrameReader {
  /// Masses differing from the element's by less than this are the element's, to the file's digits.
  private static let massTolerance = 0.01

  func decode(
    _ bytes: UnsafeRawBufferPointer, place: FramePlace, into frame: inout Frame
  ) throws(ParseError) {
    let input = PWInputFile.read(bytes, source: place.source)
    try refuse(input)
    let geometry = try PWInputGeometry(input)
    try checkCount(geometry.structure.count, input)
    var structure = geometry.structure
    structure.title = input.entry("control", "title")?.value ?? ""
    structure.masses = try masses(structure, input)
    frame = Frame(structure)
    frame.warnings = geometry.warnings
    for species in structure.species.categories where species.element == nil {
      frame.warnings.append(
        Warning("W-PW-SPECIES", "'\(species.label)' names no element; none is assumed"))
    }
    if input.card("ATOMIC_VELOCITIES") != nil {
      frame.warnings.append(
        Warning("W-PW-VELOCITIES", "the velocities of ATOMIC_VELOCITIES are left out"))
    }
  }

  private func refuse(_ input: PWInputFile) throws(ParseError) {
    if let open = input.unclosed {
      throw input.error(input.lastLine, .endOfFile(expected: "the / that closes &\(open)"))
    }
    let images = input.cards.filter { $0.name == "ATOMIC_POSITIONS" }
    if let line = input.bandLine ?? images.dropFirst().first?.line {
      throw input.error(
        line, .unsupported("this input holds several structures, as those of neb.x do"),
        advice: "write each image as an input of pw.x")
    }
    if let group = input.entry("system", "space_group"), group.value != "0" {
      throw input.error(
        at: group, .unsupported("space_group makes atoms from symmetry, which is not read here"),
        advice: "pw.x prints all atoms of the cell at its start; or give a CIF")
    }
  }

  private func checkCount(_ count: Int, _ input: PWInputFile) throws(ParseError) {
    guard let entry = input.entry("system", "nat") else {
      throw input.error(
        input.entries.first?.line ?? input.lastLine, .expected("nat in &SYSTEM", found: "none"))
    }
    guard let nat = entry.integer, nat > 0 else {
      throw input.error(at: entry, .outOfRange("nat = \(entry.value) is not a number of atoms"))
    }
    guard nat == count else {
      throw input.error(
        at: entry,
        .countMismatch(what: "atoms in ATOMIC_POSITIONS", expected: nat, found: count))
    }
  }

  /// u; nil where ATOMIC_SPECIES has the elements' own, or says nothing.
  private func masses(_ structure: Structure, _ input: PWInputFile) throws(ParseError) -> [Double]?
  {
    guard let card = input.card("ATOMIC_SPECIES") else { return nil }
    var known: [String: Double] = [:]
    for (row, line) in zip(card.rows, card.lines) {
      guard row.count >= 2, let mass = ReportLine.number(row[1]) else {
        throw input.error(
          line,
          .expected(
            "a species, its mass and its pseudopotential",
            found: row.joined(separator: " ")))
      }
      known[row[0]] = mass
    }
    let masses = structure.species.categories.map { known[$0.label] }
    guard masses.allSatisfy({ $0.map { $0 > 0 } ?? false }) else { return nil }
    let isOwn = zip(structure.species.categories, masses).contains { species, mass in
      abs((mass ?? 0) - (species.element?.mass ?? 0)) > Self.massTolerance
    }
    return isOwn ? structure.species.codes.map { masses[Int($0)] ?? 0 } : nil
  }
}
