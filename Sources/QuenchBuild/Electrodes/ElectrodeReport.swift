import QuenchModel
import QuenchUnits

/// The report card of an electrochemical cell.
struct ElectrodeReport {
  let cell: ElectrodeCell
  let parts: ElectrodeCell.Parts
  let stack: ElectrodeStack
  let members: ElectrodeMembers
  let packings: [BuildReport]

  func report(_ structure: Structure) -> BuildReport {
    var report = BuildReport(seed: cell.seed)
    addLateral(&report)
    report.add("stack", key: "stack", .table(columns: Self.columns, rows: rows))
    report.add(
      "gap", key: "gap_A", .number(stack.gap, unit: "Å between facing nuclei", decimals: 3))
    report.add(
      "empty space", key: "empty_A", .number(stack.emptySpace, unit: "Å", decimals: 3))
    addDensity(&report)
    addCharge(structure, &report)
    addCorrection(&report)
    if structure.charges == nil {
      report.add(
        "net charge", key: "net_charge_e",
        .number(0, unit: "e of electrodes and named ions", decimals: 6))
    }
    for packing in packings { addPacking(packing, &report) }
    assume(structure, &report)
    return report
  }

  private static let columns = ["part", "from/Å", "to/Å", "atoms", "g/cm³"]

  private var rows: [[String]] {
    func row(_ name: String, _ range: ClosedRange<Double>, _ atoms: Int, _ mass: Double?)
      -> [String]
    {
      let height = range.upperBound - range.lowerBound
      return [
        name, rounded(range.lowerBound), rounded(range.upperBound), "\(atoms)",
        mass.map { rounded($0 / stack.area / height) } ?? "",
      ]
    }
    let pair = members.electrodes
    var rows = [row("electrode", stack.bottom, pair.bottom.count, nil)]
    if let film = stack.film { rows.append(row("film", film, members.film.count, filmMass)) }
    rows.append(row("liquid", stack.liquid, members.liquid.count, mass(cell.liquid)))
    rows.append(row("electrode", stack.top, pair.top.count, nil))
    return rows
  }

  /// g/cm³ · Å³.
  private func mass(_ components: [PackingComponent]) -> Double? {
    PackingBox.density(of: components, volume: 1)
  }

  private var filmMass: Double? {
    if case .packed(let components, _) = cell.film { return mass(components) }
    return nil
  }

  private func addLateral(_ report: inout BuildReport) {
    let rows = parts.fits.map { fit in
      [
        fit.part, "\(fit.repeats.x) × \(fit.repeats.y)", rounded(fit.strain.x),
        rounded(fit.strain.y), rounded(fit.strain.z),
      ]
    }
    report.add(
      "lateral fit", key: "lateral_fit",
      .table(columns: ["part", "cells", "xx/%", "yy/%", "xy/%"], rows: rows))
    let size = SIMD2(parts.bottom.a.x, parts.bottom.b.y)
    report.add("lateral cell", key: "lateral_A", .text("\(LateralSize.text(size)) Å"))
    guard let asked = cell.lateral.size, !cell.stretchesToSize,
      max(abs(asked.x - size.x), abs(asked.y - size.y)) > 0.05
    else { return }
    report.warn(
      "W-ELECTRODE-SIZE",
      "\(LateralSize.text(asked)) Å cannot be had without strain: whole cells of the electrode make"
        + " \(LateralSize.text(size)) Å (\(parts.repeats.x) × \(parts.repeats.y),"
        + " \(members.electrodes.bottom.count) atoms); stretching to the size is an option")
  }

  private func addDensity(_ report: inout BuildReport) {
    report.add(
      "liquid", key: "liquid_density_g_cm3",
      .number(stack.density, unit: "g/cm³ in the room it has", decimals: 4))
    guard cell.gap != nil else { return }
    report.warn(
      "W-ELECTRODE-DENSITY",
      "the gap of \(rounded(stack.gap)) Å was given, not the liquid's density: it comes out as"
        + " \(rounded(stack.density)) g/cm³; compare it with the liquid's own")
  }

