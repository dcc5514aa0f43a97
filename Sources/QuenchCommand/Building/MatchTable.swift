import Quench

/// Lattice matches with their numbers.
struct MatchTable {
  private let found: LatticeMatches
  private let film: Structure
  private let substrate: Structure

  init(_ found: LatticeMatches, _ film: Structure, _ substrate: Structure) {
    (self.found, self.film, self.substrate) = (found, film, substrate)
  }

  func print(_ report: ReportOptions) throws {
    let table = table
    if report.json { return try Terminal.say(table.json().rendered() + "\n") }
    if report.csv { return try Terminal.say(table.csv()) }
    try Terminal.say(table.rendered())
    if !report.quiet { Terminal.complain(summary) }
  }

  private var summary: String {
    "\(found.matches.count) matches; \(found.distinct) distinct with those that repeat a smaller "
      + "one, of \(found.pairs) pairs of superlattices laid on one another in \(found.alignments) ways"
  }

  private var table: Table {
    Table(
      columns: [
        Table.Column("id"), Table.Column("area", unit: "Å²"), Table.Column("atoms"),
        Table.Column("strain", unit: "%"), Table.Column("least", unit: "%"),
        Table.Column("most", unit: "%"), Table.Column("twist", unit: "°"), Table.Column("film"),
        Table.Column("substrate"),
      ],
      rows: found.matches.enumerated().map { place, match in row(place + 1, match) })
  }

  private func row(_ id: Int, _ match: LatticeMatch) -> [Table.Cell] {
    let atoms =
      film.count * abs(match.filmMatrix.determinant)
      + substrate.count * abs(match.substrateMatrix.determinant)
    return [
      .integer(id), .fixed(match.area, decimals: 2), .integer(atoms),
      .fixed(100 * match.mismatch, decimals: 3),
      .fixed(100 * match.principalStrains.x, decimals: 3),
      .fixed(100 * match.principalStrains.y, decimals: 3), .fixed(match.twist, decimals: 2),
      .text(Self.text(match.filmMatrix)), .text(Self.text(match.substrateMatrix)),
    ]
  }

  private static func text(_ matrix: IntegerMatrix) -> String {
    let rows = matrix.rows
    return "\(rows[0].x),\(rows[0].y);\(rows[1].x),\(rows[1].y)"
  }
}
