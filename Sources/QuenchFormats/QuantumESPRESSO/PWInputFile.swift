/// A pw.x, cp.x or neb.x input: namelists with their values, cards with their lines (INPUT_PW).
///
/// For readers in other modules of this package.
package struct PWInputFile: Sendable {
  package struct Entry: Hashable, Sendable {
    /// In small letters: `system`.
    package let namelist: String
    /// In small letters, with its index: `hubbard_u(1)`.
    package let name: String
    /// Without quotes; the values of an array are separated by blanks.
    package fileprivate(set) var value: String
    /// From 1.
    package let line: Int
    /// Of the name, from 1, in bytes.
    package let column: Int
  }

  package struct Card: Hashable, Sendable {
    /// In capitals: `ATOMIC_POSITIONS`.
    package let name: String
    /// Behind the name, in small letters, without brackets: `angstrom`.
    package let option: String
    package let line: Int
    package var rows: [[String]] = []
    /// Of the rows.
    package var lines: [Int] = []
  }

  package let source: String
  package private(set) var entries: [Entry] = []
  package private(set) var cards: [Card] = []
  /// The namelist that the file ends in, where it is cut off.
  package private(set) var unclosed: String?
  /// Line of the first mark of a neb.x input (`BEGIN`, `FIRST_IMAGE`), which holds several structures.
  package private(set) var bandLine: Int?
  /// Of the file.
  package private(set) var lastLine = 1
  private var isInCard = false

  private static let cardNames: Set = [
    "K_POINTS", "ATOMIC_POSITIONS", "ATOMIC_SPECIES", "CELL_PARAMETERS", "CONSTRAINTS",
    "OCCUPATIONS", "ATOMIC_FORCES", "ATOMIC_VELOCITIES", "HUBBARD", "ADDITIONAL_K_POINTS",
    "SOLVENTS",
  ]
  private static let bandMarks: Set = [
    "BEGIN", "END", "BEGIN_PATH_INPUT", "END_PATH_INPUT", "BEGIN_ENGINE_INPUT",
    "END_ENGINE_INPUT", "BEGIN_POSITIONS", "END_POSITIONS", "FIRST_IMAGE", "INTERMEDIATE_IMAGE",
    "LAST_IMAGE",
  ]

  package static func read(_ bytes: UnsafeRawBufferPointer, source: String) -> PWInputFile {
    var file = PWInputFile(source: source)
    var namelist: String?
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      file.lastLine = line.number
      guard !line.isBlank, !line.begins("!"), !line.begins("#") else { continue }
      if let open = namelist {
        if file.take(line.bytes, from: line.first, open, line.number) { namelist = nil }
      } else if line.begins("&") {
        let word = line.bytes[(line.first + 1)...].prefix { $0 > 0x20 && $0 != UInt8(ascii: "/") }
        let name = String(decoding: word, as: UTF8.self).lowercased()
        if !file.take(line.bytes, from: word.endIndex, name, line.number) { namelist = name }
      } else {
        file.takeCard(ReportLine.trimmed(String(line.text.prefix { $0 != "!" })), line.number)
      }
    }
    file.unclosed = namelist
    return file
  }

  /// `a = 1, b = 'x' c(1) = 2 3`; true where the namelist ends on this line.
  private mutating func take(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ namelist: String, _ line: Int
  ) -> Bool {
    var scanner = NamelistScanner(bytes, from: start)
    while let token = scanner.next() {
      switch token.kind {
      case .end: return true
      case .name:
        let name = token.text.lowercased().filter { $0 != " " && $0 != "\t" }
        entries.append(
          Entry(namelist: namelist, name: name, value: "", line: line, column: token.column))
      case .value:
        guard let last = entries.last, last.namelist == namelist else { continue }
        entries[entries.count - 1].value += last.value.isEmpty ? token.text : " " + token.text
      }
    }
    return false
  }

  private mutating func takeCard(_ text: String, _ line: Int) {
    let words = text.split(whereSeparator: { " \t".contains($0) }).map(String.init)
    guard let first = words.first else { return }
    let name = first.uppercased().prefix { $0 != "{" && $0 != "(" }
    if Self.cardNames.contains(String(name)) {
      let option = text.dropFirst(name.count).lowercased().filter { !" {}()\t".contains($0) }
      cards.append(Card(name: String(name), option: option, line: line))
      isInCard = true
    } else if Self.bandMarks.contains(String(name)) {
      bandLine = bandLine ?? line
      isInCard = false
    } else if isInCard {
      cards[cards.count - 1].rows.append(words)
      cards[cards.count - 1].lines.append(line)
    }
  }

  package func card(_ name: String) -> Card? { cards.first { $0.name == name } }

  package subscript(name: String) -> Entry? { entries.first { $0.name == name } }

  /// What Fortran keeps of a name that stands more than once: the last.
  package func entry(_ namelist: String, _ name: String) -> Entry? {
    entries.last { $0.namelist == namelist && $0.name == name }
  }

  func error(_ line: Int, _ reason: ParseError.Reason, advice: String? = nil) -> ParseError {
    ParseError(source: source, line: line, column: 1, reason: reason, advice: advice)
  }

  func error(at entry: Entry, _ reason: ParseError.Reason, advice: String? = nil) -> ParseError {
    ParseError(
      source: source, line: entry.line, column: entry.column, reason: reason, advice: advice)
  }
}

extension PWInputFile.Entry {
  package var number: Double? { ReportLine.number(value) }
  package var integer: Int? { Int(value) }
  package var isTrue: Bool {
    let letter = value.first { $0 != "." }
    return letter == "t" || letter == "T"
  }
}
