/// One word of a CIF 1.1 file (Hall, Allen & Brown, Acta Cryst. A47 (1991) 655, doi
/// 10.1107/S010876739101067X; syntax version 1.1, International Tables G, 2.2).
struct CIFToken: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// `data_name`, the name without its prefix.
    case data
    /// `save_name`; an empty name closes the frame.
    case save
    case loop
    /// `_name`, in small letters, points replaced by underscores.
    case tag
    case value
    /// A value in quotes or a text field: never `?` or `.` as "unknown".
    case quoted
  }

  let kind: Kind
  let text: String
  let line: Int
  let column: Int

  /// The value, nil where it is unknown (`?`) or does not apply (`.`).
  var known: String? { kind == .value && (text == "?" || text == ".") ? nil : text }
}

/// Cuts CIF text into words.
struct CIFTokenizer {
  private var cursor: TextCursor

  init(_ bytes: UnsafeRawBufferPointer, source: String, firstLine: Int) {
    cursor = TextCursor(bytes, source: source, firstLine: firstLine)
  }

  /// Nil at the end of the file.
  mutating func next() throws(ParseError) -> CIFToken? {
    while let byte = cursor.peek {
      switch byte {
      case 0x0A: cursor.skipLine()
      case 0...0x20: cursor.advance(1)
      case UInt8(ascii: "#"): cursor.skipLine()
      case UInt8(ascii: ";") where cursor.position == cursor.lineStart: return try textField()
      case UInt8(ascii: "'"), UInt8(ascii: "\""): return try quoted(byte)
      default: return word()
      }
    }
    return nil
  }

  private var column: Int { cursor.position - cursor.lineStart + 1 }

  private mutating func word() -> CIFToken {
    let (line, column) = (cursor.line, column)
    let text = String(decoding: cursor.word(), as: UTF8.self)
    func token(_ kind: CIFToken.Kind, _ text: String) -> CIFToken {
      CIFToken(kind: kind, text: text, line: line, column: column)
    }
    if text.hasPrefix("_") {
      return token(.tag, String(text.lowercased().map { $0 == "." ? "_" : $0 }))
    }
    guard text.utf8.count >= 5, text.contains("_") else { return token(.value, text) }
    let lower = text.lowercased()
    if lower == "loop_" { return token(.loop, "") }
    if lower.hasPrefix("data_") { return token(.data, String(text.dropFirst(5))) }
    if lower.hasPrefix("save_") { return token(.save, String(text.dropFirst(5))) }
    return token(.value, text)
  }

  /// A quote closes only before a blank or the end of the line: `'a dog's life'` is one value.
  private mutating func quoted(_ quote: UInt8) throws(ParseError) -> CIFToken {
    let (line, column) = (cursor.line, column)
    let open = cursor.position
    cursor.advance(1)
    let begin = cursor.position
    while let byte = cursor.peek, byte != 0x0A {
      let next = cursor.remaining > 1 ? cursor.position[1] : 0x0A
      if byte == quote, next <= 0x20 {
        let text = UnsafeBufferPointer(start: begin, count: cursor.position - begin)
        cursor.advance(1)
        return CIFToken(
          kind: .quoted, text: String(decoding: text, as: UTF8.self), line: line, column: column)
      }
      cursor.advance(1)
    }
    throw cursor.error(
      at: open, .expected("a closing quote on the same line", found: "the end of the line"))
  }

  private mutating func textField() throws(ParseError) -> CIFToken {
    let (line, column) = (cursor.line, column)
    cursor.advance(1)
    var lines: [String] = []
    while !cursor.isAtEnd {
      if cursor.peek == UInt8(ascii: ";"), cursor.position == cursor.lineStart {
        cursor.advance(1)
        return CIFToken(
          kind: .quoted, text: lines.joined(separator: "\n"), line: line, column: column)
      }
      lines.append(String(decoding: cursor.restOfLine(), as: UTF8.self))
    }
    throw ParseError(
      source: cursor.source, line: line, column: column,
      reason: .endOfFile(expected: "the ';' that closes this text field"))
  }
}
