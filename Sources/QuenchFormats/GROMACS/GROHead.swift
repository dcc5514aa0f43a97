import QuenchModel

/// The two lines before the atoms of a GRO frame.
struct GROHead {
  /// Without `t=` and `step=`.
  let title: String
  /// fs.
  let time: Double?
  let step: Int?
  let count: Int
  /// Bytes from the start of the frame to the first atom line.
  let length: Int

  init(_ cursor: inout TextCursor) throws(ParseError) {
    guard !cursor.isAtEnd else {
      throw cursor.error(.endOfFile(expected: "a title line"))
    }
    (title, time, step) = Self.split(cursor.textLine())
    guard !cursor.isAtEnd else {
      throw cursor.error(.endOfFile(expected: "the number of atoms"))
    }
    count = try cursor.count("number of atoms")
    guard cursor.isAtLineEnd() else {
      throw cursor.error(.expected("the number of atoms alone", found: cursor.textLine()))
    }
    cursor.skipLine()
    length = cursor.offset
  }

  /// `water t= 1.5 step= 3` → (`water`, 1500 fs, 3). Text that only looks like them stays.
  static func split(_ line: String) -> (title: String, time: Double?, step: Int?) {
    var rest = Substring(line)
    let step = takeNumber(after: "step=", from: &rest).flatMap { Int($0) }
    if step == nil { rest = Substring(line) }
    let beforeTime = rest
    let time = takeNumber(after: "t=", from: &rest).flatMap { femtoseconds(ofPicoseconds: $0) }
    if time == nil { rest = beforeTime }
    return (String(rest), time, step)
  }

  /// Cuts the line's last `mark number` off and gives the number's text; the mark begins a word.
  private static func takeNumber(after mark: String, from line: inout Substring) -> String? {
    let bytes = Array(line.utf8)
    let wanted = Array(mark.utf8)
    var place = bytes.count - wanted.count
    while place >= 0 {
      let startsWord = place == 0 || bytes[place - 1] <= 0x20 || bytes[place - 1] == 0x2C
      if startsWord, bytes[place..<place + wanted.count].elementsEqual(wanted) { break }
      place -= 1
    }
    guard place >= 0 else { return nil }
    let number = bytes[(place + wanted.count)...].drop { $0 == 0x20 || $0 == 0x09 }
    guard !number.isEmpty, !number.contains(0x20) else { return nil }
    var last = place
    while last > 0, bytes[last - 1] <= 0x20 { last -= 1 }
    line = Substring(String(decoding: bytes[..<last], as: UTF8.self))
    return String(decoding: number, as: UTF8.self)
  }

  private static func femtoseconds(ofPicoseconds text: String) -> Double? {
    let bytes = Array(text.utf8)
    let value = bytes.withUnsafeBufferPointer { DecimalValue.parse($0, shift: 3) }
    return value.flatMap { $0.isFinite ? $0 : nil }
  }
}
