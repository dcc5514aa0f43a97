import QuenchFormats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Numbers as input files want them: a point, no trailing zeros, no more digits than meant.
enum DeckNumber {
  /// Fixed notation with at most so many decimals (0…17); the shortest exact digits where that would
  /// lose more than a millionth of the value.
  static func text(_ value: Double, decimals: Int = 6) -> String {
    var buffer = TextBuffer()
    buffer.append(value, decimals: decimals)
    var digits = buffer.text
    if digits.contains(".") {
      while digits.last == "0" { digits.removeLast() }
      if digits.last == "." { digits.removeLast() }
    }
    if let read = Double(digits), abs(read - value) <= 1e-6 * abs(value) { return digits }
    var exact = TextBuffer()
    exact.append(shortest: value)
    return exact.text
  }

  /// `1.0E-5`, as Fortran and C read it.
  static func scientific(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value.description }
    var (mantissa, exponent) = (value, 0)
    while abs(mantissa) >= 9.999_999_999 {
      mantissa /= 10
      exponent += 1
    }
    while abs(mantissa) < 0.999_999_999 {
      mantissa *= 10
      exponent -= 1
    }
    return "\(text(mantissa, decimals: 4))E\(exponent)"
  }
}

func cubeRoot(_ value: Double) -> Double { cbrt(value) }
