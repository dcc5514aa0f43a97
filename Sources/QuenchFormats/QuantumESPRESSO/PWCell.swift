package import QuenchModel
internal import QuenchUnits

/// The cell of a pw.x input (INPUT_PW: `ibrav`, `celldm`, `A B C cosAB`, CELL_PARAMETERS).
///
/// What pw.x refuses is refused: a lattice parameter given twice or not at all, a cell beside an
/// `ibrav` that is not 0.
package struct PWCell {
  package let lattice: Lattice
  /// Å: what `alat` means for the positions.
  package let parameter: Double
  package var warnings: [Warning] = []

  package init(_ input: PWInputFile) throws(ParseError) {
    let given = try PWParameters(input)
    let card = input.card("CELL_PARAMETERS")
    guard let kind = try given.kind(input) else {
      guard let card else {
        throw input.error(
          input.entry("system", "ibrav")?.line ?? input.lastLine,
          .expected("CELL_PARAMETERS, as ibrav is 0", found: "none"))
      }
      (lattice, parameter) = try Self.read(card, given, input)
      return
    }
    if let card {
      throw input.error(
        card.line, .unsupported("the cell is given twice: ibrav = \(kind) and CELL_PARAMETERS"),
        advice: "ibrav = 0 goes with CELL_PARAMETERS")
    }
    (lattice, parameter) = try given.lattice(kind, input)
    if kind == -13 {
      warnings.append(
        Warning(
          "W-PW-IBRAV",
          "ibrav = -13 is read as pw.x 6.5 and later do; up to 6.4.1 its first two vectors were "
            + "swapped and one was turned round"))
    }
  }

  private static func read(
    _ card: PWInputFile.Card, _ given: PWParameters, _ input: PWInputFile
  ) throws(ParseError) -> (Lattice, Double) {
    var rows: [Vector3] = []
    for (row, line) in zip(card.rows.prefix(3), card.lines) {
      let numbers = row.prefix(3).compactMap { ReportLine.number($0) }
      guard numbers.count == 3 else {
        throw input.error(
          line, .expected("three numbers of a cell vector", found: row.joined(separator: " ")))
      }
      rows.append(Vector3(numbers[0], numbers[1], numbers[2]))
    }
    guard rows.count == 3 else {
      throw input.error(
        card.lines.last ?? card.line,
        .countMismatch(what: "cell vectors", expected: 3, found: rows.count))
    }
    let scale = try unit(card, given, input)
    let lattice = Lattice(a: rows[0] * scale, b: rows[1] * scale, c: rows[2] * scale)
    guard lattice.isValid else {
      throw input.error(card.line, .outOfRange("these three vectors span no cell"))
    }
    return (lattice, given.a?.value ?? lattice.a.length)
  }

  /// Å of the card's unit. Without one it is the lattice parameter, or bohr where there is none.
  private static func unit(
    _ card: PWInputFile.Card, _ given: PWParameters, _ input: PWInputFile
  ) throws(ParseError) -> Double {
    switch card.option {
    case "angstrom", "bohr":
      if let twice = given.a?.entry {
        throw input.error(
          at: twice,
          .unsupported("the lattice parameter is given here and by CELL_PARAMETERS \(card.option)"),
          advice: "pw.x refuses this too: take \(twice.name) out")
      }
      return card.option == "bohr" ? Constant.bohr : 1
    case "alat", "":
      if let parameter = given.a?.value { return parameter }
      guard card.option.isEmpty else {
        throw input.error(
          card.line, .unsupported("CELL_PARAMETERS alat needs celldm(1) or A, and neither is given")
        )
      }
      return Constant.bohr
    default:
      throw input.error(
        card.line,
        .expected("a unit of CELL_PARAMETERS: alat, bohr or angstrom", found: card.option))
    }
  }
}

/// `celldm(1…6)` or `A B C cosAB cosAC cosBC` of a pw.x input.
struct PWParameters {
  typealias Number = (value: Double, entry: PWInputFile.Entry)
  /// Å.
  private(set) var a: Number?
  private var ratios: [Int: Number] = [:]
  private var isCelldm = false

  init(_ input: PWInputFile) throws(ParseError) {
    let celldm = try Self.celldm(input)
    let letters = try ["a", "b", "c", "cosab", "cosac", "cosbc"].map { (name) throws(ParseError) in
      try input.entry("system", name).map { (entry) throws(ParseError) in
        try Self.number(entry, input)
      }
    }
    if let first = celldm[1], first.value != 0 {
      if let twice = letters[0] {
        throw input.error(
          at: twice.entry, .unsupported("the lattice parameter is given twice: celldm and A"))
      }
      a = (first.value * Constant.bohr, first.entry)
      ratios = celldm
      isCelldm = true
    } else if let first = letters[0], first.value != 0 {
      a = first
      ratios[2] = letters[1].map { ($0.value / first.value, $0.entry) }
      ratios[3] = letters[2].map { ($0.value / first.value, $0.entry) }
      takeCosines(letters, input.entry("system", "ibrav")?.integer ?? 0)
    }
    if let a, !(a.value > 0 && a.value < 1e8) {
      throw input.error(
        at: a.entry, .outOfRange("\(a.entry.value) is not a possible lattice parameter"))
    }
  }

