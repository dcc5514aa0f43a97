import Quench

extension FileSummary {
  var text: String {
    let lines =
      [("file", name)] + StructureCard(structure).lines
      + [("space group", groupLine), ("shortest", shortestLine), ("frames", framesLine)]
    return lines.filter { !$0.1.isEmpty }
      .map { $0.0.padded(to: 14) + Terminal.inert($0.1) + "\n" }.joined()
  }

  private var groupLine: String {
    guard let spaceGroup else { return "" }
    let tolerance = Numerals.significant(spaceGroup.tolerance, 1)
    return "\(spaceGroup.symbol) (\(spaceGroup.number)), within \(tolerance) Å"
  }

  private var shortestLine: String {
    let found = shortest.compactMap { pair in
      pair.distance.map { "\(pair.name) \(Numerals.fixed($0, 4))" }
    }
    return found.isEmpty ? "" : found.joined(separator: "   ") + " Å"
  }

  private var framesLine: String {
    var line = "\(frames)"
    if let first = timing.firstTime, let last = timing.lastTime, frames > 1 {
      line += ", time \(Self.femtoseconds(first)) to \(Self.femtoseconds(last)) fs"
      if let interval = timing.interval { line += ", every \(Self.femtoseconds(interval)) fs" }
    } else if let first = timing.firstStep, let last = timing.lastStep, frames > 1 {
      line += ", steps \(first) to \(last)"
    }
    return line
  }

  /// Without the last digits, in which differences of times are not exact.
  private static func femtoseconds(_ time: Double) -> String {
    Numerals.exact(abs(time) < 1e9 ? (time * 1e6).rounded() / 1e6 : time)
  }

  /// The stable names of `info --json`.
  var json: JSONValue {
    .object(
      [.init("schema", 1), .init("file", .string(name))] + StructureCard(structure).members
        + [
          .init("spacegroup", groupJSON), .init("frames", .integer(frames)),
          .init("time_fs", timeJSON),
          .init("shortest", .object(shortest.map { .init($0.name, .number($0.distance)) })),
          .init("warnings", .array(warnings.map(\.json))),
        ])
  }

  private var groupJSON: JSONValue {
    guard let spaceGroup else { return .null }
    return [
      "number": .integer(spaceGroup.number), "symbol": .string(spaceGroup.symbol),
      "tolerance_A": .number(spaceGroup.tolerance),
    ]
  }

  private var timeJSON: JSONValue {
    [
      "first": .number(timing.firstTime), "last": .number(timing.lastTime),
      "interval": .number(timing.interval),
    ]
  }

  /// One row per input.
  static func table(_ summaries: [FileSummary]) -> Table {
    Table(
      columns: [
        "file", "formula", "natoms", "volume_A3", "density_g_cm3", "spacegroup", "frames",
      ].map { Table.Column($0) },
      rows: summaries.map { summary in
        [
          .text(summary.name), .text(summary.structure.composition.formula),
          .integer(summary.structure.count), number(summary.structure.lattice?.volume),
          number(summary.structure.density),
          summary.spaceGroup.map { .integer($0.number) } ?? .empty, .integer(summary.frames),
        ]
      })
  }

  private static func number(_ value: Double?) -> Table.Cell {
    value.map { .number($0, digits: 8) } ?? .empty
  }
}
