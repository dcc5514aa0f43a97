import Testing

@testable import QuenchFormats

@Suite struct FixedDecimalTests {
  private func fixed(_ value: Double, _ decimals: Int, _ width: Int = 0) -> String {
    var buffer = TextBuffer()
    buffer.append(value, decimals: decimals, width: width)
    return buffer.text
  }

  /// `printf`, except that a zero has no sign.
  private func expected(_ value: Double, _ decimals: Int) -> String {
    let text = FixedDecimal.printed(value, decimals: decimals)
    return text.contains { $0.isNumber && $0 != "0" } ? text : String(text.drop { $0 == "-" })
  }

  @Test(arguments: 0...17) func fixedNotationIsThatOfPrintf(decimals: Int) {
    var random = SplitMix64(seed: UInt64(100 + decimals))
    for _ in 0..<20_000 {
      let scales: [Double] = [1e-18, 1e-9, 1e-3, 1, 30, 1e4, 1e9, 1e17, 1e25]
      let scale = scales.randomElement(using: &random) ?? 1
      let value = Double.random(in: -1...1, using: &random) * scale
      #expect(fixed(value, decimals) == expected(value, decimals))
    }
  }

  @Test func tiesOfTheExactBinaryValueGoToEven() {
    #expect(fixed(0.5, 0) == "0")
    #expect(fixed(1.5, 0) == "2")
    #expect(fixed(2.5, 0) == "2")
    #expect(fixed(0.125, 2) == "0.12")
    #expect(fixed(0.375, 2) == "0.38")
    // 0.285 is stored slightly below: 0.284999…
    #expect(fixed(0.285, 2) == "0.28")
  }

  @Test func zeroHasNoSign() {
    #expect(fixed(-0.0, 3) == "0.000")
    #expect(fixed(-0.0001, 3) == "0.000")
  }

  @Test func subnormalAndHugeValuesArePrinted() {
    #expect(fixed(.leastNonzeroMagnitude, 8) == "0.00000000")
    #expect(fixed(.leastNormalMagnitude, 17) == "0.00000000000000000")
    #expect(fixed(.greatestFiniteMagnitude, 3).count == 313)
    #expect(fixed(922.3372036854776, 16) == expected(922.3372036854776, 16))
  }

  @Test func columnsAreRightAlignedAndWidenRatherThanCut() {
    #expect(fixed(-1.5, 3, 9) == "   -1.500")
    #expect(fixed(-12345.5, 3, 8) == "-12345.500")
  }
}
