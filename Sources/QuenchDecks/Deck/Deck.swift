public import QuenchModel

/// Everything an engine needs to run a protocol, as values: files, the order of runs, what it costs,
/// what could not be said in the engine's language.
public struct Deck: Sendable {
  public var engine: String
  public var files: [DeckFile]
  /// In the order they are run; a later one may need an earlier one's output.
  public var runs: [EngineRun]
  public var cost: DeckCost
  /// What the protocol asks and the engine cannot do, one sentence each; never silently dropped.
  public var notExpressed: [String]
  /// What was chosen where the protocol is silent, with the reason.
  public var choices: [String]
  public var warnings: [Warning]
  /// The structure with its atoms in the order of the engine's files, where that is not the job's.
  public var start: Structure?

  public init(engine: String, cost: DeckCost) {
    self.engine = engine
    self.cost = cost
    files = []
    runs = []
    notExpressed = []
    choices = []
    warnings = []
  }
}

/// A file of a deck.
public struct DeckFile: Hashable, Sendable {
  /// Relative to the deck's directory, parts slugged: `01-melt/INCAR`.
  public var path: String
  public var bytes: [UInt8]
  public var isExecutable: Bool

  public init(_ path: String, _ text: String, isExecutable: Bool = false) {
    self.init(path, bytes: Array(text.utf8), isExecutable: isExecutable)
  }

  public init(_ path: String, bytes: [UInt8], isExecutable: Bool = false) {
    self.path = path
    self.bytes = bytes
    self.isExecutable = isExecutable
  }
}

/// One start of an engine.
public struct EngineRun: Hashable, Sendable {
  /// `01-melt`.
  public var name: String
  /// Relative to the deck's directory.
  public var directory: String
  /// Shell commands before the engine starts, in `directory`: copying the last run's output.
  public var preparation: [String]
  /// Words of the command: program first; `{ranks}` and `{threads}` stand for numbers.
  public var command: [String]
  /// Standard input from and standard output to these files of `directory`.
  public var input: String?
  public var output: String?
  /// Shell commands after it: checks, `CONTCAR` kept.
  public var completion: [String]
  /// The trajectory it writes, relative to `directory`, readable by `Trajectory.open`.
  public var trajectory: String?
  /// A structure file of `directory` that names the atoms of a bare trajectory (XTC).
  public var topology: String?
  /// How it goes on where it was interrupted; nil where it begins anew.
  public var continuation: Continuation?
  /// Words that `program -h` must print, or the program was built without what the run needs.
  public var features: [String]
  /// A file of `directory` that is there when the run is complete.
  public var result: String?
  /// Which stage of the protocol it belongs to, from 0.
  public var stage: Int
  /// Time steps or ionic steps, at most.
  public var steps: Int
  /// fs; 0 where it is no dynamics.
  public var timestep: Double
  public var usesMPI: Bool

  public init(name: String, directory: String, command: [String], stage: Int, steps: Int) {
    self.name = name
    self.directory = directory
    self.command = command
    self.stage = stage
    self.steps = steps
    preparation = []
    completion = []
    features = []
    timestep = 0
    usesMPI = true
  }
}
