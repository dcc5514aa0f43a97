/// What could make a small YAML text cost much: its size, aliases and anchors, nesting.
///
/// Looked for before any parser sees the text, since a parser follows aliases by itself. The scan knows
/// no quotes: what it takes for an anchor inside a text is refused too, and can be written otherwise.
public enum YAMLTraps {
  public static let mostBytes = 1 << 20
  static let mostIndent = 64
  static let mostBrackets = 64

  /// Throws `ParseError` where the text is larger than 1 MB, is indented deeper than 64, opens more than
  /// 64 brackets in one line or leaves as many open, or holds an anchor or an alias.
  public static func refuse(in text: String, source: String) throws(ParseError) {
    guard text.utf8.count <= mostBytes else {
      throw error("the file is larger than 1 MB", source, line: 1, column: 1)
    }
    var open = 0
    var number = 0
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let bytes = Array(line)
      if let column = anchor(in: bytes) {
        throw error("anchors and aliases are not accepted", source, line: number, column: column)
      }
      let opened = bytes.count { "[{".utf8.contains($0) }
      let closed = bytes.count { "]}".utf8.contains($0) }
      open = max(0, open + opened - closed)
      guard bytes.prefix(while: { " -?".utf8.contains($0) }).count <= mostIndent,
        opened <= mostBrackets, open <= mostBrackets
      else { throw error("the file is nested too deep", source, line: number, column: 1) }
    }
  }

  /// Column of a `&name` or `*name` that could be one.
  private static func anchor(in line: [UInt8]) -> Int? {
    for (place, byte) in line.enumerated()
    where byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") {
      guard place + 1 < line.count, isOfName(line[place + 1]) else { continue }
      if place == 0 || line[place - 1] <= 0x20 || "[]{},:-?\"'!".utf8.contains(line[place - 1]) {
        return place + 1
      }
    }
    return nil
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func error(
    _ message: String, _ source: String, line: Int, column: Int
  ) -> ParseError {
    ParseError(source: source, line: line, column: column, reason: .unsupported(message))
  }
}
