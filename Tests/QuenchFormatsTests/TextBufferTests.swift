import Testing

@testable import QuenchFormats

@Suite struct TextBufferTests {
  private func text(_ body: (inout TextBuffer) -> Void) -> String {
    var buffer = TextBuffer()
    body(&buffer)
    return buffer.text
  }

  @Test func integersAreRightAligned() {
    #expect(text { $0.append(42, width: 5) } == "   42")
    #expect(text { $0.append(-7) } == "-7")
    #expect(text { $0.append(0, width: 3) } == "  0")
    #expect(text { $0.append(Int.min) } == "\(Int.min)")
    #expect(text { $0.append(Int.max, width: 25) } == "      \(Int.max)")
  }

  @Test func everyWholeNumberHasAShortestText() {
    for value in [Double(Int.min), -Double(Int.min), 1e15, -1e15, 123] {
      #expect(Double(text { $0.append(shortest: value) }) == value)
    }
  }

  @Test func wordsFillTheirColumns() {
    #expect(text { $0.append("Ti", width: 5) } == "   Ti")
    #expect(text { $0.append("Ti", width: 5, right: false) } == "Ti   ")
    #expect(text { $0.append("abcdef", width: 3) } == "abcdef")
    #expect(text { $0.append("abcdef", width: 3, cut: true) } == "abc")
  }

  @Test func exactTextReadsBackAsTheSameDouble() throws {
    var random = SplitMix64(seed: 9)
    let scales: [Double] = [1e-20, 1e-8, 1e-3, 1, 50]
    var values = (0..<100_000).map { _ in
      Double.random(in: -1...1, using: &random) * (scales.randomElement(using: &random) ?? 1)
    }
    values += [0, -0.0, 1, -1, 1.0 / 3, 2.0 / 3, 0.1, 1e-300, 1e300, .leastNonzeroMagnitude]
    let bytes = Array(
      text { buffer in
        for value in values {
          buffer.append(exact: value, decimals: 16, width: 20)
          buffer.space()
          buffer.append(shortest: value)
          buffer.space()
        }
      }.utf8)
    try bytes.withUnsafeBytes { (bytes) throws in
      var cursor = TextCursor(bytes, source: "text")
      var wrong: [Double] = []
      for value in values {
        let exact = try cursor.double()
        let shortest = try cursor.double()
        if exact.bitPattern != value.bitPattern || shortest != value { wrong.append(value) }
      }
      #expect(wrong.isEmpty)
    }
  }

  @Test func sixteenDecimalsAreKeptWhereTheyAreEnough() {
    #expect(text { $0.append(exact: 0.25, decimals: 16, width: 20) } == "  0.2500000000000000")
    #expect(text { $0.append(exact: -0.0, decimals: 2) } == "-0.0")
  }
}
