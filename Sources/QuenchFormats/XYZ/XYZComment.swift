/// The second line of an XYZ frame, taken apart into `key=value` pairs.
///
/// Values may be bare, quoted with backslash escapes, or arrays in `[…]` or `{…}`. A key without a
/// value is true. Source: the extended XYZ specification, github.com/libAtoms/extxyz.
struct XYZComment {
  struct Entry: Hashable {
    let key: String
    let value: String
    /// Of the key, from 1.
    let column: Int
  }

  /// The line without its line break, blanks trimmed.
  let text: String
  let line: Int
  let source: String
  private(set) var entries: [Entry] = []

  /// True where `Properties` or `Lattice` say that the line is more than free text.
  var isExtended: Bool { value("properties") != nil || value("lattice") != nil }

  /// Free text is kept as it is; only a line that names `Properties=` or `Lattice=` must parse.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, line: Int, source: String
  ) throws(ParseError) {
    text = String(decoding: bytes, as: UTF8.self).trimmingBlanks()
    self.line = line
    self.source = source
    var lexer = XYZCommentLexer(bytes: bytes)
    if let column = lexer.readAll(into: &entries) {
      guard Self.names("properties=", in: text) || Self.names("lattice=", in: text) else { return }
      throw ParseError(
        source: source, line: line, column: column,
        reason: .expected("a closing quote or bracket", found: "end of line"))
    }
  }

  private static func names(_ key: String, in text: String) -> Bool {
    text.lowercased().contains(key)
  }

  /// The entry of a key in any letter case; the last one counts.
  func entry(_ key: String) -> Entry? {
    entries.last { $0.key == key } ?? entries.last { $0.key.lowercased() == key }
  }

  func value(_ key: String) -> String? { entry(key)?.value }

  /// The numbers of a value, whatever brackets, commas or blanks separate them; nil where one of its
  /// words is no finite number.
  static func numbers(_ value: String) -> [Double]? {
    let separators: Set<Character> = ["[", "]", "{", "}", ",", " ", "\t"]
    var numbers: [Double] = []
    for word in value.split(whereSeparator: { separators.contains($0) }) {
      guard let number = number(word), number.isFinite else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  private static func number(_ word: Substring) -> Double? {
    var word = word
    return word.withUTF8 { DecimalValue.parse($0) }
  }

  /// Logical values `T F true false 1 0`; nil where a word is none.
  static func logicals(_ value: String) -> [Bool]? {
    let separators: Set<Character> = ["[", "]", "{", "}", ",", " ", "\t"]
    var logicals: [Bool] = []
    for word in value.split(whereSeparator: { separators.contains($0) }) {
      guard let logical = logical(word) else { return nil }
      logicals.append(logical)
    }
    return logicals
  }

  static func logical(_ word: some StringProtocol) -> Bool? {
    switch word.lowercased() {
    case "t", "true", ".true.", "1": true
    case "f", "false", ".false.", "0": false
    default: nil
    }
  }

  func error(at entry: Entry, _ reason: ParseError.Reason, advice: String? = nil) -> ParseError {
    ParseError(
      source: source, line: line, column: entry.column, reason: reason, advice: advice)
  }
}

/// Splits a comment line; stops at an unclosed quote or bracket.
private struct XYZCommentLexer {
  let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Nil, or the column where something was opened and never closed.
  mutating func readAll(into entries: inout [XYZComment.Entry]) -> Int? {
    while true {
      skipBlanks()
      guard place < bytes.count else { return nil }
      let column = place + 1
      guard let key = bytes[place] == UInt8(ascii: "\"") ? quoted() : bareKey() else {
        return column
      }
      skipBlanks()
      guard place < bytes.count, bytes[place] == UInt8(ascii: "=") else {
        if !key.isEmpty {
          entries.append(XYZComment.Entry(key: key, value: "T", column: column))
        }
        continue
      }
      place += 1
      skipBlanks()
      guard let value = value() else { return column }
      entries.append(XYZComment.Entry(key: key, value: value, column: column))
    }
  }

  private mutating func skipBlanks() {
    while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
  }

  private mutating func value() -> String? {
    guard place < bytes.count else { return "" }
    switch bytes[place] {
    case UInt8(ascii: "\""): return quoted()
    case UInt8(ascii: "["): return bracketed(UInt8(ascii: "["), UInt8(ascii: "]"))
    case UInt8(ascii: "{"): return bracketed(UInt8(ascii: "{"), UInt8(ascii: "}"))
    default: return bare { _ in false }
    }
  }

  private mutating func bareKey() -> String { bare { $0 == UInt8(ascii: "=") } }

  private mutating func bare(stoppingAt stops: (UInt8) -> Bool) -> String {
    let start = place
    while place < bytes.count, bytes[place] > 0x20, !stops(bytes[place]) { place += 1 }
    return text(start..<place)
  }

  private mutating func quoted() -> String? {
    place += 1
    var value: [UInt8] = []
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: value, as: UTF8.self) }
      if byte == UInt8(ascii: "\\"), place < bytes.count {
        let escaped = bytes[place]
        value.append(escaped == UInt8(ascii: "n") ? 0x0A : escaped)
        place += 1
      } else {
        value.append(byte)
      }
    }
    return nil
  }

  private mutating func bracketed(_ open: UInt8, _ close: UInt8) -> String? {
    let start = place
    var depth = 0
    while place < bytes.count {
      if bytes[place] == open { depth += 1 }
      if bytes[place] == close { depth -= 1 }
      place += 1
      if depth == 0 { return text(start..<place) }
    }
    return nil
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }
}

extension String {
  /// Without blanks and control characters at both sides.
  func trimmingBlanks() -> String {
    let isBlank: (UInt8) -> Bool = { $0 <= 0x20 }
    let head = utf8.drop(while: isBlank)
    let tail = head.reversed().prefix(while: isBlank).count
    return String(decoding: head.dropLast(tail), as: UTF8.self)
  }
}
