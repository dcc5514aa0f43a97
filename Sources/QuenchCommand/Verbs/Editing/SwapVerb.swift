import ArgumentParser
import Quench

struct SwapVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "swap",
    abstract: "Replace species, or let atoms change places.",
    discussion: """
      quench swap VO2_B V:Ti -o TiO2_B.vasp                        every V becomes Ti
      quench swap big.vasp Ti:V --count 8 --seed 3 -o doped.vasp   eight of them, at random
      quench swap rocksalt.vasp --exchange Na:Ti --count 4 --seed 1
      quench swap POSCAR --atoms 3:7,4:9

      An exchange keeps the composition: positions change hands, constraints stay with the places.
      """)

  @Argument(help: "A structure or trajectory file, a crystal's name, or -.")
  var file: String
  @Argument(help: ArgumentHelp("Old and new species: V:Ti.", valueName: "old:new"))
  var species: String?
  @Option(help: ArgumentHelp("Two species whose atoms change places: Na:Ti.", valueName: "a:b"))
  var exchange: String?
  @Option(
    help: ArgumentHelp("Atoms that change places, numbered from 1: 3:7,4:9.", valueName: "pairs"))
  var atoms: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many atoms, or pairs, chosen at random.", valueName: "n"))
  var count: Int?
  @Option(parsing: .unconditional, help: ArgumentHelp("Seed of the choice.", valueName: "seed"))
  var seed: UInt64 = 1
  @Option(help: ArgumentHelp("Only among these atoms.", valueName: "selection"))
  var select: String?
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard [species, exchange, atoms].compactMap(\.self).count == 1 else {
      throw ValidationError("say what: OLD:NEW, --exchange A:B or --atoms 3:7")
    }
    guard atoms == nil || (count == nil && select == nil) else {
      throw ValidationError("--atoms names the atoms: --count and --select have no meaning with it")
    }
  }

  func run() throws {
    let selection = try select.map { text throws(SelectionError) in try Selection(parsing: text) }
    let isRandom = exchange != nil || count != nil
    try BuiltOutput(output: output, report: report, inputs: [file])
      .write(try input.open([file]), seed: isRandom ? seed : nil) { structure in
        try swapped(structure, among: try selection?.atoms(in: structure))
      }
  }

  private func swapped(_ structure: Structure, among chosen: [Int]?) throws -> Built {
    if let species {
      let (old, new) = try pair(species)
      let replacement = Species(label: new)
      guard replacement.element != nil else {
        throw ValidationError("'\(new)' is no element, nor a label that begins with one")
      }
      return try Substitution(old, by: replacement, count: count, atoms: chosen, seed: seed)
        .build(structure)
    }
    if let exchange {
      let (first, second) = try pair(exchange)
      return try Exchange(.species(first, second, count: count), atoms: chosen, seed: seed)
        .build(structure)
    }
    return try Exchange(.atoms(try numbered(atoms ?? ""))).build(structure)
  }

  private func pair(_ text: String) throws -> (String, String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw ValidationError(
        "two species apart by a colon are needed, such as V:Ti; '\(text)' is none")
    }
    return (parts[0], parts[1])
  }

  private func numbered(_ text: String) throws -> [SIMD2<Int>] {
    try text.split(separator: ",").map { part in
      let numbers = part.split(separator: ":").map { Int($0) }
      guard numbers.count == 2, let first = numbers[0], let second = numbers[1], first > 0,
        second > 0
      else { throw ValidationError("--atoms takes pairs such as 3:7,4:9; '\(part)' is none") }
      return SIMD2(first - 1, second - 1)
    }
  }
}
