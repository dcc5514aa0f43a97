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
}
