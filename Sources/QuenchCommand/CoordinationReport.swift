import Quench

/// Coordination numbers as tables, JSON and figure.
struct CoordinationReport {
  let rows: [CoordinationTable.Row]
  let table: CoordinationTable
  let search: CutoffSearch
  let provenance: Provenance

  init(_ table: CoordinationTable, _ search: CutoffSearch, provenance: Provenance) {
    self.table = table
    self.search = search
    self.provenance = provenance
    rows = search.shown?.compactMap { table.row($0.a, $0.b) } ?? table.rows
  }

  /// Means, and the share of atoms with each number where it is at least 0.05 %.
  func summary() -> String {
    let columns = [
      Table.Column("pair"), Table.Column("cutoff", unit: "Å"), Table.Column("CN"),
      Table.Column("shares"),
    ]
    let cells = rows.map { row -> [Table.Cell] in
      [
        .text(row.pair.description), cutoff(row),
        row.error.map { .measured(row.mean, error: $0) } ?? .number(row.mean),
        .text(Self.shares(row)),
      ]
    }
    let blocks =
      table.blockCount >= 5
      ? ", errors from \(table.blockCount) blocks of \(table.blockLength)" : ""
    return Table(columns: columns, rows: cells).rendered()
      + "\(RadialReport.frames(table.frameCount))\(blocks); CN counts the second species around the first\n"
  }

  private func cutoff(_ row: CoordinationTable.Row) -> Table.Cell {
    search.error(of: row.pair).map { .measured(row.cutoff, error: max($0, 1e-3)) }
      ?? .number(row.cutoff, digits: 4)
  }

  private static func shares(_ row: CoordinationTable.Row) -> String {
    let atoms = row.histogram.reduce(0, +)
    guard atoms > 0 else { return "" }
    return row.histogram.enumerated().compactMap { n, count in
      let share = Double(count) / Double(atoms) * 100
      return share >= 0.05 ? "\(n): \(Numerals.fixed(share, 1)) %" : nil
    }.joined(separator: "  ")
  }

  /// The stable columns of `cn --csv`, then the histogram.
  func csv() -> String {
    var means = Table(
      columns: ["pair", "cutoff", "cutoff_err", "cn", "cn_err"].map { Table.Column($0) })
    var histogram = Table(columns: ["pair", "n", "atoms", "share"].map { Table.Column($0) })
    for row in rows {
      means.rows.append([
        .text(row.pair.description), .number(row.cutoff), Self.cell(search.error(of: row.pair)),
        Self.cell(row.mean), Self.cell(row.error),
      ])
      let atoms = Double(row.histogram.reduce(0, +))
      for (n, count) in row.histogram.enumerated() {
        histogram.rows.append([
          .text(row.pair.description), .integer(n), .integer(Int(count)),
          .number(Double(count) / atoms),
        ])
      }
    }
    return means.csv() + "\n" + histogram.csv()
  }

  private static func cell(_ value: Double?) -> Table.Cell { value.map { .number($0) } ?? .empty }

  func json(warnings: [Warning]) -> JSONValue {
    .object([
      .init("schema", 1), .init("frames", .integer(table.frameCount)),
      .init("blocks", .integer(table.blockCount)),
      .init("pairs", .array(rows.map(json))),
      .init("errors", .strings(search.failures.map(\.description))),
      .init("warnings", .array((warnings + search.warnings).unique().map(\.json))),
      .init("provenance", provenance.json),
    ])
  }

  private func json(_ row: CoordinationTable.Row) -> JSONValue {
    [
      "pair": .string(row.pair.description), "cutoff": .number(row.cutoff),
      "cutoff_err": .number(search.error(of: row.pair)), "cn": .number(row.mean),
      "cn_err": .number(row.error), "histogram": .integers(row.histogram.map(Int.init)),
    ]
  }

  func figure() -> Figure {
    .coordination(
      rows.map { row in
        let atoms = Double(row.histogram.reduce(0, +))
        return CoordinationHistogram(
          name: "\(row.pair.a)–\(row.pair.b)",
          shares: row.histogram.map { Double($0) / atoms }, mean: row.mean, meanError: row.error)
      }, width: rows.count > 1 ? Figure.pageWidth : Figure.columnWidth)
  }
}
