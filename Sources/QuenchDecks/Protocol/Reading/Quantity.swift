/// A number with its unit, as written: `4000 K`, `0.03 eV/A`, `1e13 K/s`.
struct Quantity {
  /// Infinite where no Double is so large.
  let number: Double
  /// The number as written.
  let digits: String
  /// Empty where there is none.
  let unit: String

  /// Nil where the text does not begin with a number.
  init?(_ text: String) {
    let digits = text.prefix { Self.isOfNumber($0) }
    // `1e` of `1 eV` without a blank is no exponent.
    for length in stride(from: digits.count, to: 0, by: -1) {
      let start = digits.prefix(length)
      guard start.last?.isNumber == true || start.last == ".", let number = Double(start)
      else { continue }
      self.number = number
      self.digits = String(start)
      let rest = text.dropFirst(length)
      unit = String(rest.drop { $0 == " " })
      return
    }
    return nil
  }

  private static func isOfNumber(_ character: Character) -> Bool {
    character.isASCII && (character.isNumber || "+-.eE".contains(character))
  }
}
