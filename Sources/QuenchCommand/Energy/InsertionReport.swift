import Quench

/// The tables and the picture of an insertion series.
struct InsertionReport {
  private let series: InsertionSeries
  private let planes: [LatticePlane]
  private let calculations: [Calculation]
  private let notes: [String]

  init(
    _ series: InsertionSeries, planes: [LatticePlane], calculations: [Calculation], notes: [String]
  ) {
    self.series = series
    self.planes = planes
    self.calculations = calculations
    self.notes = notes
  }

  func report() throws -> EnergyReport {
    var report = EnergyReport(table: contents, notes: notes, details: [steps, try capacities])
    report.notes.insert(
      "per host formula unit of \(series.host); ion \(series.ion), charge number"
        + " \(series.chargeNumber)", at: 0)
    report.figure = figure
    return report
  }

  private var contents: Table {
    return Table(
      title: "contents",
      columns: [
        .init("name"), .init("x"), .init("E_f", unit: "eV/f.u."),
        .init("above hull", unit: "eV/f.u."), .init("per \(series.ion)", unit: "eV"),
        .init("volume", unit: "Å³/f.u."), .init("volume change", unit: "%"),
      ] + planes.map { .init("d" + $0.text, unit: "Å") },
      rows: series.points.indices.map { index in
        let point = series.points[index]
        let lattice = calculations.first { $0.name == point.name }?.geometry?.lattice
        return [
          .text(point.name), .number(point.x), ReactionTable.cell(series.formationEnergy(index)),
          ReactionTable.cell(series.distance(index)),
          series.energyPerIon(index).map { ReactionTable.cell($0) } ?? .empty,
          point.volume.map { .fixed($0, decimals: 4) } ?? .empty,
          series.volumeChange(index).map { .fixed($0, decimals: 3) } ?? .empty,
        ]
          + planes.map { plane in lattice.map { .fixed(plane.spacing($0), decimals: 4) } ?? .empty }
      })
  }

  private var steps: Table {
    Table(
      title: "voltage against \(series.ion)/\(series.ion)"
        + (series.chargeNumber == 1 ? "" : String(series.chargeNumber)) + "+; average"
        + " \(average) V",
      columns: [.init("from x"), .init("to x"), .init("voltage", unit: "V")],
      rows: series.steps.map { step in
        [
          .number(series.points[step.from].x), .number(series.points[step.to].x),
          step.uncertainty.map { .measured(step.voltage, error: $0) }
            ?? .fixed(step.voltage, decimals: 6),
        ]
      })
  }

  private var average: String {
    let average = series.averageVoltage
    let error = average.uncertainty.map { " ± " + Numerals.significant($0, 2) } ?? ""
    return Numerals.fixed(average.value, 6) + error
  }

  private var capacities: Table {
    get throws {
      let rows = try series.hull.filter { series.points[$0].x > 0 }.map { index -> [Table.Cell] in
        let x = series.points[index].x
        let host = try series.hostCapacity(at: x)
        let full = try series.fullCapacity(at: x)
        return [
          .number(x), .number(host.electrons), .fixed(host.value, decimals: 2),
          .text("\(host.formula), M \(Numerals.significant(host.molarMass, 6)) g/mol"),
          .fixed(full.value, decimals: 2),
          .text("\(full.formula), M \(Numerals.significant(full.formula.mass ?? 0, 6)) g/mol"),
        ]
      }
      return Table(
        title: "capacity n F / (3.6 M)",
        columns: [
          .init("x"), .init("n"), .init("on host", unit: "mAh/g"), .init("host formula"),
          .init("with ions", unit: "mAh/g"), .init("formula with ions"),
        ], rows: rows)
    }
  }

  /// x in NaₓTiO₂.
  private var axisTitle: FigureText {
    series.host.parts.reduce(FigureText("x in \(series.ion)") + .lowered("x")) { title, part in
      let count = part.amount == 1 ? FigureText("") : .lowered(Numerals.exact(part.amount))
      return title + FigureText(part.name) + count
    }
  }

  private var figure: Figure {
    var hull = Panel(
      x: Axis(axisTitle),
      y: Axis("Formation energy (eV per f.u.)"))
    hull.curves = [
      Curve(
        x: series.hull.map { series.points[$0].x },
        y: series.hull.map { series.formationEnergies[$0] }),
      Curve(x: series.points.map(\.x), y: series.formationEnergies, style: .points),
    ]
    var profile = Panel(
      x: Axis(axisTitle),
      y: Axis(FigureText("Voltage (V vs \(series.ion))")))
    profile.curves = [
      Curve(
        x: series.steps.flatMap { [series.points[$0.from].x, series.points[$0.to].x] },
        y: series.steps.flatMap { [$0.voltage, $0.voltage] }, color: 1)
    ]
    return Figure(panels: [hull, profile])
  }
}
