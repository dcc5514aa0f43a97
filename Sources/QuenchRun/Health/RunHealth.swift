public import QuenchAnalysis
public import QuenchModel
import QuenchNeighbors
import QuenchUnits

/// How a finished or interrupted run went, from its log and its trajectory.
public struct RunHealth: Sendable {
  /// One number with its unit, or a sentence.
  public struct Fact: Hashable, Sendable {
    public let key: String
    public let label: String
    public let value: Double?
    /// Its spread over what it is the mean of.
    public let deviation: Double?
    public let unit: String
    /// What a reader should know of the number.
    public let remark: String
    public let text: String?

    init(
      _ label: String, key: String, _ value: Double, _ deviation: Double? = nil, unit: String,
      remark: String = ""
    ) {
      (self.label, self.key, self.value, self.deviation) = (label, key, value, deviation)
      (self.unit, self.remark, text) = (unit, remark, nil)
    }

    init(_ label: String, key: String, text: String) {
      (self.label, self.key, self.text) = (label, key, text)
      (value, deviation, unit, remark) = (nil, nil, "", "")
    }
  }

  public private(set) var facts: [Fact] = []
  public private(set) var warnings: [Warning] = []

  public init() {}

  /// Steps, energy, temperature, pressure, drift and electrons, as the log has them. `atoms` scales the
  /// drift; `freedom`, thermal degrees of freedom by our own count, gives a temperature beside the engine's.
  /// A relaxation has steps, and no time and no temperature.
  public mutating func take(
    _ series: RunSeries, atoms: Int?, isDynamics: Bool = true, freedom: Int? = nil
  ) {
    takeEnding(series.isFinished, series.hasEnding)
    if let last = series.rows.last {
      facts.append(Fact("last step", key: "last_step", Double(last.step), unit: ""))
      if isDynamics, let time = last.time {
        facts.append(
          Fact("time", key: "time_ps", time / Factor.femtosecondPerPicosecond, unit: "ps"))
      }
    }
    if !isDynamics, let isRelaxed = series.isRelaxed {
      takeConvergence(isRelaxed, of: "relaxation")
    }
    takeElectrons(series)
    if isDynamics {
      takeMeans(series, atoms: atoms, freedom: freedom)
    } else {
      takeLast(series)
    }
  }

  private mutating func takeEnding(_ isFinished: Bool, _ hasEnding: Bool) {
    let ending =
      isFinished
      ? "yes" : hasEnding ? "no: the log is cut off" : "not known: its output is not there"
    facts.append(Fact("finished", key: "finished", text: ending))
    if !isFinished, hasEnding {
      warnings.append(
        Warning("W-UNFINISHED", "the log has no closing line: the run did not finish"))
    }
  }

  private mutating func takeConvergence(_ isConverged: Bool, of what: String) {
    facts.append(
      Fact("converged", key: "converged", text: isConverged ? "yes" : "no: it ran out of steps"))
    guard !isConverged else { return }
    warnings.append(
      Warning(
        "W-CONVERGENCE",
        "the \(what) stopped at its last step, above the force asked for: go on from there"))
  }

  private mutating func takeElectrons(_ series: RunSeries) {
    guard let fraction = series.unconvergedFraction else { return }
    facts.append(
      Fact("unconverged steps", key: "unconverged_percent", 100 * fraction, unit: "%"))
    if fraction > 0.01 {
      warnings.append(
        Warning(
          "W-ELECTRONS",
          "the electrons of \(shown(100 * fraction)) % of the steps did not converge: "
            + "forces there are wrong"))
    }
  }

  /// Of dynamics.
  private mutating func takeMeans(_ series: RunSeries, atoms: Int?, freedom: Int?) {
    func add(
      _ label: String, _ key: String, _ mean: (mean: Double, deviation: Double)?, _ unit: String
    ) {
      guard let mean else { return }
      let spread = mean.deviation > 0 ? mean.deviation : nil  // one row alone has none
      facts.append(Fact(label, key: key, mean.mean, spread, unit: unit))
    }
    if series.rows.count > 1 {
      facts.append(
        Fact("means and spreads", key: "means", text: "of the second half, as the engine counts"))
    }
    add("temperature", "engine_temperature_K", series.late(\.temperature), "K")
    takeOwnTemperature(series, freedom)
    for name in series.temperatureNames {
      add(
        "temperature of \(name)", "engine_temperature_\(name)_K", series.lateTemperature(of: name),
        "K")
    }
    add("potential energy", "potential_eV", series.late(\.potential), "eV")
    add("pressure", "pressure_GPa", series.late(\.pressure), "GPa")
    if let drift = series.drift, let name = series.conservedName, let atoms, atoms > 0 {
      let perAtom = drift * Factor.femtosecondPerPicosecond * 1000 / Double(atoms)
      facts.append(
        Fact(
          "energy drift", key: "drift_meV_per_atom_ps", perAtom, unit: "meV/atom/ps",
          remark: "of \(name)"))
    }
  }

