/// The usual forms of words and numbers, read by guessing their lengths and checking the guess.
///
/// The place of a value depends on the length of the one before, and a length computed from the bytes
/// keeps the processor waiting for them. A guessed length lets it go on: one or two digits before the
/// point, and as many behind it as the last number of that kind had. Every byte is still checked.
///
/// Each function takes `place` before the value and leaves it behind. Where it gives nothing the value
/// has another form, and `TextCursor`, which knows all forms and all errors, must read the line. The
/// caller sees to it that `reach` bytes are readable from `place`.
struct PlainText {
  /// Bytes that any of these functions may look at.
  static let reach = 64

  private let doubles = PowersOfTen.doubles
  private let integers = PowersOfTen.integers
  /// Digits behind the point of the last number with none, one, two or more digits before it.
  private var decimals = SIMD4<Int>(repeating: 6)

  @inline(__always)
  private static func word(at place: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
  }

  /// Goes over blanks (not tabs); false where they reach beyond `last`.
  @inline(__always)
  func skipBlanks(
    _ place: inout UnsafePointer<UInt8>, upTo last: UnsafePointer<UInt8>
  ) -> Bool {
    guard place <= last else { return false }
    if place.pointee != 0x20 { return true }
    place += 1
    if place.pointee != 0x20 { return true }
    while true {
      let others = Self.word(at: place) ^ 0x2020_2020_2020_2020
      place += others.trailingZeroBitCount >> 3
      if others != 0 { return place <= last }
      guard place <= last else { return false }
    }
  }

  /// A word of one to seven bytes as an integer; 0 for any other.
  @inline(__always)
  func label(_ place: inout UnsafePointer<UInt8>) -> UInt64 {
    let bytes = Self.word(at: place)
    if place[0] <= 0x20 { return 0 }
    if place[1] <= 0x20 {
      place += 1
      return bytes & 0xFF
    }
    if place[2] <= 0x20 {
      place += 2
      return bytes & 0xFFFF
    }
    let count = Self.blankMask(bytes).trailingZeroBitCount >> 3
    guard count < 8 else { return 0 }
    place += count
    return bytes & ((1 &<< UInt64(truncatingIfNeeded: 8 &* count)) &- 1)
  }

  /// Goes over a word; false where it is longer than 24 bytes or empty.
  @inline(__always)
  func skipWord(_ place: inout UnsafePointer<UInt8>) -> Bool {
    let start = place
    for _ in 0..<3 {
      let mask = Self.blankMask(Self.word(at: place))
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

  /// High bits of bytes that are no digits; exact up to the first one. `values` are bytes minus `0`.
  @inline(__always)
  private static func otherMask(_ values: UInt64) -> UInt64 {
    ((values &+ 0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080
  }

  /// Leading digits of eight bytes: how many, and their value.
  @inline(__always)
  private static func digits(at place: UnsafePointer<UInt8>) -> (count: Int, value: UInt64) {
    let values = word(at: place) ^ 0x3030_3030_3030_3030
    let count = otherMask(values).trailingZeroBitCount >> 3
    // In two steps: a shift by 64 would be none.
    let aligned = (values &<< 8) &<< UInt64(truncatingIfNeeded: 56 &- 8 &* count)
    return (count, UInt64(TextCursor.eightDigits(count == 8 ? values : aligned)))
  }

  /// An integer of up to seven digits with or without a minus.
  @inline(__always)
  func integer(_ place: inout UnsafePointer<UInt8>) -> Int? {
    let first = place[0] &- 48
    if first < 10, place[1] <= 0x20 {
      place += 1
      return Int(first)
    }
    let isNegative = place.pointee == UInt8(ascii: "-")
    let start = isNegative ? place + 1 : place
    let (count, value) = Self.digits(at: start)
    guard count > 0, count < 8, start[count] <= 0x20 else { return nil }
    place = start + count
    return isNegative ? -Int(value) : Int(value)
  }

  /// A decimal with or without a minus, correctly rounded: one or two digits before the point and as
  /// many behind as last time (up to eight), else up to seven before and 15 behind.
  @inline(__always)
  mutating func decimal(_ place: inout UnsafePointer<UInt8>) -> Double? {
    let isNegative = place.pointee == UInt8(ascii: "-")
    let p = isNegative ? place + 1 : place
    let (first, second) = (p[0] &- 48, p[1] &- 48)
    if p[1] == UInt8(ascii: "."), first < 10 {
      if let mantissa = guessed(p + 2, UInt64(first), decimals[1]) {
        place = p + (2 &+ decimals[1])
        return signed(mantissa, decimals[1], isNegative)
      }
    } else if p[2] == UInt8(ascii: "."), first < 10, second < 10 {
      if let mantissa = guessed(p + 3, UInt64(first) &* 10 &+ UInt64(second), decimals[2]) {
        place = p + (3 &+ decimals[2])
        return signed(mantissa, decimals[2], isNegative)
      }
    }
    return anyDecimal(p, isNegative, &place)
  }

  /// `whole` with `count` digits (1…8) behind it, where exactly so many follow.
  @inline(__always)
  private func guessed(_ p: UnsafePointer<UInt8>, _ whole: UInt64, _ count: Int) -> UInt64? {
    let values = Self.word(at: p) ^ 0x3030_3030_3030_3030
    let unused = UInt64(truncatingIfNeeded: 64 &- 8 &* count)
    guard Self.otherMask(values) &<< unused == 0, p[count] <= 0x20 else { return nil }
    return whole &* integers[count] &+ UInt64(TextCursor.eightDigits(values &<< unused))
  }

  @inline(__always)
  private func signed(_ mantissa: UInt64, _ decimals: Int, _ isNegative: Bool) -> Double {
    let value = DecimalValue.quotient(mantissa, decimals, doubles)
    return isNegative ? -value : value
  }

  @inline(never)
  private mutating func anyDecimal(
    _ start: UnsafePointer<UInt8>, _ isNegative: Bool, _ place: inout UnsafePointer<UInt8>
  ) -> Double? {
    var p = start
    let whole = Self.digits(at: p)
    guard whole.count < 8 else { return nil }
    p += whole.count
    var mantissa = whole.value
    var count = 0
    if p.pointee == UInt8(ascii: ".") {
      p += 1
      let first = Self.digits(at: p)
      mantissa = mantissa &* integers[first.count] &+ first.value
      count = first.count
      if first.count == 8 {
        let second = Self.digits(at: p + 8)
        guard second.count < 8, whole.count &+ second.count <= 11 else { return nil }
        mantissa = mantissa &* integers[second.count] &+ second.value
        count = 8 &+ second.count
      }
      p += count
    }
    guard whole.count &+ count > 0, p.pointee <= 0x20 else { return nil }
    place = p
    if (1...8).contains(count) { decimals[min(whole.count, 3)] = count }
    return signed(mantissa, count, isNegative)
  }
}
