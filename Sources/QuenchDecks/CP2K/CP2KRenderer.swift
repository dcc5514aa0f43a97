import QuenchModel
import QuenchUnits

extension DeckEngine {
  /// CP2K 2023.1 and later: one directory per run, ramps as a staircase of restarts.
  static let cp2k = DeckEngine(name: "cp2k", title: "CP2K") { (job) throws(DeckError) in
    try CP2KRenderer(job).deck()
  }
}

/// Turns a job into CP2K inputs.
struct CP2KRenderer: FirstPrinciplesRenderer {
  let shared: FirstPrinciplesJob
  let settings: CP2KSettings
  let electrons: CP2KElectrons
  let isTightBinding: Bool

  init(_ job: DeckJob) throws(DeckError) {
    shared = try FirstPrinciplesJob(job)
    settings = job.plan.cp2k ?? CP2KSettings()
    isTightBinding = settings.method.lowercased() == "gfn1-xtb"
    guard isTightBinding || settings.method.lowercased() == "gpw" else {
      throw DeckError(
        .impossible("cp2k.method '\(settings.method)': gpw or gfn1-xtb"))
    }
    electrons = try CP2KElectrons(shared, settings, isTightBinding: isTightBinding)
    guard isTightBinding || settings.cutoff != nil else {
      throw DeckError(
        .missing(
          key: "cp2k.cutoff", expected: "the cut-off of the density grid, e.g. 600 Ry"))
    }
  }

  func deck() throws(DeckError) -> Deck {
    var deck = Deck(engine: "cp2k", cost: DeckCost(job.plan, groups.structure))
    try describe(&deck)
    var previous: CP2KRun?
    for (number, stage) in job.plan.stages.enumerated() {
      for run in try runs(number, stage, &deck) {
        var run = run
        run.number = deck.runs.count
        run.previous = previous.map { ($0.directory, $0.project) }
        let input = try CP2KInputText(self, run).text()
        deck.files.append(DeckFile("\(run.directory)/cp2k.inp", input))
        deck.runs.append(run.engineRun(settings.program))
        if run.writesRestart { previous = run }
      }
    }
    if deck.runs.contains(where: { $0.continuation != nil }) {
      deck.files.append(CP2KContinuation.file)
    }
    return deck
  }

  /// The runs of a stage: one, or a plateau each.
  private func runs(
    _ number: Int, _ stage: Stage, _ deck: inout Deck
  ) throws(DeckError) -> [CP2KRun] {
    let directory = DeckPath.directory(number, stage)
    let project = DeckPath.slug(stage.name)
    switch stage.task {
    case .rescale:
      throw DeckError(
        .impossible("CP2K cannot scale the cell between two runs"), stage: stage.name)
    case .dynamics(let run):
      deck.notExpressed += substitutions(stage, run)
      if let remark = run.cp2kTemperatureRemark(groups, stage: stage.name) {
        deck.choices.append(remark)
      }
      guard run.isRamp else {
        return [CP2KRun(directory: directory, project: project, stage: number, task: stage.task)]
      }
      let stairs = Staircase(run)
      deck.notExpressed.append("'\(stage.name)': " + stairs.sentence("CP2K", run))
      return stairs.plateaus.enumerated().map { index, plateau in
        var part = run
        (part.start, part.end) = (plateau.temperature, plateau.temperature)
        part.duration = Double(plateau.steps) * run.timestep
        part.drawsVelocities = run.drawsVelocities && index == 0
        let kelvin = DeckNumber.text(plateau.temperature, decimals: 0)
        let name = DeckPath.numbered(index + 1, of: stairs.plateaus.count) + "-\(kelvin)K"
        return CP2KRun(
          directory: "\(directory)/\(name)", project: project, stage: number,
          task: .dynamics(part))
      }
    case .band(let band):
      try addImages(band, number, stage, directory, &deck)
      return [CP2KRun(directory: directory, project: project, stage: number, task: stage.task)]
    default:
      return [CP2KRun(directory: directory, project: project, stage: number, task: stage.task)]
    }
  }

  private func addImages(
    _ band: NudgedBand, _ number: Int, _ stage: Stage, _ directory: String, _ deck: inout Deck
  ) throws(DeckError) {
    let images = try BandImages(band, job, groups, stage: number, name: stage.name)
    for (index, image) in images.structures.enumerated() {
      let name = DeckPath.numbered(index, of: images.structures.count)
      deck.files.append(
        DeckFile("\(directory)/image-\(name).xyz", CP2KCoordinates.xyz(image, stage.name)))
    }
    deck.choices += images.choices
    deck.warnings += images.warnings
    if number > 0 {
      deck.warnings.append(
        Warning(
          "W-BAND-ENDS",
          "'\(stage.name)': the images lie between the two structures given, not between what the "
            + "stages before it make of them; relax both ends first, then write this deck"))
    }
  }

  private func substitutions(_ stage: Stage, _ run: Dynamics) -> [String] {
    var said: [String] = []
    if run.until != nil {
      said.append(
        "'\(stage.name)': CP2K cannot stop itself on 'until: molten'; it runs all \(run.steps) "
          + "steps, and run.sh goes on only where the trajectory passes the melt test")
    }
    guard run.ensemble != .nve else { return said }
    if run.thermostat == .andersen || run.thermostat == .berendsen {
      said.append(
        "'\(stage.name)': CP2K has no \(run.thermostat.rawValue) thermostat; CSVR of the same time "
          + "is written")
    }
    if run.thermostat == .langevin, run.ensemble == .npt {
      said.append("'\(stage.name)': CP2K's NPT takes no Langevin thermostat; CSVR is written")
    }
    if run.ensemble == .npt, run.barostat != .parrinelloRahman {
      said.append(
        "'\(stage.name)': CP2K has no \(run.barostat.rawValue) barostat; its own "
          + "(Martyna–Tobias–Klein) is used")
    }
    return said
  }

