extension FileFormat {
  /// How many bytes to skip at the head of a text: three for a UTF-8 byte-order mark, else none.
  ///
  /// Throws for UTF-16 and UTF-32 and for lines that end in CR alone. 0 for binary formats.
  public func textStart(
    _ head: UnsafeRawBufferPointer, source: String
  ) throws(ParseError) -> Int {
    guard isText else { return 0 }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return 3 }
    try Self.refuseWideText(head, source: source)
    if Self.endsLinesWithCarriageReturn(head) {
      throw ParseError(
        source: source, line: 1, column: 1,
        reason: .unsupported("the lines end with a carriage return alone"),
        advice: "convert it, e.g. with tr '\\r' '\\n'")
    }
    return 0
  }

  /// Throws where the bytes are UTF-16 or UTF-32.
  static func refuseWideText(
    _ head: UnsafeRawBufferPointer, source: String
  ) throws(ParseError) {
    guard let name = wideEncoding(head) else { return }
    throw ParseError(
      source: source, line: 1, column: 1, reason: .unsupported("the text is encoded as \(name)"),
      advice: "convert it to UTF-8, e.g. with iconv -f \(name) -t UTF-8")
  }

  private static func wideEncoding(_ head: UnsafeRawBufferPointer) -> String? {
    if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF]) {
      return "UTF-32"
    }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    // Without a mark, ASCII in UTF-16 has a zero in every second byte.
    guard head.count >= 4 else { return nil }
    if head[0] == 0, head[1] != 0, head[2] == 0, head[3] != 0 { return "UTF-16BE" }
    if head[0] != 0, head[1] == 0, head[2] != 0, head[3] == 0 { return "UTF-16LE" }
    return nil
  }

  private static func endsLinesWithCarriageReturn(_ head: UnsafeRawBufferPointer) -> Bool {
    let shown = head.prefix(1 << 16)
    return shown.contains(0x0D) && !shown.contains(0x0A)
  }
}
