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
      """)

  @Argument(help: "Directories; what lies below them is looked at too.")
  var directories: [String] = ["."]
  @Flag(help: "Exit with 3 on warnings too.")
  var strict = false
  @OptionGroup var report: ReportOptions

  func run() throws {
    var findings: [Finding] = []
    var engines: [String] = []
    for directory in directories {
      let result = DeckChecker.check(try DeckTree(directory).folders)
      engines += result.engines
      findings += result.findings.map { $0.under(directory) }
    }
    guard !engines.isEmpty else {
      throw Refusal(
        .unreadableInput,
        "no input of a known engine in \(directories.joined(separator: ", ")): "
          + DeckChecker.all.map(\.engine).joined(separator: ", "))
    }
    try FindingReport(findings, engines: engines.unique()).print(report)
    if findings.contains(where: { $0.severity >= (strict ? .warning : .error) }) {
      throw QuietExit(.inconsistent)
    }
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

  init(_ findings: [Finding], engines: [String]) {
    self.findings = findings
    self.engines = engines
  }

  func print(_ report: ReportOptions) throws {
    if report.json {
      try Terminal.say(json.rendered() + "\n")
    } else if report.csv {
      try Terminal.say(table.csv())
    } else {
      for finding in findings { try Terminal.say(Terminal.inert("\(finding)") + "\n") }
      if !report.quiet { Terminal.complain(summary) }
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
