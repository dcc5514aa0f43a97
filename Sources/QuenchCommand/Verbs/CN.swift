import ArgumentParser
import Quench

struct CN: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cn",
    abstract: "Coordination numbers with errors and histograms, at cutoffs given or found.",
    discussion: """
      A neighbour is any atom, image or not, nearer than the cutoff. Cutoffs that are not given are \
      found: the first minimum of g(r) behind its first maximum, the middle of a plateau where \
      nothing lies in between. Where there is no minimum the pair is named as an error: nothing is \
      guessed.

      quench cn run.xtc --topology conf.gro --cutoff Si-O=2.2,O-O=3.1

      --method rad forms each shell without a cutoff, by relative angular distance in its closed \
      form (Higham and Henchman, J. Chem. Phys. 145 (2016) 084108; a shell is of its centre: not \
      symmetric). --method voronoi sums the faces of the Voronoi cell, each weighted by its solid angle \
      against the largest (O'Keeffe, Acta Cryst. A35 (1979) 772); the histogram is then of the nearest \
      whole numbers. Both leave the cutoff empty.

      --csv prints pair, cutoff, cutoff_err, cn, cn_err, an empty line, and the histogram: pair, n, \
      atoms, share. Neighbours are of the second species around the first.
      """)

  @Argument(help: "Trajectory files; several are joined.")
  var files: [String]
  @Option(
    help: ArgumentHelp("Cutoffs in Å: Si-O=2.2,O-O=3.1; others are found.", valueName: "A-B=Å"))
  var cutoff: [String] = []
  @Option(help: "What is a neighbour: cutoff (default), rad or voronoi.")
  var method = Method.cutoff
  @Option(
    help: ArgumentHelp(
      "Only around these atoms, chosen in each frame; neighbours are all atoms ('z 4 12').",
      valueName: "selection"))
  var around: String?
  @OptionGroup var pairs: PairOptions
  @Flag(help: "Read a store that is still being written, until its writer ends.")
  var follow = false
  @OptionGroup var input: InputOptions
  @OptionGroup var result: ResultOptions
  @OptionGroup var report: ReportOptions

  enum Method: String, ExpressibleByArgument, CaseIterable {
    case cutoff, rad, voronoi
    var value: CoordinationMethod {
      switch self {
      case .cutoff: .cutoff
      case .rad: .rad
      case .voronoi: .voronoi
      }
    }
  }

  func validate() throws {
    try result.checkTargets()
    if method != .cutoff, !cutoff.isEmpty {
      throw ValidationError("--method \(method.rawValue) has no cutoffs: leave --cutoff out")
    }
    if method == .voronoi, result.store != nil {
      throw ValidationError("--store keeps whole numbers, which voronoi does not give")
    }
    if around != nil, result.store != nil {
      throw ValidationError("--store keeps the numbers of every atom: leave --around out")
    }
    if let store = result.store, files != [store] || input.frames != nil {
      throw ValidationError(
        "--store keeps the numbers of every atom and frame in the store they come from: give it as "
          + "the only input, without --frames")
    }
  }

  func run() throws {
    let centres = try around.map { try Selection(parsing: $0) }
    var run = PairRun(files: files, input: input, pairs: pairs, report: report, follow: follow)
    let source = try run.open()
    let groups = pairs.groups(of: source.prototype)
    var search = try CutoffSearch(given: cutoff, groups: groups, pairs: pairs)
    if method == .cutoff, !search.missing.isEmpty { try search.find(with: run) }
    let series = try result.store.map { try CoordinationStore($0, groups: groups) }
    // A store takes frames in order.
    if series != nil { run.pairs.threads = 1 }
    let (numbers, reading) = try run.coordination(
      source, method.value, search.cutoffs, around: centres, perFrame: series?.add)
    let table = try numbers.result()
    let found = CoordinationReport(table, search, provenance: .ofThisRun(inputs: files))
    report.warn(reading.warnings + search.warnings)
    try result.write(
      summary: found.summary, csv: found.csv, json: found.json(warnings: reading.warnings),
      figure: found.figure, report: report)
    try series?.finish(found)
    try search.complain()
  }
}
