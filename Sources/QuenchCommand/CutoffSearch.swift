import ArgumentParser
import Quench

/// Cutoffs that were given and those found from g(r).
struct CutoffSearch {
  /// Å, by pair as asked for.
  private(set) var cutoffs: [SpeciesPair: Double] = [:]
  private(set) var errors: [SpeciesPair: Double] = [:]
  /// Pairs without a cutoff yet, first species not behind the second.
  private(set) var missing: [SpeciesPair] = []
  private(set) var warnings: [Warning] = []
  private(set) var failures: [AnalysisError] = []
  /// Ordered pairs to show, or nil for all.
  let shown: [SpeciesPair]?

  /// Throws `ValidationError` where a cutoff is no `A-B=number`.
  init(given: [String], groups: [String], pairs: PairOptions) throws {
    shown = try pairs.chosen(from: groups)
    for text in given.flatMap({ $0.split(separator: ",") }) {
      let parts = text.split(separator: "=")
      guard parts.count == 2, let value = Double(parts[1]), value > 0, value <= 1000 else {
        throw ValidationError("--cutoff takes A-B=Å, e.g. Si-O=2.2; '\(text)' is none")
      }
      cutoffs[try PairOptions.pair(String(parts[0]), among: groups)] = value
    }
    for (pair, value) in cutoffs {
      guard let other = cutoffs[pair.reversed], other != value else { continue }
      throw ValidationError("\(pair) and \(pair.reversed) are given different cutoffs")
    }
    let wanted =
      shown
      ?? groups.indices.flatMap { a in
        groups[a...].map { SpeciesPair(groups[a], $0) }
      }
    // Once a cutoff is given, only pairs asked for by name are searched for.
    guard given.isEmpty || shown != nil else { return }
    for pair in wanted where cutoffs[pair] == nil && cutoffs[pair.reversed] == nil {
      if !missing.contains(pair.reversed), !missing.contains(pair) { missing.append(pair) }
    }
  }

  /// Computes g(r) and takes the first minimum of each missing pair.
  mutating func find(with run: PairRun) throws {
    if let input = run.passingInput {
      throw Refusal(
        .usage,
        "cutoffs cannot be found in \(input == "-" ? "standard input" : input), which comes once: "
          + "give --cutoff")
    }
    let (distribution, reading) = try run.radialDistribution()
    warnings += reading.warnings
    for pair in missing {
      do {
        let shell = try distribution.firstShell(pair)
        cutoffs[pair] = shell.cutoff
        errors[pair] = shell.cutoffError
      } catch {
        failures.append(error)
      }
    }
    missing = []
    if cutoffs.isEmpty { try complain() }
  }

  func error(of pair: SpeciesPair) -> Double? { errors[pair] ?? errors[pair.reversed] }

  /// Throws what could not be found, after the rest has been shown.
  func complain() throws {
    guard !failures.isEmpty else { return }
    throw Refusal(.inconsistent, failures.map(\.description).joined(separator: "\nerror: "))
  }
}
