/// The usual forms of words and numbers, read without branches on their bytes.
///
/// Each function takes `place` before the value and leaves it behind; 0 bytes of success mean that
/// the value has another form, and `TextCursor`, which knows all forms and all errors, must read the
/// line. The caller sees to it that `reach` bytes are readable from `place`.
enum PlainText {
  /// Bytes that any of these functions may look at.
  static let reach = 64

  @inline(__always)
  static func word(at place: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
  }

  /// Goes over blanks (not tabs); false where they reach beyond `last`.
  @inline(__always)
  static func skipBlanks(
    _ place: inout UnsafePointer<UInt8>, upTo last: UnsafePointer<UInt8>
  ) -> Bool {
    guard place <= last else { return false }
    if place.pointee != 0x20 { return true }
    place += 1
    while true {
      let others = word(at: place) ^ 0x2020_2020_2020_2020
      place += others.trailingZeroBitCount >> 3
      if others != 0 { return place <= last }
      guard place <= last else { return false }
    }
  }

  /// A word of one to seven bytes as an integer; 0 for any other.
  @inline(__always)
  static func label(_ place: inout UnsafePointer<UInt8>) -> UInt64 {
    let bytes = word(at: place)
    let count = blankMask(bytes).trailingZeroBitCount >> 3
    guard count < 8 else { return 0 }
    place += count
    return bytes & ((1 &<< UInt64(truncatingIfNeeded: 8 &* count)) &- 1)
  }

  /// Goes over a word; false where it is longer than 24 bytes or empty.
  @inline(__always)
  static func skipWord(_ place: inout UnsafePointer<UInt8>) -> Bool {
    let start = place
    for _ in 0..<3 {
      let mask = blankMask(word(at: place))
      place += mask.trailingZeroBitCount >> 3
      if mask != 0 { return place > start }
    }
    return false
  }

  /// High bits of bytes that are blanks or control characters; exact up to the first one.
  @inline(__always)
  private static func blankMask(_ bytes: UInt64) -> UInt64 {
    (bytes &- 0x2121_2121_2121_2121) & ~bytes & 0x8080_8080_8080_8080
  }

  /// Leading digits of eight bytes: how many, and their value (of up to seven).
  @inline(__always)
  private static func digits(_ bytes: UInt64) -> (count: Int, value: UInt64) {
    let values = bytes ^ 0x3030_3030_3030_3030
    let others = ((values &+ 0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080
    let count = others.trailingZeroBitCount >> 3
    // In two steps: a shift by 64 would be none.
    let aligned = (values &<< 8) &<< UInt64(truncatingIfNeeded: 56 &- 8 &* count)
    return (count, UInt64(TextCursor.eightDigits(count == 8 ? values : aligned)))
  }

  /// An integer of up to seven digits with or without a minus.
  @inline(__always)
  static func integer(_ place: inout UnsafePointer<UInt8>) -> Int? {
    let isNegative = place.pointee == UInt8(ascii: "-")
    let start = isNegative ? place + 1 : place
    let (count, value) = digits(word(at: start))
    guard count &- 1 < 7, count > 0, start[count] <= 0x20 else { return nil }
    place = start + count
    return isNegative ? -Int(value) : Int(value)
  }

  /// A decimal of up to seven digits before the point and 15 behind, with or without a minus, correctly
  /// rounded.
  @inline(__always)
  static func decimal(
    _ place: inout UnsafePointer<UInt8>,
    _ powers: (doubles: UnsafePointer<Double>, integers: UnsafePointer<UInt64>)
  ) -> Double? {
    let isNegative = place.pointee == UInt8(ascii: "-")
    var p = isNegative ? place + 1 : place
    let whole = digits(word(at: p))
    guard whole.count < 8 else { return nil }
    p += whole.count
    var mantissa = whole.value
    var decimals = 0
    if p.pointee == UInt8(ascii: ".") {
      p += 1
      let first = digits(word(at: p))
      mantissa = mantissa &* powers.integers[first.count] &+ first.value
      decimals = first.count
      if first.count == 8 {
        let second = digits(word(at: p + 8))
        guard second.count < 8, whole.count &+ second.count <= 11 else { return nil }
        mantissa = mantissa &* powers.integers[second.count] &+ second.value
        decimals = 8 &+ second.count
      }
      p += decimals
    }
    guard whole.count &+ decimals > 0, p.pointee <= 0x20 else { return nil }
    place = p
    let value = DecimalValue.quotient(mantissa, decimals, powers.doubles)
    return isNegative ? -value : value
  }
}
