import QuenchModel
import QuenchUnits

extension INCAR {
  mutating func singlePoint() {
    set("IBRION", -1, "ions do not move")
    set("NSW", 0, "no ionic steps")
  }

  /// ML_MODE = REFIT computes no step; the tags are those of the dynamics that learned.
  mutating func refit() {
    set("IBRION", 0, "nothing moves: the fit alone")
    set("NSW", 1, "as ML_MODE = REFIT sets it")
    set("POTIM", 1, "fs, without a meaning here")
  }

  mutating func relaxation(_ run: Relaxation) {
    set("IBRION", 2, "conjugate gradient")
    set("NSW", run.maximumSteps, "ionic steps after which it gives up")
    set("EDIFFG", -run.force, "eV/Å (negative: force criterion)")
    set("POTIM", 0.5, "scale of the trial step (no time)")
    switch run.cell {
    case .fixed: set("ISIF", 2, "ions move, the cell does not")
    case .shape: set("ISIF", 4, "ions and the shape of the cell; the volume stays")
    case .volume: set("ISIF", 8, "ions and the volume; the shape stays (VASP 6.4.1 and later)")
    case .all: set("ISIF", 3, "ions, shape and volume; repeat until the basis set fits the cell")
    }
    if run.pressure != 0 {
      set("PSTRESS", run.pressure / Factor.gigapascalPerKilobar, "kB, the outer pressure")
    }
  }

  mutating func band(_ band: NudgedBand) {
    set("IMAGES", band.images, "between the ends 00 and \(Self.folder(band.images + 1))")
    set("SPRING", -band.spring, "eV/Å² (negative: nudged)")
    set("LCLIMB", band.climbing, "climbing image (VTST extension)")
    set("IBRION", 3, "damped dynamics; with VTST and IOPT it only hands over")
    set("POTIM", 0.1, "damped step; set 0 where IOPT = 1 or 3 of VTST is used")
    set("NSW", band.maximumSteps, "ionic steps after which it gives up")
    set("EDIFFG", -band.force, "eV/Å (negative: force criterion)")
    set("ISIF", 2, "the cell does not move")
  }

  private static func folder(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }

  mutating func dynamics(_ run: Dynamics, _ part: VASPStage) throws(DeckError) {
    let groups = part.deck.groups
    guard run.ensemble != .npt || !groups.hasHeldAtoms else {
      throw DeckError(
        .inconsistent("atoms held in place and NPT: a breathing cell moves them"),
        stage: part.stage.name)
    }
    set("IBRION", 0, "molecular dynamics")
    set("NSW", run.steps, "\(DeckNumber.text(run.duration / 1000)) ps")
    set("POTIM", run.timestep, "fs")
    let rate = run.coolingRate.map { ", \(DeckNumber.scientific(abs($0))) K/s" } ?? ""
    set("TEBEG", run.start, "K at the start")
    set("TEEND", run.end, run.isRamp ? "K at the end: a straight ramp\(rate)" : "K at the end")
    set("NBLOCK", max(1, run.saveEvery), "steps between frames of XDATCAR")
    switch run.ensemble {
    case .nve:
      set("MDALGO", 1, "NVE: the Andersen thermostat that never collides")
      set("ANDERSEN_PROB", 0, "collisions per step and atom")
      set("ISIF", 2, "the cell does not move")
    case .nvt:
      thermostat(run, groups)
      set("ISIF", 2, "the cell does not move")
    case .npt: barostat(run, groups)
    }
    let isStochastic =
      run.ensemble == .npt
      || run.ensemble == .nvt && [.andersen, .langevin, .csvr].contains(run.thermostat)
    if part.previousRun == nil || run.drawsVelocities || isStochastic {
      set(
        "RANDOM_SEED", "\(part.deck.job.seed(ofRun: part.number)) 0 0",
        "of velocities and stochastic thermostats, another in each stage")
    }
  }

  private mutating func thermostat(_ run: Dynamics, _ groups: ElementGroups) {
    let time = DeckNumber.text(run.thermostatTime)
    switch run.thermostat {
    case .noseHoover, .berendsen:
      set("MDALGO", 2, "Nosé–Hoover")
      set("SMASS", Self.noseMass(run, groups), "Nosé mass, u × |a|²: period \(time) fs")
    case .andersen:
      set("MDALGO", 1, "Andersen")
      set(
        "ANDERSEN_PROB", min(1, run.timestep / run.thermostatTime),
        "collisions per step and atom: once in \(time) fs")
    case .langevin:
      set("MDALGO", 3, "Langevin")
      friction(run, groups)
    case .csvr:
      set("MDALGO", 5, "stochastic velocity rescaling (VASP 6.4.3 and later)")
      set("CSVR_PERIOD", run.thermostatTime, "fs, relaxation time")
    }
  }

  /// ps⁻¹ for each species: the inverse of the relaxation time.
  private mutating func friction(_ run: Dynamics, _ groups: ElementGroups) {
    let gamma = DeckNumber.text(Factor.femtosecondPerPicosecond / run.thermostatTime)
    set(
      "LANGEVIN_GAMMA", groups.map { _ in gamma }.joined(separator: " "),
      "ps⁻¹, one per species of POSCAR")
  }

  private mutating func barostat(_ run: Dynamics, _ groups: ElementGroups) {
    set("MDALGO", 3, "Langevin; with ISIF 3 the NpT of Parrinello and Rahman")
    set("ISIF", 3, "the cell moves")
    friction(run, groups)
    set(
      "LANGEVIN_GAMMA_L", Factor.femtosecondPerPicosecond / run.barostatTime,
      "ps⁻¹, friction of the cell")
    set(
      "PMASS", Self.cellMass(run, groups), "u, mass of the cell: period about the barostat's time")
    set("PSTRESS", run.pressure / Factor.gigapascalPerKilobar, "kB, the outer pressure")
  }

  /// VASP's Nosé mass for a period τ: 2 N_f k_B T (τ/2π)² / |a|², u; T the higher end.
  ///
  /// VASP's own choice, SMASS = 0, is the same at τ = 40 POTIM.
  static func noseMass(_ run: Dynamics, _ groups: ElementGroups) -> Double {
    let free = groups.hasHeldAtoms ? groups.freeAxes : groups.freeAxes - 3
    let a = groups.lattice.a.length
    return 2 * inertia(max(run.start, run.end), run.thermostatTime, Double(max(1, free))) / (a * a)
  }

  /// N_f k_B T (τ/2π)² over the squared mean edge, u.
  private static func cellMass(_ run: Dynamics, _ groups: ElementGroups) -> Double {
    let edge = cubeRoot(groups.lattice.volume)
    let mass = inertia(max(run.start, run.end), run.barostatTime, Double(groups.freeAxes))
    return (mass / (edge * edge)).rounded(.up)
  }

  /// N k_B T (τ/2π)², u Å².
  private static func inertia(_ kelvin: Double, _ time: Double, _ count: Double) -> Double {
    let energy = count * Factor.electronvoltPerKelvin * kelvin
    let period = time / (2 * .pi)
    return energy * Factor.atomicMassSquareAngstromPerSquareFemtosecondPerElectronvolt * period
      * period
  }
}
