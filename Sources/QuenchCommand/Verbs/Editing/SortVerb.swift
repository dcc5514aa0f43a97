import ArgumentParser
import Quench

struct SortVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sort",
    abstract: "Put the atoms into an order.",
    discussion: """
      quench sort POSCAR -o grouped.vasp
      quench sort POSCAR --by species,z -o sorted.vasp
      quench sort VO2_B --order O,V
      quench sort glass.vasp --by distance --point 5,5,5 --keep-order

      Keys: species (by first appearance), number (atomic), symbol, x, y, z, a, b, c, distance, \
      residue; of equal atoms the next key decides. Formats that are written in blocks of species \
      group them again unless --keep-order is given.
      """)

  @Argument(help: "A structure or trajectory file, a crystal's name, or -.")
  var file: String
  @Option(
    help: ArgumentHelp("Keys, the first deciding first: species,z (species).", valueName: "keys"))
  var by: String?
  @Option(help: ArgumentHelp("Species in this order: V,O.", valueName: "species"))
  var order: String?
  @Option(
    name: .customLong("point"), parsing: .unconditional,
    help: ArgumentHelp(
      "The point that 'distance' counts from, Å (default 0,0,0).", valueName: "x,y,z"))
  var point = "0,0,0"
  @Flag(help: "The other way round.")
  var reverse = false
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    _ = try keys()
  }

  func run() throws {
    let order = AtomOrder(try keys(), isReversed: reverse)
    try BuiltOutput(output: output, report: report, inputs: [file])
      .write(try input.open([file])) { try order.build($0) }
  }

  private func keys() throws -> [AtomOrder.Key] {
    let species = order.map { AtomOrder.Key.given($0.split(separator: ",").map(String.init)) }
    return (species.map { [$0] } ?? [])
      + (try (by ?? (order == nil ? "species" : "")).split(separator: ",").map {
        try key(String($0))
      })
  }

  private func key(_ name: String) throws -> AtomOrder.Key {
    switch name {
    case "species": .species
    case "number": .atomicNumber
    case "symbol": .symbol
    case "x", "y", "z": .cartesian(["x": 0, "y": 1][name] ?? 2)
    case "a", "b", "c": .fractional(["a": 0, "b": 1][name] ?? 2)
    case "distance": .distance(from: try NumberList.vector(point, option: "--point"))
    case "residue": .residue
    default:
      throw ValidationError(
        "--by takes species, number, symbol, x, y, z, a, b, c, distance, residue; '\(name)' is none"
      )
    }
  }
}
