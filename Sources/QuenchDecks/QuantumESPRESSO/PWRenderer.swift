import QuenchModel
import QuenchUnits

extension DeckEngine {
  /// Quantum ESPRESSO 6.7 and later: pw.x, cp.x for dynamics on request, neb.x for bands.
  static let quantumESPRESSO = DeckEngine(
    name: "qe", title: "Quantum ESPRESSO"
  ) { (job) throws(DeckError) in
    try PWRenderer(job).deck()
  }
}

/// Turns a job into Quantum ESPRESSO inputs.
struct PWRenderer {
  let system: PWSystem
  private var job: DeckJob { system.job }

  init(_ job: DeckJob) throws(DeckError) { system = try PWSystem(job) }

  func deck() throws(DeckError) -> Deck {
    var deck = Deck(engine: "qe", cost: DeckCost(job.plan, system.groups.structure))
    describe(&deck)
    deck.warnings = system.warnings
    deck.notExpressed = system.notExpressed
    var previous: PWRun?
    for (number, stage) in job.plan.stages.enumerated() {
      for var run in try runs(number, stage, after: previous, &deck) {
        run.previous = previous.map(PWRun.Predecessor.init)
        if let lost = run.lostVelocities { deck.notExpressed.append("'\(stage.name)': " + lost) }
        let input = PWInputText(system, run)
        deck.files.append(DeckFile("\(run.directory)/\(run.input)", try input.text()))
        deck.runs.append(run.engineRun(atoms: system.groups.structure.count))
        previous = run
      }
    }
    return deck
  }

  private func runs(
    _ number: Int, _ stage: Stage, after previous: PWRun?, _ deck: inout Deck
  ) throws(DeckError) -> [PWRun] {
    let directory = DeckPath.directory(number, stage)
    switch stage.task {
    case .rescale:
      deck.notExpressed.append(
        "'\(stage.name)': pw.x cannot scale the cell between two runs; scale the last frame with "
          + "quench and write a second deck from there")
      return []
    case .band(let band): return [try self.band(band, number, stage, &deck)]
    case .dynamics(let run): return try dynamics(run, number, stage, after: previous, &deck)
    case .relaxation(let run):
      if run.mayStop {
        deck.notExpressed.append(
          "'\(stage.name)': may-stop: pw.x ends with an error where it gives up, and so does the deck"
        )
      }
      if run.cell == .volume {
        deck.notExpressed.append(
          "'\(stage.name)': pw.x 6.7 keeps the shape (cell_dofree 'volume') for ibrav = 1 alone: the "
            + "whole cell relaxes")
      }
      return [PWRun(directory, number, stage.task, program: "pw.x")]
    case .singlePoint: return [PWRun(directory, number, stage.task, program: "pw.x")]
    }
  }

  private func band(
    _ band: NudgedBand, _ number: Int, _ stage: Stage, _ deck: inout Deck
  ) throws(DeckError) -> PWRun {
    let images = try BandImages(band, job, system.groups, stage: number, name: stage.name)
    deck.choices += images.choices
    deck.warnings += images.warnings
    var run = PWRun(DeckPath.directory(number, stage), number, stage.task, program: "neb.x")
    run.images = images.structures
    return run
  }

  private func dynamics(
    _ run: Dynamics, _ number: Int, _ stage: Stage, after previous: PWRun?, _ deck: inout Deck
  ) throws(DeckError) -> [PWRun] {
    let directory = DeckPath.directory(number, stage)
    guard run.ensemble != .npt || !system.groups.hasHeldAtoms else {
      throw DeckError(
        .inconsistent("atoms held in place and NPT: a breathing cell moves them"),
        stage: stage.name)
    }
    if system.settings.program == "cp.x" {
      return try CarParrinello(system, stage, number).runs(after: previous, &deck)
    }
    deck.notExpressed += PWThermostat(run, isFirst: true).remarks(stage.name)
    guard run.isRamp else { return [PWRun(directory, number, stage.task, program: "pw.x")] }
    let stairs = Staircase(run)
    deck.notExpressed.append("'\(stage.name)': " + stairs.sentence("pw.x", run))
    return stairs.plateaus.enumerated().map { index, plateau in
      let part = run.plateau(plateau, isFirst: index == 0)
      let kelvin = DeckNumber.text(plateau.temperature, decimals: 0)
      let name = DeckPath.numbered(index + 1, of: stairs.plateaus.count) + "-\(kelvin)K"
      return PWRun("\(directory)/\(name)", number, .dynamics(part), program: "pw.x")
    }
  }

