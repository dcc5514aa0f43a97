import ArgumentParser
import Quench

struct AdsorbVerb: BuildingVerb {
  static let configuration = CommandConfiguration(
    commandName: "adsorb",
    abstract: "Put a molecule on the distinct sites of a slab.",
    discussion: """
      quench slab TiO2_rutile 110 --supercell 3x1 -o slab.vasp
      quench adsorb slab.vasp H2O --atom O --list
      quench adsorb slab.vasp H2O --atom O --config top-Ti_down_0 -o wet.vasp
      quench adsorb slab.vasp FSI --supercell auto --side both -o fsi.vasp
      quench slab Li2O 111 | quench adsorb - TFSI --supercell auto --orientations 4 --all tfsi
      quench adsorb slab.vasp Li+ --over 'layer -1 and O' --height 1.9 -o li.vasp

      Sites are the atoms that can be reached from above (top), the edges (bridge) and the faces \
      (hollow) of their Delaunay triangulation, and any atoms asked for (--over); equal ones by \
      symmetry count once. The molecule is let down until the nearest contact equals the sum of the \
      covalent radii. Molecules are built-in names (quench info --list), ions such as Li+, or files.
      """)

  @Argument(help: "A slab: a structure with vacuum along c; - is standard input.")
  var slab: String
  @Argument(help: "A molecule's name, an ion, or a file.")
  var molecule: String
  @Flag(help: "List the configurations that symmetry does not make equal.")
  var list = false
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("A configuration of --list, by id, number or site.", valueName: "id"))
  var config: String?
  @Option(
    help: ArgumentHelp("Write every configuration into this folder.", valueName: "folder"))
  var all: String?
  @OptionGroup var placing: AdsorptionOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard [list, config != nil, all != nil].count(where: { $0 }) <= 1 else {
      throw ValidationError("choose one of --list, --config and --all")
    }
    guard all == nil || output.output == nil else {
      throw ValidationError("--all names its files itself; drop --output")
    }
  }

  var inputs: [String] { [slab] }
  var makesOneStructure: Bool { !list && all == nil }

  func run() throws {
    let run = try adsorption()
    if list { return try run.list() }
    if let all { return try run.writeAll(into: all) }
    try run.write(config)
  }

  func built() throws -> Built { try adsorption().built(config) }

  private func adsorption() throws -> AdsorptionRun {
    let source = try input.open([slab])
    var finder = PackingComponents(input)
    let adsorber = try placing.adsorber(source.prototype, molecule, &finder)
    guard !adsorber.configurations.isEmpty else {
      throw Refusal(.inconsistent, "the surface has no site of the kinds asked for")
    }
    return AdsorptionRun(
      adsorber: adsorber, output: output, report: report, inputs: inputs,
      assumptions: finder.assumptions, warnings: source.warnings + finder.warnings)
  }
}
