import QuenchFormats
import QuenchModel
import QuenchUnits

extension DeckEngine {
  /// Coordinates, topology, index groups and one parameter file per stage.
  ///
  /// Source: GROMACS reference manual 2022.5 (https://manual.gromacs.org).
  static let gromacs = DeckEngine(name: "gromacs", title: "GROMACS") { (job) throws(DeckError) in
    try GROMACSDeck(job).rendered()
  }
}

/// Makes the files and runs of a GROMACS deck.
struct GROMACSDeck {
  private let job: DeckJob
  private let settings: GROMACSSettings
  private let field: ForceField
  private let blocks: MoleculeBlocks
  private let cutoff: Double
  private var choices: [String] = []

  init(_ job: DeckJob) throws(DeckError) {
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
  private struct Chain {
    let directory: String
    let file: String
    let hasVelocities: Bool
  }

  private func add(
    _ stage: Stage, _ number: Int, after previous: inout Chain?, to deck: inout Deck
  ) throws(DeckError) {
    let directory = DeckPath.directory(number, stage)
    let start = previous.map { "../\($0.directory)/\($0.file)" } ?? "../start.gro"
    if case .band = stage.task {
      throw DeckError(
        .impossible("GROMACS has no nudged elastic bands; take vasp, cp2k or qe"),
        stage: stage.name)
    }
    if case .rescale(let density) = stage.task {
      deck.runs.append(try rescaling(stage, number, directory, start, density))
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
      hasConstraints: blocks.hydrogenBonds > 0)
  }

  private var frozen: [Int] {
    (blocks.structure.fixedAxes ?? []).indices.filter {
      blocks.structure.fixedAxes?[$0] == .all
    }
  }

  private func coordinates() throws(DeckError) -> DeckFile {
    var structure = blocks.structure
    structure.title = DeckPath.comment(structure.title.isEmpty ? "quench" : structure.title)
    structure.identifiers = nil
    do throws(WriteError) {
      return DeckFile(
        "start.gro",
        bytes: try FileFormat.gro.write([Frame(structure)], options: WriteOptions(decimals: 5)))
    } catch {
      throw DeckError(.impossible("no GRO file can be written: \(error)"))
    }
  }

  private var topology: String {
    var lines = [
      "; " + DeckPath.comment(job.plan.title ?? job.structure.title),
      "; " + DeckPath.comment(job.provenance),
      "; \(field.title): \(field.citation)",
      "; combination rule \(field.combinationRule) for all pairs",
    ]
    let elements = blocks.modelElements
    if !elements.isEmpty { lines += blocks.model.lines.map { "; " + DeckPath.comment($0) } }
    lines += ["; net charge \(rounded(blocks.netCharge)) e", ""]
    if field.head.isEmpty, let own = field.topology.defaults.first, own.line.file.isEmpty {
      lines.append("")
    }
    lines += field.head
    let isType = { (text: String) in text.contains("atomtypes ]") || text.contains("defaults ]") }
    lines += field.includes.filter { isType($0.text) }.map { "#include \"forcefield/\($0.name)\"" }
    if !elements.isEmpty { lines += [""] + LennardJonesModel.atomTypes(elements) }
    lines += [""]
    lines += field.includes.filter { !isType($0.text) }
      .map { "#include \"forcefield/\($0.name)\"" }
    lines += [""] + blocks.modelTypes.flatMap(\.lines)
    lines += ["[ system ]", DeckPath.comment(job.plan.title ?? "quench"), "", "[ molecules ]"]
    lines += blocks.blocks.map { "\($0.name) \($0.count)" }
    return lines.joined(separator: "\n") + "\n"
  }

  private func index() throws(DeckError) -> String {
    let structure = blocks.structure
    var groups = AtomGroups([AtomGroups.Group("System", 0..<structure.count)])
    if !frozen.isEmpty {
      let held = Set(frozen)
      groups.add("Frozen", frozen)
      groups.add("Mobile", (0..<structure.count).filter { !held.contains($0) })
    }
    let parts = blocks.parts
    for (name, part) in [
      ("Electrode_bottom", MoleculeBlocks.Part.electrodeBottom),
      ("Electrode_top", .electrodeTop), ("Film", .film), ("Liquid", .liquid),
    ] {
      let atoms = parts.indices.filter { parts[$0] == part }
      if !atoms.isEmpty { groups.add(name, atoms) }
    }
    for group in AtomGroups(residuesOf: structure).groups.dropFirst() {
      groups.add(group.name, group.atoms)
    }
    do throws(WriteError) { return try IndexFile.text(groups) } catch {
      throw DeckError(.impossible("no index file can be written: \(error)"))
    }
  }

  // MARK: Runs

  private func run(
    _ stage: Stage, _ number: Int, _ directory: String, _ start: String, _ mdp: MDP,
    _ previous: Chain?
  ) -> EngineRun {
    var run = EngineRun(
      name: directory, directory: directory,
      command: [
        settings.program, "mdrun", "-deffnm", "md", "-ntmpi", "{ranks}", "-ntomp", "{threads}",
        "-cpi", "md.cpt",
      ], stage: number, steps: 0)
    var words = [
      settings.program, "grompp", "-f", "md.mdp", "-c", start, "-p", "../topol.top", "-n",
      "../index.ndx", "-o", "md.tpr", "-po", "mdout.mdp", "-maxwarn", "\(mdp.waived.count)",
    ]
    if case .dynamics(let dynamics) = stage.task {
      (run.steps, run.timestep) = (dynamics.steps, dynamics.timestep)
      if let previous, previous.hasVelocities, !dynamics.drawsVelocities {
        words += ["-t", "../\(previous.directory)/md.cpt"]
      }
      run.trajectory = "md.xtc"
    } else if case .relaxation(let relaxation) = stage.task {
      run.steps = relaxation.maximumSteps
      run.trajectory = "md.xtc"
    }
    run.preparation = [words.joined(separator: " ")]
    run.result = "md.gro"
    run.output = "screen.out"
    run.usesMPI = false
    return run
  }

  private func rescaling(
    _ stage: Stage, _ number: Int, _ directory: String, _ start: String, _ density: Double
  ) throws(DeckError) -> EngineRun {
    guard frozen.isEmpty else {
      throw DeckError(
        .impossible("rescaling the box would move the held atoms"), stage: stage.name)
    }
    let gramsPerLitre = density * Factor.gramPerLitrePerGramPerCubicCentimetre
    var run = EngineRun(
      name: directory, directory: directory,
      command: [
        settings.program, "editconf", "-f", start, "-o", "md.gro", "-density", "\(gramsPerLitre)",
      ], stage: number, steps: 0)
    run.result = "md.gro"
    run.output = "screen.out"
    run.usesMPI = false
    return run
  }

  // MARK: What is said

  private var cost: DeckCost {
    DeckCost(job.plan, job.structure).constraining(bonds: blocks.hydrogenBonds)
  }

  private var statements: [String] {
    let molecules = blocks.blocks.map { "\($0.count) \($0.name)" }.joined(separator: ", ")
    var lines = [
      "force field: \(field.title), combination rule \(field.combinationRule) "
        + "(\(ForceField.combinationRules[field.combinationRule] ?? "unknown"))",
      "molecules in the order of atoms: \(molecules)",
      "net charge \(rounded(blocks.netCharge)) e",
    ]
    if !blocks.modelElements.isEmpty { lines += [blocks.model.lines.joined(separator: "; ")] }
    if blocks.hydrogenBonds > 0 {
      lines.append("bonds to hydrogen are constrained (LINCS) in all dynamics")
    }
    return lines
  }

  private var lost: [String] {
    guard blocks.parts.contains(where: { $0 == .electrodeBottom || $0 == .electrodeTop }) else {
      return []
    }
    return [
      "the slab correction of the Ewald sum (Yeh and Berkowitz): GROMACS takes ewald-geometry 3dc "
        + "without a warning only between walls; images along z interact through the empty space"
    ]
  }

  private var warnings: [Warning] {
    guard abs(blocks.netCharge) > 1e-4 else { return [] }
    return [
      Warning(
        "W-CHARGE",
        "the box carries \(rounded(blocks.netCharge)) e; PME adds a uniform background, and grompp "
          + "warns of it")
    ]
  }

  private func rounded(_ value: Double) -> Double {
    let result = (value * 1e6).rounded() / 1e6
    return result == 0 ? 0 : result
  }
}
