import QuenchFormats

/// What an ensemble and a run type need.
extension CP2KFindings {
  var motion: [Finding] {
    let run = input.value("GLOBAL", "RUN_TYPE")?.uppercased() ?? "ENERGY_FORCE"
    return (["MD", "MOLECULAR_DYNAMICS"].contains(run) ? ensemble : []) + stress(run) + task(run)
  }

  private var ensemble: [Finding] {
    guard let entry = entry("MOTION/MD", "ENSEMBLE") else { return [] }
    let name = entry.value.uppercased()
    var findings: [Finding] = []
    if name == "NVT" || name.hasPrefix("NPT"), self.entry("MD/THERMOSTAT", "_") == nil {
      findings.append(
        finding(
          .error, "THERMOSTAT", "ENSEMBLE \(entry.value) without &THERMOSTAT: CP2K stops", entry))
    }
    if name.hasPrefix("NPT") || name.hasPrefix("NPE"), self.entry("MD/BAROSTAT", "_") == nil {
      findings.append(
        finding(
          .error, "BAROSTAT", "ENSEMBLE \(entry.value) without &BAROSTAT", entry))
    }
    return findings
  }

  /// The cell moves by the stress, which is not computed unless asked for.
  private func stress(_ run: String) -> [Finding] {
    let ensemble = entry("MOTION/MD", "ENSEMBLE")
    let name = ensemble?.value.uppercased() ?? ""
    let isPressed =
      ["MD", "MOLECULAR_DYNAMICS"].contains(run)
      && (name.hasPrefix("NPT") || name.hasPrefix("NPE"))
    guard isPressed || run == "CELL_OPT" else { return [] }
    let stress = entry("FORCE_EVAL", "STRESS_TENSOR")
    guard stress == nil || stress?.value.uppercased() == "NONE" else { return [] }
    return [
      finding(
        .error, "STRESS",
        "\(isPressed ? "ENSEMBLE \(name)" : "CELL_OPT") needs STRESS_TENSOR ANALYTICAL in &FORCE_EVAL",
        isPressed ? ensemble : entry("GLOBAL", "RUN_TYPE"))
    ]
  }

  private func task(_ run: String) -> [Finding] {
    guard ["ENERGY", "ENERGY_FORCE"].contains(run), let md = entry("MOTION/MD", "_") else {
      return []
    }
    return [
      finding(
        .warning, "RUN-TYPE", "RUN_TYPE \(run) moves no atom, and there is &MD: RUN_TYPE MD?", md)
    ]
  }
}
