import QuenchFormats
import QuenchUnits

extension RunSeries {
  /// The energy blocks of an md.log: names in columns of 15 characters, values under them (kJ/mol, K,
  /// bar); the averages at its end are left out.
  package static func gromacsLog(_ bytes: UnsafeRawBufferPointer, source: String) -> RunSeries {
    var series = RunSeries(engine: "gromacs")
    series.conservedName = "Conserved En."
    var names: [String] = []
    var isStepLine = false
    var isAveraging = false
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      if isStepLine {
        isStepLine = false
        let numbers = line.numbers
        if numbers.count == 2, let step = Int(exactly: numbers[0]) {
          var row = Row(step: step)
          row.time = numbers[1] * Factor.femtosecondPerPicosecond
          series.rows.append(row)
        }
      } else if line.begins("Step           Time") {
        isStepLine = true
        names = []
      } else if line.contains("A V E R A G E S") {
        isAveraging = true
      } else if line.begins("Finished mdrun") {
        series.isFinished = true
      } else if !isAveraging, !series.rows.isEmpty {
        let numbers = line.numbers
        if numbers.isEmpty {
          names = Self.columns(line)
        } else if numbers.count == names.count {
          series.rows[series.rows.count - 1].take(names, numbers)
        }
      }
    }
    return series
  }

  private static func columns(_ line: ReportLine) -> [String] {
    stride(from: 0, to: line.bytes.count, by: 15).map { start in
      let part = line.bytes[start..<min(start + 15, line.bytes.count)]
      return String(decoding: part.drop { $0 == 0x20 }, as: UTF8.self)
    }
  }
}

extension RunSeries.Row {
  fileprivate mutating func take(_ names: [String], _ numbers: [Double]) {
    for (name, number) in zip(names, numbers) {
      switch name {
      case "Kinetic En.": kinetic = number * Factor.electronvoltPerKilojoulePerMole
      case "Potential": potential = number * Factor.electronvoltPerKilojoulePerMole
      case "Conserved En.": conserved = number * Factor.electronvoltPerKilojoulePerMole
      case "Temperature": temperature = number
      case "Pressure (bar)": pressure = number * Factor.gigapascalPerBar
      default: break
      }
    }
  }
}
