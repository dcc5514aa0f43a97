import ArgumentParser
import Quench

struct RDF: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Pair distributions g(r) of all pairs of species, with errors and running numbers.",
    discussion: """
      All periodic images count, at any distance and in any cell; a changing cell is weighted frame \
      by frame. Integer counts do not depend on the number of threads. Errors are standard errors \
      from blocks of frames. Bins beyond half the shortest lattice vector are right but see the same \
      pairs again: they are marked.

      --csv prints pair, r_lo, r_hi, g, g_err, n, n_err, count, self_count, unique_fraction: count is \
      of ordered pairs over all frames with own images, n counts the second species around the first.
      """)

  @Argument(help: "Trajectory files; several are joined.")
  var files: [String]
  @OptionGroup var pairs: PairOptions
  @Option(
    help: ArgumentHelp(
      "periodic (default; the same in every supercell) or finite (1 for an ideal gas, N−1).",
      valueName: "norm"))
  var norm = Norm.periodic
  @Option(help: ArgumentHelp("Volume instead of the cell's, Å³.", valueName: "Å³"))
  var volume: Double?
  @Flag(help: "Read a store that is still being written, until its writer ends.")
  var follow = false
  @OptionGroup var input: InputOptions
  @OptionGroup var result: ResultOptions
  @OptionGroup var report: ReportOptions

  enum Norm: String, ExpressibleByArgument, CaseIterable {
    case periodic, finite
    var value: RadialNorm { self == .periodic ? .periodic : .finiteSize }
  }

  func validate() throws {
    if let volume, !(volume > 0 && volume.isFinite) {
      throw ValidationError("--volume takes a positive number of Å³")
    }
    try result.checkTargets()
  }

  func run() throws {
    let run = PairRun(files: files, input: input, pairs: pairs, report: report, follow: follow)
    let (distribution, reading) = try run.radialDistribution(volume: volume)
    let table = try distribution.result(norm: norm.value)
    let chosen = try pairs.chosen(from: reading.groups)
    let found = RadialReport(
      distribution, table, chosen, volume: volume, provenance: .ofThisRun(inputs: files))
    report.warn(reading.warnings + table.warnings)
    try result.write(
      summary: found.summary, csv: found.csv, json: found.json(warnings: reading.warnings),
      figure: found.figure, report: report)
    if let store = result.store {
      try found.put(into: store)
    }
  }
}
