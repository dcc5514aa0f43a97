import Testing

@testable import QuenchFormats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct PlainTextTests {
  private static func filled(_ table: AtomTable, _ count: Int, _ lines: String) throws -> AtomTable
  {
    let result: Result<AtomTable, ParseError> = Array(lines.utf8).withUnsafeBytes { bytes in
      var table = table
      var cursor = TextCursor(bytes, source: "test")
      do throws(ParseError) { try table.read(count, &cursor) } catch { return .failure(error) }
      return .success(table)
    }
    return try result.get()
  }

  private static func text(_ random: inout SplitMix64) -> String {
    let whole = Int.random(in: 0...4, using: &random)
    let decimals = Int.random(in: 0...17, using: &random)
    func digits(_ count: Int) -> String {
      (0..<count).map { _ in "\(Int.random(in: 0...9, using: &random))" }.joined()
    }
    let head = digits(whole + (decimals == 0 ? 1 : 0))
    let sign = ["", "-", "", "+"][Int.random(in: 0..<4, using: &random)]
    let end = ["", "", "", "e-3", "E+02"][Int.random(in: 0..<5, using: &random)]
    return sign + head + (decimals > 0 ? "." + digits(decimals) : "") + end
  }

  @Test(arguments: UInt64(1)...4)
  func tablesHoldExactlyWhatStrtodReads(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var lines = ""
    var wanted: [Double] = []
    for _ in 0..<3000 {
      for column in 0..<4 {
        let text = Self.text(&random)
        wanted.append(strtod(text, nil))
        let gap = Int.random(in: 1...9, using: &random)
        lines += (column == 0 ? "" : String(repeating: " ", count: gap)) + text
      }
      lines += ["\n", "\r\n", " \n", "\t\n"][Int.random(in: 0..<4, using: &random)]
    }
    var table = AtomTable()
    let (vector, scalar) = (table.realSlot(), table.realSlot())
    for axis in 0..<3 { table.addReal(vector, offset: axis, stride: 3, "a number") }
    table.addReal(scalar, "a number")
    table = try Self.filled(table, 3000, lines)
    var found: [UInt64] = []
    for row in 0..<3000 {
      found += table.reals[vector][3 * row..<3 * row + 3].map { (value: Double) in value.bitPattern
      }
      found.append(table.reals[scalar][row].bitPattern)
    }
    let bits: [UInt64] = wanted.map { (value: Double) in value.bitPattern }
    #expect(found == bits)
  }

  @Test func wordsAndIntegersOfEveryLengthComeBack() throws {
    let words = (1...12).map { String("abcdefghijkl".prefix($0)) }
    let numbers = (0..<12).map { (index: Int) in
      (index % 2 == 0 ? 1 : -1) * (Int("1234567890123".prefix(index + 1)) ?? 0)
    }
    var lines = ""
    for _ in 0..<20 {
      for (word, number) in zip(words, numbers) { lines += "\(word) skipped:\(word)  \(number)\n" }
    }
    var table = AtomTable()
    let label = table.addLabel("a word")
    table.skip("anything")
    let integer = table.integerSlot()
    table.addInteger(integer, "an integer")
    table = try Self.filled(table, 240, lines)
    #expect(table.tables[label].labels == words)
    #expect(table.codes[label] == (0..<240).map { Int32($0 % 12) })
    #expect(table.integers[integer] == (0..<240).map { numbers[$0 % 12] })
  }

  @Test func errorsKeepTheirLineAfterManyPlainOnes() {
    var lines = ""
    for row in 0..<500 { lines += row == 321 ? "O 1.0 2.0 3.0x\n" : "O 1.0 2.0 3.0\n" }
    #expect(
      Sample.failure("500\n\n\(lines)", .extxyz).hasPrefix("test:324:11: expected coordinate z"))
  }
}
