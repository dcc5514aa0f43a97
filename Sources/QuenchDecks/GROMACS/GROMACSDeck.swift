import QuenchFormats
import QuenchModel
import QuenchUnits

extension DeckEngine {
  /// Coordinates, topology, index groups and one parameter file per stage.
  ///
  /// Source: GROMACS reference manual 2022.5 (https://manual.gromacs.org).
  static let gromacs = DeckEngine(name: "gromacs", title: "GROMACS", keepsOrder: true) {
    (job) throws(DeckError) in try GROMACSDeck(job).rendered()
  }
}

/// Makes the files and runs of a GROMACS deck.
struct GROMACSDeck {
  let job: DeckJob
  let settings: GROMACSSettings
  let field: ForceField
  let blocks: MoleculeBlocks
  let cutoff: Double
  private(set) var choices: [String] = []

  init(_ job: DeckJob) throws(DeckError) {
    try job.refuseBands("GROMACS has no nudged elastic bands; take vasp, cp2k or qe")
    guard let settings = job.plan.gromacs else {
      throw DeckError(
        .missing(
          key: "gromacs",
          expected: "force-field: " + ForceField.all.map(\.name).joined(separator: ", ")
            + ", or a directory with own itp files"))
    }
    self.job = job
    self.settings = settings
    field = try Self.field(settings, job.attachments)
    guard let aligned = job.structure.alignedToLowerTriangular(), job.structure.lattice != nil
    else {
      throw DeckError(
        .impossible("the structure has no cell, or a left-handed one; GROMACS needs a box"))
    }
    if !aligned.rotation.isIdentity {
      choices.append("box and atoms are turned so that a lies along x and b in the xy plane")
    }
    blocks = try MoleculeBlocks(aligned.structure, field, settings)
    let (cutoff, said) = try Self.cutoff(settings, job.structure)
    self.cutoff = cutoff
    choices += said
  }

  private static func field(
    _ settings: GROMACSSettings, _ attachments: [String: [UInt8]]
  ) throws(DeckError) -> ForceField {
    let name = settings.forceField ?? ForceField.oplsCLP.name
    if let known = ForceField.named(name) { return known }
    let folder = name.hasSuffix("/") ? name : name + "/"
    let files = attachments.filter { $0.key.hasPrefix(folder) && $0.key.hasSuffix(".itp") }
      .map { file in
        (
          name: DeckPath.slug(String(file.key.dropFirst(folder.count))),
          text: String(decoding: file.value, as: UTF8.self)
        )
      }
    return try ForceField(files: files, directory: name)
  }

  /// Å: as asked, or 12 at most, and well within half the box.
  private static func cutoff(
    _ settings: GROMACSSettings, _ structure: Structure
  ) throws(DeckError) -> (cutoff: Double, said: [String]) {
    let height = structure.lattice?.faceDistances.min() ?? 0
    let most = (height * 4.2).rounded(.down) / 10
    if let asked = settings.cutoff {
      guard asked < height / 2 else {
        throw DeckError(
          .inconsistent(
            "a cut-off of \(asked) Å does not fit a box of \((height * 100).rounded() / 100) Å: at "
              + "most \(most) Å with its buffer, or a larger box"))
      }
      return (asked, [])
    }
    let cutoff = min(12, most)
    return (cutoff, ["cut-offs of \(cutoff) Å, as none is given"])
  }

  // MARK: Rendering

  func rendered() throws(DeckError) -> Deck {
    var deck = Deck(engine: "gromacs", cost: cost)
    deck.files = [
      try coordinates(), DeckFile("topol.top", topology), DeckFile("index.ndx", try index()),
    ]
    deck.files += field.includes.map { DeckFile("forcefield/\($0.name)", $0.text) }
    deck.start = blocks.structure
    deck.choices = choices + statements
    deck.notExpressed = lost
    deck.warnings = warnings
    var previous: Chain?
    for (number, stage) in job.plan.stages.enumerated() {
      try add(stage, number, after: &previous, to: &deck)
    }
    return deck
  }

  /// What a stage begins from.
  struct Chain {
    let directory: String
    let file: String
    let hasVelocities: Bool
  }

  private func add(
    _ stage: Stage, _ number: Int, after previous: inout Chain?, to deck: inout Deck
  ) throws(DeckError) {
    let directory = DeckPath.directory(number, stage)
    let start = previous.map { "../\($0.directory)/\($0.file)" } ?? "../start.gro"
    if case .rescale(let density) = stage.task {
      deck.runs.append(try rescaling(stage, number, directory, start, density))
      deck.files.append(
        DeckFile("\(directory)/rescale.sh", scaling(start, to: density), isExecutable: true))
      previous = Chain(directory: directory, file: "md.gro", hasVelocities: false)
      return
    }
    let continues = previous?.hasVelocities ?? (job.structure.velocities != nil)
    let mdp = try MDP(
      job, stage, number: number, shape: shape, continues: continues)
    deck.files.append(DeckFile("\(directory)/md.mdp", mdp.text))
    deck.choices += mdp.choices
    deck.notExpressed += mdp.notExpressed
    deck.warnings += mdp.waived.map { Warning("W-WAIVED", "\(directory): \($0)") }
    deck.runs.append(run(stage, number, directory, start, mdp, previous))
    let isDynamics = if case .dynamics = stage.task { true } else { false }
    previous = Chain(
      directory: directory, file: "md.gro",
      hasVelocities: isDynamics || (previous?.hasVelocities ?? false))
  }

  private var shape: MDP.Shape {
    MDP.Shape(
      cutoff: cutoff, hasFrozen: !frozen.isEmpty,
      isLayered: blocks.parts.contains { $0 != .liquid },
      hasConstraints: blocks.hydrogenBonds > 0,
      slab: slab?.obstacle == nil ? slab : nil)
  }

  var frozen: [Int] {
    (blocks.structure.fixedAxes ?? []).indices.filter {
      blocks.structure.fixedAxes?[$0] == .all
    }
  }
}
