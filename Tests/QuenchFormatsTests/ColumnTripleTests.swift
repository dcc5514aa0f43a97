import Testing

@testable import QuenchFormats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct ColumnTripleTests {
  private func triples(_ text: String, count: Int) throws -> [Double] {
    try Array(text.utf8).withUnsafeBytes { bytes in
      var cursor = TextCursor(bytes, source: "file")
      var values = [Double](repeating: .nan, count: 3 * count)
      try values.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        try cursor.triples(count, into: base, "three coordinates")
      }
      return values
    }
  }

  private func printed(_ value: Double, _ decimals: Int, _ width: Int) -> String {
    let text = FixedDecimal.printed(value, decimals: decimals)
    return String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }

  @Test(arguments: 1...17) func fixedColumnsAreThoseOfStrtodBitForBit(decimals: Int) throws {
    var random = SplitMix64(seed: UInt64(decimals))
    var text = ""
    var expected: [Double] = []
    for _ in 0..<3000 {
      for _ in 0..<3 {
        // Now and then a number that does not fit the columns.
        let range = Int.random(in: 0...200, using: &random) == 0 ? -150.0...150 : -1.5...1.5
        let number = printed(.random(in: range, using: &random), decimals, decimals + 6)
        text += number
        expected.append(strtod(number, nil))
      }
      text += "\n"
    }
    let values = try triples(text, count: 3000)
    #expect(values.map(\.bitPattern) == expected.map(\.bitPattern))
  }

  @Test func negativeZerosKeepTheirSign() throws {
    let line = "  0.00000000 -0.00000000 -0.00000001\n"
    let values = try triples(String(repeating: line, count: 9), count: 9)
    #expect(values.enumerated().allSatisfy { ($1.sign == .minus) == ($0 % 3 != 0) })
  }

  @Test func gluedColumnsAreRead() throws {
    let line = " -0.10000000-0.20000000-0.30000000\n"
    #expect(
      try triples(line + line + line, count: 3) == [
        -0.1, -0.2, -0.3, -0.1, -0.2, -0.3, -0.1, -0.2, -0.3,
      ])
  }

  @Test func aChangedByteIsNeverReadAsANumber() throws {
    let line = "  0.12345678  0.23456789  0.34567890\n"
    let good = Array(String(repeating: line, count: 3).utf8)
    let expected = try triples(String(decoding: good, as: UTF8.self), count: 3)
    for place in line.utf8.count..<(2 * line.utf8.count) {
      for byte in [UInt8(ascii: "x"), 0x2E, 0x20, 0x0A, 0x00, 0xFF, UInt8(ascii: ":")] {
        var bad = good
        bad[place] = byte
        guard bad != good else { continue }
        // Either an error, or the numbers a slow reading of the same line gives.
        let values = try? triples(String(decoding: bad, as: UTF8.self), count: 3)
        guard let values, values != expected else { continue }
        let slow = String(decoding: bad, as: UTF8.self).split(separator: "\n")
          .prefix(3).flatMap { $0.split(separator: " ").prefix(3).map { strtod(String($0), nil) } }
        #expect(values.count == slow.count && values == slow, "byte \(byte) at \(place)")
      }
    }
  }

  @Test func errorsInFixedColumnsNameLineAndColumn() {
    let line = "  0.12345678  0.23456789  0.34567890\n"
    let bad = line + line + "  0.12345678  0.2345x789  0.34567890\n" + line
    #expect { try triples(bad, count: 4) } throws: {
      "\($0)" == "file:3:15: expected three coordinates, found '0.2345x789'"
    }
  }
}
