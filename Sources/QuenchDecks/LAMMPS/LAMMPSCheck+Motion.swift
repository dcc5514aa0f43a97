import QuenchFormats
import QuenchModel
import QuenchUnits

/// What moves atoms, and how fast.
extension LAMMPSCheck {
  private static let movers = ["nve", "nvt", "npt", "nph", "rigid", "nvk", "brownian", "move"]

  private func moves(_ style: String) -> Bool {
    Self.movers.contains { style == $0 || style.hasPrefix($0 + "/") }
      || ["temp/csvr/integrate", "gld", "gle", "pimd", "ttm/mod", "phonon"].contains(style)
  }

  /// Runs without anything that moves atoms, and atoms that two fixes move.
  var motion: [Finding] {
    let commands = script.commands
    guard !commands.contains(where: { ["jump", "label", "if", "rerun"].contains($0.name) }) else {
      return []
    }
    var active: [(id: String, group: String, style: String)] = []
    for command in commands {
      let words = command.words
      switch command.name {
      case "unfix" where words.count > 1: active.removeAll { $0.id == words[1] }
      case "fix" where words.count > 3:
        active.removeAll { $0.id == words[1] }
        if let other = active.first(where: { moves($0.style) && moves(words[3]) }),
          other.group == words[2] || other.group == "all" || words[2] == "all"
        {
          return [
            finding(
              .error, "INTEGRATOR",
              "fix \(words[3]) moves atoms that fix \(other.id) (\(other.style)) moves too: they go twice "
                + "as far", command)
          ]
        }
        active.append((words[1], words[2], words[3]))
      case "run" where words.count > 1:
        guard words[1] != "0", !active.contains(where: { moves($0.style) || isUnknown($0.style) })
        else { continue }
        return [
          finding(
            .warning, "INTEGRATOR",
            "run \(words[1]) with no fix that moves atoms (nve, nvt, npt): they stay where they are",
            command)
        ]
      default: break
      }
    }
    return []
  }

  /// Nobody knows what a fix of another build does.
  private func isUnknown(_ style: String) -> Bool {
    style.contains("$") || !LAMMPSNames.fixes.contains(style)
  }

  /// fs per unit of time; nil for units that are no molecule's.
  var femtoseconds: Double? {
    switch script.first("units").map({ $0.words.count > 1 ? $0.words[1] : "lj" }) ?? "lj" {
    case "metal": Factor.femtosecondPerPicosecond
    case "real": 1
    default: nil
    }
  }

  /// Times in the other unit: `units real` counts in fs, `units metal` in ps.
  var damping: [Finding] {
    guard let unit = femtoseconds else { return [] }
    let standard = unit == 1 ? 1.0 : 0.001
    let step = (script.all("timestep").last?.words.dropFirst().first).map { Double($0) } ?? standard
    guard let step, step > 0 else { return [] }
    var findings: [Finding] = []
    if let command = script.all("timestep").last, step * unit < 0.01 {
      findings.append(
        finding(
          .warning, "TIMESTEP",
          "\(DeckNumber.text(step * unit)) fs is very short: units \(unit == 1 ? "real" : "metal") count in "
            + (unit == 1 ? "fs" : "ps"), command))
    }
    for command in script.all("fix") where command.words.count > 4 {
      if let (key, time) = Self.time(command), time > 0,
        time < 10 * step || time * unit > (key == "temp" ? 20_000 : 200_000)
      {
        findings.append(
          finding(
            .warning, "DAMPING",
            "\(DeckNumber.text(time * unit)) fs as damping time of \(key): about "
              + "\(key == "temp" ? 100 : 1000) time steps are usual", command))
      }
    }
    return findings
  }

  private static let pressures = ["iso", "aniso", "tri", "x", "y", "z"]

  /// The first damping time of `temp start stop T` or `iso start stop P` that can be read.
  private static func time(_ command: LAMMPSCommand) -> (String, Double)? {
    guard ["nvt", "npt", "nph"].contains(command.words[3]) else { return nil }
    for key in ["temp"] + pressures {
      guard let place = command.words[4...].firstIndex(of: key), place + 3 < command.words.count,
        let time = Double(command.words[place + 3])
      else { continue }
      return (key, time)
    }
    return nil
  }

  /// Along walls there is no pressure to hold, and a barostat needs one.
  var barostats: [Finding] {
    let walls = (script.all("boundary").last?.words.dropFirst().prefix(3) ?? []).map { $0 != "p" }
    return script.all("fix").compactMap { command in
      guard command.words.count > 3, ["npt", "nph"].contains(command.words[3]) else { return nil }
      let keys = command.words[4...].filter { Self.pressures.contains($0) }
      if keys.isEmpty,
        !command.words[4...].contains(where: { ["xy", "xz", "yz", "$"].contains($0) })
      {
        return finding(
          .error, "PRESSURE", "fix \(command.words[3]) without a pressure: iso, aniso, x, y, z",
          command)
      }
      let axes = keys.flatMap { $0.count == 1 ? [$0] : ["x", "y", "z"] }
      let bad = axes.first { axis in
        let place = ["x": 0, "y": 1, "z": 2][axis] ?? 0
        return walls.count == 3 && walls[place]
      }
      guard let bad else { return nil }
      return finding(
        .error, "PRESSURE",
        "fix \(command.words[3]) scales \(bad), along which the boundary is not periodic", command)
    }
  }

  /// Commands that end before all they need is said.
  var arguments: [Finding] {
    script.commands.compactMap { command in
      let words = command.words
      if command.name == "velocity", words.count < 5, words.dropFirst(2).first == "create" {
        return finding(
          .error, "ARGUMENTS", "velocity … create wants a temperature and a seed", command)
      }
      guard command.name == "fix", words.count > 3, ["nvt", "npt"].contains(words[3]),
        !words.contains(where: { $0.contains("$") })
      else { return nil }
      guard let place = words.firstIndex(of: "temp") else {
        return finding(
          .error, "ARGUMENTS", "fix \(words[3]) wants temp start stop damping", command)
      }
      let numbers = words[(place + 1)...].prefix(3)
      guard numbers.count < 3 || numbers.contains(where: { Double($0) == nil }) else { return nil }
      return finding(
        .error, "ARGUMENTS",
        "temp wants three numbers, start, stop and damping: 'temp \(numbers.joined(separator: " "))'",
        command)
    }
  }

  /// Masses come with the data, by `mass`, or with a potential that brings its own.
  var masses: [Finding] {
    guard let command = script.first("read_data"), command.words.count > 1,
      script.first("mass") == nil, script.first("run") != nil,
      let bytes = folder.read(command.words[1]), !hasMasses(bytes)
    else { return [] }
    let styles = script.all("pair_style").flatMap(\.words)
    guard script.missing.isEmpty,
      !styles.contains(where: { $0.hasPrefix("eam") || $0.hasPrefix("adp") }),
      !String(decoding: bytes.prefix(1 << 16), as: UTF8.self).contains("ellipsoid")
    else { return [] }
    return [
      finding(
        .error, "MASS", "neither \(command.words[1]) nor a mass command says what the atoms weigh",
        command
      )
    ]
  }
}
