import Quench

/// Writes what a builder made, and its report card: on standard error, or as JSON on standard output
/// where the structure itself goes to a file.
struct BuiltOutput {
  let output: OutputOptions
  let report: ReportOptions
  /// Files and names the structure was built from, for the provenance.
  let inputs: [String]

  /// Without --output the structure goes to standard output as `fallback`.
  func write(
    _ built: Built, warnings: [Warning] = [], fallback: FileFormat = .poscar
  ) throws {
    let path = output.output ?? "-"
    report.warn(warnings + built.report.warnings)
    try StructureOutput(
      path, output, report, inputs: inputs, fallback: fallback, seed: built.report.seed
    )
    .write(MemorySource([Frame(built.structure)]))
    try say(built, isStructureOnOutput: path == "-")
  }

  func say(_ built: Built, isStructureOnOutput: Bool) throws {
    let card = ReportCard(built)
    if report.json, !isStructureOnOutput {
      try Terminal.say(card.json.rendered() + "\n")
    } else if !report.quiet {
      // In a pipeline several cards follow one another.
      let isPiped = isStructureOnOutput || inputs.contains("-")
      let verb = CommandLine.arguments.dropFirst().first ?? ""
      Terminal.complain((isPiped ? "── quench \(verb)\n" : "") + card.text)
    }
  }
}
