import ArgumentParser
import Quench

struct MergeVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Put several structures into one cell.",
    discussion: """
      quench merge slab.vasp molecule.xyz -o both.vasp
      quench shift EC --by 5,5,14 | quench merge slab.vasp - -o both.vasp
      quench merge crystal.vasp glass.vasp --overlaps remove-later -o both.vasp

      The cell is that of the first structure (--cell-of 2 for the second). Atoms of different \
      structures nearer than 0.6 times the sum of their covalent radii, or --min-distance, overlap: \
      that is an error unless --overlaps says whose atoms, with their whole residues, go.
      """)

  @Argument(help: "Structure files, crystals' or molecules' names; one may be -.")
  var files: [String]
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Take the cell of this one, from 1.", valueName: "n"))
  var cellOf = 1
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Least distance between structures, Å.", valueName: "Å"))
  var minDistance: Double?
  @Option(help: "What to do about overlaps: refuse, remove-later, remove-earlier.")
  var overlaps: Overlap = .refuse
  @Flag(help: "Keep fractional instead of Cartesian coordinates.")
  var fractional = false
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  enum Overlap: String, ExpressibleByArgument, CaseIterable {
    case refuse
    case removeLater = "remove-later"
    case removeEarlier = "remove-earlier"

    var rule: Merger.Overlaps {
      switch self {
      case .refuse: .refuse
      case .removeLater: .removeLater
      case .removeEarlier: .removeEarlier
      }
    }
  }

  func validate() throws {
    guard files.count(where: { $0 == "-" }) < 2 else {
      throw ValidationError("standard input can be read only once")
    }
  }

  func run() throws {
    let sources = try files.map { try input.open([$0]) }
    let built = try Merger(
      cellOf: cellOf - 1, leastDistance: minDistance, overlaps: overlaps.rule,
      keepsFractional: fractional
    ).build(sources.map(\.prototype))
    try BuiltOutput(output: output, report: report, inputs: files)
      .write(
        built, warnings: sources.flatMap(\.warnings),
        fallback: built.structure.lattice == nil ? .extxyz : .poscar)
  }
}
