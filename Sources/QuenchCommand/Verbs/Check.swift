import ArgumentParser
import Quench

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what would go wrong with input decks before they run.",
    discussion: """
      quench check 01-melt                a directory with INCAR, KPOINTS, POSCAR, POTCAR
      quench check deck --strict          all stages below it; warnings count as errors

      Reads decks of VASP, CP2K, Quantum ESPRESSO, LAMMPS and GROMACS, anybody's, and prints \
      findings with file and line: E- would fail or give wrong numbers, W- is probably not meant, \
      N- is worth knowing. Exit code 3 when there is an error.

      Where a deck has run, a health report follows: did it finish, electrons that did not converge, \
      energy drift, temperature by our own count of degrees of freedom, pressure, whether the melt \
      melted, recrystallised, and the held part stayed.

      quench check deck --run 01-melt --until molten      exit 3 unless that run has molten
      """)

  @Argument(help: "Directories; what lies below them is looked at too.")
  var directories: [String] = ["."]
  @Flag(help: "Exit with 3 on warnings too.")
  var strict = false
  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("Judge one run of the deck alone, by its name.", valueName: "name"))
  var runName: String?
  @Option(help: ArgumentHelp("What that run must have reached: molten.", valueName: "condition"))
  var until: String?
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard (runName == nil) == (until == nil), until == nil || directories.count == 1 else {
      throw ValidationError("--run and --until go together, with one directory")
    }
  }

  func run() throws {
    if let runName, let until { return try judge(runName, until) }
    var findings: [Finding] = []
    var engines: [String] = []
    var health: [HealthReport] = []
    for directory in directories {
      let folders = try DeckTree(directory).folders
      let result = DeckChecker.check(folders)
      engines += result.engines
      findings += result.findings.map { $0.under(directory) }
      health.append(try HealthReport(directory, folders: folders))
    }
    guard !engines.isEmpty || health.contains(where: { !$0.runs.isEmpty }) else {
      throw Refusal(
        .unreadableInput,
        "no input of a known engine in \(directories.joined(separator: ", ")): "
          + DeckChecker.all.map(\.engine).joined(separator: ", "))
    }
    try FindingReport(findings, engines: engines.unique(), health: health).print(report)
    if findings.contains(where: { $0.severity >= (strict ? .warning : .error) }) {
      throw QuietExit(.inconsistent)
    }
  }

  /// Exit 0 where the condition is met, else 3, with the numbers.
  private func judge(_ name: String, _ condition: String) throws {
    let directory = directories[0]
    let manifest = try DeckManifest.inDirectory(directory)
    let runs = manifest.members.flatMap { member in member.runs.map { (member, $0) } }
    guard let (member, run) = runs.first(where: { $0.1.name == name }) else {
      throw Refusal(
        .usage, "no run is called '\(name)'; known: \(runs.map(\.1.name).joined(separator: ", "))")
    }
    let verdict = try RunCondition.judge(
      condition, of: run, in: "\(directory)/\(run.directory)", mobile: member.mobile)
    let word = verdict.isMet ? condition : "not \(condition)"
    try Terminal.say("\(name): \(word): \(verdict.reason)\n")
    if !verdict.isMet { throw QuietExit(.inconsistent) }
  }
}

extension Finding {
  /// The same finding in a directory that the person named.
  fileprivate func under(_ directory: String) -> Finding {
    guard directory != "." else { return self }
    let root = directory.hasSuffix("/") ? directory : directory + "/"
    return Finding(severity, subject, message, file: file.map { root + $0 } ?? root, line: line)
  }
}

/// Findings as text, JSON or CSV.
struct FindingReport {
  private let findings: [Finding]
  private let engines: [String]
  private let health: [HealthReport]

  init(_ findings: [Finding], engines: [String], health: [HealthReport]) {
    self.findings = findings
    self.engines = engines
    self.health = health
  }

  func print(_ report: ReportOptions) throws {
    if report.json {
      try Terminal.say(json.rendered() + "\n")
    } else if report.csv {
      try Terminal.say(table.csv())
    } else {
      for finding in findings { try Terminal.say(Terminal.inert("\(finding)") + "\n") }
      if !report.quiet, !engines.isEmpty { Terminal.complain(summary) }
      for health in health where !health.runs.isEmpty {
        try Terminal.say(Terminal.inert(health.text) + "\n")
      }
    }
  }

  private var summary: String {
    func count(_ severity: Finding.Severity, _ word: String) -> String {
      let number = findings.count { $0.severity == severity }
      return "\(number) \(word)\(number == 1 ? "" : "s")"
    }
    return "\(engines.joined(separator: ", ")): \(count(.error, "error")), "
      + "\(count(.warning, "warning")), \(count(.note, "note"))"
  }

  private var json: JSONValue {
    [
      "schema": 1, "engines": .strings(engines),
      "findings": .array(
        findings.map { finding in
          [
            "code": .string(finding.code), "severity": .string(finding.severity.rawValue),
            "file": finding.file.map { .string($0) } ?? .null,
            "line": finding.line.map { .integer($0) } ?? .null,
            "message": .string(finding.message),
          ]
        }),
      "runs": .array(
        health.flatMap { health -> [JSONValue] in
          guard case .array(let runs) = health.json else { return [] }
          return runs
        }),
    ]
  }

  private var table: Table {
    Table(
      columns: ["code", "file", "line", "message"].map { Table.Column($0) },
      rows: findings.map { finding in
        [
          .text(finding.code), .text(finding.file ?? ""),
          finding.line.map { .integer($0) } ?? .empty, .text(finding.message),
        ]
      })
  }
}
