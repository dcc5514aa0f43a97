import QuenchModel
import Testing

@testable import QuenchFormats

/// Lines as CP2K 2023.1 prints them.
@Suite struct CellHistoryTests {
  private static let text = """
    #   Step   Time [fs]       Ax [Angstrom]       Ay [Angstrom]       Az [Angstrom]
           0       0.000        4.9123900000        0.0000000000        0.0000000000       -2.4561950000        4.2542545333        0.0000000000        0.0000000000        0.0000000000        5.4038500000           112.9326695509
           5       5.000        4.9153805125       -0.0028257838        0.0076314529       -2.4601373596        4.2558481213       -0.0050993371        0.0083943181       -0.0016303591        5.4033695157           112.9958510460

    """

  @Test func cellsAreFoundByTheirStep() throws {
    let cells = try CellHistory(Array(Self.text.utf8), source: "melt-1.cell")
    #expect(cells[5]?.b == Vector3(-2.4601373596, 4.2558481213, -0.0050993371))
    #expect(cells[1] == nil)
    #expect(cells.first?.c == Vector3(0, 0, 5.40385))
  }

  @Test func aLineThatIsStillBeingWrittenIsLeftOut() throws {
    let cells = try CellHistory(Array(Self.text.utf8.dropLast(40)), source: "melt-1.cell")
    #expect(cells[0] != nil && cells[5] == nil)
  }

  @Test func aLineThatIsNoCellIsNamed() throws {
    let text = Self.text.replacing("-0.0028257838", with: "nonsense")
    let error = #expect(throws: ParseError.self) {
      try CellHistory(Array(text.utf8), source: "melt-1.cell")
    }
    #expect("\(try #require(error))".hasPrefix("melt-1.cell:3:"))
  }
}
