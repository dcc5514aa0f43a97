import ArgumentParser
import Quench

struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copy structures and trajectories from one format to another.",
    discussion: """
      The last file is the target: quench convert XDATCAR run.xtc; several inputs are joined. \
      Frames stream through, whatever their number. What the target cannot hold is said on \
      standard error; --strict makes it an error.
      """)

  @Argument(help: "Inputs, then the target (or all inputs, with --output).")
  var files: [String]
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions
  @Option(
    help: ArgumentHelp(
      "Atoms to keep: element, 1-based indices, 'z 2 5', fixed, residue …", valueName: "selection"))
  var select: String?
  @Flag(help: "Turn a left-handed cell into the right-handed one of the same crystal (-a, -b, -c).")
  var rightHanded = false

  func validate() throws {
    if output.output == nil, files.count < 2 {
      throw ValidationError("name the input and the target: quench convert IN OUT")
    }
  }

  /// Turns the cell and keeps the atoms asked for; the choice is made anew in each frame.
  private func chosen() throws -> (Structure) throws -> Structure {
    let selection = try select.map { try Selection(parsing: $0) }
    return { [rightHanded] structure in
      let turned = rightHanded ? structure.rightHanded() : structure
      guard let selection else { return turned }
      return turned.selecting(try selection.atoms(in: turned))
    }
  }

  func run() throws {
    let target = output.output ?? files[files.count - 1]
    let sources = output.output == nil ? Array(files.dropLast()) : files
    let source = try input.open(sources)
    try StructureOutput(target, output, report, inputs: sources, fallback: nil)
      .write(source, chosen())
      .print(report)
  }
}
