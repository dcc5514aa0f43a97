import ArgumentParser
import Quench

/// Bond angles as tables and JSON.
struct AngleReport {
  private let table: AngleTable
  private let search: CutoffSearch
  private let provenance: Provenance

  init(_ table: AngleTable, _ search: CutoffSearch, provenance: Provenance) {
    (self.table, self.search, self.provenance) = (table, search, provenance)
  }

  /// `Si-O-Si` as three of the groups; labels may hold hyphens themselves.
  static func triplet(_ text: String, among groups: [String]) throws -> SpeciesTriplet {
    for first in groups where text.hasPrefix(first + "-") {
      let rest = text.dropFirst(first.count + 1)
      for centre in groups where rest.hasPrefix(centre + "-") {
        let last = String(rest.dropFirst(centre.count + 1))
        if groups.contains(last) { return SpeciesTriplet(first, centre, last) }
      }
    }
    throw ValidationError(
      "'\(text)' names no triplet such as A-B-C of the species \(groups.joined(separator: ", "))")
  }

  func summary() -> String {
    let columns = [
      Table.Column("triplet"), Table.Column("cutoffs", unit: "Å"), Table.Column("mean", unit: "°"),
      Table.Column("spread σ", unit: "°"), Table.Column("mode", unit: "°"), Table.Column("angles"),
    ]
    let rows = table.rows.map { row -> [Table.Cell] in
      [
        .text(row.triplet.description), .text(cutoffs(row.triplet)),
        row.meanError.map { .measured(row.mean, error: $0) } ?? .number(row.mean, digits: 5),
        .number(row.spread, digits: 4), .number(row.mode, digits: 5),
        .integer(Int(clamping: row.counts.reduce(0, +))),
      ]
    }
    return Table(columns: columns, rows: rows).rendered()
      + "\(RadialReport.frames(table.frameCount)); each pair of neighbours once\n"
  }

  private func cutoffs(_ triplet: SpeciesTriplet) -> String {
    let pairs = [
      SpeciesPair(triplet.centre, triplet.a), SpeciesPair(triplet.centre, triplet.b),
    ].unique()
    return pairs.map { pair in
      let cutoff = search.cutoffs[pair] ?? search.cutoffs[pair.reversed] ?? .nan
      return "\(pair) \(Numerals.significant(cutoff, 4))"
    }.joined(separator: ", ")
  }

  func csv() -> String {
    var angles = Table(
      columns: ["triplet", "theta", "p", "p_over_sin", "count"].map { Table.Column($0) })
    for row in table.rows {
      for (bin, count) in row.counts.enumerated() {
        angles.rows.append([
          .text(row.triplet.description), .number((Double(bin) + 0.5) * table.binWidth),
          .number(row.density[bin]), .number(row.densityOverSine[bin]),
          .integer(Int(clamping: count)),
        ])
      }
    }
    return angles.csv()
  }

  func json(warnings: [Warning]) -> JSONValue {
    .object([
      .init("schema", 1), .init("frames", .integer(table.frameCount)),
      .init("bin_width", .number(table.binWidth)),
      .init("triplets", .array(table.rows.map(json))),
      .init("warnings", .array((warnings + search.warnings).unique().map(\.json))),
      .init("provenance", provenance.json),
    ])
  }

  private func json(_ row: AngleTable.Row) -> JSONValue {
    [
      "triplet": .string(row.triplet.description), "mean": .number(row.mean),
      "mean_err": .number(row.meanError), "spread": .number(row.spread),
      "mode": .number(row.mode), "count": .integers(row.counts.map { Int(clamping: $0) }),
      "p": .array(row.density.map { .number($0) }),
    ]
  }
}
