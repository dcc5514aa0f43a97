import QuenchModel

extension Heterophase {
  /// What a person must know of the two parts before a melt is paid for.
  func describe(
    _ structure: Structure, _ planes: PhaseBoundaries?, whole: Composition,
    into report: inout BuildReport
  ) {
    let isMolten = structure.fixedAxes?.map { $0 == .none } ?? []
    let parts = parts(of: structure, isMolten: isMolten, planes)
    report.add("across", key: "axis", .text(["a", "b", "c"][axis]))
    let share = Double(parts.melt.structure.count) / Double(structure.count)
    report.add(
      "melt", key: "melt_percent", .number(100 * share, unit: "% of the atoms", decimals: 2))
    report.add(
      "parts", key: "parts",
      .table(
        columns: ["part", "atoms", "formula", "units", "volume/Å³", "density/g/cm³"],
        rows: [parts.crystal, parts.melt].map { $0.row(whole) }))
    report.add(
      "held atoms are", key: "held_atoms",
      .text(AtomNumbers.text(isMolten.indices.filter { !isMolten[$0] })))
    describe(planes, into: &report)
    noteStoichiometry([parts.crystal, parts.melt], of: whole, into: &report)
    noteShare(share, into: &report)
  }

  private func parts(
    of structure: Structure, isMolten: [Bool], _ planes: PhaseBoundaries?
  ) -> (crystal: PhasePart, melt: PhasePart) {
    let area = structure.lattice?.area(axis) ?? 0
    func part(_ name: String, _ molten: Bool, _ height: Double?) -> PhasePart {
      PhasePart(
        name: name,
        structure: structure.selecting(isMolten.indices.filter { isMolten[$0] == molten }),
        volume: height.map { $0 * area })
    }
    return (
      part("crystal (held)", false, planes?.solidCrystalHeight),
      part("melt (free)", true, planes?.solidMeltHeight)
    )
  }

  private func describe(_ planes: PhaseBoundaries?, into report: inout BuildReport) {
    guard let planes else {
      report.assume(
        "the parts are no slabs across the axis: no volume and density of each is given")
      return
    }
    let rows = [
      ("crystal below, melt above", planes.low), ("melt below, crystal above", planes.high),
    ]
    .map { name, plane in
      [
        plane.isVacuum ? "surface in vacuum" : name, Self.text(plane.height), Self.text(plane.gap),
      ]
    }
    report.add(
      "boundaries", key: "boundaries",
      .table(columns: ["boundary", "height/Å", "gap/Å"], rows: rows))
    let hasVacuum = planes.low.isVacuum || planes.high.isVacuum
    report.assume(
      "heights along the normal of the boundary from the cell's origin; a boundary halves the gap"
        + " between the nuclei on its sides"
        + (hasVacuum ? ", a surface is at the last nuclei" : ""))
  }

  private func noteStoichiometry(
    _ parts: [PhasePart], of whole: Composition, into report: inout BuildReport
  ) {
    guard meltDefects.isEmpty, crystalDefects.isEmpty else { return }
    for part in parts where !part.surplus(over: whole).isEmpty {
      report.warn(
        "W-STOICHIOMETRY",
        "the \(part.name) part is \(part.units(whole)); no cut between whole layers near what was"
          + " asked leaves \(whole.reducedFormula) on both sides")
    }
  }

  private func noteShare(_ share: Double, into report: inout BuildReport) {
    guard case .atoms(let fraction) = melt, abs(share - fraction) > 0.005 else { return }
    report.warn(
      "W-FRACTION",
      "\(Self.text(100 * share)) % of the atoms melt instead of \(Self.text(100 * fraction)) %, so"
        + " that layers stay whole" + (keepsLayersWhole ? "; they may be divided on request" : ""))
  }

  static func text(_ value: Double) -> String { "\((value * 1e4).rounded() / 1e4)" }
}

extension PhasePart {
  func row(_ whole: Composition) -> [String] {
    [
      name, "\(structure.count)", structure.composition.formula, units(whole),
      volume.map(Heterophase.text) ?? "–", density.map(Heterophase.text) ?? "–",
    ]
  }

  /// `12 V2O3`, or `11 V2O3 + O2` where something is left over.
  func units(_ whole: Composition) -> String {
    let left = surplus(over: whole)
    let amounts = Dictionary(
      uniqueKeysWithValues: structure.composition.parts.map { ($0.name, $0.amount) })
    let units = whole.parts.map { part in
      let over = left.first { $0.name == part.name }?.amount ?? 0
      return ((amounts[part.name] ?? 0) - over) * Double(whole.units) / part.amount
    }
    let count = "\(Int(exactly: (units.min() ?? 0).rounded()) ?? 0) \(whole.reducedFormula)"
    guard !left.isEmpty else { return count }
    return count + " + "
      + left.map { $0.name + ($0.amount == 1 ? "" : "\(Int(exactly: $0.amount.rounded()) ?? 0)") }
      .joined(separator: " + ")
  }
}
