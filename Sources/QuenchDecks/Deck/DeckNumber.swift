import QuenchFormats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Numbers as input files want them: a point, no trailing zeros, no more digits than meant.
enum DeckNumber {
  /// Fixed notation with as few decimals as keep seven digits, or at most so many decimals (0…17).
  static func text(_ value: Double, decimals: Int? = nil) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return value.description }
    if let decimals { return fixed(value, decimals) }
    for decimals in 0...17 {
      let digits = fixed(value, decimals)
      if let read = Double(digits), abs(read - value) <= 1e-7 * abs(value) { return digits }
    }
    return value.description
  }

  private static func fixed(_ value: Double, _ decimals: Int) -> String {
    var buffer = TextBuffer()
    buffer.append(value, decimals: decimals)
    var digits = buffer.text
    if digits.contains(".") {
      while digits.last == "0" { digits.removeLast() }
      if digits.last == "." { digits.removeLast() }
    }
    return digits
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

/// Comments for programs that read bytes: the few letters of ours that are not ASCII spelled out.
enum DeckComment {
  static func ascii(_ text: String) -> String {
    DeckPath.comment(text).map { spelled[$0] ?? ($0.isASCII ? String($0) : "?") }.joined()
  }

  private static let spelled: [Character: String] = [
    "Å": "A", "µ": "mu", "−": "-", "–": "-", "—": "-", "×": "x", "→": "->", "Γ": "Gamma", "²": "^2",
    "³": "^3", "⁻": "^-", "¹": "1", "é": "e", "ö": "oe", "ä": "ae", "ü": "ue", "½": "1/2",
    "°": " deg",
    "…": "...", "σ": "sigma", "π": "pi", "’": "'",
  ]
}
