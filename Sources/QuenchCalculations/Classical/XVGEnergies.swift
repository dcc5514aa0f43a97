public import QuenchEnergetics
import QuenchFormats
import QuenchUnits

/// What `gmx energy` writes: time series in kJ/mol; the mean potential energy and its error.
///
/// The error is that of block averages (five blocks). Composition is not in an xvg.
public enum XVGEnergies {
  public static func read(
    _ bytes: UnsafeRawBufferPointer, source: String, companions: Companions
  ) throws -> Calculation {
    var parser = XVGParser()
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() { parser.take(line) }
    companions.note(missing: "composition (an xvg has none)")
    return try parser.finish(source: source)
  }
}

private struct XVGParser {
  private var calculation = Calculation(name: "", program: Program("GROMACS"), run: .dynamics)
  private var legends: [String] = []
  private var series: [Double] = []
  /// Of the potential energy.
  private var column: Int?
  private var isEnergy = false
  private var lastLine = 1

  mutating func take(_ line: ReportLine) {
    lastLine = line.number
    if line.begins("#") {
      guard let version = line.text(after: "gmx energy, ") else { return }
      calculation.program.version = String(version.prefix { $0 != " " })
    } else if line.begins("@") {
      takeHeader(line)
    } else if let column {
      let numbers = line.numbers
      if numbers.indices.contains(column) { series.append(numbers[column]) }
    }
  }

  private mutating func takeHeader(_ line: ReportLine) {
    isEnergy = isEnergy || line.contains("(kJ/mol)")
    guard line.contains(" legend \"") else { return }
    legends.append(line.text.split(separator: "\"").last.map(String.init) ?? "")
    column = legends.firstIndex(of: "Potential").map { $0 + 1 }
  }

  func finish(source: String) throws -> Calculation {
    guard isEnergy, !series.isEmpty else {
      throw ParseError(
        source: source, line: lastLine, column: 1,
        reason: .endOfFile(expected: "a series 'Potential' in kJ/mol"))
    }
    var result = calculation
    let scale = Factor.electronvoltPerKilojoulePerMole
    result.energies[.total] = series.reduce(0, +) / Double(series.count) * scale
    result.uncertainty = Self.blockError(series).map { $0 * scale }
    result.convergence.ionicSteps = series.count
    result.notes = ["mean potential energy of \(series.count) frames"]
    return result
  }

  /// Standard error of the mean from five blocks; nil below ten values.
  private static func blockError(_ series: [Double]) -> Double? {
    let blocks = 5
    let length = series.count / blocks
    guard length >= 2 else { return nil }
    let means = (0..<blocks).map { block in
      series[(block * length)..<((block + 1) * length)].reduce(0, +) / Double(length)
    }
    let mean = means.reduce(0, +) / Double(blocks)
    let square = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (square / Double(blocks * (blocks - 1))).squareRoot()
  }
}
