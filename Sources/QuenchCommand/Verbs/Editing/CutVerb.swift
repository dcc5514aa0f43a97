import ArgumentParser
import Quench

struct CutVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cut",
    abstract: "Keep the atoms of a region: sphere, box, cylinder, half-space.",
    discussion: """
      quench cut glass.vasp 'sphere 6' -o cluster.vasp
      quench cut glass.vasp 'cylinder z 4' --invert -o pore.vasp
      quench cut big.vasp 'plane 1 1 0 3' 'plane -1 -1 0 3' -o lamella.vasp

      Atoms must lie in all regions given. Lengths are in Å; without a centre regions are about the \
      middle of the cell, and spheres and cylinders reach through its boundary. A plane keeps what \
      is at most so far beyond the centre along the normal of (h k l).
      """)

  @Argument(help: "A structure or trajectory file, a crystal's name, or -.")
  var file: String
  @Argument(
    help: ArgumentHelp(
      "sphere [X Y Z] R, box X Y Z X Y Z, cylinder AXIS [X Y Z] R, plane H K L D.",
      valueName: "region"))
  var regions: [String]
  @Flag(help: "Keep what lies outside instead.")
  var invert = false
  @Flag(help: "Keep or drop whole residues, by their first atoms.")
  var wholeResidues = false
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  func run() throws {
    let regions = try regions.map { text throws(EditError) in try CutRegion(parsing: text) }
    let cut = Cut(regions, isInverted: invert, wholeResidues: wholeResidues)
    try BuiltOutput(output: output, report: report, inputs: [file])
      .write(try input.open([file])) { try cut.build($0) }
  }
}
