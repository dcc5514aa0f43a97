#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The double nearest to a decimal number, always correctly rounded.
enum DecimalValue {
  /// mantissa / 10^fractionDigits for fractionDigits 0…19.
  ///
  /// Below 2⁵³ both operands are exact and one division rounds once (Clinger 1990, doi
  /// 10.1145/93542.93557). Above, a 128-by-64-bit division gives 63 or 64 quotient bits and the
  /// remainder says whether anything was left, which is all that rounding to 53 bits needs.
  @inline(__always)
  static func quotient(
    _ mantissa: UInt64, _ fractionDigits: Int, _ powers: UnsafePointer<Double>
  ) -> Double {
    if mantissa < 1 << 53 {
      return Double(Int64(bitPattern: mantissa)) / powers[fractionDigits]
    }
    return longQuotient(mantissa, fractionDigits)
  }

  @inline(never)
  private static func longQuotient(_ mantissa: UInt64, _ fractionDigits: Int) -> Double {
    let divisor = PowersOfTen.integers[fractionDigits]
    let divisorShift = divisor.leadingZeroBitCount
    let mantissaShift = mantissa.leadingZeroBitCount
    let normalDivisor = divisor << UInt64(divisorShift)
    // One bit lower than normal, so that the high word is below the divisor.
    let normalMantissa = mantissa << UInt64(mantissaShift)
    let (quotient, remainder) = normalDivisor.dividingFullWidth(
      (normalMantissa >> 1, normalMantissa << 63))
    // value = quotient · 2^(divisorShift − mantissaShift − 63), quotient in (2⁶², 2⁶⁴). The
    // quotient's lowest bit is far below the rounding position and stands for the remainder.
    let sticky = quotient | (remainder == 0 ? 0 : 1)
    let exponent = divisorShift - mantissaShift - 63
    return Double(sign: .plus, exponent: exponent, significand: Double(sticky))
  }

  /// Any decimal or Fortran real (`1.0D0`), given as the bytes of one token. Nil when it is not one.
  ///
  /// Infinite when the value is beyond a Double. `shift` multiplies by 10^shift before the one rounding.
  static func parse(_ token: UnsafeBufferPointer<UInt8>, shift: Int = 0) -> Double? {
    if let value = exact(token, shift) { return value }
    guard isReal(token) else { return nil }
    let mark = token.firstIndex { $0 | 0x20 == UInt8(ascii: "e") || $0 | 0x20 == UInt8(ascii: "d") }
    let digits = token.count - token.distance(from: mark ?? token.endIndex, to: token.endIndex)
    let exponent = mark.map { integer(token[($0 + 1)...]) } ?? 0
    let suffix = Array("e\(exponent + shift)".utf8)
    let length = digits + suffix.count
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: length + 1) { copy in
      for index in 0..<digits { copy[index] = CChar(bitPattern: token[index]) }
      for (index, byte) in suffix.enumerated() { copy[digits + index] = CChar(bitPattern: byte) }
      copy[length] = 0
      guard let start = copy.baseAddress else { return nil }
      return strtod(start, nil)
    }
  }

  /// The common case: mantissa below 2⁵³ and a power of ten up to 22 are exact, and one operation
  /// rounds once. Nil for all else, reals or not.
  private static func exact(_ token: UnsafeBufferPointer<UInt8>, _ shift: Int) -> Double? {
    var rest = token[...]
    let isNegative = dropSign(&rest)
    var mantissa: UInt64 = 0
    var digits = 0
    var point: Int?
    while let byte = rest.first {
      if byte == UInt8(ascii: "."), point == nil {
        point = digits
      } else {
        let digit = byte &- 48
        guard digit < 10 else { break }
        mantissa = mantissa &* 10 &+ UInt64(digit)
        digits += 1
      }
      rest = rest.dropFirst()
    }
    guard digits > 0, digits < 19, mantissa < 1 << 53, let exponent = shortExponent(rest) else {
      return nil
    }
    let power = exponent + shift - (digits - (point ?? digits))
    guard abs(power) <= 22 else { return nil }
    let factor = PowersOfTen.doubles[abs(power)]
    let value = power < 0 ? Double(mantissa) / factor : Double(mantissa) * factor
    return isNegative ? -value : value
  }

  private static func dropSign(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let sign = rest.first
    guard sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") else { return false }
    rest = rest.dropFirst()
    return sign == UInt8(ascii: "-")
  }

  /// `e-05`, `D+2`; 0 where there is none, nil where it is longer or something else.
  private static func shortExponent(_ token: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    guard let mark = token.first else { return 0 }
    guard mark | 0x20 == UInt8(ascii: "e") || mark | 0x20 == UInt8(ascii: "d") else { return nil }
    var rest = token.dropFirst()
    let isNegative = dropSign(&rest)
    guard (1...3).contains(rest.count) else { return nil }
    var value = 0
    for byte in rest {
      let digit = byte &- 48
      guard digit < 10 else { return nil }
      value = 10 * value + Int(digit)
    }
    return isNegative ? -value : value
  }

  /// A signed integer, held within ±10⁹: no Double is that far, and no token that long either way.
  private static func integer(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    let value = digits.reduce(0) { value, byte in
      let digit = byte &- 48
      return digit < 10 ? min(value * 10 + Int(digit), 1_000_000_000) : value
    }
    return digits.first == UInt8(ascii: "-") ? -value : value
  }

  /// [+-] digits [. digits] [(e|E|d|D) [+-] digits], with at least one digit before the exponent.
  private static func isReal(_ token: UnsafeBufferPointer<UInt8>) -> Bool {
    var rest = token[...]
    func dropSign() {
      if let first = rest.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
        rest = rest.dropFirst()
      }
    }
    func dropDigits() -> Int {
      let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }.count
      rest = rest.dropFirst(digits)
      return digits
    }
    dropSign()
    var digits = dropDigits()
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      digits += dropDigits()
    }
    guard digits > 0 else { return false }
    guard let mark = rest.first else { return true }
    guard mark | 0x20 == UInt8(ascii: "e") || mark | 0x20 == UInt8(ascii: "d") else { return false }
    rest = rest.dropFirst()
    dropSign()
    return dropDigits() > 0 && rest.isEmpty
  }
}
