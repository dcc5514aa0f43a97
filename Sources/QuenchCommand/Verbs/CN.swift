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

      --csv prints pair, cutoff, cutoff_err, cn, cn_err, an empty line, and the histogram: pair, n, \
      atoms, share. Neighbours are of the second species around the first.
      """)

  @Argument(help: "Trajectory files; several are joined.")
  var files: [String]
  @Option(
    help: ArgumentHelp("Cutoffs in Å: Si-O=2.2,O-O=3.1; others are found.", valueName: "A-B=Å"))
  var cutoff: [String] = []
  @OptionGroup var pairs: PairOptions
  @Flag(help: "Read a store that is still being written, until its writer ends.")
  var follow = false
  @OptionGroup var input: InputOptions
  @OptionGroup var result: ResultOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    try result.checkTargets()
    if let store = result.store, files != [store] || input.frames != nil {
      throw ValidationError(
        "--store keeps the numbers of every atom and frame in the store they come from: give it as "
          + "the only input, without --frames")
    }
  }

  func run() throws {
    var run = PairRun(files: files, input: input, pairs: pairs, report: report, follow: follow)
    let source = try run.open()
    let groups = pairs.groups(of: source.prototype)
    var search = try CutoffSearch(given: cutoff, groups: groups, pairs: pairs)
    if !search.missing.isEmpty { try search.find(with: run) }
    let series = try result.store.map { try CoordinationStore($0, groups: groups) }
    // A store takes frames in order.
    if series != nil { run.pairs.threads = 1 }
    let (numbers, reading) = try run.coordination(source, search.cutoffs, perFrame: series?.add)
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
