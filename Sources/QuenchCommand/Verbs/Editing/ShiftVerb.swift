import ArgumentParser
import Quench

struct ShiftVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shift",
    abstract: "Move atoms, or bring them to the middle of the cell.",
    discussion: """
      quench shift slab.vasp --by 0,0,2.5 -o higher.vasp
      quench shift POSCAR --by-cell 0.5,0.5,0 --select 'residue FSI'
      quench shift slab.vasp --centre c -o centred.vasp

      Atoms are not wrapped; quench wrap does that.
      """)

  @Argument(help: "A structure or trajectory file, a crystal's name, or -.")
  var file: String
  @Option(parsing: .unconditional, help: ArgumentHelp("Å.", valueName: "x,y,z"))
  var by: String?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("In parts of the cell vectors.", valueName: "a,b,c")
  )
  var byCell: String?
  @Option(
    help: ArgumentHelp(
      "Middle of the outermost nuclei to the middle of the cell, along these vectors.",
      valueName: "abc"))
  var centre: String?
  @Option(help: ArgumentHelp("Only these atoms.", valueName: "selection"))
  var select: String?
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard [by, byCell, centre].compactMap(\.self).count == 1 else {
      throw ValidationError("say where with one of --by, --by-cell, --centre")
    }
    _ = try way()
  }

  func run() throws {
    let selection = try select.map { text throws(SelectionError) in try Selection(parsing: text) }
    let way = try way()
    try BuiltOutput(output: output, report: report, inputs: [file])
      .write(try input.open([file])) { structure in
        try Shift(way, atoms: try selection?.atoms(in: structure)).build(structure)
      }
  }

  private func way() throws -> Shift.Way {
    if let by { return .cartesian(try NumberList.vector(by, option: "--by")) }
    if let byCell {
      return .fractional(try NumberList.vector(byCell, option: "--by-cell", example: "0.5,0.5,0"))
    }
    return .toMiddle(try NumberList.axes(centre ?? "", option: "--centre"))
  }
}
