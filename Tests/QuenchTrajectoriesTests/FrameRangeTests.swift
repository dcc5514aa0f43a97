import Testing

@testable import QuenchTrajectories

@Suite struct FrameRangeTests {
  @Test(arguments: [
    ("100:2000:10", 5000, 190), (":", 7, 7), ("::3", 7, 3), ("5", 7, 1), ("-1", 7, 1),
    ("-3:", 7, 3), (":-1", 7, 6), ("5:3", 7, 0), ("0:100", 7, 7), ("9", 7, 0),
  ])
  func countsAsPythonDoes(text: String, of total: Int, expected: Int) throws {
    let range = try #require(FrameRange(text))
    #expect(range.count(of: total) == expected)
    let resolved = range.resolved(count: total)
    #expect((0..<total).filter(resolved.contains).count == expected)
  }

  @Test(arguments: [
    "", "a", "1:2:3:4", "1:2:0", "1:2:-1", "1.5", "99999999999999999999", "-9223372036854775808",
  ])
  func refusesWhatIsNoRange(text: String) {
    #expect(FrameRange(text) == nil)
  }

  @Test func onlyNegativeNumbersNeedTheCount() throws {
    #expect(try #require(FrameRange("10:20")).needsCount == false)
    #expect(try #require(FrameRange("-10:")).needsCount)
    #expect(try #require(FrameRange(":-2")).needsCount)
  }
}
