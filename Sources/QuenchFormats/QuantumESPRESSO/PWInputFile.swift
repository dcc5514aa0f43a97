/// A pw.x, cp.x or neb.x input: namelists with their values, cards with their lines (INPUT_PW).
///
/// For readers in other modules of this package.
package struct PWInputFile: Sendable {
  package struct Entry: Hashable, Sendable {
    /// In small letters: `system`.
    package let namelist: String
    /// In small letters, with its index: `hubbard_u(1)`.
    package let name: String
    /// Without quotes.
    package let value: String
    /// From 1.
    package let line: Int
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

  package private(set) var entries: [Entry] = []
  package private(set) var cards: [Card] = []
  /// The namelist that the file ends in, where it is cut off.
  package private(set) var unclosed: String?

  private static let cardNames: Set = [
    "K_POINTS", "ATOMIC_POSITIONS", "ATOMIC_SPECIES", "CELL_PARAMETERS", "CONSTRAINTS",
    "OCCUPATIONS", "ATOMIC_FORCES", "ATOMIC_VELOCITIES", "HUBBARD", "ADDITIONAL_K_POINTS",
    "SOLVENTS",
  ]

  package static func read(_ bytes: UnsafeRawBufferPointer, source: String) -> PWInputFile {
    var file = PWInputFile()
    var namelist: String?
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      let text = ReportLine.trimmed(String(line.text.prefix { $0 != "!" }))
      guard let first = text.split(separator: " ").first, !text.hasPrefix("#") else { continue }
      if let open = namelist {
        if text == "/" || first.uppercased() == "&END" {
          namelist = nil
        } else {
          file.take(text, open, line.number)
        }
      } else if first.hasPrefix("&") {
        namelist = first.dropFirst().lowercased()
      } else {
        file.takeCard(text, line.number)
      }
    }
    file.unclosed = namelist
    return file
  }

  /// `a = 1, b = 'x'`; commas and equal signs inside quotes do not count.
  private mutating func take(_ text: String, _ namelist: String, _ line: Int) {
    var (parts, part, quote): ([String], String, Character?) = ([], "", nil)
    var depth = 0
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character == "(" {
        depth += 1
      } else if character == ")" {
        depth -= 1
      } else if character == ",", depth <= 0 {
        parts.append(part)
        part = ""
        continue
      }
      part.append(character)
    }
    parts.append(part)
    for part in parts {
      guard let mark = part.firstIndex(of: "=") else { continue }
      let name = ReportLine.trimmed(String(part[..<mark])).lowercased().filter { $0 != " " }
      let value = ReportLine.trimmed(String(part[part.index(after: mark)...]))
      entries.append(
        Entry(
          namelist: namelist, name: name, value: value.filter { $0 != "'" && $0 != "\"" },
          line: line))
    }
  }

  private mutating func takeCard(_ text: String, _ line: Int) {
    let words = text.split(whereSeparator: { " \t".contains($0) }).map(String.init)
    let name = words[0].uppercased().prefix { $0 != "{" && $0 != "(" }
    if Self.cardNames.contains(String(name)) {
      let option = text.dropFirst(name.count).lowercased().filter { !" {}()\t".contains($0) }
      cards.append(Card(name: String(name), option: option, line: line))
    } else if !cards.isEmpty {
      cards[cards.count - 1].rows.append(words)
      cards[cards.count - 1].lines.append(line)
    }
  }

  package func card(_ name: String) -> Card? { cards.first { $0.name == name } }

  package subscript(name: String) -> Entry? { entries.first { $0.name == name } }
}

extension PWInputFile.Entry {
  package var number: Double? { ReportLine.number(value) }
  package var integer: Int? { Int(value) }
  package var isTrue: Bool {
    let letter = value.first { $0 != "." }
    return letter == "t" || letter == "T"
  }
}
