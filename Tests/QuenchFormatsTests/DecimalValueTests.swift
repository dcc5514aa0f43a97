import Testing

@testable import QuenchFormats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct DecimalValueTests {
  private func cursorValue(_ text: String, shift: Int = 0) throws -> Double {
    try Array(text.utf8).withUnsafeBytes { bytes in
      var cursor = TextCursor(bytes, source: "test")
      return try cursor.double(shift: shift)
    }
  }

  /// A million decimals of every length in one text, read one after another.
  private func compare(_ texts: [String], shift: Int = 0) throws {
    let text = texts.joined(separator: " ") + "\n"
    try Array(text.utf8).withUnsafeBytes { bytes in
      var cursor = TextCursor(bytes, source: "test")
      var wrong = 0
      for text in texts {
        let value = try cursor.double(shift: shift)
        let expected = shift == 0 ? strtod(text, nil) : strtod(text + "e\(shift)", nil)
        if value.bitPattern != expected.bitPattern {
          wrong += 1
          if wrong < 5 { Issue.record("\(text) gave \(value), not \(expected)") }
        }
      }
      #expect(wrong == 0)
    }
  }

  private func digits(_ count: Int, _ random: inout SplitMix64) -> String {
    String((0..<count).map { _ in Character(String(Int.random(in: 0...9, using: &random))) })
  }

  private func decimals(_ count: Int, seed: UInt64, signs: Bool = true) -> [String] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      let before = digits(Int.random(in: 0...8, using: &random), &random)
      let after = digits(Int.random(in: before.isEmpty ? 1...20 : 0...20, using: &random), &random)
      let sign = signs ? ["", "-", "+"].randomElement(using: &random) ?? "" : ""
      return sign + before + (after.isEmpty && Bool.random(using: &random) ? "" : ".") + after
    }
  }

  @Test func plainDecimalsAreThoseOfStrtodBitForBit() throws {
    try compare(decimals(1_000_000, seed: 1))
  }

  @Test func shiftedDecimalsAreRoundedOnce() throws {
    try compare(decimals(300_000, seed: 2), shift: 1)
    try compare(decimals(100_000, seed: 3), shift: 3)
  }

  @Test func longMantissasAreRoundedExactly() throws {
    var random = SplitMix64(seed: 4)
    let texts = (0..<500_000).map { _ in
      let count = Int.random(in: 16...19, using: &random)
      let split = Int.random(in: 0...count, using: &random)
      let text = digits(count, &random)
      return "\(text.prefix(split)).\(text.dropFirst(split))"
    }
    try compare(texts)
  }

  @Test func exponentsAreThoseOfStrtod() throws {
    var random = SplitMix64(seed: 5)
    let texts = decimals(200_000, seed: 6).map {
      "\($0)\(["e", "E"].randomElement(using: &random) ?? "e")\(Int.random(in: -300...280, using: &random))"
    }
    try compare(texts)
  }

  /// Numbers half-way between two doubles: 2⁵³ + 1 lies between 2⁵³ and 2⁵³ + 2 and goes to the even.
  @Test func tiesGoToEven() throws {
    #expect(try cursorValue("9007199254740993") == 9_007_199_254_740_992)
    #expect(try cursorValue("9007199254740995") == 9_007_199_254_740_996)
    #expect(try cursorValue("900719925474099.3") == strtod("900719925474099.3", nil))
    #expect(try cursorValue("4503599627370496.5") == 4_503_599_627_370_496.5)
  }

  @Test func fortranExponentsCount() throws {
    #expect(try cursorValue("1.0D0") == 1)
    #expect(try cursorValue("-2.5d-3") == -0.0025)
    #expect(try cursorValue("1.E+2") == 100)
    #expect(try cursorValue("1.5e-3", shift: 1) == 0.015)
  }

  @Test func negativeZeroKeepsItsSign() throws {
    #expect(try cursorValue("-0.00000000").sign == .minus)
    #expect(try cursorValue("-0.0e0").sign == .minus)
  }

  @Test func tinyNumbersBecomeZeroAndHugeOnesAnError() throws {
    #expect(try cursorValue("1e-400") == 0)
    #expect(try cursorValue("1e-99999999999999999999") == 0)
    #expect(throws: ParseError.self) { try cursorValue("1e400") }
    #expect(throws: ParseError.self) { try cursorValue("1e99999999999999999999") }
    #expect(throws: ParseError.self) { try cursorValue("1e308", shift: 1) }
  }

  @Test(arguments: ["", ".", "-", "+.", "e5", "1e", "1e+", "0x10", "1.2.3", "--1", "1_000", "१"])
  func whatIsNoDecimalIsRefused(text: String) {
    #expect(throws: ParseError.self) { try cursorValue(text) }
  }
}
