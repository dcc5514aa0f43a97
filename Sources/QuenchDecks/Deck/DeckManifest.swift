import FoundationEssentials
public import QuenchFormats
import QuenchModel

/// What `quench-deck.json` says of the decks beside it: which runs there are, where, in which order, with
/// which command and trajectory. `quench run` and `quench check` read it.
public struct DeckManifest: Hashable, Sendable, Codable {
  public static let fileName = "quench-deck.json"
  /// An empty file in the directory of a complete run that has no result of its own.
  public static let doneMark = ".quench-done"
  /// More atoms than any file of a deck can hold.
  static let mostAtoms = 1 << 32

  public struct Member: Hashable, Sendable, Codable {
    /// Relative to the manifest; empty where the member is alone.
    public var directory: String
    public var seed: UInt64
    public var atoms: Int
    public var mobileAtoms: Int
    /// First and last of the atoms that are held along every axis, from 1, range by range.
    public var frozen: [[Int]]?
    /// The structure before the first run, relative to the manifest.
    public var start: String?
    public var degreesOfFreedom: Int
    public var degreesOfFreedomRule: String
    public var notExpressed: [String]
    public var choices: [String]
    public var warnings: [String]
    public var runs: [Run]
  }

  public struct Run: Hashable, Sendable, Codable {
    /// `01-melt`, with the member in front where there are several: `top/01-melt`.
    public var name: String
    /// Relative to the manifest.
    public var directory: String
    /// Shell commands in `directory`, before and after.
    public var preparation: [String]
    public var completion: [String]
    /// Program first; `{ranks}` and `{threads}` stand for numbers.
    public var command: [String]
    public var input: String?
    public var output: String?
    public var trajectory: String?
    /// A structure file that names the atoms of a bare trajectory.
    public var topology: String?
    /// How it goes on where it was interrupted; nil where it begins anew.
    public var continuation: Continuation?
    /// Words that `program -h` must print.
    public var features: [String]?
    /// A file that is there when the run is complete.
    public var result: String?
    /// From 0, and its name in the protocol.
    public var stage: Int
    public var stageName: String
    public var steps: Int
    /// fs; 0 where it is no dynamics.
    public var timestep: Double
    /// K at the run's start and end, of the stage; nil where it is no dynamics.
    public var temperatures: [Double]?
    /// Thermal ones, of the stage; nil where it is no dynamics.
    public var degreesOfFreedom: Int?
    public var usesMPI: Bool
    /// `molten`: what the stage must have reached before the next may start; only in its last run.
    public var until: String?
  }

  public var schema = 1
  public var engine: String
  public var provenance: String
  public var fingerprint: String
  public var ranks: Int
  public var threads: Int
  public var members: [Member]
  /// Every file that was written, relative to the manifest.
  public var files: [String]

  init(_ bundle: DeckBundle) {
    engine = bundle.engine.name
    provenance = bundle.provenance
    fingerprint = bundle.fingerprint
    (ranks, threads) = (bundle.plan.parallel.ranks, bundle.plan.parallel.threads)
    members = Self.members(of: bundle)
    files = (bundle.inputs.map(\.path) + [Self.fileName]).sorted()
  }

  /// What the scripts know too, which are themselves among the manifest's files.
  static func members(of bundle: DeckBundle) -> [Member] {
    bundle.members.map { Member($0, bundle.plan) }
  }

  /// Pretty JSON, keys ascending, ending in a line break.
  public var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    } catch {
      return "{}\n"  // all numbers are finite, the only thing that JSON could refuse
    }
  }

  /// Throws `ParseError` where the bytes are no manifest of schema 1.
  public static func read(_ bytes: [UInt8], source: String) throws(ParseError) -> DeckManifest {
    let manifest: DeckManifest
    do { manifest = try JSONDecoder().decode(DeckManifest.self, from: Data(bytes)) } catch {
      throw ParseError(
        source: source, line: 1, column: 1, reason: .unsupported("no manifest of a deck"),
        advice: "quench deck writes one")
    }
    guard manifest.schema == 1 else {
      throw ParseError(
        source: source, line: 1, column: 1,
        reason: .unsupported("schema \(manifest.schema) is newer than this quench"))
    }
    return manifest
  }
}

extension DeckManifest.Member {
  /// Which atoms may move, in the order of the engine's files; nil where all may.
  public var mobile: [Bool]? {
    guard let frozen, !frozen.isEmpty, (1...DeckManifest.mostAtoms).contains(atoms) else {
      return nil
    }
    var mobile = [Bool](repeating: true, count: atoms)
    for range in frozen where range.count == 2 && range[0] >= 1 && range[0] <= range[1] {
      for atom in range[0]...min(range[1], atoms) { mobile[atom - 1] = false }
    }
    return mobile
  }

  fileprivate init(_ member: DeckBundle.Member, _ plan: RunProtocol) {
    let deck = member.deck
    directory = member.directory
    seed = member.seed
    (atoms, mobileAtoms) = (deck.cost.atoms, deck.cost.mobileAtoms)
    frozen = member.frozen.isEmpty ? nil : member.frozen.map { [$0.lowerBound + 1, $0.upperBound] }
    start = member.start.map(member.path)
    degreesOfFreedom = deck.cost.degreesOfFreedom
    degreesOfFreedomRule = deck.cost.degreesOfFreedomRule
    (notExpressed, choices) = (deck.notExpressed, deck.choices)
    warnings = deck.warnings.map(\.description)
    runs = deck.runs.enumerated().map { index, run in
      let isLast = index + 1 == deck.runs.count || deck.runs[index + 1].stage != run.stage
      return DeckManifest.Run(run, member, plan, isLastOfStage: isLast)
    }
  }
}

extension DeckManifest.Run {
  /// Whether a crystal is to melt in it: by its condition, or by the name of its stage.
  public var melts: Bool { until != nil || stageName.hasPrefix("melt") }

  fileprivate init(
    _ run: EngineRun, _ member: DeckBundle.Member, _ plan: RunProtocol, isLastOfStage: Bool
  ) {
    name = member.path(run.name)
    directory = member.path(run.directory)
    (preparation, completion, command) = (run.preparation, run.completion, run.command)
    (input, output, result) = (run.input, run.output, run.result)
    (trajectory, topology, continuation) = (run.trajectory, run.topology, run.continuation)
    features = run.features.isEmpty ? nil : run.features
    (stage, steps, timestep, usesMPI) = (run.stage, run.steps, run.timestep, run.usesMPI)
    let known = plan.stages.indices.contains(run.stage) ? plan.stages[run.stage] : nil
    stageName = known?.name ?? ""
    // A refit of VASP's force field stands in for dynamics and is none.
    let task =
      member.deck.engine == "vasp"
      ? known?.refitted(plan.vasp ?? VASPSettings()).task : known?.task
    if case .dynamics(let dynamics) = task {
      temperatures = [dynamics.start, dynamics.end]
      let parts = member.deck.cost.parts
      degreesOfFreedom = parts.indices.contains(run.stage) ? parts[run.stage].freedom?.count : nil
      until = isLastOfStage ? dynamics.until?.rawValue : nil
    }
  }
}
