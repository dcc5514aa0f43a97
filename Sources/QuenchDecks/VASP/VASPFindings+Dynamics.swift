import QuenchFormats
import QuenchModel

/// Molecular dynamics.
extension VASPFindings {
  var isDynamics: Bool { motion == 0 }

  func dynamics(_ structure: Structure, _ general: StructureFindings) -> [Finding] {
    guard isDynamics else { return [] }
    var findings = step(general) + temperature(structure)
    if (incar["ISYM"]?.integer ?? 2) > 0 {
      findings.append(
        finding(
          .warning, "ISYM", "molecular dynamics wants ISYM = 0: symmetry would be forced on it",
          tag: incar["ISYM"] ?? incar["IBRION"]))
    }
    guard structure.fixedAxes?.contains(where: { $0 != .none }) ?? false else { return findings }
    if (incar["ISIF"]?.integer ?? 2) >= 3 {
      findings.append(
        finding(
          .error, "FROZEN-CELL",
          "atoms are held (selective dynamics) and ISIF = 3 lets the cell move them",
          tag: incar["ISIF"]))
    }
    if incar["SMASS"]?.integer == -1 {
      findings.append(
        finding(
          .note, "THERMOSTAT-FROZEN",
          "SMASS = −1 scales velocities: compare VASP's temperature with that of the free atoms alone",
          tag: incar["SMASS"]))
    }
    return findings
  }

  private func step(_ general: StructureFindings) -> [Finding] {
    guard let tag = incar["POTIM"], let step = tag.number else {
      return [
        finding(
          .error, "POTIM",
          incar["IBRION"] == nil
            ? "NSW without IBRION means IBRION = 0, molecular dynamics, and there is no POTIM"
            : "IBRION = 0 needs POTIM, the time step", tag: incar["IBRION"] ?? incar["NSW"])
      ]
    }
    return general.timestep(step, file: folder.name("INCAR"), line: tag.line)
  }

  /// Without TEBEG atoms start at rest, unless the file brings velocities.
  private func temperature(_ structure: Structure) -> [Finding] {
    guard incar["TEBEG"] == nil, structure.velocities == nil else { return [] }
    return [
      finding(
        .warning, "TEBEG", "molecular dynamics without TEBEG starts, and is held, at 0 K",
        tag: incar["IBRION"] ?? incar["NSW"])
    ]
  }

  /// Thermostats that are named and do nothing: their strength is 0 by default (VASP wiki: MDALGO).
  var thermostat: [Finding] {
    guard isDynamics else { return [] }
    let algorithm = incar["MDALGO"]?.integer ?? 0
    if incar["ISIF"]?.integer == 3, algorithm != 3 {
      return [
        finding(
          .error, "NPT", "ISIF = 3 in molecular dynamics needs MDALGO = 3 (Langevin)",
          tag: incar["ISIF"])
      ]
    }
    let strength = [0: "SMASS", 1: "ANDERSEN_PROB", 2: "SMASS", 3: "LANGEVIN_GAMMA"][algorithm]
    guard let strength, incar[strength] == nil, let tag = incar["MDALGO"] ?? incar["TEEND"] else {
      return []
    }
    return [
      finding(
        .warning, "THERMOSTAT",
        "there is no \(strength), so no thermostat acts: constant energy, whatever TEBEG and TEEND say",
        tag: tag)
    ]
  }
}
