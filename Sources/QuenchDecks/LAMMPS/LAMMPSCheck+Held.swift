extension LAMMPSCheck {
  /// Groups whose atoms feel no force, by `fix setforce 0 0 0`.
  private var heldGroups: [String] {
    script.all("fix").filter { command in
      command.words.count >= 7 && command.words[3] == "setforce"
        && command.words[4...6].allSatisfy { Double($0) == 0 }
    }.map { $0.words[2] }.filter { group in
      // An empty group may be made for the sake of uniform scripts.
      group != "all"
    }
  }

  private static let thermostats = [
    "nvt", "npt", "langevin", "temp/berendsen", "temp/csvr", "temp/rescale", "temp/csld",
  ]
  private static let integrators = ["nve", "nvt", "npt", "nph"]

  var thermostats: [Finding] {
    let held = heldGroups
    guard !held.isEmpty else { return [] }
    var findings: [Finding] = []
    for command in script.all("fix") where command.words.count > 3 {
      let (group, style) = (command.words[2], command.words[3])
      guard group == "all" || held.contains(group) else { continue }
      if Self.thermostats.contains(style) {
        findings.append(
          finding(
            .error, "THERMOSTAT",
            "fix \(style) acts on group '\(group)', and \(held.joined(separator: ", ")) is held: held "
              + "atoms count as thermal and the others run too hot; use the group of the free atoms",
            command))
      } else if Self.integrators.contains(style) {
        findings.append(
          finding(
            .warning, "INTEGRATOR",
            "fix \(style) moves group '\(group)' though \(held.joined(separator: ", ")) is held: any "
              + "velocity they have carries them away", command))
      }
    }
    return findings + temperatures + degreesOfFreedom
  }

  /// Thermostats that are told to go by a temperature in which held atoms count.
  private var temperatures: [Finding] {
    let held = heldGroups
    let computes = script.all("compute").filter { command in
      command.words.count > 3 && command.words[3].hasPrefix("temp")
        && (command.words[2] == "all" || held.contains(command.words[2]))
    }.map { $0.words[1] }
    return script.all("fix_modify").filter { command in
      guard let place = command.words.firstIndex(of: "temp"), place + 1 < command.words.count
      else { return false }
      return computes.contains(command.words[place + 1])
        || command.words[place + 1] == "thermo_temp"
    }.map { command in
      finding(
        .error, "THERMOSTAT",
        "the temperature of '\(command.words[1])' counts held atoms (\(held.joined(separator: ", "))): "
          + "the others run too hot; compute temp of the free atoms' group", command)
    }
  }

  /// Beside held atoms momentum is not conserved, so that no 3 degrees of freedom are lost.
  private var degreesOfFreedom: [Finding] {
    guard
      let thermostat = script.all("fix").first(where: {
        $0.words.count > 3 && Self.thermostats.contains($0.words[3])
      })
    else { return [] }
    let hasRule = script.all("compute_modify").contains { command in
      command.words.contains("extra/dof") || command.words.contains("extra")
    }
    guard !hasRule else { return [] }
    return [
      finding(
        .warning, "DOF",
        "3 degrees of freedom are taken off though held atoms take up momentum: compute_modify … "
          + "extra/dof 0 for the temperature of the free atoms, and fix_modify … temp", thermostat)
    ]
  }

  var frozenPressure: [Finding] {
    guard !heldGroups.isEmpty else { return [] }
    return script.all("fix").filter { command in
      guard command.words.count > 3 else { return false }
      return ["npt", "nph", "press/berendsen", "box/relax"].contains(command.words[3])
    }.map { command in
      finding(
        .error, "PRESSURE", "fix \(command.words[3]) rescales the cell and moves held atoms",
        command)
    }
  }
}
