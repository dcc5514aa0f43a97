import Testing

@testable import QuenchFigures

@Suite struct NumeralsTests {
  @Test(arguments: [
    (3.99543, 0.0007, "3.9954 ± 0.0007"), (3.99543, 0.00072, "3.9954 ± 0.0007"),
    (1.61204, 0.00123, "1.6120 ± 0.0012"), (4, 0.096, "4.00 ± 0.10"), (4, 0.0354, "4.000 ± 0.035"),
    (4, 0.0356, "4.00 ± 0.04"), (1234.5, 45, "1234 ± 45"), (12.34, 1.23, "12.3 ± 1.2"),
    (-0.00004, 0.003, "0.0000 ± 0.0030"), (5, 0, "5.0000 ± 0"), (0, 0.1, "0.00 ± 0.10"),
  ])
  func errorsDecideTheDigits(value: Double, error: Double, expected: String) {
    #expect(Numerals.measured(value, error: error) == expected)
  }

  @Test func withoutAnErrorThereIsNone() {
    #expect(Numerals.measured(1.5, error: .nan) == "1.5000")
    #expect(Numerals.measured(.nan, error: 0.1) == "nan ± 0.10")
  }

  @Test(arguments: [
    (1234.5678, 5, "1234.6"), (0.00123456, 3, "0.00123"), (9.9999, 3, "10.0"), (0, 5, "0.0000"),
    (1e-7, 3, "1.00e-7"), (6.02214076e23, 4, "6.022e23"), (999_999.6, 3, "1.00e6"),
    (123_456, 3, "123456"), (-2.5, 2, "-2.5"), (.nan, 3, "nan"), (-.infinity, 3, "-inf"),
  ])
  func significantDigitsAreKept(value: Double, digits: Int, expected: String) {
    #expect(Numerals.significant(value, digits) == expected)
  }

  @Test func fixedDecimalsHaveNoNegativeZero() {
    #expect(Numerals.fixed(-0.001, 2) == "0.00")
    #expect(Numerals.fixed(-0.006, 2) == "-0.01")
    #expect(Numerals.fixed(1e300, 0).count == 301)
    #expect(Numerals.fixed(-.greatestFiniteMagnitude, 17).count == 310 + 18)
  }

  @Test func exactDigitsReadBack() {
    for value in [0.1, 1.0 / 3, .leastNonzeroMagnitude, 1e22, 123_456_789, -0.25] {
      #expect(Double(Numerals.exact(value)) == value)
    }
    #expect(Numerals.exact(4) == "4")
  }

  @Test func textFromFilesCannotSteerATerminal() {
    #expect(printable("a\u{1B}[31mb\u{7}\n\u{202E}c\u{9B}") == "a?[31mb???c?")
    #expect(printable("Å ± 2′ – Ti_pv") == "Å ± 2′ – Ti_pv")
  }
}
