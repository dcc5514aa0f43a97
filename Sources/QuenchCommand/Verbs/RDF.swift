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

      --between-molecules leaves out pairs inside a residue of the structure (nearest images), from g, \
      n and count. The norm is then finite, which takes them out of the pairs expected too and drops \
      images of the own molecule: 1 for an ideal gas of molecules. With --norm periodic these images \
      stay and the norm is that of all pairs: 1 − Σ n_a n_b / (N_a N_b) for an ideal gas.

      --around counts all atoms around the chosen ones, for one half of a cell or one layer: A-B is \
      then the density of B around the chosen A over the mean density of B in the whole cell, and B-A \
      another curve.

        quench rdf run.h5 --around 'z 14.8 20.7' --pairs Ti-O --plot glass.svg
      """)

  @Argument(help: "Trajectory files; several are joined.")
  var files: [String]
  @OptionGroup var pairs: PairOptions
  @Option(
    help: ArgumentHelp(
      "periodic (default; the same in every supercell) or finite (1 for an ideal gas, N−1; default "
        + "between molecules).",
      valueName: "norm"))
  var norm: Norm?
  @Flag(help: "Leave out pairs inside a molecule (residue), and correct the norm.")
  var betweenMolecules = false
  @Flag(help: "Also the total g(r), Σ c_a c_b g_ab, as pair 'total' in the CSV and the figure.")
  var total = false
  @Option(
    help: ArgumentHelp(
      "Only around these atoms, chosen in each frame; neighbours are all atoms ('z 4 12').",
      valueName: "selection"))
  var around: String?
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
    if around != nil, result.store != nil {
      throw ValidationError("--store keeps the pairs of all atoms: leave --around out")
    }
    try result.checkTargets()
  }

  func run() throws {
    let centres = try around.map { try Selection(parsing: $0) }
    let run = PairRun(files: files, input: input, pairs: pairs, report: report, follow: follow)
    let (distribution, reading) = try run.radialDistribution(
      volume: volume, betweenMolecules: betweenMolecules, around: centres)
    let norm = norm ?? (betweenMolecules ? .finite : .periodic)
    let table = try distribution.result(norm: norm.value)
    let chosen = try pairs.chosen(from: reading.groups)
    let found = RadialReport(
      distribution, table, chosen, volume: volume, around: around, total: total,
      provenance: .ofThisRun(inputs: files))
    report.warn(reading.warnings + table.warnings)
    try result.write(
      summary: found.summary, csv: found.csv, json: found.json(warnings: reading.warnings),
      figure: found.figure, report: report)
    if let store = result.store {
      try found.put(into: store)
    }
  }
}
