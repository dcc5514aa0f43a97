import QuenchFormats
import QuenchUnits

extension RunSeries {
  /// The thermodynamic tables of a LAMMPS log in `metal` or `real` units, one after another.
  ///
  /// Energies are totals; `TotEng` is conserved in NVE only, `Econserve` where it is printed in every
  /// ensemble. Lines that a killed run cut off are passed over; a run is finished when the loop time of
  /// its last table is printed.
  package static func lammps(_ bytes: UnsafeRawBufferPointer, source: String) -> RunSeries {
    var series = RunSeries(engine: "lammps")
    var table = ThermoTable()
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      if line.begins("units ") {
        table.isReal = line.words.last == "real"
      } else if line.begins("timestep ") {
        table.timestep = line.words.dropFirst().first.flatMap { ReportLine.number($0) }
      } else if line.begins("goes on from step "), let step = line.words.last.flatMap({ Int($0) }) {
        // What stands in the log beyond the restart file was done again; Quench's inputs print this.
        table.offset = series.time(at: step)
        series.rows.removeAll { $0.step > step }
      } else if line.begins("Step ") {
        table.columns = line.words
        series.isFinished = false
        if series.conservedName == nil { series.conservedName = table.conservedName }
      } else if line.begins("fix ") {
        table.hasThermostat = table.hasThermostat || ThermoTable.isThermostat(line.words)
      } else if line.begins("Loop time of") {
        table.columns = []
        series.isFinished = true
      } else if !table.columns.isEmpty, let row = table.row(line.numbers) {
        // A second run prints the last step of the first again.
        if series.rows.last?.step == row.step { series.rows.removeLast() }
        series.rows.append(row)
      }
    }
    return series
  }
}

extension RunSeries {
  /// fs: of a step among the rows, on the straight line through the first and the last.
  fileprivate func time(at step: Int) -> Double {
    guard let first = rows.first, let last = rows.last, last.step > first.step,
      let start = first.time, let end = last.time
    else { return 0 }
    return start + (end - start) * Double(step - first.step) / Double(last.step - first.step)
  }
}

/// The columns of one thermodynamic table and what they mean.
private struct ThermoTable {
  var columns: [String] = []
  var isReal = false
  /// In the log's own unit: ps (metal) or fs (real).
  var timestep: Double?

  /// fs: LAMMPS of 2021 counts time from the restart file.
  var offset = 0.0

  /// Whether the log shows a thermostat: then the total energy is not conserved.
  var hasThermostat = false

  static func isThermostat(_ words: [String]) -> Bool {
    words.count > 3
      && ["nvt", "npt", "temp/", "langevin"].contains { words[3].hasPrefix($0) }
  }

  var conservedName: String? {
    if columns.contains("Econserve") { return "Econserve" }
    return columns.contains("TotEng") && !hasThermostat ? "TotEng" : nil
  }

  /// Columns `c_TTi` that decks of Quench print: the free atoms of an element.
  private func groupTemperatures(_ numbers: [Double]) -> [String: Double] {
    var found: [String: Double] = [:]
    for (column, number) in zip(columns, numbers) where column.hasPrefix("c_T") {
      found[String(column.dropFirst(3))] = number
    }
    return found
  }

  private var energyFactor: Double { isReal ? Factor.electronvoltPerKilocaloriePerMole : 1 }
  private var timeFactor: Double { isReal ? 1 : Factor.femtosecondPerPicosecond }
  private var pressureFactor: Double {
    isReal ? Factor.gigapascalPerAtmosphere : Factor.gigapascalPerBar
  }

  func row(_ numbers: [Double]) -> RunSeries.Row? {
    guard numbers.count == columns.count, let step = Int(exactly: numbers[0]) else { return nil }
    func value(_ name: String) -> Double? {
      columns.firstIndex(of: name).map { numbers[$0] }
    }
    var row = RunSeries.Row(step: step)
    row.time =
      value("Time").map { $0 * timeFactor + offset }
      ?? timestep.map { Double(step) * $0 * timeFactor }
    row.temperature = value("Temp")
    row.groupTemperatures = groupTemperatures(numbers)
    row.kinetic = value("KinEng").map { $0 * energyFactor }
    row.potential = value("PotEng").map { $0 * energyFactor }
    row.conserved = conservedName.flatMap(value).map { $0 * energyFactor }
    row.pressure = value("Press").map { $0 * pressureFactor }
    return row
  }
}