  private func describe(_ deck: inout Deck) throws(DeckError) {
    if !isTightBinding,
      let remark = try CP2KFunctional(dft.functional, lattice: groups.lattice).remark
    {
      deck.choices.append(remark)
    }
    if case .relaxation(let run)? = job.plan.stages.compactMap({ stage -> Stage.Task? in
      if case .relaxation(let run) = stage.task, run.cell == .shape || run.cell == .volume {
        stage.task
      } else {
        nil
      }
    }).first {
      deck.notExpressed.append(
        run.cell == .shape
          ? "CP2K 2023.1 cannot relax the shape at constant volume: CELL_OPT relaxes both"
          : "CP2K cannot keep the shape in general: CELL_OPT keeps the angles and relaxes the lengths"
      )
    }
    deck.warnings += moments.warnings
    deck.warnings += job.plan.stages.compactMap { $0.shearWarning(cellIsFlexible: false) }
    deck.choices += electrons.choices
    deck.notExpressed += electrons.notExpressed
    if holds.approximated > 0 {
      deck.notExpressed.append(
        "\(holds.approximated) atoms are held along cell vectors that are no Cartesian axes: CP2K "
          + "holds them altogether")
    }
    if vacuum.isSlab, !isTightBinding {
      deck.choices.append(
        surfaceNormal.map {
          "vacuum of \(DeckNumber.text(vacuum.gaps[0], decimals: 2)) Å: dipole correction along \($0)"
        }
          ?? "vacuum, but its cell vector is no Cartesian axis: CP2K cannot correct the dipole")
    }
  }

  /// `X`, `Y` or `Z` where the slab's vacuum vector lies on it.
  var surfaceNormal: String? {
    guard vacuum.isSlab, !isTightBinding, let axis = vacuum.axes.first else { return nil }
    let row = groups.lattice[axis]
    return (0..<3).first { abs(row[$0]) > (1 - 1e-8) * row.length }.map { "XYZ".letter($0) }
  }
}

extension DeckPath {
  /// `07` of 40: numbers that sort, at least two digits.
  static func numbered(_ number: Int, of count: Int) -> String {
    let width = max(2, String(count).count)
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

/// One start of CP2K.
struct CP2KRun {
  let directory: String
  let project: String
  let stage: Int
  let task: Stage.Task
  /// From 0, over all stages.
  var number = 0
  /// The run whose restart file it continues.
  var previous: (directory: String, project: String)?

  init(directory: String, project: String, stage: Int, task: Stage.Task) {
    (self.directory, self.project, self.stage, self.task) = (directory, project, stage, task)
  }

  var dynamics: Dynamics? { if case .dynamics(let run) = task { run } else { nil } }
  /// Whether velocities are drawn: where nobody has left any, too.
  var draws: Bool { dynamics?.drawsVelocities ?? false }
  var isBand: Bool { if case .band = task { true } else { false } }
  /// Single points and bands leave no restart file of positions.
  var writesRestart: Bool {
    switch task {
    case .dynamics, .relaxation: true
    default: false
    }
  }
  /// Bands start from images of their own.
  var continues: Bool { previous != nil && !isBand }

  func engineRun(_ program: String) -> EngineRun {
    var run = EngineRun(
      name: directory.replacing("/", with: "-"), directory: directory,
      command: [program, "-i", "cp2k.inp"], stage: stage, steps: steps)
    run.output = "cp2k.out"
    run.timestep = dynamics?.timestep ?? 0
    run.preparation = preparation
    if writesRestart {
      (run.trajectory, run.topology) = ("\(project)-pos-1.xyz", "\(project)-1.cell")
    }
    run.completion = [
      "grep -q 'PROGRAM ENDED' cp2k.out || { echo '\(directory): CP2K did not come to its end; see "
        + "cp2k.out' >&2; exit 1; }"
    ]
    if case .relaxation(let relaxation) = task {
      run.completion += relaxation.convergence(
        of: directory, "grep -q 'OPTIMIZATION COMPLETED' cp2k.out")
    }
    if isBand {
      run.completion.append(
        "test \"$(grep -h -E '^ (RMS|MAX) (FORCE|DISPLACEMENT) ' *-BAND*.out | tail -n 4 | "
          + "grep -c YES)\" = 4 || { echo '\(directory): the band did not converge' >&2; exit 1; }")
    }
    run.completion.append("touch finished")
    if dynamics != nil {
      run.continuation = Continuation(
        attempt: EngineRun.script(CP2KContinuation.name, from: directory, [project]),
        command: [program, "-i", "continue.inp"])
    }
    run.result = "finished"
    return run
  }

  private var preparation: [String] {
    guard continues, let previous else { return [] }
    let up = directory.split(separator: "/").map { _ in ".." }.joined(separator: "/")
    let from = "\(up)/\(previous.directory)/\(previous.project)"
    return [
      "cp '\(from)-1.restart' previous.restart",
      "if [ -s '\(from)-RESTART.wfn' ]; then cp '\(from)-RESTART.wfn' previous.wfn; fi",
    ]
  }

  private var isRelaxation: Bool { if case .relaxation = task { true } else { false } }

  private var steps: Int {
    switch task {
    case .dynamics(let run): run.steps
    case .relaxation(let run): run.maximumSteps
    case .band(let band): band.maximumSteps
    default: 0
    }
  }
}
