public import QuenchEnergetics
import QuenchFormats
import QuenchUnits

/// A LAMMPS log: the last line of its last thermodynamic table.
///
/// Energies in the log's own unit style, which it echoes (`units metal`), or in the one the
/// companions name; it is not guessed. Composition is not in a log.
public enum LAMMPSLog {
  public static func read(
    _ bytes: UnsafeRawBufferPointer, source: String, companions: Companions
  ) throws -> Calculation {
    var calculation = Calculation(name: "", program: Program("LAMMPS"), run: .dynamics)
    var columns: [String] = []
    var last: [Double]?
    var units: String?
    var rows = 0
    var isFinished = false
    var isMinimised: Bool?
    var lines = ReportLines(bytes, source: source)
    var lastLine = 1
    while let line = lines.next() {
      lastLine = line.number
      if line.begins("LAMMPS (") {
        calculation.program.version = line.text(after: "(").map { String($0.prefix { $0 != ")" }) }
      } else if line.begins("units ") {
        units = line.words.last
      } else if line.begins("pair_style ") {
        calculation.settings.functional = line.words.dropFirst().joined(separator: " ")
      } else if line.begins("Step ") {
        columns = line.words
      } else if line.begins("Loop time of") {
        columns = []
      } else if line.begins("Stopping criterion =") {
        isMinimised = !line.contains("max iterations") && !line.contains("max force evaluations")
      } else if line.begins("Total wall time:") {
        isFinished = true
        let parts = line.words.last?.split(separator: ":").compactMap { Double($0) } ?? []
        if parts.count == 3 {
          calculation.wallTime =
            parts[0] * Factor.secondPerHour + parts[1] * Factor.secondPerMinute + parts[2]
        }
      } else if !columns.isEmpty {
        let numbers = line.numbers
        if numbers.count == columns.count, line.words.count == columns.count {
          last = numbers
          calculation.settings.parallel = [:]
          rows += 1
          LAMMPSThermo(columns: columns, row: numbers).apply(&calculation)
        }
      }
    }
    guard last != nil, calculation.energies[.total] != nil else {
      throw ParseError(
        source: source, line: lastLine, column: 1,
        reason: .endOfFile(expected: "a thermodynamic table with PotEng or TotEng"))
    }
    units = units ?? companions.lammpsUnits
    guard let units, let factor = Self.factor[units] else {
      throw ParseError(
        source: source, line: 1, column: 1,
        reason: .unsupported(
          "unit style \(units.map { "'\($0)'" } ?? "is not echoed in the log and") is not known"),
        advice: "give --lammps-units metal (or real, electron)")
    }
    calculation.energies = calculation.energies.mapValues { $0 * factor }
    calculation.convergence.ionicSteps = rows
    calculation.convergence.ions = isMinimised
    if isMinimised != nil { calculation.run = .relaxation }
    if !isFinished {
      calculation.convergence.ions = false
      calculation.convergence.reason = "the log ends before its total wall time"
    }
    companions.note(missing: "composition (a LAMMPS log has none)")
    return calculation
  }

  /// eV per energy unit of a style (manual: units).
  private static let factor: [String: Double] = [
    "metal": 1, "real": Factor.electronvoltPerKilocaloriePerMole,
    "electron": Factor.electronvoltPerHartree,
  ]
}

private struct LAMMPSThermo {
  let columns: [String]
  let row: [Double]

  func apply(_ calculation: inout Calculation) {
    func value(_ name: String) -> Double? { columns.firstIndex(of: name).map { row[$0] } }
    calculation.energies[.total] = value("PotEng") ?? value("TotEng")
    calculation.energies[.enthalpy] = value("Enthalpy")
  }
}
