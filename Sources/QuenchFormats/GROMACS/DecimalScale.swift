/// Divides small integers by a power of ten with two multiplications, correctly rounded.
///
/// 10^−k = head + tail, head of 22 bits: for |m| < 2³¹ the product m·head is exact, and m·tail adds an
/// error below 2⁻²⁰ of the last place before the only rounding of the sum. m/10^k lies at least
/// 1/(2·5^k) of a last place from a tie between two doubles (or is itself one), which is more than
/// that for k ≤ 7.
struct DecimalScale {
  /// Magnitudes below this may be scaled.
  static let limit = 1 << 31
  /// The largest k.
  static let maximumDigits = 7

  let head: Double
  let tail: Double

  /// `digits` in 0…7.
  init(digits: Int) {
    let power = PowersOfTen.doubles[digits]
    head = Double(bitPattern: (1 / power).bitPattern & ~0x7FFF_FFFF)
    // head · power has at most 22 + 24 bits, so that this remainder is exact.
    tail = (1 - head * power) / power
  }

  @inline(__always)
  func callAsFunction(_ value: Double) -> Double { value * head + value * tail }
}
