#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Finds line breaks and looks at nothing else.
enum LineScan {
  /// Bytes counted at once, and in between two sums.
  private static let block = 4096
  private static let partLength = 1024

  /// The offset behind the `count`-th line break at or after `start`; nil where there are fewer.
  /// `found` is how many were seen, at most `count`.
  static func offset(
    afterLines count: Int, in bytes: UnsafeRawBufferPointer, from start: Int = 0
  ) -> (offset: Int?, found: Int) {
    guard count > 0 else { return (start, 0) }
    guard let base = bytes.baseAddress else { return (nil, 0) }
    var place = start
    var found = 0
    while bytes.count - place >= block {
      let inBlock = countBreaks(base + place)
      if found + inBlock >= count { break }
      found += inBlock
      place += block
    }
    while place < bytes.count, let hit = memchr(base + place, 0x0A, bytes.count - place) {
      place = UnsafeRawPointer(hit) - base + 1
      found += 1
      if found == count { return (place, found) }
    }
    return (nil, found)
  }

  /// Line breaks in one block.
  ///
  /// In each eight-byte word the breaks become ones in their bytes (exact, no borrow between bytes), and
  /// the words are added up: at most 255 of them before a byte could overflow.
  @inline(__always)
  private static func countBreaks(_ bytes: UnsafeRawPointer) -> Int {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    var total: UInt64 = 0
    for part in 0..<block / partLength {
      let part = bytes + part * partLength
      var sums: UInt64 = 0
      for word in 0..<partLength / 8 {
        let bits = (part + 8 * word).loadUnaligned(as: UInt64.self) ^ 0x0A0A_0A0A_0A0A_0A0A
        sums &+= ~(((bits & low) &+ low) | bits | low) &>> 7
      }
      let pairs = (sums & 0x00FF_00FF_00FF_00FF) &+ ((sums &>> 8) & 0x00FF_00FF_00FF_00FF)
      total &+= (pairs &* 0x0001_0001_0001_0001) &>> 48
    }
    return Int(total)
  }
}

extension LineScan {
  /// Whether the line that ends the file has as many words as the atom line before it, or, as the
  /// only atom line, as many as `least` (the words of the line before but two where that is nil).
  static func lastLineIsWhole(
    _ bytes: UnsafeRawBufferPointer, atoms: Int, least: Int? = nil
  ) -> Bool {
    var end = bytes.count
    var words: [Int] = []
    while words.count < 2, end > 0 {
      var start = end
      while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
      var cursor = TextCursor(
        UnsafeRawBufferPointer(rebasing: bytes[start..<end]), source: "")
      var count = 0
      while !cursor.word().isEmpty { count += 1 }
      words.append(count)
      end = start - 1
    }
    guard let last = words.first, let before = words.last else { return false }
    return last >= (atoms > 1 ? before : least ?? max(1, before - 2))
  }

  /// Refuses a count of atom lines that the bytes cannot hold, before anything is made of that size.
  static func require(
    _ count: Int, _ cursor: TextCursor, in bytes: UnsafeRawBufferPointer
  ) throws(ParseError) {
    guard count > (cursor.remaining + 1) / 2 else { return }
    let found = offset(afterLines: count, in: bytes, from: cursor.offset).found
    throw cursor.error(.countMismatch(what: "atom lines", expected: count, found: found))
  }
}

extension TextCursor {
  /// Goes over lines of blanks.
  mutating func skipBlankLines() {
    while !isAtEnd, isAtLineEnd(), !isAtEnd { skipLine() }
  }
}
