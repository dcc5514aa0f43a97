import ArgumentParser
import Quench

struct Angles: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bond angles: distribution, mean and spread per triplet of species.",
    discussion: """
      The centre stands in the middle of a triplet. Neighbours are nearer than the cutoff, images \
      included; cutoffs that are not given are found as quench cn finds them.

      quench angles run.lammpstrj --triplet Si-O-Si --cutoff Si-O=2.2
      quench angles glass.vasp --triplet O-Si-O,Si-O-Si --cutoff Si-O=2.2 --csv > angles.csv

      --csv prints triplet, theta, p, p_over_sin, count: p is per degree and of unit area, p_over_sin \
      the same divided by sin θ and brought to unit area, flat for bonds in random directions.
      """)

  @Argument(help: "Trajectory files; several are joined.")
  var files: [String]
  @Option(help: ArgumentHelp("Triplets, centre in the middle: Si-O-Si,O-Si-O.", valueName: "A-B-C"))
  var triplet: [String]
  @Option(
    help: ArgumentHelp("Cutoffs in Å: Si-O=2.2; others are found.", valueName: "A-B=Å"))
  var cutoff: [String] = []
  @Option(name: .long, help: ArgumentHelp("Width of a bin, degrees.", valueName: "degrees"))
  var width = 1.0
  @OptionGroup var pairs: PairOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var result: ResultOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    try result.checkTargets()
    guard (0.01...180).contains(width) else {
      throw ValidationError("--width takes 0.01 to 180 degrees")
    }
    guard result.store == nil, result.plot == nil else {
      throw ValidationError("angles are written as tables only: leave --store and --plot out")
    }
  }

  func run() throws {
    var options = pairs
    let first = PairRun(files: files, input: input, pairs: pairs, report: report)
    let source = try first.open()
    let groups = pairs.groups(of: source.prototype)
    let triplets = try triplet.flatMap { $0.split(separator: ",") }.map {
      try AngleReport.triplet(String($0), among: groups)
    }
    let arms = triplets.flatMap {
      [SpeciesPair($0.centre, $0.a), SpeciesPair($0.centre, $0.b)]
    }
    options.pairs = arms.map(\.description).joined(separator: ",")
    var search = try CutoffSearch(given: cutoff, groups: groups, pairs: options)
    let run = PairRun(files: files, input: input, pairs: options, report: report)
    if !search.missing.isEmpty { try search.find(with: run) }
    let bins = Int((180 / width).rounded())
    let (angles, reading) = try run.bondAngles(
      source, triplets, search.cutoffs, binCount: max(1, bins))
    let found = AngleReport(try angles.result(), search, provenance: .ofThisRun(inputs: files))
    report.warn(reading.warnings + search.warnings)
    try result.write(
      summary: found.summary, csv: found.csv, json: found.json(warnings: reading.warnings),
      figure: { Figure.coordination([], width: Figure.columnWidth) }, report: report)
  }
}
