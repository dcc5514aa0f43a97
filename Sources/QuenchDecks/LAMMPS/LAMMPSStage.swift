import QuenchModel
import QuenchUnits

/// Writes the input file of one stage.
struct LAMMPSStage {
  let job: DeckJob
  let system: LAMMPSSystem
  let stage: Stage
  /// From 0.
  let number: Int
  /// Directory of the stage before, nil for the first.
  let previous: String?
  /// Whether an earlier stage has left velocities.
  let hasVelocities: Bool

  /// What the engine does not do as asked.
  private(set) var notExpressed: [String] = []
  private(set) var choices: [String] = []
  private var input = LAMMPSInput()

  init(
    job: DeckJob, system: LAMMPSSystem, stage: Stage, number: Int, previous: String?,
    hasVelocities: Bool
  ) {
    (self.job, self.system, self.stage, self.number) = (job, system, stage, number)
    (self.previous, self.hasVelocities) = (previous, hasVelocities)
  }

  mutating func rendered() throws(DeckError) -> String {
    addStart()
    switch stage.task {
    case .singlePoint: addSinglePoint()
    case .relaxation(let relaxation): try addRelaxation(relaxation)
    case .dynamics(let run): try addDynamics(run)
    case .rescale(let density): try addRescale(density)
    case .band: break  // refused before
    }
    addEnd()
    return input.text
  }

  private mutating func addStart() {
    input.comment("\(job.plan.title ?? job.structure.title): stage \(number + 1), \(stage.name)")
    input.comment(job.provenance)
    input.comment("units metal: Angstrom, ps, eV, bar, K; run in this directory")
    input.gap()
    if system.isTriclinic {
      input.comment("a tilt of half an edge, as of a hexagonal cell, may round to more than half")
      input.add("box", "tilt large")
    }
    if let previous {
      input.add("read_restart", "../\(previous)/final.restart")
    } else {
      input.add("units", "metal")
      input.add("atom_style", system.hasCharges ? "charge" : "atomic")
      input.add("boundary", "p p p")
      input.add("read_data", "../system.data")
    }
    input.add("include", "../system.in")
    input.gap()
  }

  private mutating func addEnd() {
    input.gap()
    input.add("write_data", "final.data")
    input.comment("last: its presence says that the stage is complete")
    input.add("write_restart", "final.restart")
  }

  // MARK: Output

  private mutating func addOutput(thermo every: Int, frames: Int?) {
    let names = system.elements
    let columns =
      ["step", "time", "temp", "pe", "ke", "etotal", "econserve", "press", "vol", "density"]
      + names.map { "c_T\($0)" } + names.map { "c_\(msd($0))[4]" }
    for name in names { input.add("compute", "\(msd(name)) mobile\(name) msd") }
    input.add("thermo_style", "custom " + columns.joined(separator: " "))
    input.add("thermo_modify", "temp mobileT flush yes")
    input.add("thermo", "\(every)")
    guard let frames else { return }
    input.add("dump", "frames all custom \(frames) trajectory.lammpstrj id type element xu yu zu")
    input.add(
      "dump_modify",
      "frames element \(names.joined(separator: " ")) sort id units yes time yes format float %.12g"
    )
  }

  /// Restart files keep the origin of a displacement by its name: a new name starts anew.
  private func msd(_ element: String) -> String { "msd\(number + 1)\(element)" }

  private mutating func addForces() {
    input.add("dump", "forces all custom 1 forces.lammpstrj id type element xu yu zu fx fy fz")
    input.add(
      "dump_modify",
      "forces element \(system.elements.joined(separator: " ")) sort id units yes time yes "
        + "format float %.12g")
  }

  // MARK: Tasks

  private mutating func addSinglePoint() {
    addOutput(thermo: 1, frames: nil)
    addForces()
    input.add("run", "0")
  }

  private mutating func addRelaxation(_ relaxation: Relaxation) throws(DeckError) {
    if relaxation.cell != .fixed { try addBoxRelaxation(relaxation) }
    addOutput(thermo: 10, frames: max(1, relaxation.maximumSteps / 20))
    input.add("min_style", "cg")
    input.comment("the largest force on any atom decides, eV/Angstrom")
    input.add("min_modify", "norm max")
    let (evaluations, _) = relaxation.maximumSteps.multipliedReportingOverflow(by: 20)
    input.add("minimize", "0.0 \(relaxation.force) \(relaxation.maximumSteps) \(evaluations)")
    if relaxation.cell != .fixed { input.add("unfix", "cell") }
    input.add("reset_timestep", "0")
  }

