import Quench

/// The distinct terminations of a plane, for `quench slab --list`.
struct TerminationTable {
  private let cutter: SlabCutter

  init(_ cutter: SlabCutter) { self.cutter = cutter }

  func print(_ report: ReportOptions) throws {
    if report.json {
      try Terminal.say(json.rendered() + "\n")
    } else if report.csv {
      try Terminal.say(table.csv())
    } else {
      try Terminal.say(table.rendered())
      if !report.quiet { Terminal.complain(legend) }
    }
  }

  private var table: Table {
    let columns = [
      Table.Column("n"), Table.Column("id"), Table.Column("top"), Table.Column("bottom"),
      Table.Column("polarity"), Table.Column("dipole", unit: "e Å"), Table.Column("equal faces"),
      Table.Column("broken bonds"), Table.Column("per area", unit: "Å⁻²"),
      Table.Column("units cut"), Table.Column("gap", unit: "Å"),
    ]
    return Table(
      title: "\(cutter.plane): \(cutter.terminations.count) distinct terminations",
      columns: columns,
      rows: cutter.terminations.enumerated().map { row($0.offset + 1, $0.element) })
  }

  private func row(_ number: Int, _ t: Termination) -> [Table.Cell] {
    [
      .integer(number), .text(t.id), .text(t.top), .text(t.bottom), .text(Self.polarity(t)),
      t.polarity.dipole.map { .fixed($0, decimals: 3) } ?? .empty, .text(Self.faces(t)),
      .integer(t.brokenBonds), .fixed(t.brokenPerArea, decimals: 4), .integer(t.brokenUnitBonds),
      .fixed(t.gap, decimals: 3),
    ]
  }

  private static func polarity(_ t: Termination) -> String {
    switch t.polarity.kind {
    case .tasker1: "no (Tasker 1)"
    case .tasker2: "no (Tasker 2)"
    case .tasker3: "yes (Tasker 3)"
    case .unknown: "unknown"
    }
  }

  /// `yes`; `without O` where layers have to go; `never`.
  private static func faces(_ t: Termination) -> String {
    guard let removed = t.removedForEqualFaces else { return "never" }
    if removed.isEmpty { return "yes" }
    return "without " + removed.joined(separator: "+")
      + (t.isStoichiometricThen ? " (stoichiometric)" : "")
  }

  private var legend: String {
    """
    indices of \(cutter.referenceNote); smallest surface cell \
    \(Numerals.fixed(cutter.area, 4)) Å², repeat unit \(Numerals.fixed(cutter.period, 4)) Å high, \
    \(cutter.layersPerPeriod) layers
    oxidation states: \(cutter.oxidation.description)
    whole repeat units are stoichiometric; dipole, bonds and units cut per smallest surface cell
    """
  }

  private var json: JSONValue {
    let rows = cutter.terminations.map { t -> JSONValue in
      [
        "id": .string(t.id), "top": .string(t.top), "bottom": .string(t.bottom),
        "polarity": .string(t.polarity.kind.rawValue), "dipole_e_A": .number(t.polarity.dipole),
        "equal_faces": .bool(t.hasEqualFaces),
        "removed_for_equal_faces": t.removedForEqualFaces.map { .strings($0) } ?? .null,
        "stoichiometric_then": .bool(t.isStoichiometricThen),
        "broken_bonds": .integer(t.brokenBonds), "broken_bonds_per_A2": .number(t.brokenPerArea),
        "broken_unit_bonds": .integer(t.brokenUnitBonds), "gap_A": .number(t.gap),
      ]
    }
    return [
      "schema": 1, "plane": .integers((0..<3).map { cutter.plane.indices[$0] }),
      "area_A2": .number(cutter.area), "period_A": .number(cutter.period),
      "layers_per_period": .integer(cutter.layersPerPeriod),
      "oxidation_states": .string(cutter.oxidation.description), "terminations": .array(rows),
    ]
  }
}
