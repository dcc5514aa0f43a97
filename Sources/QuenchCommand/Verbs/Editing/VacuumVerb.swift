import ArgumentParser
import Quench

struct VacuumVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vacuum",
    abstract: "Set the empty height along a cell vector exactly.",
    discussion: """
      quench vacuum slab.vasp 20 -o slab20.vasp
      quench select glass.vasp 'c 0 0.5' | quench vacuum - 15 --centre > film.vasp

      The gap is that between the outermost nuclei through the boundary, along the normal of the \
      other two vectors; the vector keeps its direction.
      """)

  @Argument(help: "A structure or trajectory file, a crystal's name, or -.")
  var file: String
  @Argument(help: ArgumentHelp("Å.", valueName: "gap"))
  var gap: Double
  @Option(help: ArgumentHelp("a, b or c.", valueName: "axis"))
  var axis = "c"
  @Flag(help: "Put the atoms into the middle of the cell.")
  var centre = false
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  func run() throws {
    let axes = try NumberList.axes(axis, option: "--axis")
    guard axes.count == 1 else { throw ValidationError("--axis takes one of a, b, c") }
    let vacuum = Vacuum(axis: axes[0], gap: gap, centres: centre)
    try BuiltOutput(output: output, report: report, inputs: [file])
      .write(try input.open([file])) { try vacuum.build($0) }
  }
}
