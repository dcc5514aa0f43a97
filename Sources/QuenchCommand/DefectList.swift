import Quench

/// What symmetry tells apart, as a table on standard output.
struct DefectList {
  private let report: ReportOptions

  init(_ report: ReportOptions) { self.report = report }

  func sites(_ places: [DistinctPlace]) throws {
    let rows = places.map { place -> [Table.Cell] in
      [
        .text("\(place.name)@\(place.number)"), .text(place.wyckoffPosition),
        .text(place.siteSymmetry), .integer(place.multiplicity),
        place.atom.map { .integer($0 + 1) } ?? .empty,
        .fixed(place.fractional.x, decimals: 5), .fixed(place.fractional.y, decimals: 5),
        .fixed(place.fractional.z, decimals: 5), .text(place.environment),
      ]
    }
    try say(
      Table(
        columns: [
          Table.Column("site"), Table.Column("position"), Table.Column("symmetry"),
          Table.Column("in cell"), Table.Column("first atom"), Table.Column("x"), Table.Column("y"),
          Table.Column("z"), Table.Column("nearest atoms"),
        ], rows: rows))
  }

  func configurations(_ choices: [DefectChoice]) throws {
    let rows = choices.map { choice -> [Table.Cell] in
      [.integer(choice.number), .integer(choice.multiplicity)] + Self.details(choice)
    }
    try say(
      Table(
        columns: [Table.Column("configuration"), Table.Column("equal placements")]
          + Self.detailColumns, rows: rows))
  }

  static let detailColumns = [
    Table.Column("sites"), Table.Column("atoms"), Table.Column("distances", unit: "Å"),
  ]

  static func details(_ choice: DefectChoice) -> [Table.Cell] {
    [
      .text(choice.siteNumbers.map(String.init).joined(separator: ", ")),
      .text(choice.atoms.map { $0.map { "\($0 + 1)" } ?? "–" }.joined(separator: ", ")),
      .text(choice.distances.map { Numerals.fixed($0, 4) }.joined(separator: ", ")),
    ]
  }

  func say(_ table: Table) throws {
    let text =
      report.json ? table.json().rendered() + "\n" : report.csv ? table.csv() : table.rendered()
    try Terminal.say(text)
  }
}
