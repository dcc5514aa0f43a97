/// Takes a line of a Fortran namelist apart: names before `=`, values, and the `/` that ends it.
///
/// Blanks and commas separate values; inside quotes nothing counts, and `!` begins a comment.
struct NamelistScanner {
  struct Token {
    enum Kind { case name, value, end }
    let kind: Kind
    let text: String
    /// From 1, in bytes.
    let column: Int
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var place: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, from place: Int) {
    self.bytes = bytes
    self.place = place
  }

  mutating func next() -> Token? {
    while place < bytes.count, bytes[place] <= 0x20 || bytes[place] == UInt8(ascii: ",") {
      place += 1
    }
    guard place < bytes.count, bytes[place] != UInt8(ascii: "!") else { return nil }
    let start = place
    let byte = bytes[place]
    if byte == UInt8(ascii: "/") { return Token(kind: .end, text: "/", column: start + 1) }
    if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") { return quoted(by: byte) }
    if byte == UInt8(ascii: "=") {
      place += 1
      return next()
    }
    let text = word()
    if text.lowercased() == "&end" { return Token(kind: .end, text: text, column: start + 1) }
    return Token(kind: isBeforeEqual ? .name : .value, text: text, column: start + 1)
  }

  private mutating func quoted(by quote: UInt8) -> Token {
    let start = place
    place += 1
    while place < bytes.count, bytes[place] != quote { place += 1 }
    let text = String(decoding: bytes[(start + 1)..<place], as: UTF8.self)
    place = min(place + 1, bytes.count)
    return Token(kind: .value, text: text, column: start + 1)
  }

  /// Up to a blank, comma, `=`, `/`, `!` or quote; an index in brackets belongs to it, blanks and all.
  private mutating func word() -> String {
    let start = place
    var depth = 0
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "="), UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "'"),
        UInt8(ascii: "\""):
        return text(from: start)
      case UInt8(ascii: ","), 0...0x20:
        if depth <= 0, !isBeforeBracket { return text(from: start) }
      default: break
      }
      place += 1
    }
    return text(from: start)
  }

  private func text(from start: Int) -> String {
    String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private func firstByte(from start: Int) -> UInt8? {
    bytes[start...].first { $0 > 0x20 }
  }

  private var isBeforeEqual: Bool { firstByte(from: place) == UInt8(ascii: "=") }

  /// `celldm (1)`: the index may stand apart.
  private var isBeforeBracket: Bool {
    bytes[place] <= 0x20 && firstByte(from: place) == UInt8(ascii: "(")
  }
}
