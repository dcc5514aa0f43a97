import QuenchFormats
import QuenchUnits

extension RunSeries {
  /// The ionic steps of a pw.x output.
  package static func pw(_ bytes: UnsafeRawBufferPointer, source: String) -> RunSeries {
    var series = RunSeries(engine: "qe")
    series.conservedName = "Ekin + Etot (const)"
    var row = Row(step: 0)
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      if line.begins("!") {
        if row.potential != nil { series.rows.append(row) }
        row = Row(step: series.rows.count)
        row.electronsConverged = true
        row.potential = line.number(after: "=").map { $0 * Factor.electronvoltPerRydberg }
      } else if line.begins("convergence NOT achieved") {
        row.electronsConverged = false
      } else if line.begins("total   stress"), let value = line.number(after: "P") {
        row.pressure = value * Factor.gigapascalPerKilobar
      } else if line.begins("time      =") {
        row.time = line.number(after: "=").map { $0 * Factor.femtosecondPerPicosecond }
      } else if line.begins("temperature           =") {
        row.temperature = line.number(after: "=")
      } else if line.begins("Ekin + Etot (const)") {
        row.conserved = line.number(after: "(const)").map { $0 * Factor.electronvoltPerRydberg }
      } else if line.begins("JOB DONE") {
        series.isFinished = true
      }
    }
    if row.potential != nil { series.rows.append(row) }
    return series
  }
}
