internal import QuenchModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The seven lines that open POSCAR and XDATCAR: title, scale, cell, species and their counts.
struct VASPHeader: Hashable, Sendable {
  var title: String
  var lattice: Lattice
  /// Factors by which Cartesian positions along x, y, z are multiplied.
  var scale: Vector3
  /// Blocks in file order; a species may come more than once.
  var blocks: [Block]
  var warnings: [Warning] = []

  struct Block: Hashable, Sendable {
    var species: Species
    var count: Int
  }

  var count: Int { blocks.reduce(0) { $0 + $1.count } }

  /// Species per atom. `limit` is how many atoms the file has room for: a count is no reason to
  /// allocate.
  func species(limit: Int) -> Categorical<Species> {
    var species = Categorical<Species>()
    var room = limit
    for block in blocks {
      species.append(block.species, count: min(block.count, room))
      room -= min(block.count, room)
    }
    return species
  }
}

// MARK: - Reading

extension VASPHeader {
  /// Reads from the title to the counts; the cursor stands at the line after.
  init(_ cursor: inout TextCursor, options: ReadOptions) throws(ParseError) {
    title = cursor.textLine()
    (lattice, scale) = try Self.cell(&cursor)
    blocks = []
    if lattice.isLeftHanded {
      warnings.append(
        Warning(
          "W-POS-LEFTHANDED",
          "the cell vectors are left-handed, which VASP refuses; "
            + "negating all three vectors and the fractional coordinates keeps the crystal"))
    }
    try readSpecies(&cursor, options)
  }

  /// The scale and three vectors.
  static func cell(
    _ cursor: inout TextCursor
  ) throws(ParseError) -> (lattice: Lattice, scale: Vector3) {
    try cursor.require("the scale")
    let factors = try scaleFactors(&cursor)
    let first = (cursor.line, cursor.lineStart)
    var rows = Lattice(a: .zero, b: .zero, c: .zero)
    for (row, name) in ["a", "b", "c"].enumerated() {
      let (x, y, z) = try cursor.vector("three numbers of cell vector \(name)")
      rows[row] = Vector3(x, y, z)
      cursor.skipLine()
    }
    let scale =
      factors.count == 3
      ? Vector3(factors[0], factors[1], factors[2])
      : Vector3(repeating: factors[0] > 0 ? factors[0] : cbrt(-factors[0] / rows.volume))
    let lattice = Lattice(a: rows.a * scale, b: rows.b * scale, c: rows.c * scale)
    guard rows.isValid, lattice.isValid else {
      throw ParseError(
        source: cursor.source, line: first.0, column: 1,
        reason: .outOfRange("these three vectors span no cell"))
    }
    return (lattice, scale)
  }

  /// One number (negative: the volume) or three positive ones; what follows is a comment.
  private static func scaleFactors(
    _ cursor: inout TextCursor
  ) throws(ParseError) -> [Double] {
    if cursor.isAtLineEnd() { throw cursor.missing("the scale") }
    let words = cursor.words()
    guard let first = words.first else { throw cursor.missing("the scale") }
    var factors: [Double] = []
    for word in words.prefix(3) {
      guard let value = number(word.text) else { break }
      guard value.isFinite, value != 0 else {
        throw cursor.error(at: word, .outOfRange("\(word.text) is not a possible scale"))
      }
      factors.append(value)
    }
    if factors.isEmpty {
      throw cursor.error(at: first, .expected("the scale, a number", found: first.text))
    }
    if factors.count == 2 {
      throw cursor.error(
        at: words[1], .expected("one scale or three", found: "two"))
    }
    if factors.count == 3, let bad = factors.firstIndex(where: { $0 < 0 }) {
      throw cursor.error(
        at: words[bad], .outOfRange("\(words[bad].text): three scales must be positive"))
    }
    return factors
  }