  private mutating func addBoxRelaxation(_ relaxation: Relaxation) throws(DeckError) {
    try refuseFrozen("relaxing the cell")
    let pressure = relaxation.pressure / Factor.gigapascalPerBar
    switch relaxation.cell {
    case .fixed: return
    case .volume: input.add("fix", "cell all box/relax iso \(pressure)")
    case .all:
      if !system.isTriclinic { input.add("change_box", "all triclinic") }
      input.add("fix", "cell all box/relax tri \(pressure)")
    case .shape:
      throw DeckError(
        .impossible(
          "LAMMPS relaxes no cell at constant volume; take cell: full or volume, or another engine"
        ), stage: stage.name)
    }
  }

  private mutating func addRescale(_ density: Double) throws(DeckError) {
    try refuseFrozen("rescaling the cell")
    addOutput(thermo: 1, frames: nil)
    input.comment("takes what the restart holds per atom: before that LAMMPS changes no box")
    input.add("run", "0")
    input.comment("all lengths by one factor, to \(density) g/cm3")
    input.add("variable", "scale equal (density/\(density))^(1.0/3.0)")
    input.add("variable", "factor equal ${scale}")
    let tilts = ["xy", "xz", "yz"]
    if system.isTriclinic {
      for tilt in tilts { input.add("variable", "\(tilt) equal \(tilt)*v_factor") }
    }
    let tilting = system.isTriclinic ? tilts.map { " \($0) final ${\($0)}" }.joined() : ""
    input.add(
      "change_box",
      "all x scale ${factor} y scale ${factor} z scale ${factor}\(tilting) remap units box")
    input.add("run", "0")
  }

  func refuseFrozen(_ what: String) throws(DeckError) {
    guard system.frozen.isEmpty, (0..<3).allSatisfy({ system.held(along: $0).isEmpty }) else {
      throw DeckError(
        .impossible("\(what) would move the held atoms; hold none or keep the cell"),
        stage: stage.name)
    }
  }

  // MARK: Dynamics

  private mutating func addDynamics(_ run: Dynamics) throws(DeckError) {
    let heldAxes = (0..<3).reduce(0) { $0 + system.held(along: $1).count }
    if heldAxes > 0, system.isTriclinic {
      throw DeckError(
        .impossible("LAMMPS holds Cartesian axes only, and this cell is not rectangular"),
        stage: stage.name)
    }
    input.add("timestep", "\(run.timestep / Factor.femtosecondPerPicosecond)")
    let conserves = system.frozen.isEmpty && heldAxes == 0 && !run.isStochastic
    input.comment(
      conserves
        ? "thermal degrees of freedom: 3 per atom less 3, momentum is conserved"
        : "thermal degrees of freedom: 3 per free atom, momentum is not conserved")
    input.add("compute_modify", "mobileT extra/dof \(conserves ? 3 : heldAxes)")
    if run.drawsVelocities || !hasVelocities {
      let seed = 1 + (job.seed &+ UInt64(number) &* 7919) % 900_000_000
      input.add(
        "velocity",
        "mobile create \(run.start) \(seed) mom \(conserves ? "yes" : "no") dist gaussian "
          + "temp mobileT")
    }
    input.zeroHeldVelocities(system)
    addOutput(thermo: max(1, min(100, run.steps / 10)), frames: max(1, run.saveEvery))
    input.add("restart", "\(max(1000, run.steps / 5)) run.restart.a run.restart.b")
    try addPlateaus(run)
  }

  private mutating func addPlateaus(_ run: Dynamics) throws(DeckError) {
    let parts = run.staircase.map { max(1, $0) } ?? 1
    for part in 0..<parts {
      let (from, to) = run.temperatures(part, of: parts)
      let steps = run.steps * (part + 1) / parts - run.steps * part / parts
      let names = try addIntegrators(run, from, to, part)
      input.add("run", "\(steps)")
      for name in names { input.add("unfix", name) }
    }
  }

