/// What the first bytes of a text file say about its encoding.
enum TextEncoding {
  /// Bytes of a UTF-8 mark to skip; an error for encodings and line ends no parser here reads.
  static func bytesToSkip(
    _ head: UnsafeRawBufferPointer, source: String
  ) throws(ParseError) -> Int {
    func refuse(_ what: String, _ advice: String, column: Int = 1) -> ParseError {
      ParseError(
        source: source, line: 1, column: column, reason: .unsupported(what), advice: advice)
    }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      throw refuse("the text is UTF-16", "convert it: iconv -f UTF-16 -t UTF-8 FILE")
    }
    let sample = head.prefix(1 << 16)
    if let place = loneReturn(sample) {
      throw refuse(
        "lines end with a lone carriage return", "convert it: tr '\\r' '\\n' < FILE",
        column: place + 1)
    }
    return head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The first carriage return, where the text has some but no line feed at all.
  private static func loneReturn(_ sample: Slice<UnsafeRawBufferPointer>) -> Int? {
    guard !sample.contains(0x0A) else { return nil }
    guard let place = sample.firstIndex(of: 0x0D) else { return nil }
    return sample.distance(from: sample.startIndex, to: place)
  }
}
