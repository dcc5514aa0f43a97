import QuenchFormats
import QuenchModel

/// Molecular dynamics: time step, held atoms, thermostats.
extension CP2KFindings {
  func dynamics(_ structure: Structure, _ general: StructureFindings) -> [Finding] {
    guard entry("MOTION/MD", "_") != nil else { return [] }
    var findings: [Finding] = []
    if let tag = entry("MOTION/MD", "TIMESTEP"), let step = CP2KQuantity(tag.value)?.femtoseconds {
      findings += general.timestep(step, file: folder.name(file), line: tag.line)
    }
    let held = input.fixedAtoms
    guard !held.isEmpty else { return findings }
    let ensemble = entry("MOTION/MD", "ENSEMBLE")
    if ensemble?.value.uppercased().hasPrefix("NPT") ?? false {
      findings.append(
        finding(.error, "FROZEN-CELL", "atoms are held and the cell moves them", ensemble))
    }
    return findings + thermostat(held)
  }

  /// The number of degrees of freedom is right only where the region holds free atoms alone.
  private func thermostat(_ held: Set<Int>) -> [Finding] {
    guard let thermostat = entry("MD/THERMOSTAT", "_") else { return [] }
    let region = entry("MD/THERMOSTAT", "REGION")
    switch region?.value.uppercased() ?? "GLOBAL" {
    case "DEFINED":
      let listed = CP2KInput.atoms(
        input.entries.filter { $0.path.hasSuffix("DEFINE_REGION") && $0.keyword == "LIST" })
      let both = held.intersection(listed)
      guard !both.isEmpty else { return [] }
      return [
        finding(
          .error, "THERMOSTAT-FROZEN",
          "the thermostat's region holds \(both.count) of the \(held.count) atoms that cannot move",
          entry("DEFINE_REGION", "LIST"))
      ]
    case "MASSIVE", "MOLECULE":
      return [
        finding(
          .error, "THERMOSTAT-FROZEN",
          "\(held.count) atoms cannot move and REGION \(region?.value ?? "") gives them thermostats: "
            + "REGION DEFINED with the free atoms", region)
      ]
    default:
      return [
        finding(
          .note, "THERMOSTAT-FROZEN",
          "\(held.count) atoms cannot move and the thermostat is global; REGION DEFINED names the free "
            + "atoms", region ?? thermostat)
      ]
    }
  }
}