  private func addCharge(_ structure: Structure, _ report: inout BuildReport) {
    guard let charging = cell.charging else { return }
    let pair = members.electrodes
    let unit = Factor.electronPerSquareAngstromPerMicrocoulombPerSquareCentimetre
    report.add(
      "surface charge", key: "surface_charge_uC_cm2",
      .number(pair.density / unit, unit: "µC/cm² on the bottom electrode", decimals: 5))
    report.add("charge", key: "electrode_charge_e", .number(pair.charge, unit: "e", decimals: 6))
    report.add(
      "per atom", key: "charge_per_atom_e",
      .text(
        "\(Self.sixDecimals(pair.charge, pair.bottomCharged)) e on \(pair.bottomCharged.count) atoms"
          + " below, \(Self.sixDecimals(-pair.charge, pair.topCharged)) e on"
          + " \(pair.topCharged.count) above (layer \(cell.chargedLayer) from the liquid)"))
    report.assume(charging.basis)
    if case .emptySpace = charging {
      report.warn(
        "W-ELECTRODE-VACUUM",
        "the charge is that of a capacitor without electrolyte (ε₀ΔV/d); double layers of a few"
          + " µF/cm² hold 15 to 25 times as much: give a capacitance")
    }
  }

  /// What each atom of a layer has of a charge, for people.
  private static func sixDecimals(_ charge: Double, _ layer: Range<Int>) -> String {
    let share = charge / Double(max(1, layer.count))
    return "\((share * 1e6).rounded() / 1e6)"
  }

  /// Yeh & Berkowitz, J. Chem. Phys. 111 (1999) 3155, doi 10.1063/1.479595.
  private func addCorrection(_ report: inout BuildReport) {
    let filled = stack.height - stack.emptySpace
    let share = members.electrodes.distance / stack.height
    var text = "3-D Ewald sums over a slab need the slab correction: GROMACS ewald-geometry = 3dc"
    text += " with walls or held electrodes, LAMMPS kspace_modify slab; without it"
    text += " \(rounded(100 * share)) % of the field between the charged layers is lost"
    report.add("slab correction", key: "slab_correction", .text(text))
    guard stack.emptySpace < filled else { return }
    report.assume(
      "the slab correction is good where the cell is at least two to three times as high as its"
        + " content: here \(rounded(stack.height / filled)) times")
  }

  private func addPacking(_ packing: BuildReport, _ report: inout BuildReport) {
    let isFilm = stack.film != nil && packings.count == 2 && packing == packings.first
    for fact in packing.facts
    where ["components", "tightest", "effort", "concentrations"]
      .contains(fact.key)
    {
      report.add(
        "\(isFilm ? "film" : "liquid"): \(fact.label)",
        key: "\(isFilm ? "film" : "liquid")_\(fact.key)", fact.value)
    }
    if !isFilm, let contacts = packing.facts.first(where: { $0.key == "contacts_A" }) {
      report.add("nearest", key: "contacts_A", contacts.value)
    }
  }

  private func assume(_ structure: Structure, _ report: inout BuildReport) {
    report.assume(
      "\(rounded(cell.clearance)) Å between the nuclei of neighbouring parts; densities are of the"
        + " heights in the table times \(rounded(stack.area)) Å²")
    if cell.top == nil {
      report.assume(
        "the top electrode is the bottom one inverted: the same face looks at the liquid")
    }
    if cell.height == nil, cell.emptySpace == nil { report.assume("50 Å of empty space") }
    if structure.charges == nil {
      report.assume(
        "no charges per atom in the structure, as molecules lack theirs; those of the electrodes are"
          + " above, and the net charge of the named ions is zero")
    }
    if cell.filmChargeScale == nil, cell.film != nil {
      report.assume("no charges on the film; give a scale for formal charges")
    }
  }
}
