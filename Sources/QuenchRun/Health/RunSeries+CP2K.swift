import QuenchFormats
import QuenchUnits

extension RunSeries {
  /// A CP2K `.ener` file: step, time/fs, kinetic, temperature/K, potential, conserved quantity (Ha).
  package static func cp2kEnergies(_ bytes: UnsafeRawBufferPointer, source: String) -> RunSeries {
    var series = RunSeries(engine: "cp2k")
    series.conservedName = "Cons Qty"
    var lines = ReportLines(bytes, source: source)
    var hasHeading = false
    while let line = lines.next() {
      guard !line.begins("#") else {
        hasHeading = true
        continue
      }
      let numbers = line.numbers
      guard numbers.count >= 6, let step = Int(exactly: numbers[0]) else { continue }
      var row = Row(step: step)
      // Without a heading it is a band's: steps, but no time and no temperature.
      guard hasHeading else {
        series.rows.append(row)
        continue
      }
      row.time = numbers[1]
      row.kinetic = numbers[2] * Factor.electronvoltPerHartree
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
      } else if line.begins("MD_PAR| Ensemble type"), line.contains("LANGEVIN") {
        conservedName = nil  // the printed quantity leaves out the bath
      }
    }
    for (place, value) in converged.enumerated() where rows.indices.contains(place) {
      rows[place].electronsConverged = value
    }
  }

  /// A CP2K output alone: what a single point or a relaxation leaves.
  package static func cp2kOutput(_ bytes: UnsafeRawBufferPointer, source: String) -> RunSeries {
    var series = RunSeries(engine: "cp2k")
    var converged: Bool?
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      if line.begins("*** SCF run converged in") {
        converged = true
      } else if line.contains("SCF run NOT converged") {
        converged = false
      } else if line.begins("ENERGY| Total FORCE_EVAL") {
        var row = Row(step: series.rows.count)
        row.potential = line.words.last.flatMap { Double($0) }
          .map { $0 * Factor.electronvoltPerHartree }
        row.electronsConverged = converged
        series.rows.append(row)
      } else if line.contains("OPTIMIZATION COMPLETED") {
        series.isRelaxed = true
      } else if line.contains("MAXIMUM NUMBER OF OPTIMIZATION STEPS REACHED") {
        series.isRelaxed = false
      } else if line.contains("PROGRAM ENDED AT") {
        series.isFinished = true
      }
    }
    return series
  }
}
