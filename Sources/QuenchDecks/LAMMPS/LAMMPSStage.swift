import QuenchModel
import QuenchUnits

/// Writes the input file of one stage.
struct LAMMPSStage {
  let job: DeckJob
  let system: LAMMPSSystem
  let stage: Stage
  /// From 0.
  let number: Int
  let before: Before
  /// `kspace_style` of the potential, which a box that becomes triclinic must hear again.
  let mesh: [String]

  /// What the stages before it have left.
  struct Before {
    /// Directory of the last one, nil for the first stage.
    var directory: String?
    var hasVelocities: Bool
    var isTriclinic: Bool
    /// The time step at which this stage begins.
    var step = 0

    mutating func add(_ stage: Stage, directory: String) {
      self.directory = directory
      switch stage.task {
      case .dynamics(let run):
        hasVelocities = true
        step += run.steps
      case .relaxation(let relaxation):
        step = 0
        isTriclinic = isTriclinic || relaxation.cell == .all
      case .singlePoint, .rescale, .band: break
      }
    }
  }

  /// What the engine does not do as asked.
  private(set) var notExpressed: [String] = []
  private(set) var choices: [String] = []
  private var input = LAMMPSInput()
  /// Whether this is the input of a run that goes on where it was interrupted.
  private var goesOn = false

  init(
    job: DeckJob, system: LAMMPSSystem, stage: Stage, number: Int, after before: Before,
    mesh: [String]
  ) {
    (self.job, self.system, self.stage, self.number) = (job, system, stage, number)
    (self.before, self.mesh) = (before, mesh)
  }

  /// The input that goes on from `continue.restart`; nil for what is no dynamics.
  func continued() throws(DeckError) -> String? {
    guard case .dynamics = stage.task else { return nil }
    var writer = self
    writer.goesOn = true
    return try writer.rendered()
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
    if before.isTriclinic {
      input.comment("a tilt of half an edge, as of a hexagonal cell, may round to more than half")
      input.add("box", "tilt large")
    }
    if goesOn {
      input.comment("continue.sh has chosen the restart file and cut off the frames beyond it")
      input.add("log", "log.lammps append")
      input.add("read_restart", "continue.restart")
      input.add("print", "\"goes on from step $(step)\"")
    } else if let directory = before.directory {
      input.add("read_restart", "../\(directory)/final.restart")
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
      "frames element \(names.joined(separator: " ")) sort id units yes time yes "
        + (goesOn ? "append yes " : "") + "format float %.12g")
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
    let box = try boxRelaxation(relaxation)
    if relaxation.cell == .all, !before.isTriclinic { addTilts() }
    addOutput(thermo: 10, frames: max(1, relaxation.maximumSteps / 20))
    input.add("min_style", "cg")
    input.comment("the largest force on any atom decides, eV/Angstrom")
    input.add("min_modify", "norm max")
    let (evaluations, _) = relaxation.maximumSteps.multipliedReportingOverflow(by: 20)
    let limits = "0.0 \(relaxation.force) \(relaxation.maximumSteps) \(evaluations)"
    if let box {
      input.comment("the cell's line search ends early: atoms alone between, and again from there")
      for _ in 0..<3 {
        input.add("fix", "cell all box/relax \(box)")
        input.add("minimize", limits)
        input.add("unfix", "cell")
        input.add("minimize", limits)
      }
    } else {
      input.add("minimize", limits)
    }
    input.add("print", "\"largest force left $(fmax)\"")
    input.add("reset_timestep", "0")
  }

  /// What of the cell `fix box/relax` moves; nil where it stays.
  private func boxRelaxation(_ relaxation: Relaxation) throws(DeckError) -> String? {
    guard relaxation.cell != .fixed else { return nil }
    try refuseFrozen("relaxing the cell")
    let pressure = relaxation.pressure / Factor.gigapascalPerBar
    switch relaxation.cell {
    case .fixed: return nil
    case .volume: return "iso \(pressure)"
    case .all: return "tri \(pressure)"
    case .shape:
      throw DeckError(
        .impossible(
          "LAMMPS relaxes no cell at constant volume; take cell: full or volume, or another engine"
        ), stage: stage.name)
    }
  }

  /// The mesh was set up for a box without tilts, if only to be set up anew.
  private mutating func addTilts() {
    if before.directory != nil {
      input.comment("takes what the restart holds per atom: before that LAMMPS changes no box")
      input.add("run", "0")
    }
    input.add("change_box", "all triclinic")
    input.add(lines: mesh)
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
    if before.isTriclinic {
      for tilt in tilts { input.add("variable", "\(tilt) equal \(tilt)*v_factor") }
    }
    let tilting = before.isTriclinic ? tilts.map { " \($0) final ${\($0)}" }.joined() : ""
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
    if !goesOn, run.drawsVelocities || !before.hasVelocities {
      let seed = 1 + (job.seed &+ UInt64(number) &* 7919) % 900_000_000
      input.add(
        "velocity",
        "mobile create \(run.start) \(seed) mom \(conserves ? "yes" : "no") dist gaussian "
          + "temp mobileT")
    }
    input.zeroHeldVelocities(system)
    addOutput(thermo: max(1, min(100, run.steps / 10)), frames: max(1, run.saveEvery))
    input.add("restart", "\(max(1000, run.steps / 20)) run.restart.*")
    try addPlateaus(run)
  }

  private mutating func addPlateaus(_ run: Dynamics) throws(DeckError) {
    let parts = run.staircase.map { max(1, $0) } ?? 1
    for part in 0..<parts {
      let (from, to) = run.temperatures(part, of: parts)
      let ends = (part...part + 1).map { before.step + Self.share(run.steps, $0, of: parts) }
      let isLast = part + 1 == parts
      if goesOn, !isLast {
        input.add("if", "\"$(step) >= \(ends[1])\" then \"jump SELF part\(part + 2)\"")
      }
      let names = try addIntegrators(run, from, to, part)
      input.add(
        "run",
        goesOn ? "\(ends[1]) upto start \(ends[0]) stop \(ends[1])" : "\(ends[1] - ends[0])")
      for name in names { input.add("unfix", name) }
      if goesOn, !isLast { input.add("label", "part\(part + 2)") }
    }
  }

  /// Steps in the first parts of so many.
  private static func share(_ steps: Int, _ part: Int, of parts: Int) -> Int {
    let (whole, rest) = steps.quotientAndRemainder(dividingBy: parts)
    return whole * part + rest * part / parts
  }

  /// Of a thermostat that draws; another one after an interruption, or it would draw the same again.
  private func seed(_ part: Int) -> String {
    let seed = 1 + (job.seed &+ UInt64(number) &* 7919 &+ UInt64(part) &+ 1) % 900_000_000
    return goesOn ? "$((\(seed)+step)%900000000+1:%.0f)" : "\(seed)"
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
      input.add("fix", "heat mobile langevin \(temperatures) \(seed(part)) zero no")
    case .berendsen:
      input.add("fix", "heat mobile temp/berendsen \(temperatures)")
      input.add("fix_modify", "heat temp mobileT")
    case .csvr:
      input.add("fix", "heat mobile temp/csvr \(temperatures) \(seed(part))")
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
