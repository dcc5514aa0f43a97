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
    guard value.isFinite, (0...17).contains(decimals) else { return nil }
    let power = PowersOfTen.integers[decimals]
    guard value.magnitude * Double(power) < 9e18 else { return nil }
    if value == 0 { return 0 }
    let mantissa = UInt128(value.significandBitPattern | (value.isNormal ? 1 << 52 : 0))
    // |value| = mantissa · 2^(exponent − 52); mantissa · 10^17 < 2^110 fits.
    let shift = 52 - Int(value.exponent)
    let product = mantissa * UInt128(power)
    if shift <= 0 { return UInt64(product << UInt128(-shift)) }
    guard shift < 127 else { return 0 }
    let whole = product >> UInt128(shift)
    let rest = product & ((1 << UInt128(shift)) - 1)
    let half: UInt128 = 1 << UInt128(shift - 1)
    let roundsUp = rest > half || (rest == half && whole & 1 == 1)
    return UInt64(whole) + (roundsUp ? 1 : 0)
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
