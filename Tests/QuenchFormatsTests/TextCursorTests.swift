import Testing

@testable import QuenchFormats

@Suite struct TextCursorTests {
  private func read<Result>(
    _ text: String, _ body: (inout TextCursor) throws -> Result
  ) rethrows -> Result {
    try Array(text.utf8).withUnsafeBytes { bytes in
      var cursor = TextCursor(bytes, source: "file")
      return try body(&cursor)
    }
  }

  private func message(_ text: String, _ body: (inout TextCursor) throws -> Void) -> String {
    read(text) { cursor in
      do {
        try body(&cursor)
        return "no error"
      } catch { return "\(error)" }
    }
  }

  @Test func signsGlueNumbersTogether() throws {
    let values = try read("-0.1-0.2+0.3\n") { try $0.vector() }
    #expect(values == (-0.1, -0.2, 0.3))
    let exponents = try read("1.0e-3-2.0E+1-1d-2") { try $0.vector() }
    #expect(exponents == (0.001, -20, -0.01))
  }

  @Test func numbersEndAtTheEndOfTheBytes() throws {
    let decimal = try read("1.25") { try $0.double() }
    #expect(decimal == 1.25)
    let whole = try read("7") { try $0.integer() }
    #expect(whole == 7)
  }

  @Test func errorsNameLineAndColumn() {
    #expect(
      message("1.0 2.0\n3.0 x4.0\n") { cursor in
        _ = try cursor.double()
        _ = try cursor.double()
        cursor.skipLine()
        _ = try cursor.vector()
      } == "file:2:5: expected three numbers, found 'x4.0'")
  }

  @Test func aShortLineIsNamedAndDoesNotTakeFromTheNext() {
    #expect(
      message("1.0 2.0\n3.0\n") { _ = try $0.vector() }
        == "file:1:8: expected three numbers, found 'end of line'")
    #expect(
      message("1.0 2.0") { _ = try $0.vector() }
        == "file:1:8: the file ends where three numbers was expected")
  }

  @Test func starsAndCommasCarryAdvice() {
    #expect(message("********\n") { _ = try $0.double() }.contains("ran out of columns"))
    #expect(message("0,5\n") { _ = try $0.double() }.contains("not a decimal comma"))
  }

  @Test(arguments: ["NaN", "nan", "-inf", "Infinity", "+INF"])
  func numbersThatAreNotFiniteAreRefused(text: String) {
    #expect(
      message(text + "\n") { _ = try $0.double() }.hasSuffix("'\(text)' is not a finite number"))
  }

  @Test func integersDoNotOverflow() {
    #expect(
      message("9223372036854775808") { _ = try $0.integer("a count") }
        == "file:1:1: 9223372036854775808 is too large for a count")
    #expect(message("1000000000000000000") { _ = try $0.integer() }.contains("too large"))
    #expect(
      message("1.5") { _ = try $0.integer("a count") }.contains("expected a count, found '1.5'"))
    #expect(message("-1") { _ = try $0.count("number of atoms") }.contains("not a possible"))
    #expect(
      message("2147483648") { _ = try $0.count("number of atoms") }.contains("not a possible"))
  }

  @Test func controlCharactersAreShownAsQuestionMarks() {
    #expect(message("\u{0}1") { _ = try $0.double() }.contains("'?"))
  }

  @Test func longTokensAreCut() {
    let text = String(repeating: "x", count: 1000)
    #expect(message(text) { _ = try $0.double() }.count < 120)
  }

  @Test func carriageReturnsBelongToTheLineBreak() throws {
    try read("1.0 2.0\r\n3.0\r\n") { cursor in
      _ = try cursor.double()
      _ = try cursor.double()
      let isAtLineEnd = cursor.isAtLineEnd()
      #expect(isAtLineEnd)
      cursor.skipLine()
      let third = try cursor.double()
      #expect(third == 3)
      #expect(cursor.line == 2)
    }
  }

  @Test func linesAreCountedHoweverTheyAreSkipped() {
    read("a\nb\nc\nd") { cursor in
      let two = cursor.skipLines(2)
      #expect(two == 2)
      #expect(cursor.line == 3)
      let third = cursor.textLine()
      #expect(third == "c")
      let none = cursor.skipLines(5)
      #expect(none == 0)
      #expect(cursor.line == 4)
    }
  }

  @Test func wordsKnowTheirColumns() {
    let words = read("  Ti\tO  \r\n") { $0.words() }
    #expect(words.map(\.text) == ["Ti", "O"])
    #expect(words.map(\.column) == [3, 6])
  }

  @Test func emptyTextHasNothing() {
    read("") { cursor in
      let (words, line, isAtLineEnd) = (cursor.words(), cursor.textLine(), cursor.isAtLineEnd())
      #expect(cursor.isAtEnd)
      #expect(words.isEmpty)
      #expect(line.isEmpty)
      #expect(isAtLineEnd)
    }
  }
}
