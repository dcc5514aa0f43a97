import QuenchFormats
import QuenchModel
import QuenchUnits

extension DeckEngine {
  /// Data file, potential and one input file per stage, chained by restart files.
  ///
  /// Source: LAMMPS documentation, version 29 Sep 2021 (https://docs.lammps.org).
  static let lammps = DeckEngine(name: "lammps", title: "LAMMPS") { (job) throws(DeckError) in
    try LAMMPSDeck(job).rendered()
  }
}

/// Makes the files and runs of a LAMMPS deck.
struct LAMMPSDeck {
  private let job: DeckJob
  private let settings: LAMMPSSettings
  private let potential: LAMMPSPotential
  private let system: LAMMPSSystem

  init(_ job: DeckJob) throws(DeckError) {
    try job.refuseBands("nudged bands are not written for LAMMPS; take vasp, cp2k or qe")
    guard let settings = job.plan.lammps else {
      throw DeckError(.missing(key: "lammps", expected: LAMMPSPotential.expected))
    }
    self.job = job
    self.settings = settings
    potential = try LAMMPSPotential(settings, attachments: job.attachments)
    system = try LAMMPSSystem(job.structure, charges: potential.charges)
    try potential.covers(system.elements)
  }

  func rendered() throws(DeckError) -> Deck {
    var deck = Deck(engine: "lammps", cost: DeckCost(job.plan, job.structure))
    deck.start = system.structure
    let pair = potential.commands(elements: system.elements, accuracy: settings.accuracy)
    deck.files = [
      try dataFile(), DeckFile("system.in", LAMMPSInput.system(system, pair).text),
    ]
    deck.files += pair.files
    deck.choices = system.choices + choices(pair)
    deck.warnings = warnings
    let mesh = pair.lines.filter { $0.hasPrefix("kspace_style") }
    var before = LAMMPSStage.Before(
      hasVelocities: job.structure.velocities != nil, isTriclinic: system.isTriclinic)
    for (number, stage) in job.plan.stages.enumerated() {
      var writer = LAMMPSStage(
        job: job, system: system, stage: stage, number: number, after: before, mesh: mesh)
      let directory = DeckPath.directory(number, stage)
      if let text = try writer.continued() {
        deck.files.append(DeckFile("\(directory)/continue.in", text))
      }
      deck.files.append(DeckFile("\(directory)/in.lammps", try writer.rendered()))
      deck.notExpressed += writer.notExpressed
      deck.choices += writer.choices
      deck.runs.append(run(stage, number, directory, from: before.step))
      before.add(stage, directory: directory)
    }
    if deck.runs.contains(where: { $0.continuation != nil }) {
      deck.files.append(LAMMPSContinuation.file)
    }
    return deck
  }

  private func dataFile() throws(DeckError) -> DeckFile {
    var structure = system.structure
    if !structure.title.isEmpty { structure.title = DeckPath.comment(structure.title) }
    structure.forces = nil
    do throws(WriteError) {
      let bytes = try FileFormat.lammpsData.write(
        [Frame(structure)], options: WriteOptions(provenance: job.provenance))
      return DeckFile("system.data", bytes: bytes)
    } catch {
      throw DeckError(.impossible("no LAMMPS data file can be written: \(error)"))
    }
  }

  private func choices(_ pair: LAMMPSPairCommands) -> [String] {
    var choices = [potential.description]
    if let cutoff = pair.cutoff {
      choices.append(
        "Coulomb forces beyond \(cutoff) Å by PPPM to a relative accuracy of \(settings.accuracy)")
    }
    if !system.frozen.isEmpty {
      choices.append(
        "\(system.frozen.count) atoms are not integrated; the thermostat and its 3 × "
          + "\(system.structure.count - system.frozen.count) degrees of freedom are those of the others"
      )
    }
    return choices
  }

  private var warnings: [Warning] {
    packages + background
  }

  /// Fixes that not every build has.
  private var packages: [Warning] {
    job.plan.stages.filter(\.wantsCSVR).prefix(1).map { stage in
      Warning(
        "W-LAMMPS-PACKAGE",
        "stage '\(stage.name)': fix temp/csvr is in LAMMPS's package EXTRA-FIX, which not every build "
          + "has (Debian's of 2021 lacks it): '\(settings.program) -h' lists temp/csvr where it does; "
          + "else take nose-hoover or langevin")
    }
  }

  private var background: [Warning] {
    guard system.hasCharges, abs(system.netCharge) > 1e-3 else { return [] }
    let rounded = (system.netCharge * 1000).rounded() / 1000
    return [
      Warning(
        "W-CHARGE",
        "the cell carries \(rounded) e; the mesh adds a uniform background, and energies depend on it"
      )
    ]
  }

  private func run(
    _ stage: Stage, _ number: Int, _ directory: String, from step: Int
  ) -> EngineRun {
    var steps = 0
    var timestep = 0.0
    var trajectory: String?
    switch stage.task {
    case .dynamics(let run):
      (steps, timestep) = (run.steps, run.timestep)
      trajectory = "trajectory.lammpstrj"
    case .relaxation(let relaxation):
      steps = relaxation.maximumSteps
      trajectory = "trajectory.lammpstrj"
    case .singlePoint: trajectory = "forces.lammpstrj"
    case .rescale, .band: break
    }
    var run = EngineRun(
      name: directory, directory: directory,
      command: [settings.program, "-in", "in.lammps", "-log", "log.lammps", "-echo", "none"],
      stage: number, steps: steps)
    run.timestep = timestep
    run.output = "screen.out"
    run.trajectory = trajectory
    run.result = "finished"
    run.completion = completion(stage, directory, from: step) + ["touch finished"]
    if case .dynamics = stage.task {
      run.continuation = Continuation(
        attempt: EngineRun.script(LAMMPSContinuation.name, from: directory),
        command: [settings.program, "-in", "continue.in", "-log", "none", "-echo", "none"])
    }
    if stage.wantsCSVR { run.features = ["temp/csvr"] }
    return run
  }

  /// A line search that finds no lower energy has converged too where the forces are small; with a cell that
  /// relaxes, neither of the last two minimisations may have run out of steps.
  private static func test(_ force: Double) -> String {
    "awk -v force=\(force) '/Stopping criterion =/ { last = why; why = $0 } "
      + "/^largest force left/ { left = $4 } END { exit (last why) ~ /= max/ || "
      + "!(why ~ /force tolerance|forces are zero/ || left != \"\" && left <= force) }' log.lammps"
  }

  private func completion(_ stage: Stage, _ directory: String, from step: Int) -> [String] {
    switch stage.task {
    case .relaxation(let relaxation):
      return relaxation.convergence(of: directory, Self.test(relaxation.force))
    case .dynamics(let run):
      let picoseconds = run.timestep / Factor.femtosecondPerPicosecond
      return [
        "[ -e final.restart ]",
        EngineRun.script(
          LAMMPSContinuation.name, from: directory, ["finish", "\(step)", "\(picoseconds)"]),
      ]
    case .singlePoint, .rescale, .band: return ["[ -e final.restart ]"]
    }
  }
}

extension Stage {
  fileprivate var wantsCSVR: Bool {
    guard case .dynamics(let run) = task else { return false }
    return run.thermostat == .csvr && run.ensemble != .nve
  }
}
