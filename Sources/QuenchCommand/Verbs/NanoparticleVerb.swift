import ArgumentParser
import Quench

struct NanoparticleVerb: BuildingVerb {
  static let configuration = CommandConfiguration(
    commandName: "nanoparticle",
    abstract: "Cut a particle out of a crystal: a sphere, or its Wulff shape.",
    discussion: """
      quench nanoparticle TiO2_anatase --radius 10 --stoichiometric -o anatase.vasp
      quench nanoparticle Si_diamond --facet 111=1.0,100=1.2 --radius 12 -o wulff.vasp
      quench nanoparticle Li_bcc --facet 110=0.50,100=0.46,111=0.54 --atoms 500 -o Li500.xyz

      Facets are of the cell given; symmetry adds those equal to each, and energies may be in any \
      unit. With --facet the radius is that of the nearest facet. The particle is about the first \
      atom, or --centre, in a right-angled box.
      """)

  @Argument(help: "A structure file, or a crystal's name.")
  var file: String
  @Option(parsing: .unconditional, help: ArgumentHelp("Å, from the centre.", valueName: "Å"))
  var radius: Double?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Instead of a radius: as near to this many atoms as can be.", valueName: "n")
  )
  var atoms: Int?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Faces and their energies: 111=1.0,'1 -1 0=1.2'.", valueName: "facets"))
  var facet: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The centre in parts of the cell vectors.", valueName: "a,b,c"))
  var centre: String?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Å between neighbouring images.", valueName: "Å"))
  var vacuum = 15.0
  @Flag(help: "Take the least bound excess atoms off until formula units are whole.")
  var stoichiometric = false
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard (radius == nil) != (atoms == nil) else {
      throw ValidationError("give the size: --radius or --atoms")
    }
  }

  var inputs: [String] { [file] }

  func run() throws {
    try BuiltOutput(output: output, report: report, inputs: inputs).write(try built())
  }

  func built() throws -> Built {
    let form: Nanoparticle.Form =
      try facet.map { text throws(EditError) in .wulff(try Facet.list(parsing: text)) } ?? .sphere
    let particle = Nanoparticle(
      form, size: radius.map { .radius($0) } ?? .atoms(atoms ?? 0),
      centre: try centre.map {
        try NumberList.vector($0, option: "--centre", example: "0.5,0.5,0.5")
      }, vacuum: vacuum, isStoichiometric: stoichiometric)
    let source = try input.open([file])
    return try particle.build(source.prototype).after(source.warnings)
  }
}
