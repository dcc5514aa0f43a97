import QuenchModel

extension Packing {
  func report(_ structure: Structure, _ proof: PackingProof, _ effort: Effort) -> BuildReport {
    var report = BuildReport(seed: seed)
    report.add("packed", key: "components", .table(columns: Self.columns, rows: componentRows))
    addCharge(structure, to: &report)
    addRegions(to: &report)
    if let held, held.count > 0 { report.add("held", key: "held_atoms", .integer(held.count)) }
    addConcentrations(to: &report)
    report.add(
      "nearest", key: "contacts_A",
      .table(
        columns: ["pair", "asked/Å", "reached/Å"],
        rows: proof.contacts.map { [$0.pair, rounded($0.asked), rounded($0.reached)] }))
    if let tightest = proof.tightest {
      report.add(
        "tightest", key: "tightest",
        .text("\(tightest.pair) \(rounded(tightest.reached)) of \(rounded(tightest.asked)) Å"))
    }
    report.add(
      "effort", key: "effort",
      .text("\(effort.rounds) rounds, \(effort.steps) steps, \(effort.rethrown) rethrown"))
    assume(structure, &report)
    return report
  }

  private func addRegions(to report: inout BuildReport) {
    guard !regions.isEmpty else { return }
    report.add("region", key: "region", .list(regions.map(\.description)))
    let volume = regions.map { $0.volume(area: lattice.area(2)) }.min() ?? lattice.volume
    guard let density = PackingBox.density(of: components, volume: volume) else { return }
    report.add(
      "density in it", key: "region_density_g_cm3",
      .number(density, unit: "g/cm³, nuclei's region", decimals: 4))
  }

  private static let columns = ["component", "residue", "number", "atoms", "charge/e"]

  private var componentRows: [[String]] {
    components.map { part in
      [
        part.name, part.residueName, "\(part.count)", "\(part.molecule.count)",
        part.charge.map { $0 == $0.rounded() ? "\(Int($0))" : rounded($0) } ?? "unknown",
      ]
    }
  }

  private func assume(_ structure: Structure, _ report: inout BuildReport) {
    report.assume(
      "distances are between nuclei of different molecules, over all periodic images; those farther"
        + " than the longest asked plus 2 Å are not listed")
    if components.contains(where: { $0.isAtomic && $0.count > 0 }), distances.given.isEmpty {
      report.assume(
        "shortest distances of loose atoms from covalent radii: cation-anion 0.75, cation-cation"
          + " 0.78 of their sum, anion-anion 1.3 times the shortest cation-anion distance")
    }
    if components.contains(where: { !$0.isAtomic }), structure.charges == nil {
      report.assume("no charges per atom: at least one molecule has none")
    }
    noteRegions(&report)
    noteDensity(&report)
  }

  /// Whole formula units fill a given cell in steps.
  private func noteDensity(_ report: inout BuildReport) {
    guard let askedDensity,
      let density = PackingBox.density(of: components, volume: lattice.volume),
      abs(density / askedDensity - 1) > 1e-3
    else { return }
    report.warn(
      "W-PACK-DENSITY",
      "\(rounded(density)) g/cm³ instead of \(rounded(askedDensity)): the cell holds whole formula"
        + " units alone; change the cell or the density")
  }

  /// Of what was packed; where every atom has its charge, the card says the whole's.
  private func addCharge(_ structure: Structure, to report: inout BuildReport) {
    let known = components.compactMap { part in part.charge.map { $0 * Double(part.count) } }
    guard known.count == components.count, !known.isEmpty else { return }
    let total = known.reduce(0, +)
    if structure.charges == nil {
      report.add(
        "net charge", key: "net_charge_e",
        .number(total, unit: "e of what was packed, by the charges above", decimals: 6))
    }
    guard abs(total) > 1e-6, held?.count ?? 0 == 0 else { return }
    report.warn("W-PACK-CHARGE", "the packing carries a net charge of \(rounded(total)) e")
  }

  /// A region beyond a cell that repeats is one of its images: said, as it may be a slip.
  private func noteRegions(_ report: inout BuildReport) {
    for region in regions {
      for axis in 0..<3 where periodicity[axis] {
        let corners = (0..<8).map { corner in
          (0..<3).reduce(0.0) { $0 + (corner >> $1 & 1 == 1 ? lattice[$1][axis] : 0) }
        }
        let (low, high) = (region.bounds.low[axis], region.bounds.high[axis])
        guard let least = corners.min(), let most = corners.max(), low >= most || high <= least
        else { continue }
        report.warn(
          "W-PACK-REGION",
          "the region \(region) lies outside the cell, \(rounded(least)) to \(rounded(most)) Å along"
            + " \(["x", "y", "z"][axis]): its periodic image was filled")
      }
    }
  }
}
