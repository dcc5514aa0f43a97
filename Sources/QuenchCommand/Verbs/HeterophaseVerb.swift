import ArgumentParser
import Quench

struct HeterophaseVerb: BuildingVerb {
  static let configuration = CommandConfiguration(
    commandName: "heterophase",
    abstract: "Divide a crystal into a part to melt and quench, and a part that is held.",
    discussion: """
      quench heterophase V2O3_corundum --supercell 2x2x1 --fraction 0.5 -o het.vasp
      quench heterophase POSCAR --layers 6 --axis c -o het.vasp
      quench heterophase POSCAR --melt 'z 12 24' -o het.vasp
      quench heterophase POSCAR --fix '1-60' --strain 4 -o het.vasp
      quench heterophase V2O3_corundum --supercell 2x2x1 --fraction 0.5 --crystal-defects vac_V \
      --melt-defects 'vac_O*2 V_on_O' --seed 3 -o defective.vasp

      The held part is constrained in the structure itself: selective dynamics in a POSCAR, and the \
      same in every deck. Layers stay whole, and of the cuts near the fraction asked for the first \
      choice leaves both parts stoichiometric and without a dipole.
      """)

  @Argument(help: "A structure file, or a crystal's name.")
  var file: String
  @Option(help: ArgumentHelp("Repeat the crystal first: 2x2x1.", valueName: "size"))
  var supercell: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The share to melt, above 0 and below 1.", valueName: "share"))
  var fraction: Double?
  @Option(help: "What the fraction counts: atoms or height.")
  var by: Measure = .atoms
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Melt so many whole atomic layers.", valueName: "n")
  )
  var layers: Int?
  @Option(
    help: ArgumentHelp("Melt these atoms: 'z 12 24', '61-120', element …", valueName: "selection"))
  var melt: String?
  @Option(help: ArgumentHelp("Hold these atoms and melt the rest.", valueName: "selection"))
  var fix: String?
  @Option(help: ArgumentHelp("The axis across the parts: a, b or c.", valueName: "axis"))
  var axis: Axis = .c
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Atoms nearer than this in height are one layer, Å.", valueName: "tol"))
  var layerTolerance = 0.3
  @Flag(help: "Melt exactly the fraction, dividing a layer where need be.")
  var splitLayers = false
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Make the melt higher by so many per cent along the axis.", valueName: "%"))
  var strain = 0.0
  @Option(
    help: ArgumentHelp(
      "Defects at random places of the melt: 'vac_O*4 V_on_O*2'.", valueName: "defects"))
  var meltDefects: String?
  @Option(
    help: ArgumentHelp(
      "Defects at random places of the held crystal: 'vac_V*2'.", valueName: "defects"))
  var crystalDefects: String?
  @Option(help: ArgumentHelp("Of the random choice of places.", valueName: "seed"))
  var seed: UInt64 = 1
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  enum Axis: String, ExpressibleByArgument, CaseIterable {
    case a, b, c
    var index: Int { self == .a ? 0 : self == .b ? 1 : 2 }
  }

  enum Measure: String, ExpressibleByArgument, CaseIterable {
    case atoms, height
  }

  func validate() throws {
    let ways = [fraction != nil, layers != nil, melt != nil, fix != nil].filter { $0 }.count
    guard ways == 1 else {
      throw ValidationError("say what melts with one of --fraction, --layers, --melt, --fix")
    }
  }

  var inputs: [String] { [file] }

  func run() throws {
    try BuiltOutput(output: output, report: report, inputs: inputs).write(try built())
  }

  func built() throws -> Built {
    var builder = try Heterophase(
      melt: try part(), axis: axis.index, keepsLayersWhole: !splitLayers,
      layerTolerance: layerTolerance, strain: strain / 100)
    let repeats = try supercell.map { text throws(BuildError) in try Supercell(parsing: text) }
    let source = try input.open([file])
    let crystal = try repeats?.build(source.prototype) ?? source.prototype
    builder.meltDefects = try complexes(meltDefects, of: crystal)
    builder.crystalDefects = try complexes(crystalDefects, of: crystal)
    builder.seed = seed
    return try builder.build(crystal).after(source.warnings)
  }

  private func complexes(_ text: String?, of crystal: Structure) throws -> [DefectComplex] {
    let elements = crystal.composition.parts.map(\.name)
    return try (text ?? "").split { $0 == " " || $0 == "," }.map {
      try DefectComplex(parsing: String($0), elements: elements)
    }
  }

  private func part() throws -> Heterophase.Melt {
    if let fraction {
      return by == .atoms ? .atoms(fraction: fraction) : .height(fraction: fraction)
    }
    if let layers { return .layers(layers) }
    if let melt { return .selection(try Selection(parsing: melt)) }
    return .rest(of: try Selection(parsing: fix ?? ""))
  }
}
