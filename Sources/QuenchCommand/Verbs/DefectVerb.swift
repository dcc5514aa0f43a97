import ArgumentParser
import Quench

struct DefectVerb: BuildingVerb {
  static let configuration = CommandConfiguration(
    commandName: "defect",
    abstract: "Vacancies, substitutions, antisites, interstitials and complexes of them.",
    discussion: """
      quench defect V2O3_corundum --list                       sites and voids that symmetry tells apart
      quench defect V2O3_corundum vac_O --supercell 2x2x1 -o vac_O.vasp
      quench defect TiO2_B_MP vac_O@2 --supercell 1x3x2 -o vac_O2.vasp
      quench defect V2O3_corundum vac_O+Na_on_V --supercell 2x2x1 --list
      quench defect V2O3_corundum vac_O+Na_on_V --supercell 2x2x1 --all -o complexes
      quench defect TiO2_anatase int_Li --supercell 3x3x1 --count 4 --spread -o Li4.vasp
      quench defect V2O3_corundum 'vac_O*4' swap_V_O --supercell 2x2x1 --seed 7 -o defective.vasp

      Names: vac_O; V_on_O (an antisite where V is in the crystal); int_Li; swap_V_O (both antisites, \
      nearest pair); parts of a complex joined by +; @2 takes distinct site 2, #17 atom 17, *4 four of \
      them. V_O is a vacancy on O, and an error where the crystal holds vanadium.
      """)

  @Argument(help: "A structure file, or a crystal's name.")
  var file: String
  @Argument(help: ArgumentHelp("What to make: vac_O, V_on_O, int_Li, …", valueName: "defect"))
  var names: [String] = []
  @Option(help: ArgumentHelp("Repeat the crystal first: 2x2x1.", valueName: "size"))
  var supercell = "1x1x1"
  @Flag(help: "List what symmetry tells apart: sites, or the configurations of a defect.")
  var list = false
  @Flag(help: "Write every distinct configuration into the folder given by --output.")
  var all = false
  @Option(help: ArgumentHelp("The configuration by its number in the list.", valueName: "n"))
  var configuration: Int?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The distinct site, as @n behind the name.", valueName: "n"))
  var site: Int?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("So many of each defect, as *n behind its name.", valueName: "n"))
  var count: Int?
  @Flag(help: "At places chosen by the seed (the rule for more than one).")
  var random = false
  @Flag(help: "As far apart as they go.")
  var spread = false
  @Option(help: ArgumentHelp("Of the random choice.", valueName: "seed"))
  var seed: UInt64 = 1
  @Option(
    name: .customLong("in"),
    help: ArgumentHelp("Only these atoms: 'z 0 7', fixed, free, …", valueName: "selection"))
  var region: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Parts of a complex at most so far apart, Å.", valueName: "d"))
  var within: Double?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Interstitials at least so far from every nucleus, Å.", valueName: "d"))
  var minVoid = 1.0
  @Option(help: ArgumentHelp("Formal charges: Li:1,O:-2,V:3.", valueName: "states"))
  var oxidation: String?
  @Option(help: ArgumentHelp("Of the symmetry search, Å.", valueName: "d"))
  var symprec = 1e-2
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard list || !names.isEmpty else {
      throw ValidationError("name a defect (vac_O, V_on_O, int_Li …), or --list the sites")
    }
    guard [random, spread, configuration != nil, all, list].filter({ $0 }).count <= 1 else {
      throw ValidationError("choose one of --list, --all, --configuration, --random, --spread")
    }
    guard !all || output.output != nil else {
      throw ValidationError("--all writes into a folder: name it with --output")
    }
    guard !(list || all) || names.count <= 1 else {
      throw ValidationError("--list and --all take one defect or complex")
    }
  }

  var inputs: [String] { [file] }
  var makesOneStructure: Bool { !list && !all }

  func run() throws {
    let writer = BuiltOutput(output: output, report: report, inputs: inputs)
    guard list || all else { return try writer.write(try built()) }
    let crystal = try input.open([file]).prototype
    guard !names.isEmpty else {
      return try DefectList(report).sites(
        crystal.distinctPlaces(leastVoid: minVoid, tolerance: symprec))
    }
    let defects = try defects(of: crystal)
    if list { return try DefectList(report).configurations(defects.all(crystal)) }
    try DefectFolder(writer, defects.complexes[0]).write(try defects.all(crystal))
  }

  func built() throws -> Built {
    let source = try input.open([file])
    return try defects(of: source.prototype).build(source.prototype).after(source.warnings)
  }

  private func defects(of crystal: Structure) throws -> Defects {
    let cells = try Supercell(parsing: supercell)
    let elements = crystal.composition.parts.map(\.name)
    let complexes = try names.map { name in
      try adjusted(DefectComplex(parsing: name, elements: elements))
    }
    var placement: Defects.Placement?
    if random { placement = .random }
    if spread { placement = .spread }
    if let configuration { placement = .configuration(configuration) }
    var defects = Defects(complexes, in: cells, placement: placement, seed: seed)
    defects.region = try region.map { text throws(SelectionError) in try Selection(parsing: text) }
    defects.reach = within ?? .infinity
    defects.leastVoid = minVoid
    defects.tolerance = symprec
    defects.oxidation = oxidation
    return defects
  }

  /// With --site and --count, which say the same as @ and *.
  private func adjusted(_ complex: DefectComplex) throws -> DefectComplex {
    var parts = complex.parts
    if let site {
      guard parts.count == 1, parts[0].place == .any, site > 0 else {
        throw ValidationError("--site takes a number from 1, for one point defect without @ or #")
      }
      parts[0] = PointDefect(parts[0].change, at: .site(site))
    }
    return DefectComplex(parts, count: count ?? complex.count, note: complex.note)
  }
}
