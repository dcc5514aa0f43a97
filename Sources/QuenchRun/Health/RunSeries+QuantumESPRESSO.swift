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
      } else if line.begins("kinetic energy (Ekin) =") {
        row.kinetic = line.number(after: "=").map { $0 * Factor.electronvoltPerRydberg }
      } else if line.begins("temperature           =") {
        row.temperature = line.number(after: "=")
      } else if line.begins("Ekin + Etot (const)") {
        row.conserved = line.number(after: "(const)").map { $0 * Factor.electronvoltPerRydberg }
      } else if line.begins("temperature is controlled by") {
        series.conservedName = nil  // the bath takes and gives, and pw.x does not count it
      } else if line.begins("bfgs converged in") {
        series.isRelaxed = true
      } else if line.contains("The maximum number of steps has been reached") {
        series.isRelaxed = false
      } else if line.begins("JOB DONE") {
        series.isFinished = true
      }
    }
    if row.potential != nil { series.rows.append(row) }
    return series
  }

  /// The table in a cp.x output: step, fictitious kinetic energy, temperatures of cell and ions/K, energies
  /// (Ha), the eighth with the electrons' motion, which is conserved. Times are not printed.
  package static func cp(_ bytes: UnsafeRawBufferPointer, source: String) -> RunSeries {
    var series = RunSeries(engine: "qe")
    series.conservedName = "econt"
    var isTable = false
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      if line.begins("nfi ") {
        isTable = true
      } else if line.begins("JOB DONE") {
        series.isFinished = true
      } else if isTable {
        let numbers = line.numbers
        guard numbers.count >= 8, let step = Int(exactly: numbers[0]) else {
          isTable = line.isBlank
          continue
        }
        var row = Row(step: step)
        row.temperature = numbers[3]
        row.potential = numbers[4] * Factor.electronvoltPerHartree
        row.conserved = numbers[7] * Factor.electronvoltPerHartree
        series.rows.append(row)
      }
    }
    return series
  }
}
