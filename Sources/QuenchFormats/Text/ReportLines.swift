#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Walks through the lines of a program's report: log files whose meaning hangs on keywords.
///
/// For readers in other modules of this package. Lines are views into the bytes, which must outlive
/// them. Most lines are passed over, so a line costs one `memchr` and the look at its first letter.
package struct ReportLines {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// Offset of the next line.
  package private(set) var position: Int
  private var number: Int

  /// From the start, or from an offset that another walk gave.
  package init(
    _ bytes: UnsafeRawBufferPointer, source: String, from position: Int = 0, firstLine: Int = 1
  ) {
    self.bytes = bytes.bindMemory(to: UInt8.self)
    self.position = position
    number = firstLine - 1
  }

  /// The next line without its break and trailing blanks; nil at the end.
  @inline(__always)
  package mutating func next() -> ReportLine? {
    guard position < bytes.count, let base = bytes.baseAddress else { return nil }
    let start = base + position
    let rest = bytes.count - position
    var length = rest
    if let found = memchr(start, 0x0A, rest) {
      length = UnsafeRawPointer(found) - UnsafeRawPointer(start)
    }
    position += length + 1
    number += 1
    while length > 0, start[length - 1] <= 0x20 { length -= 1 }
    var first = 0
    while first < length, start[first] <= 0x20 { first += 1 }
    return ReportLine(
      bytes: UnsafeBufferPointer(start: start, count: length), first: first, number: number)
  }

  /// Passes over the lines at hand that begin, behind blanks, with a digit: the rows of a table nobody
  /// asks for, which may be most of a file.
  package mutating func skipNumbers() {
    guard let base = bytes.baseAddress else { return }
    while position < bytes.count {
      var first = position
      while first < bytes.count, base[first] == 0x20 { first += 1 }
      guard first < bytes.count, base[first] >= 0x30, base[first] <= 0x39,
        let end = memchr(base + first, 0x0A, bytes.count - first)
      else { return }
      position = UnsafeRawPointer(end) - UnsafeRawPointer(base) + 1
      number += 1
    }
  }
}

/// One line of a report.
package struct ReportLine {
  package let bytes: UnsafeBufferPointer<UInt8>
  /// Offset of the first byte that is no blank; the count where there is none.
  package let first: Int
  /// From 1.
  package let number: Int

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package var isBlank: Bool { first == bytes.count }

  /// Whether the text after leading blanks begins with `word`.
  @inline(__always)
  package func begins(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard bytes.count - first >= length, let start = bytes.baseAddress else { return false }
    return memcmp(start + first, word.utf8Start, length) == 0
  }

  /// Where `word` first occurs, as an offset just behind it.
  @inline(__always)
  package func end(of word: StaticString) -> Int? {
    let length = word.utf8CodeUnitCount
    guard length > 0, bytes.count >= length else { return nil }
    guard var place = bytes.baseAddress.map({ UnsafeRawPointer($0) }) else { return nil }
    let start = place
    let last = place + (bytes.count - length)
    let first = Int32(word.utf8Start[0])
    while place <= last, let found = memchr(place, first, last - place + 1) {
      if memcmp(found, word.utf8Start, length) == 0 {
        return UnsafeRawPointer(found) - start + length
      }
      place = UnsafeRawPointer(found) + 1
    }
    return nil
  }

  package func contains(_ word: StaticString) -> Bool { end(of: word) != nil }

  /// The text behind `word`, blanks trimmed; nil where it does not occur.
  package func text(after word: StaticString) -> String? {
    guard let start = end(of: word) else { return nil }
    return Self.trimmed(String(decoding: bytes[start...], as: UTF8.self))
  }

  /// The first number behind `word`, past `=`, `:` and blanks; nil where there is none.
  package func number(after word: StaticString) -> Double? {
    guard var start = end(of: word) else { return nil }
    while start < bytes.count,
      bytes[start] <= 0x20 || bytes[start] == UInt8(ascii: "=")
        || bytes[start] == UInt8(ascii: ":")
    {
      start += 1
    }
    return Self.number(in: bytes, from: start)
  }

  package func integer(after word: StaticString) -> Int? {
    number(after: word).flatMap { Int(exactly: $0) }
  }

  /// Blank-separated words.
  package var words: [String] {
    bytes.split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Blank-separated numbers from the start; glued signs (`-0.1-0.2`) part them. Stops at the first
  /// word that is none.
  package var numbers: [Double] {
    var cursor = TextCursor(UnsafeRawBufferPointer(bytes), source: "", firstLine: number)
    var values: [Double] = []
    do {
      while !cursor.isAtLineEnd() { values.append(try cursor.double()) }
    } catch {
      return values
    }
    return values
  }

  /// The decimal or Fortran real a whole word is; nil for anything else and for what is not finite.
  package static func number(_ word: some StringProtocol) -> Double? {
    var copy = String(word)
    let value = copy.withUTF8 { DecimalValue.parse($0) }
    return value.flatMap { $0.isFinite ? $0 : nil }
  }

  private static func number(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Double? {
    var end = start
    while end < bytes.count, isNumeric(bytes[end]) { end += 1 }
    guard end > start else { return nil }
    let value = DecimalValue.parse(UnsafeBufferPointer(rebasing: bytes[start..<end]))
    return value.flatMap { $0.isFinite ? $0 : nil }
  }

  private static func isNumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "+"),
      UInt8(ascii: "-"), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "d"), UInt8(ascii: "D"):
      true
    default: false
    }
  }

  /// Without ASCII blanks at both ends.
  package static func trimmed(_ text: String) -> String {
    let bytes = text.utf8
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }),
      let last = bytes.lastIndex(where: { $0 > 0x20 })
    else { return "" }
    return String(text[first...last])
  }
}
