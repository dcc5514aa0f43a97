import QuenchModel

/// A data file taken apart: header values and sections, in the file's own units and order.
struct LAMMPSDataFile {
  struct TypeFacts {
    var mass: Double?
    var comment: String?
    var label: String?
  }

  var cursor: TextCursor
  let bytes: UnsafeRawBufferPointer
  let title: LAMMPSTitle
  private(set) var atomCount: Int?
  private(set) var typeCount: Int?
  private var low = Vector3(-0.5, -0.5, -0.5)
  private var high = Vector3(0.5, 0.5, 0.5)
  private var tilts = Vector3.zero
  private var vectors: [String: Vector3] = [:]
  private var headerKeys: Set<String> = []
  private(set) var types: [Int: TypeFacts] = [:]
  private(set) var atoms: LAMMPSDataAtoms?
  private(set) var velocities: LAMMPSDataVelocities?
  private(set) var skipped: [String] = []

  init(_ bytes: UnsafeRawBufferPointer, source: String, firstLine: Int) {
    self.bytes = bytes
    cursor = TextCursor(bytes, source: source, firstLine: firstLine)
    title = LAMMPSTitle(cursor.textLine())
  }

  var box: LAMMPSBox {
    guard let a = vectors["avec"], let b = vectors["bvec"], let c = vectors["cvec"] else {
      return LAMMPSBox(low: low, high: high, xy: tilts.x, xz: tilts.y, yz: tilts.z)
    }
    var box = LAMMPSBox()
    box.lattice = Lattice(a: a, b: b, c: c)
    box.origin = vectors["abc origin"] ?? .zero
    return box
  }

  mutating func read() throws(ParseError) {
    try readHeader()
    guard
      headerKeys.isSuperset(of: ["xlo xhi", "ylo yhi", "zlo zhi"])
        || headerKeys.isSuperset(of: ["avec", "bvec", "cvec"])
    else {
      throw cursor.error(
        .expected("xlo xhi, ylo yhi and zlo zhi (or avec, bvec, cvec) in the header", found: "none")
      )
    }
    while let section = nextSection() { try readSection(section) }
  }

  // MARK: - Header

  private mutating func readHeader() throws(ParseError) {
    while true {
      cursor.skipBlankLines()
      let start = cursor
      guard let first = cursor.peek else { return }
      let (words, _) = lineWords()
      guard !words.isEmpty else { continue }
      let key = Self.headerKey(words)
      if key == nil, first.isASCIILetter {
        cursor = start
        return
      }
      let keyLength = key?.split(separator: " ").count ?? 0
      try readHeaderLine(key, Array(words.dropLast(keyLength)), start)
    }
  }

  private static let boxKeys: Set<String> = [
    "xlo xhi", "ylo yhi", "zlo zhi", "xy xz yz", "avec", "bvec", "cvec", "abc origin",
  ]

  /// The keyword that ends a header line. Box keywords are found behind whatever stands where their numbers
  /// should, so that a `nan` there is an error and not another keyword.
  private static func headerKey(_ words: [TextCursor.Word]) -> String? {
    for length in [3, 2, 1] {
      let tail = words.suffix(length).map(\.text).joined(separator: " ")
      if boxKeys.contains(tail) { return tail }
    }
    let values = words.prefix { $0.text.utf8.first.map { !$0.isASCIILetter } ?? false }
    guard !values.isEmpty, values.count < words.count else { return nil }
    return words.dropFirst(values.count).map(\.text).joined(separator: " ")
  }

  private mutating func readHeaderLine(
    _ key: String?, _ values: [TextCursor.Word], _ start: TextCursor
  ) throws(ParseError) {
    guard let key else {
      throw start.error(.expected("a header keyword such as 'atoms' or 'xlo xhi'", found: "none"))
    }
    headerKeys.insert(key)
    switch key {
    case "atoms": atomCount = try count(values, key, start)
    case "atom types": typeCount = try count(values, key, start)
    case "xlo xhi": (low.x, high.x) = try bounds(values, key, start)
    case "ylo yhi": (low.y, high.y) = try bounds(values, key, start)
    case "zlo zhi": (low.z, high.z) = try bounds(values, key, start)
    case "xy xz yz": tilts = try vector(values, key, start)
    case "avec", "bvec", "cvec", "abc origin": vectors[key] = try vector(values, key, start)
    default: break  // counts of bonds and the like
    }
  }

  private func count(
    _ values: [TextCursor.Word], _ key: String, _ start: TextCursor
  ) throws(ParseError) -> Int {
    guard values.count == 1 else { throw start.error(.expected("one number", found: "none")) }
    guard let count = Int(values[0].text) else {
      throw cursor.error(at: values[0], .expected("the number of \(key)", found: values[0].text))
    }
    guard (0...2_000_000_000).contains(count) else {
      throw cursor.error(at: values[0], .outOfRange("\(count) is not a possible number of \(key)"))
    }
    return count
  }

  private func bounds(
    _ values: [TextCursor.Word], _ key: String, _ start: TextCursor
  ) throws(ParseError) -> (Double, Double) {
    let numbers = try numbers(values, 2, key, start)
    return (numbers[0], numbers[1])
  }

  private func vector(
    _ values: [TextCursor.Word], _ key: String, _ start: TextCursor
  ) throws(ParseError) -> Vector3 {
    let numbers = try numbers(values, 3, key, start)
    return Vector3(numbers[0], numbers[1], numbers[2])
  }

