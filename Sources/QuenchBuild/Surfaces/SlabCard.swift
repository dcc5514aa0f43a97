import QuenchModel

/// The report card of a slab.
struct SlabCard {
  let slab: Slab
  let cutter: SlabCutter
  let extent: SlabExtent
  let atoms: SlabAtoms
  let move: TaskerReconstruction?
  let host: Composition

  private var termination: Termination { extent.termination }

  var report: BuildReport {
    var report = BuildReport(host: host)
    addPlane(to: &report)
    addFaces(to: &report)
    addPolarity(to: &report)
    addAssumptions(to: &report)
    addWarnings(to: &report)
    return report
  }

  private func addPlane(to report: inout BuildReport) {
    report.add("plane", key: "plane", .text("\(slab.plane) of \(cutter.referenceNote)"))
    report.add("cell of plane", key: "plane_cell", .text(Self.text(cutter.reference)))
    report.add("termination", key: "termination", .text(termination.id))
    report.add("surface vectors", key: "surface_vectors", .list(directions))
    report.add(
      "repeat unit", key: "repeat_unit_A", .number(cutter.period, unit: "Å high", decimals: 4))
    report.add("cut layers", key: "cut_layers", .text(layerText))
    report.add(
      "oriented units", key: "oriented_units",
      .number(
        Double(extent.count) / Double(cutter.layersPerPeriod), unit: "", decimals: 3))
  }

  private var layerText: String {
    "\(extent.count), \(cutter.layersPerPeriod) per repeat unit"
      + (extent.removed.isEmpty
        ? "" : "; removed from the bottom: \(extent.removed.joined(separator: ", "))")
  }

  private static func text(_ lattice: Lattice) -> String {
    let (l, a) = (lattice.lengths, lattice.angles)
    return [l.x, l.y, l.z].map { shown($0) }.joined(separator: ", ") + " Å, "
      + [a.x, a.y, a.z].map { shown($0, 2) }.joined(separator: ", ") + "°"
  }

  /// a and b in the vectors of the cell the indices refer to: `a = [1 -1 0]`.
  private var directions: [String] {
    let cell = cutter.cell
    return zip(["a", "b"], slab.repeats.rows).map { name, row in
      let vector = cell.cartesian(row.x &* cell.u &+ row.y &* cell.v)
      let place = cutter.reference.fractional(vector)
      let parts = (0..<3).map { Self.fraction(place[$0]) }
      return "\(name) = [\(parts.joined(separator: " "))]"
    }
  }

  /// `-1`, `1/2`, `2/3`.
  private static func fraction(_ value: Double) -> String {
    for divisor in 1...12 {
      let scaled = value * Double(divisor)
      guard abs(scaled - scaled.rounded()) < 1e-3, let whole = Int(exactly: scaled.rounded())
      else { continue }
      return divisor == 1 ? "\(whole)" : "\(whole)/\(divisor)"
    }
    return shown(value)
  }

  private func addFaces(to report: inout BuildReport) {
    let faces =
      move != nil
      ? "not judged after reconstruction"
      : extent.hasEqualFaces
        ? "yes, by symmetry" : "no: the surface energy is a mean of two"
    report.add("equal faces", key: "equal_faces", .text(faces))
    report.add(
      "stoichiometric", key: "stoichiometric", .text(extent.isStoichiometric ? "yes" : "no"))
    report.add(
      "broken bonds", key: "broken_bonds_per_A2",
      .number(termination.brokenPerArea, unit: "per Å² of a face", decimals: 4))
    if termination.brokenUnitBonds > 0 {
      report.add(
        "units cut", key: "broken_unit_bonds",
        .text("\(termination.brokenUnitBonds) covalent bonds per smallest surface cell"))
    }
  }

  private func addPolarity(to report: inout BuildReport) {
    report.add("oxidation states", key: "oxidation_states", .text(cutter.oxidation.description))
    report.add("polarity", key: "polarity", .text(polarityText))
    guard let charges = cutter.charges else { return }
    let (dipole, charge) = atoms.moments(charges)
    let area = cross(atoms.a, atoms.b).length
    report.add(
      "formal charge", key: "formal_charge_e", .number(tidy(charge), unit: "e", decimals: 4))
    report.add(
      "formal dipole", key: "formal_dipole_e_per_A",
      .number(tidy(dipole / area), unit: "e/Å along the normal", decimals: 5))
    if let move {
      report.add(
        "reconstruction", key: "reconstruction",
        .text(
          "\(move.moved) of \(move.layerSize) atoms (\(move.formula)) of the top layer moved below "
            + "the bottom"))
    }
  }

  private func tidy(_ value: Double) -> Double { abs(value) < 1e-9 ? 0 : value }

  private var polarityText: String {
    switch termination.polarity.kind {
    case .tasker1: "nonpolar (Tasker 1: neutral planes)"
    case .tasker2: "nonpolar (Tasker 2: charged planes without a dipole)"
    case .tasker3 where move != nil: "polar (Tasker 3), dipole taken off by reconstruction"
    case .tasker3 where extent.hasEqualFaces:
      "repeat unit polar (Tasker 3); the slab has no dipole, as its faces are equal"
    case .tasker3: "polar (Tasker 3: a dipole in each repeat unit)"
    case .unknown: "unknown"
    }
  }

  private func addAssumptions(to report: inout BuildReport) {
    if slab.plane.divisor > 1 {
      report.assume("the indices had a common factor of \(slab.plane.divisor), which was taken off")
    }
    if slab.termination == nil {
      report.assume(
        "the likeliest of \(cutter.terminations.count) terminations (--list shows all)")
    }
    if case .thickness(let thickness) = slab.size {
      report.assume("the fewest repeat units of at least \(shown(thickness)) Å between nuclei")
    }
    report.assume(
      "vacuum is the gap between the outermost nuclei; atoms within "
        + "\(slab.cutting.layerTolerance) Å of one another's height are one layer")
  }

  private func addWarnings(to report: inout BuildReport) {
    if termination.polarity.isPolar, move == nil, !extent.hasEqualFaces {
      report.warn(
        "W-POLAR",
        "the slab has a dipole: its surface energy grows with thickness; --reconstruct, --symmetric "
          + "or another termination avoids it")
    }
    if let charges = cutter.charges, abs(atoms.moments(charges).charge) > 1e-6 {
      report.warn(
        "W-FORMAL-CHARGE",
        "the slab has another composition than the crystal: by oxidation states it would carry "
          + "\(shown(atoms.moments(charges).charge)) e, so some ions must change their state")
    }
    guard termination.brokenUnitBonds > 0 else { return }
    report.warn(
      cutter.hasEndlessUnits ? "W-ENDLESS-UNITS" : "W-UNITS-CUT",
      cutter.hasEndlessUnits
        ? "the cut breaks covalent bonds of a chain or network that runs on without end along the "
          + "normal: every cut along this plane does"
        : "the cut breaks covalent bonds of molecular units; --keep-bonds sorts whole units to one "
          + "side")
  }
}
