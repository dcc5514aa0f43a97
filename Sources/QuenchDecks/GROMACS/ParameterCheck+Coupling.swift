import QuenchUnits

/// Thermostats and barostats: what they need, and how fast they may be.
extension ParameterCheck {
  var baths: [Finding] {
    temperatureGroups + thermostatTime + pressures + barostatTime + weak + velocities + cutoffPair
  }

  private func count(_ key: String) -> Int { parameters[key]?.words.count ?? 0 }

  private var hasThermostat: Bool {
    isCoupled || ["sd", "sd1", "bd"].contains(parameters.word("integrator"))
  }

  private var temperatureGroups: [Finding] {
    guard hasThermostat, isDynamics else { return [] }
    guard count("tc-grps") > 0 else {
      return [
        finding(
          .error, "TC-GROUPS", "a thermostat and no tc-grps: System is the group of all atoms",
          at: parameters["tcoupl"] == nil ? "integrator" : "tcoupl")
      ]
    }
    let groups = count("tc-grps")
    return ["tau-t", "ref-t"].filter { count($0) != groups }.map { key in
      finding(
        .error, "TC-GROUPS",
        "tc-grps names \(groups) group\(groups == 1 ? "" : "s") and \(key) has "
          + "\(count(key)) value\(count(key) == 1 ? "" : "s")",
        at: parameters[key] == nil ? "tc-grps" : key)
    }
  }

  /// ps; GROMACS couples each tenth step unless told otherwise.
  private func interval(_ key: String) -> Double {
    let steps = parameters.number(key) ?? -1
    return (steps > 0 ? steps : 10) * (parameters.number("dt") ?? 0.001)
  }

  private func short(_ key: String, _ time: Double, _ every: String, _ what: String) -> [Finding] {
    let least = 20 * interval(every)
    guard time > 0, time < least * (1 - 1e-6) else { return [] }
    return [
      finding(
        .error, key.uppercased(),
        "\(key) \(DeckNumber.text(time)) ps is less than 20 times \(every) × dt "
          + "(\(DeckNumber.text(least)) ps) for \(what): grompp warns, and stops without -maxwarn",
        at: key)
    ]
  }

  private var thermostatTime: [Finding] {
    guard parameters.word("tcoupl") == "nosehoover", isDynamics,
      parameters.word("integrator") ?? "md" == "md",
      let time = parameters["tau-t"]?.words.compactMap(Double.init).filter({ $0 > 0 }).min()
    else { return [] }
    return short("tau-t", time, "nsttcouple", "Nosé-Hoover")
  }

  private var barostatTime: [Finding] {
    guard parameters.word("pcoupl") == "parrinellorahman", isDynamics,
      let time = parameters.number("tau-p")
    else { return [] }
    return short("tau-p", time, "nstpcouple", "Parrinello-Rahman")
  }

  private var pressures: [Finding] {
    guard isPressed, isDynamics else { return [] }
    let kind = parameters.word("pcoupltype") ?? "isotropic"
    guard
      let wanted = ["isotropic": 1, "semiisotropic": 2, "anisotropic": 6, "surfacetension": 2][kind]
    else { return [] }
    return ["ref-p", "compressibility"].filter { count($0) != wanted }.map { key in
      let what = parameters[key] == nil ? "there is no \(key)" : "\(key) has \(count(key)) values"
      return finding(
        .error, key == "ref-p" ? "REF-P" : "COMPRESSIBILITY",
        "pcoupl = \(parameters["pcoupl"]?.value ?? "") wants \(wanted) for pcoupltype = \(kind), and "
          + what, at: parameters[key] == nil ? "pcoupl" : key)
    }
  }

  private var weak: [Finding] {
    ["tcoupl", "pcoupl"].filter { isDynamics && parameters.word($0) == "berendsen" }.map { key in
      finding(
        .warning, "BERENDSEN",
        "\(key) = berendsen samples no ensemble: "
          + (key == "tcoupl" ? "v-rescale" : "c-rescale")
          + " does; grompp warns, and stops without -maxwarn", at: key)
    }
  }

  private var velocities: [Finding] {
    guard parameters.word("gen-vel") == "yes" else { return [] }
    if parameters.word("continuation") == "yes" {
      return [
        finding(
          .error, "GEN-VEL", "gen-vel = yes throws away what continuation = yes goes on with",
          at: "gen-vel")
      ]
    }
    guard isDynamics, parameters.word("pcoupl") == "parrinellorahman" else { return [] }
    return [
      finding(
        .warning, "GEN-VEL",
        "new velocities under Parrinello-Rahman: c-rescale until the density is right; grompp warns, and "
          + "stops without -maxwarn", at: "gen-vel")
    ]
  }

  private var cutoffPair: [Finding] {
    if parameters.word("cutoff-scheme") == "group" {
      return [
        finding(
          .error, "VALUE", "cutoff-scheme = group went with GROMACS 2020: Verlet",
          at: "cutoff-scheme")
      ]
    }
    guard let coulomb = parameters.number("rcoulomb"), let other = parameters.number("rvdw"),
      coulomb != other
    else { return [] }
    let isPME = parameters.word("coulombtype")?.hasPrefix("pme") ?? false
    guard !isPME || coulomb < other else { return [] }
    return [
      finding(
        .error, "CUTOFF",
        "rcoulomb \(DeckNumber.text(coulomb)) nm and rvdw \(DeckNumber.text(other)) nm differ: the Verlet "
          + "scheme takes only a larger rcoulomb, and that with PME", at: "rcoulomb")
    ]
  }
}
