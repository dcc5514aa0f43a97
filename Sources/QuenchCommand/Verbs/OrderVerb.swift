import ArgumentParser
import Quench

struct OrderVerb: BuildingVerb {
  static let configuration = CommandConfiguration(
    commandName: "order",
    abstract: "Turn partly occupied sites into an ordered cell: quasi-random or random.",
    discussion: """
      quench order NaTiO2_rocksalt_disordered --supercell 2x2x2 -o sqs64.vasp
      quench order NaTiO2_rocksalt_disordered --target 216 --shells 5 --seed 4 -o sqs216.vasp
      quench order NaTiO2_rocksalt_disordered --supercell 2x2x2 --random -o random.vasp
      quench order disordered.cif --supercell 1x1x3 --nearest -o nearest.vasp
      quench order disordered.cif --supercell 2x2x2 --charge-balanced --oxidation Li:1,Ti:4,O:-2 \
      -o neutral.vasp

      The composition is exact on every sublattice: where sites times occupancy is no whole number it \
      is refused, with the nearest compositions and the supercells that would do. Pairs of neighbours \
      come out as in a random alloy, shell by shell, as far as the cell allows; what is left is in the \
      report.
      """)

  @Argument(help: "A structure file with occupancies, or a crystal's name.")
  var file: String
  @Option(help: ArgumentHelp("Repeat the crystal: 2x2x2, or a matrix.", valueName: "size"))
  var supercell: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The supercell of about so many sites.", valueName: "sites"))
  var target: Int?
  @Flag(help: "At random instead of quasi-random.")
  var random = false
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Shells of neighbours to match.", valueName: "n"))
  var shells = 4
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("All shells up to this distance instead, Å.", valueName: "r"))
  var cutoff: Double?
  @Option(parsing: .unconditional, help: ArgumentHelp("Exchanges to try.", valueName: "n"))
  var steps = 400_000
  @Option(help: ArgumentHelp("Of the random choice.", valueName: "seed"))
  var seed: UInt64 = 1
  @Flag(help: "Take the nearest possible composition where the asked one is impossible.")
  var nearest = false
  @Flag(help: "Take the nearest composition without formal charge instead of the asked one.")
  var chargeBalanced = false
  @Flag(help: "Sites of equal shares are one sublattice, whatever symmetry says.")
  var mergeEqual = false
  @Option(help: ArgumentHelp("Formal charges: Na:1,Ti:3,O:-2.", valueName: "states"))
  var oxidation: String?
  @Option(help: ArgumentHelp("Of the symmetry search and of shared sites, Å.", valueName: "d"))
  var symprec = 1e-2
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard supercell == nil || target == nil else {
      throw ValidationError("choose one of --supercell and --target")
    }
  }

  var inputs: [String] { [file] }

  func run() throws {
    try BuiltOutput(output: output, report: report, inputs: inputs).write(try built())
  }

  func built() throws -> Built {
    let source = try input.open([file])
    return try ordering(of: source.prototype).build(source.prototype).after(source.warnings)
  }

  private func ordering(of crystal: Structure) throws -> Ordering {
    var ordering = Ordering(
      in: try Supercell(parsing: supercell ?? "1x1x1"),
      method: random ? .random : .quasiRandom(steps: steps), seed: seed)
    ordering.shells = shells
    ordering.cutoff = cutoff
    ordering.takesNearest = nearest
    ordering.balancesCharge = chargeBalanced
    ordering.mergesEqual = mergeEqual
    ordering.oxidation = oxidation
    ordering.tolerance = symprec
    if let target {
      let skeleton = try ordering.skeleton(of: crystal)
      ordering.supercell = try Supercell.target(atoms: target, tolerance: 0, of: skeleton).supercell
    }
    return ordering
  }
}
