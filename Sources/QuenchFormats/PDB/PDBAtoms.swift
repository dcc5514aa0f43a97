internal import QuenchModel

/// The ATOM and HETATM records of one frame.
struct PDBAtoms {
  private let elements: [String: Element]
  private let source: String
  private var positions = Coordinates()
  private var species = Categorical<Species>()
  private var numbers: [Int32] = []
  private var residueNames = Categorical<String>()
  private var atomNames = Categorical<String>()
  private var kinds: [Key: Kind] = [:]
  private var serials: [Int]? = []
  private var counter = PDBSerial()
  private var residueCounter = PDBSerial()
  private var occupancies: [Double] = []
  private var charges: [Double] = []
  /// Chain, number and insertion code, and the letter of the alternate location.
  private var places: [UInt64] = []
  private var alternates: [UInt8] = []
  private(set) var warnings: [Warning] = []
  private var unknown: Set<String> = []
  private var read: [Element: Set<String>] = [:]
  private var chains: Set<UInt8> = []

  /// Name, residue name and element columns, as bytes.
  private struct Key: Hashable { let names: UInt64, element: UInt16 }
  private struct Kind { let species: Int32, residue: String, name: String }

  init(elements: [String: Element], source: String) {
    (self.elements, self.source) = (elements, source)
  }

  var count: Int { positions.count }

  mutating func take(_ line: ReportLine, _ number: Int) throws(ParseError) {
    let columns = PDBColumns(line, source, number)
    let x = try columns.real(31, 38, "x")
    let y = try columns.real(39, 46, "y")
    // z ends in column 54: a shorter line is cut, and its number with it.
    guard line.bytes.count >= 54 else {
      throw columns.error(
        line.bytes.count + 1, .expected("z in columns 47-54", found: "end of line"))
    }
    positions.append(x, y, try columns.real(47, 54, "z"))
    try takeSerial(columns)
    try takeResidue(columns)
    let kind = try kind(columns)
    species.append(species.categories[Int(kind.species)])
    residueNames.append(kind.residue)
    atomNames.append(kind.name)
    occupancies.append(try columns.optional(55, 60, "the occupancy") ?? 1)
    charges.append(try charge(columns))
    alternates.append(byte(line, 17))
  }

  private func byte(_ line: ReportLine, _ column: Int) -> UInt8 {
    line.bytes.count >= column ? line.bytes[column - 1] : 0x20
  }

  private func packed(_ line: ReportLine, _ from: Int, _ to: Int) -> UInt64 {
    (from...to).reduce(0) { $0 << 8 | UInt64(byte(line, $1)) }
  }

  private mutating func takeSerial(_ columns: PDBColumns) throws(ParseError) {
    let text = PDBRecord.text(columns.line, 7, 11)
    guard !text.isEmpty, !text.hasPrefix("*") else {
      serials = nil
      return
    }
    guard let serial = counter.value(text, width: 5) else {
      throw columns.error(7, .expected("the atom's number in columns 7-11", found: text))
    }
    serials?.append(serial)
  }

  private mutating func takeResidue(_ columns: PDBColumns) throws(ParseError) {
    let line = columns.line
    let text = PDBRecord.text(line, 23, 26)
    let insertion = byte(line, 27)
    guard insertion &- 48 >= 10 else {
      throw columns.error(
        27, .unsupported("a residue number of five digits does not fit columns 23-26"),
        advice: "number residues up to 9999, or write hybrid-36")
    }
    guard let number = text.isEmpty ? 0 : residueCounter.value(text, width: 4),
      let number = Int32(exactly: number)
    else {
      throw columns.error(23, .expected("the residue's number in columns 23-26", found: text))
    }
    numbers.append(number)
    chains.insert(byte(line, 22))
    places.append(packed(line, 22, 27))
  }

