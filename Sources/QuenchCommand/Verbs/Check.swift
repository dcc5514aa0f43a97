import ArgumentParser
import Quench

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what would go wrong with input decks before they run, and how runs went.",
    discussion: """
      quench check 01-melt                one run: INCAR, KPOINTS, POSCAR, POTCAR
      quench check deck                   all runs below it
      quench check deck --strict          exit 3 on warnings too
      quench check deck --run 01-melt     one run of a deck, by its name
      quench check deck --run 01-melt --until molten
                                          exit 3 unless it has molten

      Reads decks of VASP, CP2K, Quantum ESPRESSO, LAMMPS and GROMACS, anybody's, and prints a line \
      for each finding: file, line, code, what is the matter and what to do.

        E-  the run would stop, or give wrong numbers
        W-  probably not what was meant
        N-  worth knowing

      Exit code 0 without errors, 3 with one. Codes stay as they are from version to version, so that \
      scripts can look for them (--json, --csv).

      What has run gets a health report: did it finish, electrons that did not converge, energy drift, \
      temperature by our own count of degrees of freedom, pressure, whether the melt melted, \
      recrystallised, and the held part stayed.
      """)

  @Argument(help: "Directories; what lies below them is looked at too.")
  var directories: [String] = ["."]
  @Flag(help: "Exit with 3 on warnings too.")
  var strict = false
  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("One run of the deck alone, by its name.", valueName: "name"))
  var runName: String?
  @Option(help: ArgumentHelp("What that run must have reached: molten.", valueName: "condition"))
  var until: String?
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard runName == nil || directories.count == 1 else {
      throw ValidationError("--run takes one run of one directory")
    }
    guard until == nil || runName != nil else {
      throw ValidationError("--until wants --run: which run is to be \(until ?? "")?")
    }
  }

  func run() throws {
    if let runName, let until { return try judge(runName, until) }
    if let runName { return try checkRun(runName) }
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
    try conclude(findings, engines.unique(), health)
  }

  /// Prints; exit 3 where a finding is grave enough.
  private func conclude(
    _ findings: [Finding], _ engines: [String], _ health: [HealthReport]
  ) throws {
    try FindingReport(findings, engines: engines, health: health).print(report)
    if findings.contains(where: { $0.severity >= (strict ? .warning : .error) }) {
      throw QuietExit(.inconsistent)
    }
  }

  /// One run of a deck: its input, and how it went.
  private func checkRun(_ name: String) throws {
    let directory = directories[0]
    let (_, run) = try member(name, of: directory)
    let folders = try DeckTree(directory).folders.filter {
      $0.path == run.directory || $0.path.hasPrefix(run.directory + "/")
    }
    let result = DeckChecker.check(folders)
    let health = try HealthReport(directory, folders: folders, run: name)
    try conclude(result.findings.map { $0.under(directory) }, result.engines, [health])
  }

  private func member(
    _ name: String, of directory: String
  ) throws -> (DeckManifest.Member, DeckManifest.Run) {
    let manifest = try DeckManifest.inDirectory(directory)
    let runs = manifest.members.flatMap { member in member.runs.map { (member, $0) } }
    guard let found = runs.first(where: { $0.1.name == name }) else {
      throw Refusal(
        .usage, "no run is called '\(name)'; known: \(runs.map(\.1.name).joined(separator: ", "))")
    }
    return found
  }

  /// Exit 0 where the condition is met, else 3, with the numbers.
  private func judge(_ name: String, _ condition: String) throws {
    let directory = directories[0]
    let (member, run) = try member(name, of: directory)
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
      for (finding, others) in grouped {
        let more = others > 0 ? " (and in \(others) more file\(others == 1 ? "" : "s"))" : ""
        try Terminal.say(Terminal.inert("\(finding)\(more)") + "\n")
      }
      if !report.quiet, !engines.isEmpty { Terminal.complain(summary) }
      for health in health where !health.runs.isEmpty {
        try Terminal.say(Terminal.inert(health.text) + "\n")
      }
    }
  }

  /// What is said of the first of several runs, with the number of the others.
  private var grouped: [(finding: Finding, others: Int)] {
    var places: [String: Int] = [:]
    var groups: [(finding: Finding, others: Int)] = []
    for finding in findings {
      let name = finding.file?.split(separator: "/").last ?? ""
      let key = "\(finding.code) \(finding.message) \(name)"
      if let place = places[key], groups[place].finding.file != finding.file {
        groups[place].others += 1
      } else {
        places[key] = groups.count
        groups.append((finding, 0))
      }
    }
    return groups
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
