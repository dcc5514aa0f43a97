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
    var calculation = Calculation(name: "", program: Program("GROMACS"), run: .dynamics)
    var legends: [String] = []
    var series: [Double] = []
    var column: Int?
    var isEnergy = false
    var lines = ReportLines(bytes, source: source)
    var lastLine = 1
    while let line = lines.next() {
      lastLine = line.number
      if line.begins("#") {
        if let version = line.text(after: "gmx energy, ") {
          calculation.program.version = String(version.prefix { $0 != " " })
        }
      } else if line.begins("@") {
        isEnergy = isEnergy || line.contains("(kJ/mol)")
        if line.contains(" legend \"") {
          legends.append(line.text.split(separator: "\"").last.map(String.init) ?? "")
          column = legends.firstIndex(of: "Potential").map { $0 + 1 }
        }
      } else if let column {
        let numbers = line.numbers
        if numbers.indices.contains(column) { series.append(numbers[column]) }
      }
    }
    guard isEnergy, !series.isEmpty else {
      throw ParseError(
        source: source, line: lastLine, column: 1,
        reason: .endOfFile(expected: "a series 'Potential' in kJ/mol"))
    }
    let scale = Factor.electronvoltPerKilojoulePerMole
    calculation.energies[.total] = series.reduce(0, +) / Double(series.count) * scale
    calculation.uncertainty = blockError(series).map { $0 * scale }
    calculation.convergence.ionicSteps = series.count
    calculation.notes = ["mean potential energy of \(series.count) frames"]
    companions.note(missing: "composition (an xvg has none)")
    return calculation
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