  private mutating func kind(_ columns: PDBColumns) throws(ParseError) -> Kind {
    let line = columns.line
    let key = Key(
      names: packed(line, 13, 16) << 32 | packed(line, 18, 21),
      element: UInt16(truncatingIfNeeded: packed(line, 77, 78)))
    if let known = kinds[key] { return known }
    let name = PDBRecord.text(line, 13, 16)
    let residue = PDBRecord.text(line, 18, 21)
    let element = try self.element(columns, name, residue)
    // Atom names stay with the residues; a species is an element, so that g(r) is of elements.
    let made =
      element.map { Species($0) } ?? Species(label: name.isEmpty ? "X" : name, element: nil)
    let kind = Kind(species: species.code(adding: made), residue: residue, name: name)
    kinds[key] = kind
    return kind
  }

  private mutating func element(
    _ columns: PDBColumns, _ name: String, _ residue: String
  ) throws(ParseError) -> Element? {
    if let said = elements[name] { return said }
    let text = PDBRecord.text(columns.line, 77, 78)
    if text.uppercased() == "X" { return nil }
    if let element = Element(symbol: text) { return element }
    // Old files have an entry's name and line numbers there.
    if !text.isEmpty, text.allSatisfy(\.isLetter) {
      throw columns.error(77, .expected("an element in columns 77-78", found: text))
    }
    let bytes = (13...16).map { byte(columns.line, $0) }
    let found = PDBElements.element(bytes, name: name, residue: residue)
    if let found {
      read[found, default: []].insert(name)
    } else {
      unknown.insert(name)
    }
    return found
  }

  /// `2+`, `1-`, and `+2` of some programs; blank is 0. Anything else belongs to old files: 0.
  private func charge(_ columns: PDBColumns) throws(ParseError) -> Double {
    guard columns.line.bytes.count >= 79 else { return 0 }
    let (first, second) = (byte(columns.line, 79), byte(columns.line, 80))
    for (digit, sign) in [(first, second), (second, first)] where digit &- 48 < 10 {
      if sign == UInt8(ascii: "+") { return Double(digit &- 48) }
      if sign == UInt8(ascii: "-") { return -Double(digit &- 48) }
    }
    return 0
  }
}

// MARK: - The structure

extension PDBAtoms {
  mutating func structure(lattice: Lattice?, title: String) -> Structure {
    note()
    let kept = keptAtoms()
    var structure = Structure(
      title: title, lattice: lattice, species: species, positions: positions)
    structure.residues = Residues(numbers: numbers, names: residueNames, atomNames: atomNames)
    if occupancies.contains(where: { $0 != 1 }), occupancies.contains(where: { $0 != 0 }) {
      structure.occupancies = occupancies
    }
    if charges.contains(where: { $0 != 0 }) { structure.charges = charges }
    if let serials, serials.count == count, !serials.countsFromOne,
      Set(serials).count == serials.count
    {
      structure.identifiers = serials
    }
    return kept.map { structure.selecting($0) } ?? structure
  }

  private mutating func note() {
    if !read.isEmpty || !unknown.isEmpty {
      var message = "columns 77-78 name no element; read from atom names: "
      let known = read.sorted { $0.key < $1.key }.map { "\($0.key) (\(Self.list($0.value)))" }
      message += known.isEmpty ? "none" : known.joined(separator: ", ")
      if !unknown.isEmpty {
        message +=
          "; no element for \(Self.list(unknown)): say it "
          + "with --species NAME=Element"
      }
      warnings.append(Warning("W-PDB-ELEMENT", message))
    }
    if chains.count > 1 {
      warnings.append(
        Warning("W-PDB-CHAIN", "\(chains.count) chains are read as one; their letters are not kept")
      )
    }
  }

  private static func list(_ names: Set<String>) -> String {
    names.sorted().prefix(12).joined(separator: " ")
      + (names.count > 12 ? " and \(names.count - 12) more" : "")
  }

