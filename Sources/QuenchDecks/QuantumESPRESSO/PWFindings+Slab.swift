import QuenchFormats
import QuenchModel

/// Slabs: dipole and charge.
extension PWFindings {
  func slab(_ structure: Structure) -> [Finding] {
    let vacuum = VacuumAxes(structure)
    guard vacuum.isSlab else { return [] }
    return dipole(structure, vacuum) + charged
  }

  private func dipole(_ structure: Structure, _ vacuum: VacuumAxes) -> [Finding] {
    let axis = vacuum.axes[0]
    guard input["dipfield"]?.isTrue ?? false else {
      return [
        finding(
          .note, "DIPOLE",
          "a slab with \(DeckNumber.text(vacuum.gaps[0], decimals: 1)) Å of vacuum and no dipole "
            + "correction (tefield, dipfield); needless where both faces are equal",
          line: input["calculation"]?.line ?? input["nat"]?.line)
      ]
    }
    if let entry = input["edir"], let number = entry.integer, number - 1 != axis {
      return [
        finding(
          .error, "DIPOLE-AXIS", "edir = \(number) but the vacuum is along \("abc".letter(axis))",
          line: entry.line)
      ]
    }
    guard let entry = input["emaxpos"], let place = entry.number, let lattice = structure.lattice
    else { return [] }
    let thickness = 1 - vacuum.gaps[0] / lattice.height(axis)
    let away = place + (input["eopreg"]?.number ?? 0.1) / 2 - vacuum.centre[axis]
    guard abs(away - away.rounded(.toNearestOrEven)) < thickness / 2 else { return [] }
    return [
      finding(
        .error, "DIPOLE-PLACE",
        "emaxpos \(entry.value) puts the saw-tooth's edge into the slab, not into the vacuum",
        line: entry.line)
    ]
  }

  private var charged: [Finding] {
    guard let entry = input["tot_charge"], let charge = entry.number, charge != 0 else { return [] }
    return [
      finding(
        .error, "CHARGED-SLAB",
        "the cell has a charge of \(entry.value) e and vacuum: its energy diverges with the vacuum",
        line: entry.line)
    ]
  }
}
