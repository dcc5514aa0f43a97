/// How pw.x holds a temperature (INPUT_PW: ion_temperature); it has no Nosé–Hoover thermostat.
struct PWThermostat {
  private let run: Dynamics
  /// No velocities are there to go on with: they are drawn.
  private let isFirst: Bool

  init(_ run: Dynamics, isFirst: Bool) { (self.run, self.isFirst) = (run, isFirst) }

  var name: String {
    switch (run.ensemble, run.thermostat) {
    case (.nve, _): isFirst ? "initial" : "not_controlled"
    case (.npt, _): "rescaling"
    case (_, .andersen): "andersen"
    case (_, .berendsen): "berendsen"
    default: "svr"
    }
  }

  /// Relaxation time in steps.
  var steps: Int { max(1, Int(exactly: (run.thermostatTime / run.timestep).rounded()) ?? 1) }

  func remarks(_ stage: String) -> [String] {
    var said: [String] = []
    if run.until != nil {
      said.append(
        "'\(stage)': pw.x cannot stop itself on 'until: molten'; it runs all \(run.steps) steps, "
          + "and run.sh goes on only where the trajectory passes the melt test")
    }
    if run.saveEvery > 1 {
      said.append("'\(stage)': pw.x prints every step; 'save-every' is left to the conversion")
    }
    guard run.ensemble != .nve else { return said }
    if run.ensemble == .npt {
      said.append(
        "'\(stage)': pw.x has NPT (vc-md, Parrinello–Rahman) only with velocities rescaled to the "
          + "temperature: no true ensemble")
    } else if run.thermostat == .noseHoover || run.thermostat == .langevin {
      said.append(
        "'\(stage)': pw.x has no \(run.thermostat.rawValue) thermostat; stochastic velocity rescaling "
          + "of the same time is written (cp.x has Nosé–Hoover: qe.program cp.x)")
    }
    return said
  }
}
