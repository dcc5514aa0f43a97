/// All decks of one protocol for one engine, members and replicas each in a directory of its own, with the
/// scripts that run them.
public struct DeckBundle: Sendable {
  /// One structure with one seed.
  public struct Member: Sendable {
    /// Relative to the bundle; empty where it is alone.
    public var directory: String
    public var seed: UInt64
    public var deck: Deck
    /// Atoms that are held along every axis, from 0, in the order of the engine's files.
    public var frozen: [Range<Int>]
    /// The structure before the first run, among the deck's files.
    public var start: String?

    public init(
      directory: String, seed: UInt64, deck: Deck, frozen: [Range<Int>] = [], start: String? = nil
    ) {
      (self.directory, self.seed, self.deck) = (directory, seed, deck)
      (self.frozen, self.start) = (frozen, start)
    }
  }

  public var plan: RunProtocol
  public var engine: DeckEngine
  public var members: [Member]
  /// Of the settings: SHA-256, hexadecimal.
  public var fingerprint: String
  /// One line for comments: version and command line.
  public var provenance: String
  /// The protocol as it was read, copied beside the decks.
  public var protocolBytes: [UInt8]

  public init(
    plan: RunProtocol, engine: DeckEngine, members: [Member], fingerprint: String,
    provenance: String, protocolBytes: [UInt8]
  ) {
    (self.plan, self.engine, self.members) = (plan, engine, members)
    (self.fingerprint, self.provenance) = (fingerprint, provenance)
    self.protocolBytes = protocolBytes
  }

  /// Every file, with its path relative to the bundle: inputs, scripts, manifest, the protocol.
  public var files: [DeckFile] { inputs + [DeckFile(DeckManifest.fileName, manifest.text)] }

  /// All files but the manifest.
  var inputs: [DeckFile] {
    var files = members.flatMap { member in
      member.deck.files.map { file in
        var file = file
        file.path = member.path(file.path)
        return file
      }
    }
    files.append(DeckFile("protocol.yaml", bytes: protocolBytes))
    files.append(DeckFile("run.sh", RunScript(self).text, isExecutable: true))
    if plan.parallel.slurm != nil { files += SlurmScripts(self).files }
    return files
  }

  /// What decides whether energies of this bundle may be compared with others.
  public var settings: SettingsList {
    SettingsList(plan, engine: engine.name, largestMember: members.map(\.deck.cost.atoms).max())
  }

  public var manifest: DeckManifest { DeckManifest(self) }

  /// All runs in the order they are done, with their names and directories in the bundle.
  var runs: [(member: Member, run: EngineRun, name: String, directory: String)] {
    members.flatMap { member in
      member.deck.runs.map { run in
        (member, run, member.path(run.name), member.path(run.directory))
      }
    }
  }
}

extension DeckBundle.Member {
  /// A path of the deck as seen from the bundle.
  func path(_ path: String) -> String {
    if directory.isEmpty { return path.isEmpty ? "." : path }
    return path.isEmpty || path == "." ? directory : "\(directory)/\(path)"
  }
}