  /// Returns the names of the fixes, in the order they were made.
  private mutating func addIntegrators(
    _ run: Dynamics, _ from: Double, _ to: Double, _ part: Int
  ) throws(DeckError) -> [String] {
    let period = run.thermostatTime / Factor.femtosecondPerPicosecond
    guard run.ensemble != .npt else {
      return try addBarostat(run, "\(from) \(to) \(period)", part)
    }
    if run.ensemble == .nve {
      input.add("fix", "move mobile nve")
      return ["move"]
    }
    if run.thermostat == .noseHoover {
      input.add("fix", "move mobile nvt temp \(from) \(to) \(period)")
      input.add("fix_modify", "move temp mobileT")
      return ["move"]
    }
    input.add("fix", "move mobile nve")
    return ["move"] + addThermostat(run, "\(from) \(to) \(period)", part)
  }

  private mutating func addThermostat(
    _ run: Dynamics, _ temperatures: String, _ part: Int
  ) -> [String] {
    switch run.thermostat {
    case .noseHoover: return []
    case .langevin, .andersen:
      if run.thermostat == .andersen, part == 0 {
        notExpressed.append(
          "stage '\(stage.name)': LAMMPS has no Andersen thermostat; Langevin is used instead")
      }
      let seed = 1 + (job.seed &+ UInt64(number) &* 7919 &+ UInt64(part) &+ 1) % 900_000_000
      input.add("fix", "heat mobile langevin \(temperatures) \(seed) zero no")
    case .berendsen:
      input.add("fix", "heat mobile temp/berendsen \(temperatures)")
      input.add("fix_modify", "heat temp mobileT")
    case .csvr:
      if part == 0 {
        choices.append(
          "stage '\(stage.name)': fix temp/csvr is in LAMMPS's package EXTRA-FIX, which Debian's "
            + "build of 2021 lacks")
      }
      let seed = 1 + (job.seed &+ UInt64(number) &* 7919 &+ UInt64(part) &+ 1) % 900_000_000
      input.add("fix", "heat mobile temp/csvr \(temperatures) \(seed)")
      input.add("fix_modify", "heat temp mobileT")
    }
    return ["heat"]
  }

  private mutating func addBarostat(
    _ run: Dynamics, _ temperatures: String, _ part: Int
  ) throws(DeckError) -> [String] {
    try refuseFrozen("a barostat")
    let bar = run.pressure / Factor.gigapascalPerBar
    let period = run.barostatTime / Factor.femtosecondPerPicosecond
    if part == 0 {
      choices.append(
        "stage '\(stage.name)': the cell breathes as a whole (iso), its shape stays")
      if run.barostat == .cRescale {
        notExpressed.append(
          "stage '\(stage.name)': LAMMPS has no C-rescale barostat; fix npt (Martyna-Tobias-Klein) "
            + "is used instead")
      }
    }
    if run.barostat == .berendsen {
      input.add("fix", "cell all press/berendsen iso \(bar) \(bar) \(period) modulus 500000")
      if part == 0 {
        choices.append(
          "stage '\(stage.name)': Berendsen barostat with a bulk modulus of 50 GPa (500000 bar)")
      }
      if run.thermostat == .noseHoover {
        input.add("fix", "move all nvt temp \(temperatures)")
        return ["cell", "move"]
      }
      input.add("fix", "move all nve")
      return ["cell", "move"] + addThermostat(run, temperatures, part)
    }
    if run.thermostat == .noseHoover {
      input.add("fix", "move all npt temp \(temperatures) iso \(bar) \(bar) \(period)")
      return ["move"]
    }
    input.add("fix", "move all nph iso \(bar) \(bar) \(period)")
    return ["move"] + addThermostat(run, temperatures, part)
  }
}

extension Dynamics {
  /// Temperatures at the ends of a plateau, or of the whole ramp where there is one part. Plateaus of
  /// a staircase begin at `start` and end at `end`.
  func temperatures(_ part: Int, of parts: Int) -> (from: Double, to: Double) {
    guard parts > 1 else { return (start, end) }
    let value = start + (end - start) * Double(part) / Double(parts - 1)
    return (value, value)
  }
}
