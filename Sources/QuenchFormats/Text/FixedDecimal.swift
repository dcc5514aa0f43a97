#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Exact fixed-point digits of a double.
enum FixedDecimal {
  /// round(|value| · 10^decimals), half to even on the exact value; nil where that does not fit 64 bits
  /// or the value is not finite.
  static func digits(of value: Double, decimals: Int) -> UInt64? {
    guard (0...17).contains(decimals) else { return nil }
    let power = PowersOfTen.integers[decimals]
    // False for NaN and infinities too.
    guard value.magnitude * Double(power) < 9e18 else { return nil }
    let bits = value.bitPattern
    let exponentBits = Int((bits >> 52) & 0x7FF)
    let mantissa = bits & (1 << 52 - 1) | (exponentBits == 0 ? 0 : 1 << 52)
    // |value| = mantissa · 2^−shift; mantissa · 10^17 < 2^110 fits.
    let shift = 1075 - max(exponentBits, 1)
    let parts = mantissa.multipliedFullWidth(by: power)
    let product = UInt128(parts.high) << 64 | UInt128(parts.low)
    if shift <= 0 { return UInt64(truncatingIfNeeded: product << UInt128(-shift)) }
    guard shift < 127 else { return 0 }
    let whole = product &>> UInt128(shift)
    let rest = product & ((1 &<< UInt128(shift)) &- 1)
    let half: UInt128 = 1 &<< UInt128(shift - 1)
    let roundsUp = rest > half || (rest == half && whole & 1 == 1)
    return UInt64(truncatingIfNeeded: whole) &+ (roundsUp ? 1 : 0)
  }

  /// Eight decimal digits of a number below 10⁸, one per byte, the first in the lowest (SWAR: divisions
  /// by 10⁴, 10² and 10 as multiplications, side by side).
  @inline(__always)
  static func eightDigits(_ value: UInt64) -> UInt64 {
    let high = value / 10_000
    let halves = high | (value &- high &* 10_000) << 32
    let hundreds = ((halves &* 10486) >> 20) & 0x0000_007F_0000_007F
    let pairs = hundreds | (halves &- hundreds &* 100) << 16
    let tens = ((pairs &* 103) >> 10) & 0x000F_000F_000F_000F
    return tens | (pairs &- tens &* 10) << 8
  }

  /// `printf("%.*f")`, for what `digits` cannot hold.
  static func printed(_ value: Double, decimals: Int) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      let length = withVaList([Int32(decimals), value]) { vsnprintf(start, 512, "%.*f", $0) }
      let bytes = buffer.prefix(Int(max(0, min(length, 511)))).map { UInt8(bitPattern: $0) }
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}
