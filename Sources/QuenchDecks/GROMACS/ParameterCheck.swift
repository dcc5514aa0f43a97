/// Looks at a parameter file.
struct ParameterCheck {
  let file: String
  let folder: DeckFolder
  let parameters: MDPText

  init(_ file: String, in folder: DeckFolder) {
    self.file = folder.name(file)
    self.folder = folder
    parameters = MDPText(folder.text(file) ?? "")
  }

  var findings: [Finding] {
    repeated + options + intervals + coupling + baths + frozen + groups + covered + cutoffs
      + timestep
  }

  func finding(
    _ severity: Finding.Severity, _ subject: String, _ message: String, at key: String
  ) -> Finding {
    Finding(severity, subject, message, file: file, line: parameters[key]?.line)
  }

  private var repeated: [Finding] {
    parameters.repeated.map {
      Finding(
        .error, "TWICE", "'\($0.key)' stands here twice: grompp stops", file: file, line: $0.line)
    }
  }

  var isDynamics: Bool {
    !["steep", "cg", "lbfgs"].contains(parameters.word("integrator") ?? "md")
  }

  private var intervals: [Finding] {
    guard isDynamics, let energy = parameters.number("nstenergy"), energy > 0 else { return [] }
    let calculated = parameters.number("nstcalcenergy") ?? 100
    guard calculated > 0, energy.truncatingRemainder(dividingBy: calculated) != 0,
      parameters["nstcalcenergy"] != nil || energy > calculated
    else { return [] }
    return [
      finding(
        .error, "NSTENERGY",
        "nstenergy \(Int(clamping: energy)) is no multiple of nstcalcenergy "
          + "\(Int(clamping: calculated)): grompp stops", at: "nstenergy")
    ]
  }

  var isCoupled: Bool { !["no", nil].contains(parameters.word("tcoupl")) }
  var isPressed: Bool { !["no", nil].contains(parameters.word("pcoupl")) }

  private var coupling: [Finding] {
    guard parameters.word("pcoupl") == "parrinellorahman",
      let pressure = parameters.number("tau-p"),
      let temperature = parameters["tau-t"]?.words.compactMap(Double.init).max(),
      isCoupled, pressure < 2 * temperature
    else { return [] }
    return [
      finding(
        .warning, "TAU-P",
        "tau-p \(DeckNumber.text(pressure)) ps is less than twice tau-t "
          + "\(DeckNumber.text(temperature)) ps: Parrinello-Rahman may "
          + "oscillate, and grompp warns of it", at: "tau-p")
    ]
  }

  private var frozen: [Finding] {
    guard let groups = parameters["freezegrps"]?.words, !groups.isEmpty else { return [] }
    var findings: [Finding] = []
    let momentum = parameters.word("comm-mode") ?? "linear"
    let removed = parameters["comm-grps"]?.words ?? ["System"]
    if isDynamics, momentum != "none",
      removed.contains("System") || removed.contains(where: groups.contains)
    {
      findings.append(
        finding(
          .warning, "COMM",
          "the momentum of held atoms is removed too, and 3 degrees of freedom with it: comm-grps of "
            + "the free atoms, or comm-mode = none", at: "freezegrps"))
    }
    if isPressed {
      findings.append(
        finding(
          .error, "PRESSURE", "pressure coupling rescales the box and moves held atoms",
          at: "pcoupl"))
    }
    return findings + thermostats(groups)
  }

  /// Held atoms have no degrees of freedom in any group's count; a group of theirs that is not coupled
  /// makes grompp warn of the pair list's buffer.
  private func thermostats(_ held: [String]) -> [Finding] {
    guard isCoupled, let groups = parameters["tc-grps"]?.words else { return [] }
    let times = parameters["tau-t"]?.words.compactMap(Double.init) ?? []
    return groups.indices.filter { index in
      held.contains(groups[index]) && index < times.count && times[index] < 0
    }.map { index in
      finding(
        .warning, "THERMOSTAT",
        "'\(groups[index])' is held and has a group without coupling, which grompp warns of: tc-grps "
          + "System counts no held atoms either", at: "tc-grps")
    }
  }

  /// Groups that the index file beside or above does not have.
  private var groups: [Finding] {
    guard let (name, known) = indexGroups else { return [] }
    let keys = ["tc-grps", "freezegrps", "comm-grps", "energygrps", "compressed-x-grps"]
    return keys.flatMap { key in
      (parameters[key]?.words ?? []).filter { word in
        !known.contains(word.lowercased()) && !Self.standard.contains(word.lowercased())
      }.map {
        finding(.error, "GROUP", "'\($0)' is no group of \(name)", at: key)
      }
    }
  }

  /// Groups GROMACS makes of itself.
  private static let standard = [
    "system", "other", "protein", "water", "non-water", "ion", "water_and_ions", "sol",
  ]

  private var indexGroups: (name: String, groups: [String])? {
    let own = folder.names.filter { $0.hasSuffix(".ndx") }
    let name = own.first ?? "../index.ndx"
    guard own.count < 2, let text = folder.text(name) else { return nil }
    return (
      name,
      text.split(whereSeparator: \.isNewline).compactMap { line in
        let words = line.split(whereSeparator: { " \t[]".contains($0) })
        return line.contains("[") ? words.first.map { $0.lowercased() } : nil
      }
    )
  }
}

extension Int {
  fileprivate init(clamping value: Double) { self = Int(exactly: value.rounded()) ?? .max }
}
