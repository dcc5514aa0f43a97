public import QuenchEnergetics
import QuenchFormats
import QuenchModel
import QuenchUnits

/// A LAMMPS log: the last line of its last thermodynamic table.
///
/// Energies in the log's own unit style, which it echoes (`units metal`), or in the one the
/// companions name; it is not guessed. Atoms come from the data file beside it that the log names
/// last (`write_data`, `read_data`).
public enum LAMMPSLog {
  public static func read(
    _ bytes: UnsafeRawBufferPointer, source: String, companions: Companions
  ) throws -> Calculation {
    var parser = LAMMPSLogParser()
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() { parser.take(line) }
    var calculation = try parser.finish(source: source, units: companions.lammpsUnits)
    for name in parser.dataFiles.reversed() where calculation.geometry == nil {
      let found = try companions.read([name], role: "structure") { bytes, path in
        structure(bytes, path)
      }?.flatMap { $0 }
      calculation.geometry = found.map { Geometry($0) }
    }
    calculation.composition = calculation.geometry?.composition ?? Formula()
    if calculation.geometry == nil {
      companions.note(missing: "composition (no data file that the log names)")
    }
    return calculation
  }

  /// Nil where the data file does not tell its elements: it is an extra here.
  private static func structure(_ bytes: UnsafeRawBufferPointer, _ path: String) -> Structure? {
    guard let format = FileFormat.named("lammps-data") else { return nil }
    do { return try format.read(bytes, source: path).frames.first?.structure } catch { return nil }
  }
}

private struct LAMMPSLogParser {
  private var calculation = Calculation(name: "", program: Program("LAMMPS"), run: .dynamics)
  /// Of the table that the present line belongs to; empty outside of tables.
  private var columns: [String] = []
  private var units: String?
  private var rows = 0
  /// In the order the log names them.
  private(set) var dataFiles: [String] = []
  /// Whether the last table was closed or the run ended.
  private var isFinished = false
  private var isMinimised: Bool?
  private var lastLine = 1

  mutating func take(_ line: ReportLine) {
    lastLine = line.number
    if line.begins("Step ") {
      columns = line.words
      isFinished = false
    } else if line.begins("Loop time of") {
      columns = []
      isFinished = true
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
    } else if line.begins("read_data ") || line.begins("write_data ") {
      let words = line.words
      if words.count > 1 { dataFiles.append(words[1]) }
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
      result.convergence.reason = "the log ends within a run"
    }
    return result
  }

  /// eV per energy unit of a style (manual: units).
  private static let factor: [String: Double] = [
    "metal": 1, "real": Factor.electronvoltPerKilocaloriePerMole,
    "electron": Factor.electronvoltPerHartree,
  ]
}
