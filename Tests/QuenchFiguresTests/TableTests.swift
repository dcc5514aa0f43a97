import Testing

@testable import QuenchFigures

@Suite struct TableTests {
  private var table: Table {
    Table(
      columns: [
        Table.Column("pair"), Table.Column("peak", unit: "Å"), Table.Column("CN"),
        Table.Column("pairs"),
      ],
      rows: [
        [
          .text("Si-O"), .fixed(1.61, decimals: 3), .measured(3.99543, error: 0.0007),
          .integer(1728),
        ],
        [.text("O-O"), .number(2.6123456), .empty, .integer(7)],
        [.text("=x"), .fixed(10, decimals: 2)],
      ])
  }

  @Test func columnsAreAlignedUnderHeadersWithUnits() {
    #expect(
      table.rendered() == """
        pair  peak (Å)               CN  pairs
        ────  ────────  ───────────────  ─────
        Si-O     1.610  3.9954 ± 0.0007   1728
        O-O     2.6123                –      7
        =x       10.00                –      –

        """)
  }

  @Test func csvIsExactAndInert() {
    #expect(
      table.csv() == """
        pair,peak (Å),CN,CN error,pairs
        Si-O,1.61,3.99543,0.0007,1728
        O-O,2.6123456,,,7
        '=x,10,,,

        """)
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"),
    ("\r=x", "\"'\r=x\""), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
    ("a\r\nb", "\"a\r\nb\""), ("\"\u{301}", "\"\"\"\u{301}\""), ("Ti", "Ti"), ("", ""),
  ])
  func fieldsAreQuotedAndNoFormula(text: String, expected: String) {
    #expect(Array(CSV.field(text).unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test func anEmptyTableIsItsHeader() {
    #expect(Table(title: "t", columns: [Table.Column("a")]).rendered() == "t\na\n─\n")
    #expect(Table(columns: []).rendered() == "\n\n")
  }

  @Test func jsonKeepsNumbersAndErrors() {
    let json = table.json()
    guard case .array(let rows)? = json["rows"] else {
      Issue.record("no rows")
      return
    }
    #expect(rows[0]["CN"] == ["value": 3.99543, "error": 0.0007])
    #expect(rows[2]["pairs"] == .null)
  }

  /// Columns are as wide as their numbers with their uncertainties: else siunitx prints over the next.
  @Test func latexColumnsHoldTheirUncertainties() {
    var columns = [Table.Column.formula("formula"), Table.Column("E", unit: "eV")]
    columns.append(Table.Column("n"))
    let table = Table(
      columns: columns,
      rows: [
        [.text("Na0.5TiO2"), .measured(-12.3456, error: 0.0012), .integer(7)],
        [.text("V2(CO3)3"), .fixed(3.5, decimals: 1), .empty],
      ])
    let lines = table.latex().split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.contains("{l S[table-format=-2.4(2)] S[table-format=1.0]}") })
    #expect(lines.contains { $0.hasPrefix("Na$_{0.5}$TiO$_{2}$ & -12.3456 +- 0.0012") })
    #expect(lines.contains { $0.hasPrefix("V$_{2}$(CO$_{3}$)$_{3}$ & 3.5") })
  }

  @Test func latexTextHasNoCommands() {
    let table = Table(
      columns: [Table.Column("name")],
      rows: [[.text("\\input{a}_$x$ \"50 %\" & ~#^ <|>")]])
    let row = table.latex().split(separator: "\n").first { $0.contains("input") } ?? ""
    #expect(
      row == """
        \\textbackslash{}input\\{a\\}\\_\\$x\\$ \\symbol{34}50 \\%\\symbol{34} \\& \
        \\textasciitilde{}\\#\\textasciicircum{} \\textless{}\\textbar{}\\textgreater{} \\\\
        """)
  }
}
