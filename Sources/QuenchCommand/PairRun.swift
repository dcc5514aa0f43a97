import Quench
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Runs an accumulator over the frames of the inputs, with progress, and collects what was said.
struct PairRun {
  let files: [String]
  let input: InputOptions
  var pairs: PairOptions
  let report: ReportOptions
  var follow = false

  /// What was read, beside the result.
  struct Reading {
    var prototype: Structure
    var groups: [String]
    var warnings: [Warning]
  }

  /// Opens the inputs anew.
  func open() throws -> any FrameSource { try input.open(files, follow: follow) }

  /// The first input that comes once: standard input, a pipe.
  var passingInput: String? {
    files.first { name in
      var status = stat()
      return name == "-" || stat(name, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }
  }

  /// All g(r) of the inputs.
  func radialDistribution(
    volume: Double? = nil, betweenMolecules: Bool = false, around centres: Selection? = nil
  ) throws -> (RadialDistribution, Reading) {
    let source = try open()
    let groups = pairs.groups(of: source.prototype)
    let empty = try RadialDistribution(
      species: groups, binWidth: pairs.bin, cutoff: pairs.rmax, key: pairs.key, volume: volume,
      betweenMolecules: betweenMolecules, choosesCentres: centres != nil)
    // One large structure is shared by all threads; of many, each thread takes its own.
    let within = source.frameCount == 1 ? pairs.threadCount : 1
    let (partials, warnings) = try reduce(source, groups, empty, threads: within) {
      (partial: inout RadialDistribution, frame, index) in
      let chosen = try centres?.mask(in: frame.structure)
      try partial.add(frame.structure, frame: index, threads: within, centres: chosen)
    }
    var result = partials[0]
    for partial in partials.dropFirst() { result.merge(partial) }
    return (result, Reading(prototype: source.prototype, groups: groups, warnings: warnings))
  }

  /// Coordination numbers of a source, at known cutoffs where the method has such; `perFrame` sees
  /// those of every frame, in any order.
  func coordination(
    _ source: any FrameSource, _ method: CoordinationMethod, _ cutoffs: [SpeciesPair: Double],
    around centres: Selection? = nil,
    perFrame: (@Sendable (Int, Frame, CoordinationNumbers.Frame) throws -> Void)? = nil
  ) throws -> (CoordinationNumbers, Reading) {
    let groups = pairs.groups(of: source.prototype)
    let empty =
      method == .cutoff
      ? try CoordinationNumbers(species: groups, cutoffs: cutoffs, key: pairs.key)
      : try CoordinationNumbers(species: groups, method: method, key: pairs.key)
    let (partials, warnings) = try reduce(source, groups, empty, threads: 1) {
      (partial: inout CoordinationNumbers, frame, index) in
      let chosen = try centres?.mask(in: frame.structure)
      let numbers = try partial.add(frame.structure, frame: index, centres: chosen)
      try perFrame?(index, frame, numbers)
    }
    var result = partials[0]
    for partial in partials.dropFirst() { result.merge(partial) }
    return (result, Reading(prototype: source.prototype, groups: groups, warnings: warnings))
  }

  /// Bond angles of a source at known cutoffs.
  func bondAngles(
    _ source: any FrameSource, _ triplets: [SpeciesTriplet], _ cutoffs: [SpeciesPair: Double],
    binCount: Int
  ) throws -> (BondAngles, Reading) {
    let groups = pairs.groups(of: source.prototype)
    let empty = try BondAngles(
      triplets: triplets, cutoffs: cutoffs, binCount: binCount, key: pairs.key)
    let (partials, warnings) = try reduce(source, groups, empty, threads: 1) {
      (partial: inout BondAngles, frame, index) in
      try partial.add(frame.structure, frame: index)
    }
    var result = partials[0]
    for partial in partials.dropFirst() { result.merge(partial) }
    return (result, Reading(prototype: source.prototype, groups: groups, warnings: warnings))
  }

  private func reduce<Partial: Sendable>(
    _ source: any FrameSource, _ groups: [String], _ empty: Partial, threads within: Int,
    _ add: @escaping @Sendable (inout Partial, Frame, Int) throws -> Void
  ) throws -> ([Partial], [Warning]) {
    report.note(
      "\(files.joined(separator: ", ")): \(source.prototype.count) atoms of "
        + "\(groups.joined(separator: ", ")), \(pairs.threadCount) threads")
    let progress = ProgressBar(total: source.frameCount, quiet: report.quiet) {
      source.fractionRead
    }
    let notes = Mutex<[Warning]>([])
    let known = Set(groups)
    let key = pairs.key
    let bin = pairs.bin
    let loop = FrameLoop(threads: within > 1 ? 1 : pairs.threadCount) { progress.update($0) }
    let partials = try loop.reduce(
      source, makePartial: { empty },
      add: { partial, frame, index in
        try Self.check(frame, index, known, key)
        let found = frame.warnings + Self.combs(frame, bin)
        if !found.isEmpty { notes.withLock { $0 = ($0 + found).unique() } }
        try add(&partial, frame, index)
      })
    progress.finish()
    report.note("all frames are counted")
    return (partials, (source.warnings + notes.withLock { $0 }).unique())
  }

  /// A species that the first frame does not have would be left out silently.
  private static func check(
    _ frame: Frame, _ index: Int, _ known: Set<String>, _ key: SpeciesKey
  ) throws {
    let species = frame.structure.species
    for (kind, count) in zip(species.categories, species.counts) where count > 0 {
      let name = key == .label ? kind.label : kind.name
      guard known.contains(name) else {
        throw Refusal(
          .inconsistent,
          "frame \(index) holds \(name), which the first frame does not; join only frames of the "
            + "same species")
      }
    }
  }

  /// Coordinates on a coarse grid leave bins empty that are finer than it.
  private static func combs(_ frame: Frame, _ bin: Double) -> [Warning] {
    guard let grid = frame.resolution, bin < 2 * grid * (1 - 1e-9) else { return [] }
    return [
      Warning(
        "W-RDF-COMB",
        "coordinates are multiples of \(Numerals.significant(grid, 3)) Å: bins below "
          + "\(Numerals.significant(2 * grid, 3)) Å show combs")
    ]
  }
}
