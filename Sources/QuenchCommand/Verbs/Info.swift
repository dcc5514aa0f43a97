import ArgumentParser
import Quench

struct Info: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what a structure or trajectory holds.",
    discussion: """
      Formula, cell, density, space group, nearest distances per pair of species (all periodic \
      images), frames and time step, and whatever is odd about the file. The structure is that of \
      the first frame.
      """)

  @Argument(help: "Files, or names of crystals and molecules that come with Quench.")
  var files: [String] = []
  @OptionGroup var input: InputOptions
  @OptionGroup var report: ReportOptions
  @Option(help: ArgumentHelp("Tolerance of the space-group search, Å.", valueName: "Å"))
  var symprec = 1e-2
  @Flag(help: "List the crystals and molecules that come with Quench.")
  var list = false

  func validate() throws {
    guard list || !files.isEmpty else { throw ValidationError("name a file or a crystal") }
    guard symprec > 0, symprec < 1 else {
      throw ValidationError("--symprec takes a length between 0 and 1 Å")
    }
  }

  func run() throws {
    if list { return try Terminal.say(BuiltInTable.text(json: report.json)) }
    let summaries = try files.map(summary)
    if report.json {
      let values = summaries.map(\.json)
      try Terminal.say((values.count == 1 ? values[0] : .array(values)).rendered() + "\n")
    } else if report.csv {
      try Terminal.say(FileSummary.table(summaries).csv())
    } else {
      try Terminal.say(summaries.map(\.text).joined(separator: "\n"))
    }
  }

  private func summary(_ file: String) throws -> FileSummary {
    let source = try input.open([file])
    let summary = try FileSummary(file, source, tolerance: symprec)
    if !report.json { report.warn(summary.warnings) }
    return summary
  }
}
