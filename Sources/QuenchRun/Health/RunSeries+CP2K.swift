import QuenchFormats
import QuenchUnits

extension RunSeries {
  /// A CP2K `.ener` file: step, time/fs, kinetic, temperature/K, potential, conserved quantity (Ha).
  package static func cp2kEnergies(_ bytes: UnsafeRawBufferPointer, source: String) -> RunSeries {
    var series = RunSeries(engine: "cp2k")
    series.conservedName = "Cons Qty"
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      guard !line.begins("#") else { continue }
      let numbers = line.numbers
      guard numbers.count >= 6, let step = Int(exactly: numbers[0]) else { continue }
      var row = Row(step: step)
      row.time = numbers[1]
      row.temperature = numbers[3]
      row.potential = numbers[4] * Factor.electronvoltPerHartree
      row.conserved = numbers[5] * Factor.electronvoltPerHartree
      series.rows.append(row)
    }
    return series
  }

  /// What a CP2K output says of each step's electrons, and whether it ended: put into the rows of its
  /// `.ener` file in order, from the first.
  package mutating func addCP2KOutput(_ bytes: UnsafeRawBufferPointer, source: String) {
    var converged: [Bool] = []
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      if line.begins("*** SCF run converged in") {
        converged.append(true)
      } else if line.contains("SCF run NOT converged") {
        converged.append(false)
      } else if line.contains("PROGRAM ENDED AT") {
        isFinished = true
      }
    }
    for (place, value) in converged.enumerated() where rows.indices.contains(place) {
      rows[place].electronsConverged = value
    }
  }
}
