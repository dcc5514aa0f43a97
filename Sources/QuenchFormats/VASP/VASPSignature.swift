/// Tells POSCAR and XDATCAR by their first lines, where the file name is silent.
enum VASPSignature {
  case poscar
  case xdatcar

  /// Nil for every other text: a scale, three vectors and a line of counts are asked for.
  init?(head: UnsafeRawBufferPointer) {
    var cursor = TextCursor(UnsafeRawBufferPointer(rebasing: head.prefix(1 << 16)), source: "")
    cursor.skipLine()
    guard Self.numbers(cursor.words()).map({ $0 == 1 || $0 == 3 }) == true else { return nil }
    for _ in 0..<3 {
      guard let count = Self.numbers(cursor.words()), count >= 3 else { return nil }
    }
    var counts = cursor.words()
    if let first = counts.first, first.text.utf8.first.map(Self.isLetter) == true {
      counts = cursor.words()
    }
    guard let first = counts.first, Int(first.text) != nil else { return nil }
    self = Self.follows(&cursor)
  }

  /// A blank line, `Direct configuration=` or `Konfig=` begins the frames of an XDATCAR.
  private static func follows(_ cursor: inout TextCursor) -> VASPSignature {
    guard !cursor.isAtEnd else { return .poscar }
    let line = cursor.textLine().lowercased()
    let isFrame = line.isEmpty || line.hasPrefix("konfig") || line.contains("configuration")
    return isFrame ? .xdatcar : .poscar
  }

  /// How many numbers open the line; nil when there is none.
  private static func numbers(_ words: [TextCursor.Word]) -> Int? {
    var count = 0
    for word in words {
      let isNumber = Array(word.text.utf8).withUnsafeBufferPointer { DecimalValue.parse($0) != nil }
      guard isNumber else { break }
      count += 1
    }
    return count > 0 ? count : nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }
}
