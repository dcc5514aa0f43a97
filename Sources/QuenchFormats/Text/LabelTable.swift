/// Distinct words of a column, numbered in order of first appearance.
struct LabelTable {
  private(set) var labels: [String] = []
  private var codes: [String: Int32] = [:]

  /// The code of the next word on the line, which is added if it is new.
  mutating func code(
    _ cursor: inout TextCursor, _ expected: @autoclosure () -> String
  ) throws(ParseError) -> Int32 {
    guard !cursor.isAtLineEnd() else { throw cursor.missing(expected()) }
    let word = cursor.word()
    guard !word.isEmpty else {
      throw cursor.error(.expected(expected(), found: "a control character"))
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

/// Codes of short words seen lately, found by the word's bytes as one integer.
struct LabelCache {
  static let size = 64

  /// Zero where the place is empty; no word is zero.
  private(set) var key: UInt64 = 0
  private(set) var code: Int32 = 0

  init() {}

  init(key: UInt64, code: Int32) {
    self.key = key
    self.code = code
  }

  @inline(__always)
  static func place(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 58)
  }
}
