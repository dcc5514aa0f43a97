/// Distinct words of a column, numbered in order of first appearance.
///
/// Words of up to eight bytes are compared as one integer and found in a small cache.
struct LabelTable {
  private(set) var labels: [String] = []
  private var codes: [String: Int32] = [:]
  private var cachedKeys = [UInt64](repeating: 0, count: 64)
  private var cachedCodes = [Int32](repeating: 0, count: 64)

  /// The code of the next word on the line.
  @inline(__always)
  mutating func code(
    _ cursor: inout TextCursor, _ expected: @autoclosure () -> String
  ) throws(ParseError) -> Int32 {
    cursor.skipBlanks()
    guard cursor.remaining >= 8 else { return try slowCode(&cursor, expected()) }
    let bytes = UInt64(
      littleEndian: UnsafeRawPointer(cursor.position).loadUnaligned(as: UInt64.self))
    // The lowest byte that is a blank or control character, found by a borrow (SWAR).
    let ends = (bytes &- 0x2121_2121_2121_2121) & ~bytes & 0x8080_8080_8080_8080
    let count = ends.trailingZeroBitCount >> 3
    guard count > 0, count < 8 else { return try slowCode(&cursor, expected()) }
    let key = bytes & ((1 << UInt64(8 * count)) &- 1)
    let slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 58)
    guard cachedKeys[slot] == key else {
      let code = try slowCode(&cursor, expected())
      cachedKeys[slot] = key
      cachedCodes[slot] = code
      return code
    }
    cursor.advance(count)
    return cachedCodes[slot]
  }

  @inline(never)
  private mutating func slowCode(
    _ cursor: inout TextCursor, _ expected: String
  ) throws(ParseError) -> Int32 {
    guard !cursor.isAtLineEnd() else { throw cursor.missing(expected) }
    let word = cursor.word()
    guard !word.isEmpty else {
      throw cursor.error(.expected(expected, found: "a control character"))
    }
    let label = String(decoding: word, as: UTF8.self)
    // Swift compares text by meaning: spellings of one label that differ in bytes share a code.
    if let known = codes[label] { return known }
    let code = Int32(labels.count)
    labels.append(label)
    codes[label] = code
    return code
  }
}