  /// Of each residue with alternate locations the atoms of one; nil where there are none.
  private mutating func keptAtoms() -> [Int]? {
    guard alternates.contains(where: { $0 != 0x20 }) else { return nil }
    var sums: [UInt64: [UInt8: Double]] = [:]
    var order: [UInt64: [UInt8]] = [:]
    for atom in 0..<count where alternates[atom] != 0x20 {
      let (place, letter) = (places[atom], alternates[atom])
      if sums[place, default: [:]][letter] == nil { order[place, default: []].append(letter) }
      sums[place, default: [:]][letter, default: 0] += occupancies[atom]
    }
    var best: [UInt64: UInt8] = [:]
    for (place, letters) in order {
      // `max` gives the first of equals.
      best[place] = letters.max {
        (sums[place]?[$0] ?? 0) < (sums[place]?[$1] ?? 0)
      }
    }
    let kept = (0..<count).filter { alternates[$0] == 0x20 || best[places[$0]] == alternates[$0] }
    if kept.count < count {
      warnings.append(
        Warning(
          "W-PDB-ALTLOC",
          "\(order.count) residues have alternate locations: of each the one of the highest occupancy "
            + "is kept (the first where equal); \(count - kept.count) atoms are left out"))
    }
    return kept
  }
}

/// Numbers of atoms and residues in columns too narrow for them: decimal, hybrid-36, hexadecimal.
struct PDBSerial {
  private var isHex = false

  /// Nil for what is none of the three. A number that begins with a digit and holds letters is
  /// hexadecimal (VMD), and so are all that follow; one that begins with a letter is hybrid-36.
  mutating func value(_ text: String, width: Int) -> Int? {
    if !isHex, let decimal = Int(text), text.first != "+" { return decimal }
    let bytes = Array(text.utf8)
    guard let first = bytes.first else { return nil }
    if isHex || first &- 48 < 10 {
      guard let value = Int(text, radix: 16), value >= 0 else { return nil }
      isHex = true
      return value
    }
    return Self.hybrid36(bytes, width: width)
  }

  /// `A0000` is the number after 99999, `a0000` the one after `ZZZZZ`.
  private static func hybrid36(_ bytes: [UInt8], width: Int) -> Int? {
    guard bytes.count == width else { return nil }
    let isUpper = bytes[0] &- UInt8(ascii: "A") < 26
    guard isUpper || bytes[0] &- UInt8(ascii: "a") < 26 else { return nil }
    let letters = isUpper ? UInt8(ascii: "A") : UInt8(ascii: "a")
    var value = 0
    for byte in bytes {
      if byte &- 48 < 10 {
        value = value * 36 + Int(byte &- 48)
      } else if byte &- letters < 26 {
        value = value * 36 + Int(byte &- letters) + 10
      } else {
        return nil
      }
    }
    let block = power(36, width - 1)
    return value - 10 * block + power(10, width) + (isUpper ? 0 : 26 * block)
  }

  private static func power(_ base: Int, _ exponent: Int) -> Int {
    (0..<exponent).reduce(1) { value, _ in value * base }
  }

  /// Decimal while it fits, then hybrid-36; nil beyond both.
  static func text(_ value: Int, width: Int) -> String? {
    let (decimals, block) = (power(10, width), power(36, width - 1))
    guard value > -decimals / 10 else { return nil }
    if value < decimals { return String(value) }
    let rest = value - decimals
    guard rest < 52 * block else { return nil }
    let isUpper = rest < 26 * block
    let code = String((isUpper ? rest : rest - 26 * block) + 10 * block, radix: 36)
    return isUpper ? code.uppercased() : code
  }
}

/// The element behind an atom name where columns 77-78 are blank.
///
/// A symbol ends in column 14, so that ` CA ` is carbon and `CA  ` calcium; names of four letters that
/// begin with H are hydrogens. Where that and the rules for GRO files disagree, nothing is read.
enum PDBElements {
  static func element(_ columns: [UInt8], name: String, residue: String) -> Element? {
    let byName = GROElements.element(atom: name, residue: residue)
    guard let aligned = aligned(columns) else { return byName }
    return byName == nil || byName == aligned ? aligned : nil
  }

  private static func aligned(_ columns: [UInt8]) -> Element? {
    let (first, second) = (columns[0], columns[1])
    if !isLetter(first) {
      guard isLetter(second) else { return nil }
      return Element(symbol: String(decoding: [second], as: UTF8.self))
    }
    if first | 0x20 == UInt8(ascii: "h"), !columns.contains(0x20) { return Element(symbol: "H") }
    guard isLetter(second) else { return nil }
    return Element(symbol: String(decoding: [first, second], as: UTF8.self))
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}