  private func describe(_ deck: inout Deck) {
    let names = system.groups.elements.map { element in
      "\(element.symbol) \(system.settings.pseudopotentials[element.symbol] ?? "")"
    }
    deck.choices.append("pseudopotentials: \(names.joined(separator: ", "))")
    deck.choices.append(
      "k-points: \(system.mesh.divisions.map(String.init).joined(separator: "×")), "
        + system.mesh.reason)
    if !system.dft.hubbard.isEmpty {
      deck.choices.append(
        "DFT+U in the syntax of \(system.usesHubbardCard ? "7.1 and later" : "6.7") "
          + "(qe.version \(system.settings.version))")
    }
    if system.isSlab {
      deck.choices.append(
        "vacuum of \(DeckNumber.text(system.vacuum.gaps[0], decimals: 2)) Å along "
          + "\("abc".letter(system.vacuum.axes[0])): dipole correction, one k-point along it")
    }
    if system.holds.approximated > 0 {
      deck.notExpressed.append(
        "\(system.holds.approximated) atoms are held along cell vectors that are no Cartesian axes: "
          + "if_pos holds them altogether")
    }
  }
}

extension Dynamics {
  /// One step of a staircase.
  func plateau(_ plateau: Staircase.Plateau, isFirst: Bool) -> Dynamics {
    var part = self
    (part.start, part.end) = (plateau.temperature, plateau.temperature)
    part.duration = Double(plateau.steps) * timestep
    part.drawsVelocities = drawsVelocities && isFirst
    return part
  }
}

/// One start of a program of Quantum ESPRESSO.
struct PWRun {
  let directory: String
  let stage: Int
  let task: Stage.Task
  let program: String
  var previous: Predecessor?
  /// What is handed over from.
  struct Predecessor {
    let directory: String
    let task: Stage.Task
    let program: String
    let input: String
    let output: String

    init(_ run: PWRun) {
      (directory, task, program) = (run.directory, run.task, run.program)
      (input, output) = (run.input, run.output)
    }
  }

  /// Of a band, both ends included.
  var images: [Structure] = []

  init(_ directory: String, _ stage: Int, _ task: Stage.Task, program: String) {
    (self.directory, self.stage, self.task, self.program) = (directory, stage, task, program)
  }

  var input: String { program.split(separator: ".")[0] + ".in" }
  var output: String { program.split(separator: ".")[0] + ".out" }
  var dynamics: Dynamics? { if case .dynamics(let run) = task { run } else { nil } }

  /// pw.x keeps velocities as displacements per step: they live on only with the same step.
  var continuesDynamics: Bool {
    guard let run = dynamics, !run.drawsVelocities, run.ensemble != .npt,
      let previous, previous.program == program, case .dynamics(let before) = previous.task
    else { return false }
    return before.timestep == run.timestep && before.ensemble != .npt
  }

  /// What becomes of velocities that pw.x cannot take over; nil where it can or need not.
  var lostVelocities: String? {
    guard program == "pw.x", let run = dynamics, !run.drawsVelocities, !continuesDynamics,
      case .dynamics? = previous?.task
    else { return nil }
    return
      "pw.x takes velocities over between runs of one time step and a fixed cell only: new ones "
      + "are drawn at \(DeckNumber.text(run.start, decimals: 0)) K"
  }

  func engineRun(atoms: Int) -> EngineRun {
    var run = EngineRun(
      name: directory.replacing("/", with: "-"), directory: directory,
      command: [program, program == "neb.x" ? "-inp" : "-in", input], stage: stage, steps: steps)
    run.output = output
    run.timestep = dynamics?.timestep ?? 0
    if let previous, program != "neb.x" {
      run.preparation = PWHandover(before: previous, run: self, atoms: atoms).commands
    }
    run.completion = ["grep -q 'JOB DONE' \(output)"] + convergence + ["touch finished"]
    run.result = "finished"
    (run.trajectory, run.topology) = trajectory
    return run
  }

  /// Both end well at the last step they may do, too.
  private var convergence: [String] {
    let (words, what): (String, String)
    switch task {
    case .relaxation: (words, what) = ("bfgs converged", "relaxation")
    case .band: (words, what) = ("neb: convergence achieved", "band")
    default: return []
    }
    return [
      "grep -q '\(words)' \(output) || { echo '\(directory): the \(what) did not converge' >&2; "
        + "exit 1; }"
    ]
  }

  private var steps: Int {
    switch task {
    case .dynamics(let run): run.steps
    case .relaxation(let run): run.maximumSteps
    case .band(let band): band.maximumSteps
    default: 0
    }
  }

  /// pw.x prints its frames among everything else; cp.x does so every ten of them only and writes a file
  /// of bare positions.
  private var trajectory: (path: String?, topology: String?) {
    switch (program, task) {
    case (_, .singlePoint), (_, .band), (_, .rescale): (nil, nil)
    case ("cp.x", _): ("out/quench.pos", input)
    default: (output, nil)
    }
  }
}
