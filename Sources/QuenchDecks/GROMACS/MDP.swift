import QuenchModel
import QuenchUnits

/// The run parameters of one stage, and what had to be changed or could not be said.
struct MDP {
  private(set) var text = ""
  private(set) var choices: [String] = []
  private(set) var notExpressed: [String] = []
  /// Warnings of grompp that are waived, by name.
  private(set) var waived: [String] = []

  private let job: DeckJob
  private let stage: Stage
  private let number: Int
  private let shape: Shape

  /// What the stages of a system have in common.
  struct Shape {
    /// Å.
    let cutoff: Double
    let hasFrozen: Bool
    /// Films or electrodes: density varies, so that no tail correction holds.
    let isLayered: Bool
    let hasConstraints: Bool
    /// Nil: periodic along all axes.
    let slab: SlabCorrection?
  }

  init(
    _ job: DeckJob, _ stage: Stage, number: Int, shape: Shape, continues: Bool
  ) throws(DeckError) {
    (self.job, self.stage, self.number, self.shape) = (job, stage, number, shape)
    comment("\(job.plan.title ?? job.structure.title): stage \(number + 1), \(stage.name)")
    comment(job.provenance)
    switch stage.task {
    case .singlePoint: addSinglePoint()
    case .relaxation(let relaxation): try addRelaxation(relaxation)
    case .dynamics(let run): try addDynamics(run, continues: continues)
    case .rescale, .band: break
    }
    addInteractions()
    addFrozen()
  }

  private mutating func comment(_ words: String) { text += "; " + DeckPath.comment(words) + "\n" }

  private mutating func set(_ key: String, _ value: String) {
    text += key + String(repeating: " ", count: max(1, 24 - key.count)) + "= \(value)\n"
  }

  private func picoseconds(_ time: Double) -> Double { time / Factor.femtosecondPerPicosecond }
  private func nanometres(_ length: Double) -> Double { length / Factor.angstromPerNanometre }

  // MARK: Tasks

  private mutating func addSinglePoint() {
    set("integrator", "md")
    set("nsteps", "0")
    set("nstxout", "1")
    set("nstfout", "1")
    set("nstenergy", "1")
    set("nstcalcenergy", "1")
  }

  private mutating func addRelaxation(_ relaxation: Relaxation) throws(DeckError) {
    guard relaxation.cell == .fixed else {
      throw DeckError(
        .impossible("GROMACS relaxes no cells; take cell: fixed, and a short NPT stage"),
        stage: stage.name)
    }
    set("integrator", "steep")
    set("nsteps", "\(relaxation.maximumSteps)")
    comment("\(relaxation.force) eV/Angstrom in kJ/mol/nm")
    let unit = Factor.electronvoltPerAngstromPerKilojoulePerMolePerNanometre
    set("emtol", "\(relaxation.force / unit)")
    set("emstep", "0.01")
    set("nstenergy", "10")
    // Minimisers write no compressed frames.
    set("nstxout", "\(max(1, relaxation.maximumSteps / 20))")
    set("constraints", "none")
  }

  private mutating func addDynamics(_ run: Dynamics, continues: Bool) throws(DeckError) {
    if run.thermostat == .langevin, run.ensemble != .nve {
      set("integrator", "sd")
    } else {
      set("integrator", "md")
    }
    set("dt", "\(picoseconds(run.timestep))")
    set("nsteps", "\(run.steps)")
    addOutput(run)
    if shape.hasConstraints {
      set("constraints", "h-bonds")
      set("constraint-algorithm", "lincs")
    }
    let draws = run.drawsVelocities || !continues
    set("continuation", draws ? "no" : "yes")
    set("gen-vel", draws ? "yes" : "no")
    if draws {
      set("gen-temp", "\(run.start)")
      set("gen-seed", "\(1 + (job.seed &+ UInt64(number) &* 7919) % 900_000_000)")
    }
    set("ld-seed", "\(1 + (job.seed &+ UInt64(number) &* 104_729) % 900_000_000)")
    addMomentum(run)
    addThermostat(run)
    try addBarostat(run, draws: draws)
  }

  private mutating func addOutput(_ run: Dynamics) {
    // nstenergy must be a multiple of nstcalcenergy, or grompp stops.
    let calculated = 100
    let written = max(1, (run.saveEvery + calculated - 1) / calculated) * calculated
    set("nstcalcenergy", "\(calculated)")
    set("nstenergy", "\(written)")
    set("nstlog", "\(max(1000, written))")
    set("nstxout", "0")
    set("nstvout", "0")
    set("nstxout-compressed", "\(max(1, run.saveEvery))")
    set("compressed-x-precision", "1000")
  }

  /// Momentum is conserved only where nothing is held and no bath takes part.
  private mutating func addMomentum(_ run: Dynamics) {
    if shape.hasFrozen {
      comment("held atoms take up momentum, so that none is removed")
      set("comm-mode", "none")
    } else {
      set("comm-mode", run.isStochastic ? "none" : "linear")
      if !run.isStochastic { set("comm-grps", "System") }
    }
  }

  // MARK: Coupling

  private mutating func addThermostat(_ run: Dynamics) {
    guard run.ensemble != .nve else {
      set("tcoupl", "no")
      return
    }
    switch run.thermostat {
    case .noseHoover:
      set("tcoupl", "nose-hoover")
    case .csvr: set("tcoupl", "v-rescale")
    case .berendsen: set("tcoupl", "berendsen")
    case .langevin: comment("the sd integrator is the thermostat")
    case .andersen:
      set("tcoupl", "v-rescale")
      notExpressed.append(
        "stage '\(stage.name)': Andersen's thermostat needs md-vv and no constraints; v-rescale is "
          + "used instead")
    }
    if shape.hasFrozen {
      // A group of their own without coupling makes grompp warn.
      comment("held atoms have no degrees of freedom in the group's count")
    }
    set("tc-grps", "System")
    addThermostatTime(run)
    set("ref-t", "\(run.start)")
    guard run.isRamp else { return }
    let points = run.annealingPoints
    set("annealing", "single")
    set("annealing-npoints", "\(points.count)")
    set("annealing-time", points.map { "\(picoseconds($0.time))" }.joined(separator: " "))
    set("annealing-temp", points.map { "\($0.temperature)" }.joined(separator: " "))
  }

