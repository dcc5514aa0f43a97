import QuenchFormats
import QuenchModel

/// Slabs: dipole and charge.
extension CP2KFindings {
  func surface(_ structure: Structure) -> [Finding] {
    let vacuum = VacuumAxes(structure)
    return dipole(structure, vacuum) + charged(vacuum)
  }

  private func dipole(_ structure: Structure, _ vacuum: VacuumAxes) -> [Finding] {
    let correction = entry("FORCE_EVAL/DFT", "SURFACE_DIPOLE_CORRECTION")
    guard input.isOn("FORCE_EVAL/DFT", "SURFACE_DIPOLE_CORRECTION") else {
      guard vacuum.isSlab, input.value("DFT/QS", "METHOD")?.uppercased() != "XTB" else { return [] }
      return [
        finding(
          .note, "DIPOLE",
          "a slab with \(DeckNumber.text(vacuum.gaps[0], decimals: 1)) Å of vacuum and no "
            + "SURFACE_DIPOLE_CORRECTION; needless where both faces are equal",
          entry("FORCE_EVAL/DFT", "_"))
      ]
    }
    if vacuum.axes.isEmpty {
      return [
        finding(.warning, "DIPOLE-BULK", "a dipole correction in a cell without vacuum", correction)
      ]
    }
    guard vacuum.isSlab, let row = structure.lattice?[vacuum.axes[0]] else { return [] }
    let direction = entry("FORCE_EVAL/DFT", "SURF_DIP_DIR")
    let named = direction?.value.uppercased() ?? "Z"
    let along = (0..<3).max { abs(row[$0]) < abs(row[$1]) } ?? 2
    guard named != "XYZ".letter(along) else { return [] }
    return [
      finding(
        .error, "DIPOLE-AXIS",
        "SURF_DIP_DIR \(named) but the vacuum is along \("XYZ".letter(along))",
        direction ?? correction)
    ]
  }

  private func charged(_ vacuum: VacuumAxes) -> [Finding] {
    guard let charge = entry("FORCE_EVAL/DFT", "CHARGE"),
      let value = ReportLine.number(charge.value), value != 0, vacuum.isSlab
    else { return [] }
    return [
      finding(
        .error, "CHARGED-SLAB",
        "the cell has a charge of \(charge.value) e and vacuum: its energy diverges with the vacuum",
        charge)
    ]
  }
}
