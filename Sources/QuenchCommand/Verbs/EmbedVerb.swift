import ArgumentParser
import Quench

struct EmbedVerb: BuildingVerb {
  static let configuration = CommandConfiguration(
    commandName: "embed",
    abstract: "Put a particle into a matrix, crystalline or amorphous.",
    discussion: """
      quench nanoparticle NaTiO2_alpha_layered --radius 8 --stoichiometric \
      | quench embed - glass.vasp --gap 2.2 -o composite.vasp
      quench embed particle.vasp TiO2_anatase --supercell 8x8x4 --stoichiometric -o composite.vasp

      Matrix atoms inside the particle's hull, and those nearer to it than the gap, go, residues as \
      a whole. The cell is the matrix'; the particle's own box is dropped.
      """)

  @Argument(help: "The particle: a structure file, or -.")
  var particle: String
  @Argument(help: "The matrix: a structure file, a crystal's name, or -.")
  var matrix: String
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Least distance between particle and matrix, Å.", valueName: "Å"))
  var gap = 2.0
  @Option(help: ArgumentHelp("Repeat the matrix first: 4x4x4.", valueName: "size"))
  var supercell: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Where the particle's middle goes, in parts of the cell.", valueName: "a,b,c"))
  var centre = "0.5,0.5,0.5"
  @Flag(help: "Take more matrix atoms away until its formula units are whole.")
  var stoichiometric = false
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard particle != "-" || matrix != "-" else {
      throw ValidationError("standard input can be read only once")
    }
  }

  var inputs: [String] { [particle, matrix] }

  func run() throws {
    try BuiltOutput(output: output, report: report, inputs: inputs).write(try built())
  }

  func built() throws -> Built {
    let repeats = try supercell.map { text throws(BuildError) in try Supercell(parsing: text) }
    let sources = try [particle, matrix].map { try input.open([$0]) }
    let host = try repeats?.build(sources[1].prototype) ?? sources[1].prototype
    let embedding = Embedding(
      gap: gap, centre: try NumberList.vector(centre, option: "--centre", example: "0.5,0.5,0.5"),
      keepsStoichiometry: stoichiometric)
    return try embedding.build(particle: sources[0].prototype, matrix: host)
      .after(sources.flatMap(\.warnings))
  }
}
