import QuenchModel
import Testing

@testable import QuenchFormats

@Suite struct IndexFileTests {
  @Test func numbersBeginAtOneFifteenToALine() throws {
    let groups = AtomGroups([.init("System", 0..<17), .init("Empty", [])])
    #expect(
      try IndexFile.text(groups) == """
        [ System ]
        1 2 3 4 5 6 7 8 9 10 11 12 13 14 15
        16 17
        [ Empty ]

        """)
  }

  @Test(arguments: ["", "two words", "a]b", "a\nb", "ä"]) func namesMustBePlain(_ name: String) {
    #expect(throws: WriteError.self) { try IndexFile.text(AtomGroups([.init(name, [1])])) }
  }
}
