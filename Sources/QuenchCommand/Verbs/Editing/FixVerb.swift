import ArgumentParser
import Quench

struct FixVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix",
    abstract: "Hold atoms where they are, or free them.",
    discussion: """
      quench fix slab.vasp 'z 0 5' -o fixed.vasp
      quench fix slab.vasp O --axes ab
      quench fix fixed.vasp all --free -o free.vasp

      The constraint is part of the structure: selective dynamics in a POSCAR, and the same in every \
      deck. Axes are cell vectors. What was fixed before stays so unless --only is given.
      """)

  @Argument(help: "A structure or trajectory file, a crystal's name, or -.")
  var file: String
  @Argument(help: "The atoms.")
  var selection: String
  @Option(help: ArgumentHelp("Along these cell vectors.", valueName: "abc"))
  var axes = "abc"
  @Flag(help: "Free them instead.")
  var free = false
  @Flag(help: "Free all others.")
  var only = false
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  func run() throws {
    let selection = try Selection(parsing: selection)
    let chosen = try NumberList.axes(axes, option: "--axes")
    let fixed = FixedAxes(chosen.map { FixedAxes(rawValue: 1 << UInt8($0)) })
    try BuiltOutput(output: output, report: report, inputs: [file])
      .write(try input.open([file])) { structure in
        try Hold(
          try selection.atoms(in: structure), axes: fixed, frees: free, replaces: only
        ).build(structure)
      }
  }
}
