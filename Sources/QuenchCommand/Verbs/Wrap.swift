import ArgumentParser
import Quench

struct Wrap: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put every atom into the cell.",
    discussion: """
      Fractional coordinates come to lie in [0, 1) along each periodic axis; how many cells an atom \
      was moved is kept where the format has image flags.
      """)

  @Argument(help: "Structure or trajectory files.")
  var files: [String]
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  func run() throws {
    let source = try input.open(files)
    let fallback = FileFormat.forWriting(path: files[0]) ?? .poscar
    try StructureOutput(output.output ?? "-", output, report, inputs: files, fallback: fallback)
      .write(source) { structure in try structure.wrapped() }
      .print(report)
  }
}