  /// T = 2 K / (k_B N_f): engines count held atoms and momentum each in their own way.
  private mutating func takeOwnTemperature(_ series: RunSeries, _ freedom: Int?) {
    guard let freedom, freedom > 0, let kinetic = series.late(\.kinetic) else { return }
    let unit = 2 / (Factor.electronvoltPerKelvin * Double(freedom))
    let spread = kinetic.deviation > 0 ? unit * kinetic.deviation : nil
    facts.append(
      Fact(
        "temperature, our count", key: "temperature_K", unit * kinetic.mean, spread, unit: "K",
        remark: "\(freedom) degrees of freedom"))
  }

  /// Of what stands still: the last numbers.
  private mutating func takeLast(_ series: RunSeries) {
    guard let last = series.rows.last else { return }
    if let energy = last.potential {
      facts.append(Fact("energy", key: "energy_eV", energy, unit: "eV"))
    }
    if let pressure = series.rows.last(where: { $0.pressure != nil })?.pressure {
      facts.append(Fact("pressure", key: "pressure_GPa", pressure, unit: "GPa"))
    }
  }

  /// The barrier of a band.
  public mutating func take(_ band: BandProfile) {
    takeEnding(band.isFinished, band.hasEnding)
    facts.append(Fact("last step", key: "last_step", Double(band.steps), unit: ""))
    if let isConverged = band.isConverged { takeConvergence(isConverged, of: "band") }
    let count = band.energies.count
    facts.append(
      Fact("images", key: "images", Double(count), unit: "", remark: "both ends included"))
    facts.append(
      Fact(
        "barrier", key: "barrier_eV", band.barrier, unit: "eV",
        remark: "from the start to image \(band.highest) of 0 to \(count - 1)"))
    facts.append(
      Fact("barrier back", key: "reverse_barrier_eV", band.reverseBarrier, unit: "eV"))
    facts.append(
      Fact(
        "end above start", key: "reaction_energy_eV", band.difference, unit: "eV"))
    if band.highest == 0 || band.highest == count - 1 {
      warnings.append(
        Warning("W-BARRIER", "the highest image is an end of the band: there is no barrier on it"))
    }
  }

  /// What the trajectory shows. Held atoms that moved by less than `grain`, Å, stayed: the trajectory's last
  /// digits.
  public mutating func take(_ motion: MotionHealth, grain: Double = 1e-3) {
    for group in motion.temperatures {
      facts.append(
        Fact(
          "temperature of \(group.name)", key: "temperature_\(group.name)_K", group.kelvin,
          unit: "K", remark: "second half, from velocities of \(group.atoms) free atoms"))
    }
    if let moved = motion.largestHeldDisplacement {
      facts.append(
        Fact(
          "held atoms moved", key: "held_displacement_A", moved, unit: "Å",
          remark: "at most, of \(motion.heldAtoms)"))
      if moved > grain {
        warnings.append(
          Warning(
            "W-FROZEN", "held atoms moved by up to \(shown(moved)) Å: the frozen part did not stay")
        )
      }
    }
    takeSites(motion)
  }

  private mutating func takeSites(_ motion: MotionHealth) {
    guard let onSites = motion.lastOnSites else { return }
    facts.append(
      Fact(
        "atoms on crystal sites", key: "on_sites_percent", 100 * onSites, unit: "%",
        remark: "of the free ones at the end; least \(shown(100 * (motion.leastOnSites ?? 0))) %, "
          + "by chance \(shown(100 * motion.chanceOnSites)) %"))
    let answer =
      motion.hasRecrystallised
      ? "yes: the sites were left and are full again"
      : motion.leftItsSites ? "no" : "the starting sites were never left"
    facts.append(Fact("recrystallised", key: "recrystallised", text: answer))
    if motion.hasRecrystallised {
      warnings.append(
        Warning("W-RECRYSTALLISED", "the mobile part left its starting sites and came back to them")
      )
    }
  }

  /// Whether what was to melt did.
  public mutating func take(_ melt: [MeltTest.Verdict]) {
    for verdict in melt {
      let bound = verdict.firstMaximum.map { "r₁² \(shown($0 * $0)) Å²" } ?? "no r₁"
      let slope = verdict.slope.map { "slope \(shown($0))" } ?? "the run is shorter than 2 ps"
      let answer = verdict.isMolten ? "yes" : verdict.slope == nil ? "not told" : "no"
      facts.append(
        Fact(
          "\(verdict.species) molten", key: "molten_\(verdict.species)",
          text: "\(answer): MSD \(shown(verdict.displacement)) Å², "
            + "\(bound), \(slope)"))
    }
  }

  mutating func warn(_ warning: Warning) { warnings.append(warning) }

  private func shown(_ value: Double) -> String { value.threeDigits }
}