  private func numbers(
    _ values: [TextCursor.Word], _ count: Int, _ key: String, _ start: TextCursor
  ) throws(ParseError) -> [Double] {
    guard values.count == count else {
      throw start.error(
        .countMismatch(what: "numbers before '\(key)'", expected: count, found: values.count))
    }
    return try values.map { (word) throws(ParseError) in try number(word) }
  }

  private func number(_ word: TextCursor.Word) throws(ParseError) -> Double {
    var text = word.text
    guard let number = text.withUTF8({ DecimalValue.parse($0) }) else {
      throw cursor.error(at: word, .notANumber(word.text))
    }
    guard number.isFinite else { throw cursor.error(at: word, .notFinite(word.text)) }
    return number
  }

  /// Words of this line up to a `#`, and the comment behind it; goes to the next line.
  private mutating func lineWords() -> (words: [TextCursor.Word], comment: String?) {
    let all = cursor.words()
    guard let mark = all.firstIndex(where: { $0.text.contains("#") }) else { return (all, nil) }
    var words = Array(all[..<mark])
    let parts = all[mark].text.split(
      separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    if let head = parts.first, !head.isEmpty {
      words.append(
        TextCursor.Word(text: String(head), line: all[mark].line, column: all[mark].column))
    }
    let tail = parts.dropFirst().map(String.init) + all[(mark + 1)...].map(\.text)
    return (words, tail.joined(separator: " ").trimmingBlanks())
  }
}

// MARK: - Sections

extension LAMMPSDataFile {
  private typealias Section = (name: String, comment: String?, start: TextCursor)

  /// Section names that may stand without blank lines around them.
  private static let known: Set<String> = [
    "Atoms", "Velocities", "Masses", "Atom Type Labels", "Bonds", "Angles", "Dihedrals",
    "Impropers", "Pair Coeffs", "PairIJ Coeffs", "Bond Coeffs", "Angle Coeffs", "Dihedral Coeffs",
    "Improper Coeffs", "Bond Type Labels", "Angle Type Labels", "Dihedral Type Labels",
    "Improper Type Labels", "Ellipsoids", "Lines", "Triangles", "Bodies",
  ]

  /// The next line that names a section: a known one, or words between blank lines.
  private mutating func nextSection() -> Section? {
    var isAfterBlank = true
    while !cursor.isAtEnd {
      let start = cursor
      if cursor.isAtLineEnd() {
        cursor.skipLine()
        isAfterBlank = true
        continue
      }
      guard cursor.peek?.isASCIILetter == true else {
        cursor.skipLine()
        isAfterBlank = false
        continue
      }
      let (words, comment) = lineWords()
      let name = words.map(\.text).joined(separator: " ")
      if Self.known.contains(name) || (isAfterBlank && cursor.isAtLineEnd()) {
        return (name, comment, start)
      }
      isAfterBlank = false
    }
    return nil
  }

  private mutating func readSection(_ section: Section) throws(ParseError) {
    switch section.name {
    case "Masses":
      try readTypes { (file, words, comment) throws(ParseError) in
        guard words.count == 2 else { throw file.cursor.missing("a mass") }
        let mass = try file.number(words[1])
        return TypeFacts(mass: mass, comment: comment)
      }
    case "Atom Type Labels":
      try readTypes { (file, words, _) throws(ParseError) in
        guard words.count == 2 else { throw file.cursor.missing("a type label") }
        return TypeFacts(label: words[1].text)
      }
    case "Atoms":
      guard atoms == nil else { throw section.start.error(.unsupported("a second Atoms section")) }
      guard let atomCount else {
        throw section.start.error(.expected("'N atoms' in the header", found: "none"))
      }
      cursor.skipBlankLines()
      atoms = try LAMMPSDataAtoms(
        count: atomCount, style: section.comment, bytes: bytes, &cursor)
      try requireEnd("atom lines", atomCount)
    case "Velocities":
      guard let atomCount else {
        throw section.start.error(.expected("'N atoms' in the header", found: "none"))
      }
      cursor.skipBlankLines()
      velocities = try LAMMPSDataVelocities(count: atomCount, bytes: bytes, &cursor)
      try requireEnd("velocity lines", atomCount)
    default: skipped.append(section.name)
    }
  }

  /// One line per type: its number or label, and what `read` makes of the words.
  private mutating func readTypes(
    _ read: (LAMMPSDataFile, [TextCursor.Word], String?) throws(ParseError) -> TypeFacts
  ) throws(ParseError) {
    cursor.skipBlankLines()
    while !cursor.isAtEnd, !cursor.isAtLineEnd() {
      let start = cursor
      let (words, comment) = lineWords()
      guard let first = words.first else { continue }
      if first.text.utf8.first?.isASCIILetter == true, Self.known.contains(first.text) {
        cursor = start
        return
      }
      let facts = try read(self, words, comment)
      guard let type = Int(first.text) ?? type(labelled: first.text) else {
        throw cursor.error(at: first, .expected("the number of an atom type", found: first.text))
      }
      if let mass = facts.mass { types[type, default: TypeFacts()].mass = mass }
      if let comment = facts.comment { types[type, default: TypeFacts()].comment = comment }
      if let label = facts.label { types[type, default: TypeFacts()].label = label }
    }
  }

  func type(labelled label: String) -> Int? {
    types.first { $0.value.label == label }?.key
  }

  /// After the announced number of lines nothing but blanks or a section may follow.
  private mutating func requireEnd(_ what: String, _ count: Int) throws(ParseError) {
    cursor.skipBlankLines()
    guard let next = cursor.peek, !next.isASCIILetter, next != UInt8(ascii: "#") else { return }
    throw cursor.error(.countMismatch(what: what, expected: count, found: count + 1))
  }
}

extension UInt8 {
  var isASCIILetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }
}
