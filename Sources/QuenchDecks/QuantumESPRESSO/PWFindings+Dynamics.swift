import QuenchFormats
import QuenchModel
import QuenchUnits

/// Molecular dynamics and moving cells.
extension PWFindings {
  var isCarParrinello: Bool { ["cp", "vc-cp"].contains(calculation) }

  func dynamics(_ structure: Structure, _ general: StructureFindings) -> [Finding] {
    var findings = cellFreedom + thermostat(structure)
    guard calculation.hasSuffix("md") || isCarParrinello else { return findings }
    if let entry = input["dt"], let step = entry.number {
      // pw.x counts in Rydberg units of time, which are two of Hartree's, as cp.x does.
      let unit = (isCarParrinello ? 1 : 2) * Factor.femtosecondPerAtomicTime
      findings += general.timestep(step * unit, file: folder.name(file), line: entry.line)
    }
    if !isCarParrinello, !(input["nosym"]?.isTrue ?? false) {
      findings.append(
        finding(
          .warning, "ISYM",
          "molecular dynamics wants nosym = .true.: symmetry would be forced on it",
          line: input["calculation"]?.line))
    }
    if ["vc-md", "vc-cp"].contains(calculation), structure.fixedAxes != nil {
      findings.append(
        finding(
          .error, "FROZEN-CELL",
          "atoms are held (if_pos 0) and \(calculation) lets the cell move them",
          line: input["calculation"]?.line))
    }
    return findings
  }

  private func thermostat(_ structure: Structure) -> [Finding] {
    guard let entry = input["ion_temperature"], entry.value.lowercased() == "nose" else {
      return []
    }
    if calculation == "md" {
      return [
        finding(
          .error, "THERMOSTAT", "pw.x has no Nosé thermostat (cp.x has): svr, berendsen, andersen",
          line: entry.line)
      ]
    }
    guard isCarParrinello, let axes = structure.fixedAxes else { return [] }
    let free = 3 * axes.count { $0 != .all }
    let counted = input["ndega"]?.integer ?? 0
    let degrees = counted > 0 ? counted : 3 * structure.count - abs(counted)
    guard degrees > free else { return [] }
    return [
      finding(
        .error, "THERMOSTAT-FROZEN",
        "the thermostat counts \(degrees) degrees of freedom and the free atoms have \(free): ndega = "
          + "\(free)", line: input["ndega"]?.line ?? entry.line)
    ]
  }

  private var cellFreedom: [Finding] {
    guard let entry = input["cell_dofree"], entry.value == "volume",
      (input["ibrav"]?.integer ?? 0) != 1
    else { return [] }
    return [
      finding(
        .error, "CELL-DOFREE", "cell_dofree = 'volume' needs ibrav = 1 (QE 6.7)", line: entry.line)
    ]
  }
}
