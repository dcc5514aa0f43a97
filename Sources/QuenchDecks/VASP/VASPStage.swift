import QuenchModel
import QuenchUnits

/// One stage as VASP runs it.
struct VASPStage {
  let deck: VASPRenderer
  let number: Int
  let stage: Stage
  /// The stages before it, the nearest first, without those that run nothing.
  let previousRun: (number: Int, stage: Stage)?
  /// A density to which the cell is scaled before it, g/cm³.
  let density: Double?
  let learning: VASPLearning

  init(_ deck: VASPRenderer, _ number: Int, _ stage: Stage, _ previous: VASPStage?) {
    self.deck = deck
    self.number = number
    self.stage = stage
    learning = VASPLearning(stage, deck.settings, after: previous)
    if let previous, previous.isRefit {
      // Its atoms are those it was given.
      density = previous.density
      previousRun = previous.previousRun
    } else if let previous, case .rescale(let density) = previous.stage.task {
      self.density = density
      previousRun = previous.previousRun
    } else {
      density = nil
      previousRun = previous.map { ($0.number, $0.stage) }
    }
  }

  /// Fits the force field anew and moves no atom.
  var isRefit: Bool { learning.mode == .refit }

  var directory: String { DeckPath.directory(number, stage) }

  var dynamics: Dynamics? {
    if case .dynamics(let run) = stage.task { run } else { nil }
  }

  func render(into result: inout Deck) throws(DeckError) {
    switch stage.task {
    case .rescale(let density):
      result.choices.append(
        "'\(stage.name)' runs nothing: the next stage's POSCAR gets the volume of "
          + "\(DeckNumber.text(density)) g/cm³ by a negative scale on its second line")
      return
    case .dynamics(let run):
      if run.until != nil {
        result.notExpressed.append(
          "'\(stage.name)': VASP cannot stop itself on 'until: molten'; it runs all "
            + "\(run.steps) steps, and run.sh goes on only where the trajectory passes the melt test"
        )
      }
      result.notExpressed += substitutions(run)
      if deck.settings.tag("LATTICE_CONSTRAINTS") == nil,
        let warning = stage.shearWarning(cellIsFlexible: true)
      {
        result.warnings.append(warning)
      }
    case .band(let band): describe(band, in: &result)
    default: break
    }
    let incar = try INCAR(self)
    result.files.append(DeckFile("\(directory)/INCAR", incar.text))
    result.files.append(DeckFile("\(directory)/KPOINTS", deck.kpoints))
    try addStructures(&result)
    result.runs.append(try run(incar))
  }

  private func describe(_ band: NudgedBand, in result: inout Deck) {
    if band.climbing {
      result.choices.append(
        "'\(stage.name)': LCLIMB and IOPT are tags of the VTST extension; plain VASP ignores LCLIMB "
          + "and finds no saddle point, only images near it")
    }
    let ranks = deck.job.plan.parallel.ranks
    guard ranks % band.images != 0 else { return }
    result.warnings.append(
      Warning(
        "W-BAND-RANKS",
        "'\(stage.name)': VASP shares its ranks among the images and stops unless they are a multiple "
          + "of \(band.images); this deck has \(ranks) (parallel.ranks, or RANKS of run.sh)"))
  }

  private func substitutions(_ run: Dynamics) -> [String] {
    var said: [String] = []
    if run.isRamp, run.staircase != nil {
      said.append("'\(stage.name)': VASP's ramp is straight from TEBEG to TEEND, not a staircase")
    }
    guard run.ensemble != .nve else { return said }
    if run.ensemble == .npt {
      if run.cell == .isotropic {
        said.append(
          "'\(stage.name)': VASP's NpT moves every cell vector by itself; LATTICE_CONSTRAINTS in vasp.tags, "
            + "or a file ICONST, holds some of them")
      }
      if run.thermostat != .langevin {
        said.append(
          "'\(stage.name)': VASP's NpT is Parrinello–Rahman with Langevin thermostats for atoms and "
            + "cell; '\(run.thermostat.rawValue)' is not available with it")
      }
      if run.barostat != .parrinelloRahman {
        said.append(
          "'\(stage.name)': VASP has no \(run.barostat.rawValue) barostat; Parrinello–Rahman is used"
        )
      }
    } else if run.thermostat == .berendsen {
      said.append(
        "'\(stage.name)': VASP has no Berendsen thermostat; Nosé–Hoover of the same time is written"
      )
    }
    return said
  }

