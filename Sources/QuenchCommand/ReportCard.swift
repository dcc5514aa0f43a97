import Quench

/// A built structure's report card as text and as JSON.
struct ReportCard {
  private let structure: StructureCard
  private let facts: [BuildReport.Fact]
  private let report: BuildReport

  init(_ built: Built) {
    structure = StructureCard(built.structure)
    facts = built.report.facts + StructureFacts(built.structure, host: built.report.host).all
    report = built.report
  }

  var text: String {
    var lines = structure.lines.map { Self.line($0.name, $0.value) }
    lines += facts.flatMap(Self.lines)
    if let seed = report.seed { lines.append(Self.line("seed", "\(seed)")) }
    lines += report.assumptions.map { Self.line("assumed", $0) }
    return lines.joined(separator: "\n")
  }

  var json: JSONValue {
    .object(
      [.init("schema", 1)] + structure.members + facts.map { .init($0.key, Self.json($0.value)) }
        + [
          .init("seed", report.seed.map { .string("\($0)") } ?? .null),
          .init("assumptions", .strings(report.assumptions)),
          .init("warnings", .array(report.warnings.map(\.json))),
        ])
  }

  private static func line(_ label: String, _ value: String) -> String {
    label.padded(to: max(18, label.count + 2)) + value
  }

  private static func lines(_ fact: BuildReport.Fact) -> [String] {
    switch fact.value {
    case .text(let text): [line(fact.label, shortened(text))]
    case .integer(let number): [line(fact.label, "\(number)")]
    case .number(let number, let unit, let decimals):
      [line(fact.label, Numerals.fixed(number, decimals) + (unit.isEmpty ? "" : " " + unit))]
    case .list(let items): [line(fact.label, items.joined(separator: ", "))]
    case .table(let columns, let rows): tableLines(fact.label, columns, rows)
    }
  }

  /// A list of atoms can run over pages; all of it is in the JSON.
  private static func shortened(_ text: String) -> String {
    guard text.count > 240, text.contains(",") else { return text }
    let start = text.prefix(160)
    return (start.lastIndex(of: ",").map { text[...$0] } ?? start) + " … (all of them with --json)"
  }

  /// Two columns are said in one line as `name value, …`; wider tables stand below their label.
  private static func tableLines(
    _ label: String, _ columns: [String], _ rows: [[String]]
  ) -> [String] {
    if columns.count == 2 {
      let unit = columns[1].split(separator: "/").dropFirst().first.map { " \($0)" } ?? ""
      let pairs = rows.map { "\($0[0]) \($0[1])" }.joined(separator: ", ")
      return [line(label, pairs + unit)]
    }
    let widths = columns.indices.map { column in
      ([columns] + rows).map { $0[column].count }.max() ?? 0
    }
    return [label]
      + ([columns] + rows).map { row in
        "  " + zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
      }
  }

  private static func json(_ value: BuildReport.Fact.Value) -> JSONValue {
    switch value {
    case .text(let text): .string(text)
    case .integer(let number): .integer(number)
    case .number(let number, _, _): .number(number)
    case .list(let items): .strings(items)
    case .table(let columns, let rows):
      .array(
        rows.map { row in
          .object(
            zip(columns, row).map { .init($0, Double($1).map { .number($0) } ?? .string($1)) })
        })
    }
  }
}
