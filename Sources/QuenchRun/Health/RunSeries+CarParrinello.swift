import QuenchFormats
import QuenchUnits

extension RunSeries {
  /// The table of a cp.x output: nfi, ekinc, temph, tempp, etot, enthal, econs, econt (Hartree, K).
  package static func carParrinello(_ bytes: UnsafeRawBufferPointer, source: String) -> RunSeries {
    var series = RunSeries(engine: "qe")
    series.conservedName = "econt"
    var (timestep, isTable): (Double?, Bool) = (nil, false)
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      if line.begins("MD Simulation time step") {
        timestep = line.number(after: "=").map { $0 * Factor.femtosecondPerAtomicTime }
      } else if line.begins("nfi ") {
        isTable = true
      } else if line.begins("JOB DONE") {
        series.isFinished = true
      } else if isTable, let row = row(line, timestep) {
        series.rows.append(row)
      }
    }
    return series
  }

  private static func row(_ line: ReportLine, _ timestep: Double?) -> Row? {
    guard !line.isBlank, line.bytes[line.first] &- 48 < 10 else { return nil }
    let numbers = line.numbers
    guard numbers.count >= 8, let step = Int(exactly: numbers[0]) else { return nil }
    var row = Row(step: step)
    row.time = timestep.map { $0 * numbers[0] }
    row.temperature = numbers[3]
    row.potential = numbers[4] * Factor.electronvoltPerHartree
    row.conserved = numbers[7] * Factor.electronvoltPerHartree
    return row
  }
}
