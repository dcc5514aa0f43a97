import ArgumentParser
import Quench

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How pairs are counted: range, bins, who belongs together, how many threads.
struct PairOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Largest distance, Å; may exceed half the cell.", valueName: "Å"))
  var rmax = 10.0

  @Option(help: ArgumentHelp("Width of a bin, Å.", valueName: "Å"))
  var bin = 0.02

  @Option(
    help: ArgumentHelp(
      "Only these pairs, centre first: Si-O,O-Si (default all).", valueName: "pairs"))
  var pairs: String?

  @Flag(help: "Tell atoms apart by label (Ti_pv, OW) instead of by element.")
  var byLabel = false

  @Option(help: ArgumentHelp("Threads (default: all cores).", valueName: "n"))
  var threads: Int?

  func validate() throws {
    guard rmax > 0, rmax <= 1000 else { throw ValidationError("--rmax takes up to 1000 Å") }
    guard bin > 0, bin <= rmax, rmax / bin <= 1e6 else {
      throw ValidationError("--bin takes a width up to --rmax, at most a million bins")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads takes 1 to 1024")
    }
  }

  var threadCount: Int { threads ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  var key: SpeciesKey { byLabel ? .label : .name }

  /// Names of the groups atoms fall into, in the order of the species table.
  func groups(of structure: Structure) -> [String] {
    let names = structure.species.mapValues { byLabel ? $0.label : $0.name }
    return zip(names.categories, names.counts).compactMap { $1 > 0 ? $0 : nil }
  }

  /// The pairs asked for, or nil for all.
  func chosen(from groups: [String]) throws -> [SpeciesPair]? {
    guard let pairs else { return nil }
    return try pairs.split(separator: ",").map { try PairOptions.pair(String($0), among: groups) }
  }

  /// `Si-O` as two of the groups; labels may contain hyphens themselves (`O2-`).
  static func pair(_ text: String, among groups: [String]) throws -> SpeciesPair {
    let known = groups.joined(separator: ", ")
    for first in groups where text.hasPrefix(first + "-") {
      let second = String(text.dropFirst(first.count + 1))
      if groups.contains(second) { return SpeciesPair(first, second) }
    }
    throw ValidationError("'\(text)' names no pair such as A-B of the species \(known)")
  }
}
