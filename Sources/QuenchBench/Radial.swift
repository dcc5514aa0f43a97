import ArgumentParser
import QuenchFormats
import QuenchModel
import QuenchNeighbors
import QuenchTrajectories

/// What g(r) is asked for.
struct RadialQuestion: ParsableArguments {
  @Option(help: "Å.") var cutoff = 12.0
  @Option var bins = 600
  @Option var threads = 1
  @Flag(help: "Print every bin of every pair.") var counts = false

  /// Ordered pairs of the frames of a source, frames divided over the threads.
  func answer(_ source: any FrameSource) throws -> RadialAnswer {
    let bins = try RadialBins(width: cutoff / Double(bins), cutoff: cutoff)
    let groups = source.prototype.species.categories.count
    let partials = try FrameLoop(threads: threads).reduce(
      source, makePartial: { Partial(bins: bins, groups: groups) }
    ) { partial, frame, _ in try partial.add(frame.structure, threads: 1) }
    return RadialAnswer(partials, prototype: source.prototype, isFull: counts)
  }

  /// Ordered pairs of one structure, which is divided over the threads.
  func answer(_ structure: Structure) throws -> RadialAnswer {
    let bins = try RadialBins(width: cutoff / Double(bins), cutoff: cutoff)
    var partial = Partial(bins: bins, groups: structure.species.categories.count)
    try partial.add(structure, threads: threads)
    return RadialAnswer([partial], prototype: structure, isFull: counts)
  }

  struct Partial: Sendable {
    var counter: PairCounter
    var counts: PairCounts
    var frames = 0

    init(bins: RadialBins, groups: Int) {
      counter = PairCounter(bins: bins, groups: groups)
      counts = PairCounts(bins: bins, groups: groups)
    }

    mutating func add(_ structure: Structure, threads: Int) throws {
      try counter.count(
        structure, codes: structure.species.codes, into: &counts, threads: threads)
      frames += 1
    }
  }
}

/// What was found, so that two programs can be held against each other.
struct RadialAnswer: Encodable {
  var frames = 0
  let atoms: Int
  /// All ordered pairs in all bins.
  var counted: UInt64 = 0
  var pairs: [String: [UInt64]]?
  var own: [String: [UInt64]]?
  var g: [String: [Double]]?

  init(_ partials: [RadialQuestion.Partial], prototype: Structure, isFull: Bool) {
    atoms = prototype.count
    guard var total = partials.first?.counts else { return }
    for partial in partials { frames += partial.frames }
    for partial in partials.dropFirst() { total.add(partial.counts) }
    for a in 0..<total.groups {
      for b in 0..<total.groups { counted += total.pair(a, b).reduce(0, +) }
      counted += total.selfImage(a).reduce(0, +)
    }
    if isFull { fill(total, prototype) }
  }

  private mutating func fill(_ total: PairCounts, _ prototype: Structure) {
    let names = prototype.species.categories.map(\.label)
    let atoms = prototype.species.counts
    let volume = prototype.lattice.map { abs($0.volume) } ?? 0
    (pairs, own, g) = ([:], [:], [:])
    for a in names.indices {
      own?[names[a]] = Array(total.selfImage(a))
      for b in names.indices where b >= a {
        let row = Array(total.pair(a, b))
        pairs?["\(names[a])-\(names[b])"] = row
        let ideal = Double(frames * atoms[a] * atoms[b]) / volume
        let images = a == b ? Array(total.selfImage(a)) : []
        g?["\(names[a])-\(names[b])"] = row.indices.map { k in
          let found = row[k] + (images.isEmpty ? 0 : images[k])
          return Double(found) / (ideal * total.bins.shellVolume(k))
        }
      }
    }
  }
}

/// g(r) of a trajectory, reading included.
struct Radial: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rdf", abstract: "Read a trajectory and count pairs of every two species.")

  @Argument var file: String
  @Option(help: "Take the first so many frames only.") var frames: Int?
  @Option(help: "A structure file that names the atoms.") var topology: String?
  @OptionGroup var question: RadialQuestion
  @OptionGroup var repetition: Repetition

  func run() throws {
    let named = try topology.map { try FileSource(path: $0).prototype }
    try repetition.run {
      var source: any FrameSource = try FileSource(path: file)
      if let named, let topology {
        source = try TopologySource(source, topology: named, name: topology)
      }
      return try question.answer(SelectedSource(source, FrameRange(stop: frames)))
    }
  }
}
