import ArgumentParser
import Quench

struct SelectVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "select",
    abstract: "Keep some of the atoms.",
    discussion: """
      quench select V2O3_corundum V -o vanadium.vasp
      quench select slab.vasp 'O and z 5 12' --invert -o holes.vasp
      quench select run.xtc 'residue SOL' --topology conf.gro -o water.xtc
      quench supercell Si_diamond 3x3x3 | quench strain - --axes 0,0,2 | quench select - 'c 0 0.5'

      Words: elements and labels, 1-based numbers (1-10,15), x y z ranges in Å, a b c ranges in parts \
      of the cell, fixed, free, layer, residue, name; joined by not, and, or. In trajectories the \
      choice is made anew in each frame.
      """)

  @Argument(help: "A structure or trajectory file, a crystal's name, or -.")
  var file: String
  @Argument(help: "The atoms to keep.")
  var selection: String
  @Flag(help: "Keep all others instead.")
  var invert = false
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  func run() throws {
    let selection = try Selection(parsing: selection)
    try BuiltOutput(output: output, report: report, inputs: [file])
      .write(try input.open([file])) { try $0.choosing(selection, inverted: invert) }
  }
}
