import ArgumentParser
import QuenchAnalysis
import QuenchFormats
import QuenchModel
import QuenchTrajectories

/// What g(r) is asked for.
struct RadialQuestion: ParsableArguments {
  @Option(help: "Å.") var cutoff = 12.0
  @Option var bins = 600
  @Option var threads = 1
  @Flag(help: "Print every bin of every pair.") var counts = false

  /// All pairs of species, frames divided over the threads.
  func answer(_ source: any FrameSource) throws -> RadialAnswer {
    let empty = try distribution(for: source.prototype)
    let parts = try FrameLoop(threads: threads).reduce(
      source, makePartial: { empty }, add: { try $0.add($1.structure, frame: $2) })
    var total = empty
    for part in parts { total.merge(part) }
    return try RadialAnswer(total.result(), atoms: source.prototype.count, isFull: counts)
  }

  /// All pairs of species of one structure, which is divided over the threads.
  func answer(_ structure: Structure) throws -> RadialAnswer {
    var distribution = try distribution(for: structure)
    try distribution.add(structure, frame: 0, threads: threads)
    return try RadialAnswer(distribution.result(), atoms: structure.count, isFull: counts)
  }

  private func distribution(for structure: Structure) throws -> RadialDistribution {
    try RadialDistribution(
      species: SpeciesKey.name.names(of: structure), binWidth: cutoff / Double(bins),
      cutoff: cutoff)
  }
}

/// What was found, so that two programs can be held against each other.
struct RadialAnswer: Encodable {
  let frames: Int
  let atoms: Int
  /// All ordered pairs in all bins, own images included.
  let counted: UInt64
  /// Ordered pairs of different atoms per bin.
  var pairs: [String: [UInt64]]?
  /// Atoms with their own images per bin.
  var own: [String: [UInt64]]?
  var g: [String: [Double]]?

  init(_ table: RadialTable, atoms: Int, isFull: Bool) {
    frames = table.frameCount
    self.atoms = atoms
    counted = table.total.count.reduce(0, +)
    guard isFull else { return }
    (pairs, own, g) = ([:], [:], [:])
    for curve in table.pairs {
      let name = "\(curve.pair)"
      pairs?[name] = zip(curve.count, curve.selfCount).map { $0 - $1 }
      g?[name] = curve.g
      if curve.pair.a == curve.pair.b { own?[curve.pair.a] = curve.selfCount }
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
