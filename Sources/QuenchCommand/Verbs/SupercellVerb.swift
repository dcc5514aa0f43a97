import ArgumentParser
import Quench

struct SupercellVerb: BuildingVerb {
  static let configuration = CommandConfiguration(
    commandName: "supercell",
    abstract:
      "Repeat a crystal: by sizes, by a matrix, to a number of atoms, to an image distance.",
    discussion: """
      quench supercell V2O3_corundum 2x2x1 -o V2O3_2x2x1.vasp
      quench supercell POSCAR '1,1,0;-1,1,0;0,0,1' > POSCAR.rotated
      quench supercell POSCAR --target 200      the cell of about 200 atoms whose periodic images \
      are farthest apart
      quench supercell POSCAR --min-image 12    the smallest cell whose images are 12 Å apart

      Rows of the matrix are the new cell vectors in terms of the old. Without --output the structure \
      goes to standard output as POSCAR, and what was made is said on standard error.
      """)

  @Argument(help: "A structure file, or a crystal's name.")
  var file: String
  // A matrix may begin with a minus.
  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp(
      "Sizes (2x2x1) or an integer matrix (1,1,0;-1,1,0;0,0,1).", valueName: "size"))
  var sizes: [String] = []
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("About this many atoms, images as far apart as can be.", valueName: "atoms"))
  var target: Int?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The fewest atoms with images at least this far apart, Å.", valueName: "d"))
  var minImage: Double?
  @Flag(help: "Go to the primitive cell first.")
  var primitive = false
  @Flag(help: "Go to the conventional cell first.")
  var conventional = false
  @Flag(help: "Go to the Niggli-reduced cell first.")
  var niggli = false
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    let ways = [!sizes.isEmpty, target != nil, minImage != nil].filter { $0 }.count
    let cells = [primitive, conventional, niggli].filter { $0 }.count
    guard ways <= 1, cells <= 1, ways + cells >= 1 else {
      throw ValidationError(
        "say how: sizes or a matrix, --target, or --min-image; and at most one of --primitive, "
          + "--conventional, --niggli")
    }
  }

  var inputs: [String] { [file] }

  func run() throws {
    try BuiltOutput(output: output, report: report, inputs: inputs).write(try built())
  }

  func built() throws -> Built {
    let source = try input.open([file])
    let cell = try startingCell(source.prototype)
    var built = try repeated(cell)
    built.report.warnings = source.warnings
    return built
  }

  private func startingCell(_ structure: Structure) throws -> Structure {
    if primitive { return try structure.primitiveCell() }
    if conventional { return try structure.conventionalCell() }
    return niggli ? try structure.niggliCell() : structure
  }

  private func repeated(_ cell: Structure) throws -> Built {
    if !sizes.isEmpty {
      return try Supercell(parsing: sizes.joined(separator: sizes.count == 3 ? "x" : " "))
        .built(cell)
    }
    if let target { return try Supercell.target(atoms: target, of: cell).built(cell) }
    if let minImage { return try Supercell.minimumImage(minImage, of: cell).built(cell) }
    return Built(cell, BuildReport(host: cell.composition))
  }
}
