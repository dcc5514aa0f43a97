/// A number with its standard uncertainty, `1.234(5)`.
struct CIFNumber: Hashable, Sendable {
  var value: Double
  /// True where the file gives an uncertainty: the number was refined, not fixed by symmetry.
  var isRefined: Bool
  /// Digits after the point as written, without zeros at the end.
  var decimals: Int

  /// Nil when the text is no finite number of reasonable size.
  init?(_ text: String) {
    var number = text[...]
    isRefined = false
    if let open = text.firstIndex(of: "(") {
      let inside = text[text.index(after: open)...]
      guard inside.last == ")", inside.count > 1,
        inside.dropLast().allSatisfy({ $0.isASCII && $0.isNumber || $0 == "." })
      else { return nil }
      number = text[..<open]
      isRefined = true
    }
    let parsed = Array(number.utf8).withUnsafeBufferPointer { DecimalValue.parse($0) }
    guard let parsed, abs(parsed) < 1e30 else { return nil }
    value = parsed
    let fraction = number.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first
    let digits = fraction?.prefix { $0.isASCII && $0.isNumber } ?? ""
    decimals = digits.reversed().drop { $0 == "0" }.count
  }

  /// The third or sixth this stands for when it is written with few digits (`0.3333`, `0.16667`,
  /// also cut off: `0.6666`); nil for refined numbers and all others.
  ///
  /// `length` (Å) is that of the cell edge; a shift beyond 1e-3 Å is never made.
  func nearestSixth(length: Double) -> Double? {
    let sixths = (value * 6).rounded()
    guard !isRefined, decimals >= 3, abs(sixths) < 1e6 else { return nil }
    let exact = sixths / 6
    let shift = abs(value - exact)
    var unit = 1.0
    for _ in 0..<min(decimals, 18) { unit /= 10 }
    return shift > 0 && shift < 1.0001 * unit && shift * length <= 1e-3 ? exact : nil
  }
}
