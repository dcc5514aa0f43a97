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
    var parser = LAMMPSLogParser()
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() { parser.take(line) }
    let calculation = try parser.finish(source: source, units: companions.lammpsUnits)
    companions.note(missing: "composition (a LAMMPS log has none)")
    return calculation
  }
}

private struct LAMMPSLogParser {
  private var calculation = Calculation(name: "", program: Program("LAMMPS"), run: .dynamics)
  /// Of the table that the present line belongs to; empty outside of tables.
  private var columns: [String] = []
  private var units: String?
  private var rows = 0
  private var isFinished = false
  private var isMinimised: Bool?
  private var lastLine = 1

  mutating func take(_ line: ReportLine) {
    lastLine = line.number
    if line.begins("Step ") {
      columns = line.words
    } else if line.begins("Loop time of") {
      columns = []
    } else if line.begins("Stopping criterion =") {
      isMinimised = !line.contains("max iterations") && !line.contains("max force evaluations")
    } else if line.begins("Total wall time:") {
      takeTime(line)
    } else if columns.isEmpty {
      takeHeader(line)
    } else {
      takeRow(line)
    }
  }

  private mutating func takeHeader(_ line: ReportLine) {
    if line.begins("LAMMPS (") {
      calculation.program.version = line.text(after: "(").map { String($0.prefix { $0 != ")" }) }
    } else if line.begins("units ") {
      units = line.words.last
    } else if line.begins("pair_style ") {
      calculation.settings.functional = line.words.dropFirst().joined(separator: " ")
    }
  }

  /// Warnings may stand between the rows of a table.
  private mutating func takeRow(_ line: ReportLine) {
    let numbers = line.numbers
    guard numbers.count == columns.count, line.words.count == columns.count else { return }
    func value(_ name: String) -> Double? { columns.firstIndex(of: name).map { numbers[$0] } }
    calculation.energies[.total] = value("PotEng") ?? value("TotEng")
    calculation.energies[.enthalpy] = value("Enthalpy")
    rows += 1
  }

  private mutating func takeTime(_ line: ReportLine) {
    isFinished = true
    let parts = line.words.last?.split(separator: ":").compactMap { ReportLine.number($0) } ?? []
    guard parts.count == 3 else { return }
    calculation.wallTime =
      parts[0] * Factor.secondPerHour + parts[1] * Factor.secondPerMinute + parts[2]
  }

  func finish(source: String, units given: String?) throws -> Calculation {
    guard calculation.energies[.total] != nil else {
      throw ParseError(
        source: source, line: lastLine, column: 1,
        reason: .endOfFile(expected: "a thermodynamic table with PotEng or TotEng"))
    }
    let style = units ?? given
    guard let style, let factor = Self.factor[style] else {
      throw ParseError(
        source: source, line: 1, column: 1,
        reason: .unsupported(
          "unit style \(style.map { "'\($0)'" } ?? "is not echoed in the log and") is not known"),
        advice: "give --lammps-units metal (or real, electron)")
    }
    var result = calculation
    result.energies = calculation.energies.mapValues { $0 * factor }
    result.convergence.ionicSteps = rows
    result.convergence.ions = isMinimised
    if isMinimised != nil { result.run = .relaxation }
    if !isFinished {
      result.convergence.ions = false
      result.convergence.reason = "the log ends before its total wall time"
    }
    return result
  }

  /// eV per energy unit of a style (manual: units).
  private static let factor: [String: Double] = [
    "metal": 1, "real": Factor.electronvoltPerKilocaloriePerMole,
    "electron": Factor.electronvoltPerHartree,
  ]
}
