/// Writes the elements of an SVG document; text from files becomes letters, never markup.
struct SVGText {
  private(set) var text = ""

  mutating func add(_ element: String) {
    text += element
    text += "\n"
  }

  /// Two decimals, without trailing zeros.
  static func number(_ value: Double) -> String { short(value, decimals: 2) }

  /// A tenth of a pixel, finer than anyone sees.
  static func pixels(_ value: Double) -> String { short(value, decimals: 1) }

  private static func short(_ value: Double, decimals: Int) -> String {
    var digits = Numerals.fixed(value, decimals)
    if digits.contains(".") {
      while digits.last == "0" { digits.removeLast() }
      if digits.last == "." { digits.removeLast() }
    }
    return digits
  }

  /// Safe between tags and inside quotes; control characters are dropped.
  static func escaped(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"": safe += "&quot;"
      case "'": safe += "&#39;"
      default:
        let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
        let isNoCharacter = scalar.value == 0xFFFE || scalar.value == 0xFFFF
        if !isControl, !isNoCharacter { safe.unicodeScalars.append(scalar) }
      }
    }
    return safe
  }
}