  /// Nosé-Hoover's is to be 20 times the time between two of its steps or more, or grompp warns. That is ten
  /// time steps by itself; fewer are written for short ones, and one is the least.
  private mutating func addThermostatTime(_ run: Dynamics) {
    guard run.thermostat == .noseHoover else {
      set("tau-t", "\(picoseconds(run.thermostatTime))")
      return
    }
    var time = run.thermostatTime
    if time < 20 * run.timestep {
      let asked = "a thermostat time of \(time) fs is below 20 time steps"
      if job.isAsPublished {
        waived.append(asked)
      } else {
        time = 20 * run.timestep
        choices.append("stage '\(stage.name)': \(asked): \(time) fs is written")
      }
    }
    set("tau-t", "\(picoseconds(time))")
    let most = time / (20 * run.timestep) * (1 + 1e-9)
    let every = [10, 5, 4, 2].first { Double($0) <= most } ?? 1
    if every < 10 { set("nsttcouple", "\(every)") }
  }

  private mutating func addBarostat(_ run: Dynamics, draws: Bool) throws(DeckError) {
    guard run.ensemble == .npt else {
      set("pcoupl", "no")
      return
    }
    guard !shape.hasFrozen else {
      throw DeckError(
        .impossible("a barostat would move the held atoms; hold none or take NVT"),
        stage: stage.name)
    }
    var barostat = run.barostat
    if barostat == .parrinelloRahman, draws, !job.isAsPublished {
      barostat = .cRescale
      choices.append(
        "stage '\(stage.name)': C-rescale instead of Parrinello-Rahman while fresh velocities settle"
      )
    }
    switch barostat {
    case .parrinelloRahman: set("pcoupl", "parrinello-rahman")
    case .cRescale: set("pcoupl", "c-rescale")
    case .berendsen:
      set("pcoupl", "berendsen")
      waived.append("Berendsen pressure coupling gives no true ensemble")
    }
    set("pcoupltype", "isotropic")
    set("tau-p", "\(picoseconds(barostatTime(run, barostat)))")
    set("ref-p", "\(run.pressure / Factor.gigapascalPerBar)")
    set("compressibility", "4.5e-5")
    choices.append(
      "stage '\(stage.name)': isotropic pressure, compressibility 4.5e-5 / bar (water's)")
  }

  /// grompp warns of Parrinello-Rahman with tau-p below twice tau-t.
  private mutating func barostatTime(_ run: Dynamics, _ barostat: Dynamics.Barostat) -> Double {
    let stable = 2000.0
    guard barostat == .parrinelloRahman, run.thermostat == .noseHoover,
      run.barostatTime < 2 * run.thermostatTime
    else { return run.barostatTime }
    let asked =
      "tau-p \(picoseconds(run.barostatTime)) ps is less than twice tau-t "
      + "\(picoseconds(run.thermostatTime)) ps"
    if job.isAsPublished {
      waived.append(asked + " (Parrinello-Rahman may oscillate)")
      return run.barostatTime
    }
    let time = max(stable, 2 * run.thermostatTime)
    choices.append(
      "stage '\(stage.name)': \(asked), which grompp warns of: \(picoseconds(time)) ps is written; "
        + "--as-published keeps it")
    return time
  }

  // MARK: Interactions

  private mutating func addInteractions() {
    let settings = job.plan.gromacs ?? GROMACSSettings()
    set("cutoff-scheme", "Verlet")
    addPeriodicity()
    set("coulombtype", "PME")
    set("rcoulomb", "\(nanometres(shape.cutoff))")
    set("rvdw", "\(nanometres(shape.cutoff))")
    set("vdwtype", "Cut-off")
    set("vdw-modifier", "Potential-shift")
    set("pme-order", "\(settings.pmeOrder)")
    set("fourierspacing", "\(nanometres(settings.pmeSpacing ?? 1.2))")
    set("ewald-rtol", "1e-5")
    set("DispCorr", shape.isLayered ? "no" : "EnerPres")
  }

  private mutating func addPeriodicity() {
    guard let slab = shape.slab else { return set("pbc", "xyz") }
    comment("slab correction; the walls close the cell along z and exert no force")
    for (key, value) in slab.options { set(key, value) }
  }

  private mutating func addFrozen() {
    guard shape.hasFrozen else { return }
    set("freezegrps", "Frozen")
    set("freezedim", "Y Y Y")
  }
}

extension Dynamics {
  /// Times (fs) and temperatures of a ramp: its ends, or the corners of a staircase.
  var annealingPoints: [(time: Double, temperature: Double)] {
    guard let parts = staircase, parts > 1 else { return [(0, start), (duration, end)] }
    return (0..<parts).flatMap { part -> [(time: Double, temperature: Double)] in
      let temperature = temperatures(part, of: parts).from
      let length = duration / Double(parts)
      let begin = Double(part) * length + (part > 0 ? timestep : 0)
      return [(begin, temperature), (Double(part + 1) * length, temperature)]
    }
  }
}

extension DeckJob {
  var isAsPublished: Bool { plan.gromacs?.asPublished ?? false }
}
