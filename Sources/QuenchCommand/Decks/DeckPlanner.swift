import Quench

/// Makes the decks of a protocol: structures found and prepared, every member and replica rendered.
struct DeckPlanner {
  let plan: RunProtocol
  private let bytes: [UInt8]
  private let resolver: StructureResolver
  /// What was chosen or assumed on the way, and what to beware of.
  private(set) var notes: [String]
  private(set) var warnings: [Warning] = []
  private var inputs: [String]
  /// The protocol's file.
  private let source: String

  /// `asPublished` keeps settings that the engine warns of, whatever the protocol says.
  init(_ path: String, asPublished: Bool = false) throws {
    let name = path == "-" ? "standard input" : path
    bytes = try SmallFile.bytes(of: path, limit: YAMLTraps.mostBytes)
    var plan = try RunProtocol.read(bytes, source: name)
    if asPublished {
      plan.gromacs = plan.gromacs ?? GROMACSSettings()
      plan.gromacs?.asPublished = true
    }
    self.plan = plan
    resolver = StructureResolver(protocolPath: path, place: plan.structurePlace)
    (notes, inputs, source) = (plan.assumptions, [path], path)
  }

  mutating func bundle(_ engine: DeckEngine) throws -> DeckBundle {
    var members: [DeckBundle.Member] = []
    let structures = try resolver.members(plan.structure)
    warnings += plan.strangers(to: structures.map(\.structure))
    let largest = structures.map(\.structure.count).max() ?? 0
    for entry in structures {
      warnings += entry.warnings
      inputs += entry.files
      notes += entry.notes
      members += try decks(entry, engine, largest)
    }
    var bundle = DeckBundle(
      plan: plan, engine: engine, members: members, fingerprint: "",
      provenance: Provenance.ofThisRun(inputs: inputs.unique(), seed: plan.seed).summary,
      protocolBytes: bytes)
    bundle.fingerprint = SHA256.hex(bundle.settings.text)
    return bundle
  }

  /// One deck per seed.
  private mutating func decks(
    _ entry: StructureResolver.Member, _ engine: DeckEngine, _ largest: Int
  ) throws -> [DeckBundle.Member] {
    let ready = try DeckPreparation(
      entry.structure, frozen: plan.frozen, keepsOrder: engine.keepsOrder,
      moves: plan.stages.contains { $0.task != .singlePoint })
    notes += ready.notes
    let ends = try bandEnds(ready)
    let attachments = try DeckAttachments(plan, engine.name, resolver).files(for: ready.structure)
    let run = plan.keepingVelocities(of: ready.structure, notes: &notes)
    let files = [source] + entry.files
    let provenance = Provenance.ofThisRun(inputs: files.unique()).summary
    return try plan.seeds.enumerated().map { index, seed in
      let job = DeckJob(
        plan: run, structure: ready.structure, seed: seed, provenance: provenance,
        bandEnds: ends, attachments: attachments, largestMember: largest)
      let parts = [
        entry.name.isEmpty ? nil : DeckPath.slug(entry.name),
        plan.replicas > 1 ? "replica-\(index + 1)" : nil,
      ]
      var deck = try engine.render(job)
      if ["lammps", "gromacs"].contains(engine.name) {
        deck.notExpressed += plan.flexibleStages.map {
          "'\($0.name)': cell: full; \(engine.title) is told to let the volume breathe, the shape stays"
        }
      }
      let start = deck.start ?? ready.structure
      deck.files.append(
        DeckFile(
          Self.startName, bytes: try FileFormat.extxyz.write([Frame(start)], options: .init())))
      return DeckBundle.Member(
        directory: parts.compactMap { $0 }.joined(separator: "/"), seed: seed, deck: deck,
        frozen: start.frozenRanges, start: Self.startName)
    }
  }

  /// Of each member, for whoever judges its runs.
  private static let startName = "start.extxyz"

  /// Other ends of bands, prepared as the first one.
  private func bandEnds(_ start: DeckPreparation) throws -> [Int: Structure] {
    var ends: [Int: Structure] = [:]
    for (index, stage) in plan.stages.enumerated() {
      guard case .band(let band) = stage.task else { continue }
      var end = try DeckPreparation(try resolver.structure(band.end), frozen: nil).structure
      end.fixedAxes = start.structure.fixedAxes
      ends[index] = end
    }
    return ends
  }
}

extension Structure {
  /// Atoms held along every axis.
  fileprivate var frozenRanges: [Range<Int>] {
    var ranges: [Range<Int>] = []
    for (atom, axes) in (fixedAxes ?? []).enumerated() where axes == .all {
      if let last = ranges.last, last.upperBound == atom {
        ranges[ranges.count - 1] = last.lowerBound..<atom + 1
      } else {
        ranges.append(atom..<atom + 1)
      }
    }
    return ranges
  }
}

extension RunProtocol {
  /// Dynamics of a structure that has velocities go on with them, where the file does not say.
  fileprivate func keepingVelocities(
    of structure: Structure, notes: inout [String]
  ) -> RunProtocol {
    guard structure.velocities != nil,
      let first = stages.firstIndex(where: { if case .dynamics = $0.task { true } else { false } }),
      case .dynamics(var run) = stages[first].task, run.drawsVelocities, !run.choosesVelocities
    else { return self }
    run.drawsVelocities = false
    var plan = self
    plan.stages[first].task = .dynamics(run)
    notes.append("\(stages[first].name): velocities of the structure are kept")
    return plan
  }
}
