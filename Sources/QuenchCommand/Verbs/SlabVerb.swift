import ArgumentParser
import Quench

struct SlabVerb: BuildingVerb {
  static let configuration = CommandConfiguration(
    commandName: "slab",
    abstract: "Cut a slab of a crystal along a lattice plane, with vacuum.",
    discussion: """
      quench slab TiO2_rutile 110 --list
      quench slab TiO2_rutile 110 -o slab.vasp
      quench slab V2O3_corundum 0,1,-1,2 --thickness 15 --fix 3 -o slab.vasp
      quench slab Li2CO3_zabuyelite 001 --keep-bonds C-O --supercell 2x1 --vacuum 25 -o slab.vasp
      quench slab NaCl_halite 111 --reconstruct --supercell 2x1 -o slab.vasp

      The indices (110, 1-10, '1 -1 0', or four as 1,0,-1,4) refer to the conventional cell. a lies \
      along x, c along the normal; the vacuum is the exact gap between the outermost nuclei. \
      --list shows all terminations that symmetry does not make equal, the likeliest first; without \
      --termination the first that meets the other wishes is taken.
      """)

  @Argument(help: "A structure file, or a crystal's name.")
  var file: String
  @Argument(help: ArgumentHelp("Miller indices, as 110, 1-10 or 1,0,-1,4.", valueName: "plane"))
  var plane: String
  @Flag(help: "List the distinct terminations instead of building.")
  var list = false
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("A termination of --list, by its id or number.", valueName: "id"))
  var termination: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("At least so thick between outermost nuclei, Å (10).", valueName: "Å"))
  var thickness: Double?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("So many repeat units along the normal.", valueName: "n"))
  var units: Int?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("So many atomic layers, from the top down.", valueName: "n"))
  var layers: Int?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Gap between the outermost nuclei, Å.", valueName: "Å"))
  var vacuum = 20.0
  @Option(
    help: ArgumentHelp("In-plane supercell: 2x2, or 1,1;-1,1.", valueName: "size"))
  var supercell: String?
  @Flag(help: "Both faces equal by symmetry, by removing layers where needed.")
  var symmetric = false
  @Flag(help: "The crystal's composition exactly.")
  var stoichiometric = false
  @Flag(help: "Move half of a polar slab's top layer below its bottom (Tasker).")
  var reconstruct = false
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Hold so many atomic layers at the bottom.", valueName: "n"))
  var fix = 0
  @Flag(help: "Put the lowest atom at z = 0 instead of the slab in the middle of the cell.")
  var bottom = false
  @OptionGroup var cutting: CuttingOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard [thickness != nil, units != nil, layers != nil].count(where: { $0 }) <= 1 else {
      throw ValidationError("choose one of --thickness, --units and --layers")
    }
  }

  var inputs: [String] { [file] }
  var makesOneStructure: Bool { !list }

  func run() throws {
    guard !list else { return try printTerminations() }
    try BuiltOutput(output: output, report: report, inputs: inputs).write(try built())
  }

  func built() throws -> Built {
    let source = try input.open([file])
    return try slab(of: source.prototype).build(source.prototype).after(source.warnings)
  }

  private func printTerminations() throws {
    let source = try input.open([file])
    let slab = try slab(of: source.prototype)
    report.warn(source.warnings)
    try TerminationTable(
      SlabCutter(source.prototype, plane: slab.plane, cutting: slab.cutting)
    ).print(report)
  }

  private var size: Slab.Size {
    if let units { return .units(units) }
    if let layers { return .layers(layers) }
    return .thickness(thickness ?? 10)
  }

  private func slab(of crystal: Structure) throws -> Slab {
    var slab = Slab(plane: try MillerPlane(parsing: plane))
    slab.cutting = try cutting.cutting(of: crystal)
    slab.termination = termination
    slab.size = size
    slab.vacuum = vacuum
    slab.isSymmetric = symmetric
    slab.isStoichiometric = stoichiometric
    slab.isReconstructed = reconstruct
    if let supercell { slab.repeats = try Slab.repeats(parsing: supercell) }
    slab.fixedLayers = fix
    slab.alignment = bottom ? .bottom : .centre
    return slab
  }
}
