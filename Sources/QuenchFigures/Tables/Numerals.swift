#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Numbers as text for people; machines get the shortest digits that read back exactly.
public enum Numerals {
  /// With a fixed number of decimals, 0…17: `fixed(1.005, 2)` is `1.00`. `nan`, `inf` as such.
  public static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return special(value) }
    let text = formatted("%.*f", value, min(max(decimals, 0), 17))
    // −0.00 is 0.00 to a reader.
    return text.hasPrefix("-") && text.allSatisfy { "-0.".contains($0) }
      ? String(text.dropFirst()) : text
  }

  /// To so many significant digits (1…17), trailing zeros kept; with an exponent below 10⁻⁴ and
  /// from 10⁶ on (or where the digits do not reach the point).
  public static func significant(_ value: Double, _ digits: Int = 5) -> String {
    guard value.isFinite else { return special(value) }
    let digits = min(max(digits, 1), 17)
    guard value != 0 else { return fixed(0, digits - 1) }
    // The exponent after rounding: 9.9999 to three digits is 10.0.
    let scientific = formatted("%.*e", value, digits - 1)
    guard let mark = scientific.firstIndex(of: "e"),
      let exponent = Int(scientific[scientific.index(after: mark)...])
    else { return scientific }
    if exponent < -4 || exponent >= max(6, digits) {
      return "\(scientific[..<mark])e\(exponent)"
    }
    return fixed(value, max(0, digits - 1 - exponent))
  }

  /// `3.9954 ± 0.0007`: the error to two digits where its first three lie in 100…354, else to one,
  /// and the value to the same place (Particle Data Group, Introduction, section 5.3).
  public static func measured(_ value: Double, error: Double, digits: Int = 5) -> String {
    guard value.isFinite, error.isFinite, error > 0 else {
      let text = significant(value, digits)
      return error.isNaN ? text : "\(text) ± \(error == 0 ? "0" : significant(error, 2))"
    }
    let scientific = formatted("%.*e", error, 2)
    let leading = scientific.filter(\.isNumber).prefix(3)
    guard let mark = scientific.firstIndex(of: "e"), let lead = Int(leading),
      let exponent = Int(scientific[scientific.index(after: mark)...])
    else { return "\(significant(value, digits)) ± \(significant(error, 2))" }
    let decimals = max(0, lead <= 354 ? 1 - exponent : -exponent)
    let large = max(abs(value), error)
    guard decimals <= 12, large < 1e9 else {
      return "\(significant(value, digits)) ± \(significant(error, 2))"
    }
    return "\(fixed(value, decimals)) ± \(fixed(error, decimals))"
  }

  /// The shortest digits that read back as the same number; `nan`, `inf` as such.
  public static func exact(_ value: Double) -> String {
    guard value.isFinite else { return special(value) }
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func special(_ value: Double) -> String {
    value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
  }

  private static func formatted(_ format: String, _ value: Double, _ precision: Int) -> String {
    withVaList([Int32(precision), value]) { list in
      // 309 digits before the point and 17 behind it fit.
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
        guard let start = buffer.baseAddress else { return "" }
        let length = vsnprintf(start, buffer.count, format, list)
        guard length > 0, Int(length) < buffer.count else { return "" }
        return String(cString: start)
      }
    }
  }
}

/// Text from files, made harmless for a terminal: control characters become `?`.
public func printable(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.unicodeScalars.map { scalar in
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: "?"
        // Marks that reorder what follows hide what a line says.
        case .format: "?"
        default: scalar
        }
      }))
}
