import ArgumentParser
import Quench

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where tables and figures go.
struct ResultOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Write the table to this file too (.csv or .json).", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Draw a figure: .svg, .png or .pdf; the gnuplot script and its data stay beside it.",
      valueName: "file"))
  var plot: String?

  @Option(
    help: ArgumentHelp(
      "Put the results, with their integer histograms, into this store.", valueName: "file"))
  var store: String?

  @Flag(help: "Replace existing files.")
  var force = false

  /// Refuses before the work what would be refused after it.
  func checkTargets() throws {
    if let output {
      guard output == "-" || [".csv", ".json"].contains(where: output.lowercased().hasSuffix) else {
        throw ValidationError("--output takes a name ending in .csv or .json")
      }
      if !force, output != "-", access(output, F_OK) == 0 {
        throw ValidationError("\(output) exists already; --force replaces it")
      }
    }
    if let plot {
      guard [".svg", ".png", ".pdf", ".gp"].contains(where: plot.lowercased().hasSuffix) else {
        throw ValidationError("--plot takes a name ending in .svg, .png or .pdf")
      }
      if !force, access(plot, F_OK) == 0 {
        throw ValidationError("\(plot) exists already; --force replaces it")
      }
    }
  }

  /// Prints the summary, or the form asked for, and writes the files asked for.
  func write(
    summary: () -> String, csv: () -> String, json: @autoclosure () -> JSONValue,
    figure: () -> Figure, report: ReportOptions
  ) throws {
    if let output {
      let isJSON = output.lowercased().hasSuffix(".json")
      let file = try OutputFile(path: output, force: force)
      try file.write(Array((isJSON ? json().rendered() + "\n" : csv()).utf8))
      try file.finish()
    }
    if let plot { try figure().write(to: plot, replacing: force) }
    if report.json {
      try Terminal.say(json().rendered() + "\n")
    } else if report.csv {
      try Terminal.say(csv())
    } else if output != "-" {
      try Terminal.say(summary())
    }
  }
}