  /// A lattice of one oblique angle takes it from cosAB, or cosAC where the axis is b.
  private mutating func takeCosines(_ letters: [Number?], _ kind: Int) {
    switch kind {
    case 14: (ratios[4], ratios[5], ratios[6]) = (letters[5], letters[4], letters[3])
    case -12, -13: ratios[5] = letters[4]
    default: ratios[4] = letters[3]
    }
  }

  private static func number(
    _ entry: PWInputFile.Entry, _ input: PWInputFile
  ) throws(ParseError) -> Number {
    guard let value = entry.number else {
      throw input.error(at: entry, .notANumber("\(entry.name) = \(entry.value)"))
    }
    return (value, entry)
  }

  /// `celldm(1) = 10` or the list `celldm = 10 0 1.5`.
  private static func celldm(_ input: PWInputFile) throws(ParseError) -> [Int: Number] {
    var found: [Int: Number] = [:]
    for entry in input.entries where entry.namelist == "system" && entry.name.hasPrefix("celldm") {
      let index = entry.name.dropFirst(6)
      if index.isEmpty {
        for (place, word) in entry.value.split(separator: " ").enumerated() {
          guard let value = ReportLine.number(word), place < 6 else {
            throw input.error(at: entry, .expected("up to six numbers", found: entry.value))
          }
          found[place + 1] = (value, entry)
        }
      } else if let place = Int(index.dropFirst().dropLast()), (1...6).contains(place) {
        found[place] = try number(entry, input)
      } else {
        throw input.error(at: entry, .expected("celldm(1) to celldm(6)", found: entry.name))
      }
    }
    return found
  }

  /// The number of the lattice; nil for 0.
  func kind(_ input: PWInputFile) throws(ParseError) -> Int? {
    guard let entry = input.entry("system", "ibrav") else {
      throw input.error(
        input.entries.first?.line ?? input.lastLine,
        .expected("ibrav in &SYSTEM", found: "none"))
    }
    guard let kind = entry.integer, kind == 0 || PWBravais.kinds.contains(kind) else {
      throw input.error(
        at: entry, .expected("a lattice of INPUT_PW, e.g. ibrav = 0", found: entry.value))
    }
    return kind == 0 ? nil : kind
  }

  func lattice(_ kind: Int, _ input: PWInputFile) throws(ParseError) -> (Lattice, Double) {
    guard let a = a?.value, let ibrav = input.entry("system", "ibrav") else {
      throw input.error(
        input.entry("system", "ibrav")?.line ?? input.lastLine,
        .expected("the lattice parameter celldm(1) or A, as ibrav is \(kind)", found: "none"))
    }
    let needs = PWBravais.needs(kind)
    let b = needs.b ? try ratio(2, "B", ibrav, input) : 1
    let c = needs.c ? try ratio(3, "C", ibrav, input) : 1
    var cosines = [4: 0.0, 5: 0.0, 6: 0.0]
    for place in needs.cosines { cosines[place] = try cosine(place, input) }
    let bravais = PWBravais(
      a: a, b: a * b, c: a * c, cosBC: kind == 14 ? cosines[4] ?? 0 : 0, cosAC: cosines[5] ?? 0,
      cosAB: kind == 14 ? cosines[6] ?? 0 : cosines[4] ?? 0)
    guard let rows = bravais.rows(kind) else {
      throw input.error(at: ibrav, .outOfRange("these angles close no cell"))
    }
    let lattice = Lattice(a: rows[0], b: rows[1], c: rows[2])
    guard lattice.isValid else {
      throw input.error(at: ibrav, .outOfRange("these parameters span no cell"))
    }
    return (lattice, a)
  }

  private func ratio(
    _ place: Int, _ letter: String, _ ibrav: PWInputFile.Entry, _ input: PWInputFile
  ) throws(ParseError) -> Double {
    guard let ratio = ratios[place] else {
      let name = isCelldm ? "celldm(\(place))" : letter
      throw input.error(
        at: ibrav, .expected("\(name), as ibrav is \(ibrav.value)", found: "none"))
    }
    guard ratio.value > 0, ratio.value < 1e8 else {
      throw input.error(
        at: ratio.entry, .outOfRange("\(ratio.entry.value) is not a possible \(ratio.entry.name)"))
    }
    return ratio.value
  }

  /// 0 where none is given, as in pw.x.
  private func cosine(_ place: Int, _ input: PWInputFile) throws(ParseError) -> Double {
    guard let cosine = ratios[place] else { return 0 }
    guard abs(cosine.value) < 1 else {
      throw input.error(
        at: cosine.entry, .outOfRange("\(cosine.entry.value) is not the cosine of an angle"))
    }
    return cosine.value
  }
}