  private static func number(_ text: String) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer { DecimalValue.parse($0) }
  }

  private mutating func readSpecies(
    _ cursor: inout TextCursor, _ options: ReadOptions
  ) throws(ParseError) {
    try cursor.require("the species, e.g. 'Ti O'")
    let place = (line: cursor.line, position: cursor.position)
    var words = Self.withoutComment(cursor.words())
    guard let first = words.first else {
      throw ParseError(
        source: cursor.source, line: place.line, column: 1,
        reason: .expected("the species, e.g. 'Ti O'", found: "an empty line"))
    }
    var labels: [TextCursor.Word]?
    if Int(first.text) == nil {
      labels = words
      try cursor.require("the number of atoms of each species")
      words = cursor.words()
    }
    let counts = try Self.counts(words, cursor, line: cursor.line - 1)
    blocks = try Self.blocks(labels, counts, words, cursor, options)
    try warn(of: labels, options)
  }

  private static func withoutComment(_ words: [TextCursor.Word]) -> [TextCursor.Word] {
    Array(words.prefix { !$0.text.hasPrefix("!") && !$0.text.hasPrefix("#") })
  }

  /// The integers at the head of the line; what follows is a comment.
  private static func counts(
    _ words: [TextCursor.Word], _ cursor: TextCursor, line: Int
  ) throws(ParseError) -> [Int] {
    var counts: [Int] = []
    var total = 0
    for word in words {
      guard let count = Int(word.text) else {
        if word.text.allSatisfy({ $0.isNumber || $0 == "+" || $0 == "-" }) {
          throw cursor.error(
            at: word, .outOfRange("\(word.text) is not a possible number of atoms"))
        }
        break
      }
      total += min(max(count, 0), 2_000_000_001)
      guard count >= 0, total <= 2_000_000_000 else {
        throw cursor.error(at: word, .outOfRange("\(count) is not a possible number of atoms"))
      }
      counts.append(count)
    }
    guard counts.isEmpty else { return counts }
    let what = "the number of atoms of each species"
    if let word = words.first { throw cursor.error(at: word, .expected(what, found: word.text)) }
    throw ParseError(
      source: cursor.source, line: max(line, 1), column: 1,
      reason: .expected(what, found: "an empty line"))
  }

  private static func blocks(
    _ labels: [TextCursor.Word]?, _ counts: [Int], _ words: [TextCursor.Word],
    _ cursor: TextCursor, _ options: ReadOptions
  ) throws(ParseError) -> [Block] {
    guard let names = labels?.map(\.text) ?? options.species else {
      throw cursor.error(
        at: words[0], .expected("the species before their numbers", found: words[0].text),
        advice: "a VASP 4 file names no elements: give them in order with --species, "
          + "or put the POTCAR beside it")
    }
    guard names.count == counts.count else {
      let place = words[min(names.count, words.count - 1)]
      let what =
        labels == nil ? "atom numbers for the species given" : "atom numbers for the species"
      throw cursor.error(
        at: place, .countMismatch(what: what, expected: names.count, found: counts.count))
    }
    return zip(names, counts).map { Block(species: species($0), count: $1) }
  }

  /// `Ti`, `Ti_pv`, `Ti/3f2a`, `H.5`: the letters before the first other character are the symbol.
  static func species(_ label: String) -> Species {
    let letters = label.prefix { $0.isASCII && $0.isLetter }
    return Species(label: label, element: Element(symbol: letters))
  }

  private mutating func warn(
    of labels: [TextCursor.Word]?, _ options: ReadOptions
  ) throws(ParseError) {
    for block in blocks where block.species.element == nil {
      warnings.append(
        Warning("W-POS-SPECIES", "'\(block.species.label)' names no element; none is assumed"))
    }
    guard labels != nil, let given = options.species else { return }
    let own = blocks.map { $0.species }
    if own.map(\.name) != given.map({ Self.species($0).name }) {
      warnings.append(
        Warning(
          "W-POS-SPECIES",
          "the file names its species (\(own.map(\.label).joined(separator: " "))); "
            + "those given (\(given.joined(separator: " "))) are not used"))
    }
  }
}
