public import QuenchModel

/// One structure, one protocol, one seed: what a renderer turns into a deck.
public struct DeckJob: Sendable {
  public var plan: RunProtocol
  /// Right-handed, constraints in place, species grouped but where the engine keeps molecules together.
  public var structure: Structure
  /// The other end of each band stage, by the stage's number from 0, atoms in the same order.
  public var bandEnds: [Int: Structure]
  public var seed: UInt64
  /// One line on where it comes from, for comments in files.
  public var provenance: String
  /// Contents of files the settings name, by that name (own force fields, pseudopotential tables);
  /// read by whoever makes the job, since a renderer touches no disk.
  public var attachments: [String: [UInt8]]
  /// Atoms of the largest structure that is to be compared with this one: what size decides is decided for
  /// all members of a series alike.
  public var largestMember: Int

  public init(
    plan: RunProtocol, structure: Structure, seed: UInt64, provenance: String,
    bandEnds: [Int: Structure] = [:], attachments: [String: [UInt8]] = [:],
    largestMember: Int = 0
  ) {
    self.plan = plan
    self.structure = structure
    self.seed = seed
    self.provenance = provenance
    self.bandEnds = bandEnds
    self.attachments = attachments
    self.largestMember = max(largestMember, structure.count)
  }
}

extension DeckJob {
  /// The seed of one run, 1…900,000,000: consecutive runs with the same random numbers would be correlated
  /// (Cerutti et al., doi 10.1021/ct8002173).
  func seed(ofRun number: Int) -> UInt64 {
    1 + (seed &+ UInt64(truncatingIfNeeded: number) &* 7919) % 900_000_000
  }
}

/// An engine that decks are written for. A new one is a value in `all` and nothing else.
public struct DeckEngine: Sendable {
  /// `vasp`, `cp2k`, `qe`, `lammps`, `gromacs`: the word of the command line.
  public let name: String
  public let title: String
  /// Whether atoms stay in the order given, molecule by molecule, instead of grouped by species.
  public let keepsOrder: Bool
  public let render: @Sendable (DeckJob) throws(DeckError) -> Deck

  public init(
    name: String, title: String, keepsOrder: Bool = false,
    render: @escaping @Sendable (DeckJob) throws(DeckError) -> Deck
  ) {
    self.name = name
    self.title = title
    self.keepsOrder = keepsOrder
    self.render = render
  }

  public static func named(_ name: String) -> DeckEngine? { all.first { $0.name == name } }
}

extension DeckJob {
  /// For engines without bands, before anything else is asked of the protocol.
  func refuseBands(_ reason: String) throws(DeckError) {
    for stage in plan.stages {
      if case .band = stage.task { throw DeckError(.impossible(reason), stage: stage.name) }
    }
  }
}
