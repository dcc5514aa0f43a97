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
    var previous: PWRun?
    for (number, stage) in job.plan.stages.enumerated() {
      for var run in try runs(number, stage, &deck) {
        run.previous = previous.map { ($0.directory, $0.task) }
        let input = PWInputText(system, run)
        deck.files.append(DeckFile("\(run.directory)/\(run.input)", try input.text()))
        deck.runs.append(run.engineRun(atoms: system.groups.structure.count))
        previous = run
      }
    }
    return deck
  }

  private func runs(
    _ number: Int, _ stage: Stage, _ deck: inout Deck
  ) throws(DeckError) -> [PWRun] {
    let directory = DeckPath.directory(number, stage)
    switch stage.task {
    case .rescale:
      deck.notExpressed.append(
        "'\(stage.name)': pw.x cannot scale the cell between two runs; scale the last frame with "
          + "quench and write a second deck from there")
      return []
    case .band(let band): return [try self.band(band, number, stage, &deck)]
    case .dynamics(let run): return try dynamics(run, number, stage, &deck)
    case .relaxation(let run):
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
    _ run: Dynamics, _ number: Int, _ stage: Stage, _ deck: inout Deck
  ) throws(DeckError) -> [PWRun] {
    let directory = DeckPath.directory(number, stage)
    guard run.ensemble != .npt || !system.groups.hasHeldAtoms else {
      throw DeckError(
        .inconsistent("atoms held in place and NPT: a breathing cell moves them"),
        stage: stage.name)
    }
    if system.settings.program == "cp.x" {
      return try CarParrinello(system, stage, number).runs(&deck)
    }
    deck.notExpressed += PWThermostat(run).remarks(stage.name)
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
  var previous: (directory: String, task: Stage.Task)?
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
      case .dynamics(let before)? = previous?.task
    else { return false }
    return before.timestep == run.timestep && before.ensemble != .npt
  }

  func engineRun(atoms: Int) -> EngineRun {
    var run = EngineRun(
      name: directory.replacing("/", with: "-"), directory: directory,
      command: [program, program == "neb.x" ? "-inp" : "-in", input], stage: stage, steps: steps)
    run.output = output
    run.timestep = dynamics?.timestep ?? 0
    if program == "pw.x" { run.preparation = preparation(atoms) }
    run.completion = ["grep -q 'JOB DONE' \(output)"] + convergence + ["touch finished"]
    run.result = "finished"
    // The frames stand in the output among everything else, in no format of a trajectory.
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

  private func preparation(_ atoms: Int) -> [String] {
    guard let previous else { return [] }
    let up = directory.split(separator: "/").map { _ in ".." }.joined(separator: "/")
    let from = "\(up)/\(previous.directory)"
    var lines = [
      "# the last positions (and cell) of \(previous.directory) replace those of pw.in",
      "awk -v atoms=\(atoms) '\(Self.replacement)' '\(from)/pw.in' '\(from)/pw.out' pw.in > pw.new && "
        + "mv pw.new pw.in",
    ]
    if continuesDynamics {
      lines += ["rm -rf out && cp -r '\(from)/out' out"]
    }
    return lines
  }

  /// Reads the last cards of two files and prints the third with these in place of its own.
  private static let replacement = #"""
    FNR == 1 { file++; want = 0 }
    file < 3 && /^ *ATOMIC_POSITIONS/ { want = atoms; p = 0; next }
    file < 3 && /^ *CELL_PARAMETERS/ { want = 3; c = 0; cellhead = $0; iscell = 1; next }
    file < 3 && want > 0 && NF >= 3 {
      want--; if (iscell) { cell[++c] = $0; if (!want) iscell = 0 } else position[++p] = $0; next }
    file < 3 { next }
    skip > 0 { skip--; next }
    { print }
    /^ATOMIC_POSITIONS/ { for (i = 1; i <= atoms; i++) print position[i]; skip = atoms }
    /^CELL_PARAMETERS/ { for (i = 1; i <= 3; i++) print cell[i]; skip = 3 }
    END { if (p < atoms) exit 1 }
    """#
}
