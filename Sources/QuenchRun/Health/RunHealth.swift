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
    public let unit: String
    public let text: String?

    init(_ label: String, key: String, _ value: Double, unit: String) {
      (self.label, self.key, self.value, self.unit, self.text) = (label, key, value, unit, nil)
    }

    init(_ label: String, key: String, text: String) {
      (self.label, self.key, self.value, self.unit, self.text) = (label, key, nil, "", text)
    }
  }

  public private(set) var facts: [Fact] = []
  public private(set) var warnings: [Warning] = []

  public init() {}

  /// Steps, temperature, pressure, drift and electrons, as the log has them. `atoms` scales the drift.
  /// A relaxation has steps, and no time.
  public mutating func take(_ series: RunSeries, atoms: Int?, isDynamics: Bool = true) {
    let ending =
      series.isFinished
      ? "yes" : series.hasEnding ? "no: the log is cut off" : "not known: its output is not there"
    facts.append(Fact("finished", key: "finished", text: ending))
    if !series.isFinished, series.hasEnding {
      warnings.append(
        Warning("W-UNFINISHED", "the log has no closing line: the run did not finish"))
    }
    if let last = series.rows.last {
      facts.append(Fact("last step", key: "last_step", Double(last.step), unit: ""))
      if isDynamics, let time = last.time {
        facts.append(
          Fact("time", key: "time_ps", time / Factor.femtosecondPerPicosecond, unit: "ps"))
      }
    }
    if let fraction = series.unconvergedFraction {
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
    takeMeans(series, atoms: atoms)
  }

  private mutating func takeMeans(_ series: RunSeries, atoms: Int?) {
    if let temperature = series.late(\.temperature) {
      facts.append(
        Fact(
          "engine's temperature", key: "engine_temperature_K", temperature.mean,
          unit: "K, ± \(shown(temperature.deviation)) over the second half"))
    }
    for name in series.temperatureNames {
      guard let temperature = series.lateTemperature(of: name) else { continue }
      facts.append(
        Fact(
          "engine's, \(name)", key: "engine_temperature_\(name)_K", temperature.mean,
          unit: "K, ± \(shown(temperature.deviation)) over the second half"))
    }
    if let pressure = series.late(\.pressure) {
      facts.append(
        Fact(
          "pressure", key: "pressure_GPa", pressure.mean,
          unit: "GPa, ± \(shown(pressure.deviation)) over the second half"))
    }
    if let drift = series.drift, let atoms, atoms > 0 {
      let perAtom = drift * Factor.femtosecondPerPicosecond * 1000 / Double(atoms)
      facts.append(
        Fact(
          "energy drift", key: "drift_meV_per_atom_ps", perAtom,
          unit: "meV/atom/ps of \(series.conservedName ?? "the conserved energy")"
            + (series.conservedName == "TotEng" ? ", which a thermostat changes" : "")))
    }
  }

  /// What the trajectory shows.
  public mutating func take(_ motion: MotionHealth) {
    for group in motion.temperatures {
      facts.append(
        Fact(
          "temperature of \(group.name)", key: "temperature_\(group.name)_K", group.kelvin,
          unit: "K, from velocities of \(group.atoms) free atoms"))
    }
    if let moved = motion.largestHeldDisplacement {
      facts.append(
        Fact(
          "held atoms moved", key: "held_displacement_A", moved,
          unit: "Å at most, of \(motion.heldAtoms)"))
      if moved > 1e-3 {
        warnings.append(
          Warning(
            "W-FROZEN", "held atoms moved by up to \(shown(moved)) Å: the frozen part did not stay")
        )
      }
    }
    if let onSites = motion.lastOnSites {
      facts.append(
        Fact(
          "atoms on starting sites", key: "on_sites_percent", 100 * onSites,
          unit: "% of the mobile at the end; least \(shown(100 * (motion.leastOnSites ?? 0))) %, "
            + "by chance \(shown(100 * motion.chanceOnSites)) %"))
    }
    if motion.lastOnSites != nil {
      let answer =
        motion.hasRecrystallised
        ? "yes: the sites were left and are full again"
        : motion.leftItsSites ? "no" : "the starting sites were never left"
      facts.append(Fact("recrystallised", key: "recrystallised", text: answer))
    }
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

  private func shown(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}