  private func addStructures(_ result: inout Deck) throws(DeckError) {
    guard case .band(let band) = stage.task else {
      if previousRun == nil {
        result.files.append(
          DeckFile("\(directory)/POSCAR", bytes: try deck.poscar(startStructure)))
      }
      return
    }
    let images = try BandImages(band, deck.job, deck.groups, stage: number, name: stage.name)
    for (index, image) in images.structures.enumerated() {
      let folder = (index < 10 ? "0" : "") + String(index)
      result.files.append(
        DeckFile("\(directory)/\(folder)/POSCAR", bytes: try deck.poscar(image)))
    }
    result.choices += images.choices
    result.warnings += images.warnings
    if previousRun != nil {
      result.warnings.append(
        Warning(
          "W-BAND-ENDS",
          "'\(stage.name)': the images lie between the two structures given, not between what the "
            + "stages before it make of them; relax both ends first, then write this deck"))
    }
  }

  private var startStructure: Structure {
    var structure = deck.groups.structure
    if let dynamics, dynamics.drawsVelocities { structure.velocities = nil }
    if let volume { structure.lattice = scaled(structure, to: volume) }
    return structure
  }

  private func scaled(_ structure: Structure, to volume: Double) -> Lattice {
    deck.groups.lattice.scaled(by: cubeRoot(volume / deck.groups.lattice.volume))
  }

  /// Å³ for the density asked.
  private var volume: Double? {
    guard let density, let masses = deck.groups.structure.atomicMasses else { return nil }
    let mass = masses.reduce(0, +)
    return mass * Factor.gramPerCubicCentimetrePerAtomicMassPerCubicAngstrom / density
  }

  private func run(_ incar: INCAR) throws(DeckError) -> EngineRun {
    var run = EngineRun(
      name: directory, directory: directory, command: [deck.program], stage: number,
      steps: isRefit ? 0 : Int(incar.value("NSW") ?? "0") ?? 0)
    run.timestep = dynamics?.timestep ?? 0
    run.preparation = preparation
    run.output = "vasp.out"
    run.trajectory = dynamics != nil || isRelaxation ? "XDATCAR" : nil
    if dynamics != nil || isRelaxation {
      run.continuation = Continuation(
        attempt: VASPContinuation.command("prepare", deck, from: directory), command: run.command)
    }
    run.completion = completion
    run.result = "finished"
    return run
  }

  private var completion: [String] {
    let file = (isBand ? "01/" : "") + "OUTCAR"
    func check(_ text: String, _ file: String, otherwise: String) -> String {
      "grep -q '\(text)' \(file) || { echo '\(directory): \(otherwise)' >&2; exit 1; }"
    }
    var lines = [
      check(
        "General timing and accounting", file,
        otherwise: "VASP did not come to its end; see vasp.out and \(file)")
    ]
    if case .relaxation(let relaxation) = stage.task {
      lines += relaxation.convergence(
        of: directory, "grep -q 'reached required accuracy' OUTCAR")
    }
    if dynamics != nil || isRelaxation {
      lines.append(VASPContinuation.command("finish", deck, from: directory))
    }
    return lines + ["touch finished"]
  }

  private var isBand: Bool { if case .band = stage.task { true } else { false } }
  private var isRelaxation: Bool { if case .relaxation = stage.task { true } else { false } }

  private var preparation: [String] {
    var lines: [String] = []
    if let previousRun, !isBand {
      lines += handover(from: previousRun.number, previousRun.stage).commands
    }
    lines.append(
      "[ -s POTCAR ] || { echo '\(directory): POTCAR is missing; POTCAR.spec names its parts' >&2; "
        + "exit 1; }")
    return lines + learning.commands
  }

  private func handover(from number: Int, _ before: Stage) -> VASPHandover {
    var handover = VASPHandover(
      from: "../" + DeckPath.directory(number, before), atoms: deck.groups.structure.count)
    handover.keepsVelocities = dynamics.map { !$0.drawsVelocities } ?? false
    handover.volume = volume
    if let run = dynamics, case .dynamics(let old) = before.task {
      handover.keepsLattice = run.ensemble == .npt && old.ensemble == .npt && volume == nil
      handover.keepsTail =
        handover.keepsVelocities && volume == nil && run.timestep == old.timestep
        && run.ensemble == old.ensemble && run.thermostat == old.thermostat
        && run.thermostatTime == old.thermostatTime
        && max(run.start, run.end) == max(old.start, old.end)
    }
    return handover
  }
}
