import ArgumentParser
import Quench

struct RotateVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Turn a structure, or some of its atoms.",
    discussion: """
      quench rotate POSCAR --angle 90 --about c -o turned.vasp   with its cell
      quench rotate slab.gro --angle -30 --select 'residue FSI' -o turned.gro
      quench rotate DME_trans --angle 180 --about 1,1,0

      The angle is in degrees, right-handed about x, y, z, a cell vector or any direction (z). A whole \
      structure turns with its cell (--atoms-only leaves the cell); a selection turns about its own \
      middle, or --centre, and velocities turn with it.
      """)

  @Argument(help: "A structure or trajectory file, a crystal's name, or -.")
  var file: String
  @Option(
    name: [.short, .long], parsing: .unconditional,
    help: ArgumentHelp("Degrees, right-handed about the axis.", valueName: "angle"))
  var angle: Double
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("x, y, z, a, b, c or a direction 1,1,0.", valueName: "axis"))
  var about = "z"
  @Option(help: ArgumentHelp("Only these atoms, as one piece.", valueName: "selection"))
  var select: String?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("A point of the axis, Å.", valueName: "x,y,z"))
  var centre: String?
  @Flag(help: "Leave the cell as it is.")
  var atomsOnly = false
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard angle.isFinite else { throw ValidationError("the angle is a number of degrees") }
  }

  func run() throws {
    let selection = try select.map { text throws(SelectionError) in try Selection(parsing: text) }
    let point = try centre.map { try NumberList.vector($0, option: "--centre") }
    try BuiltOutput(output: output, report: report, inputs: [file])
      .write(try input.open([file])) { structure in
        try Turn(
          Rotation(about: try direction(structure.lattice), degrees: angle),
          atoms: try selection?.atoms(in: structure), centre: point, turnsCell: !atomsOnly
        ).build(structure)
      }
  }

  private func direction(_ lattice: Lattice?) throws -> Vector3 {
    switch about {
    case "x": return Vector3(1, 0, 0)
    case "y": return Vector3(0, 1, 0)
    case "z": return Vector3(0, 0, 1)
    case "a", "b", "c":
      guard let lattice, lattice.isValid else { throw EditError.noLattice }
      return lattice[["a": 0, "b": 1][about] ?? 2]
    default:
      let vector = try NumberList.vector(about, option: "--about", example: "1,1,0")
      guard vector.length > 1e-9 else {
        throw ValidationError("--about takes a direction, not 0,0,0")
      }
      return vector
    }
  }
}
