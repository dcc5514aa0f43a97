import QuenchModel

/// The report card of a slab with molecules.
struct AdsorptionCard {
  let adsorber: Adsorber
  let configuration: Adsorber.Configuration
  let perSide: Int
  let loaded: LoadedSlab
  /// Least distance between molecules, images included, Å.
  let images: Double

  private var adsorption: Adsorption { adsorber.adsorption }
  private var molecules: Int { perSide * (adsorption.side == .both ? 2 : 1) }

  var report: BuildReport {
    var report = BuildReport()
    addSite(to: &report)
    addAmount(to: &report)
    addCharge(to: &report)
    report.warnings += adsorber.surface.warnings
    if loaded.structure.periodicity[2] {
      let gap = loaded.structure.layers().vacuum
      if gap < 10 {
        report.warn(
          "W-VACUUM", "the gap above the molecule is only \(shown(gap)) Å; --vacuum 20 widens it")
      }
    }
    if loaded.droppedCharges {
      report.warn(
        "W-CHARGES", "the molecule has no atomic charges: those of the slab were dropped")
    }
    return report
  }

  private func addSite(to report: inout BuildReport) {
    let site = configuration.site
    report.add("configuration", key: "configuration", .text(configuration.id))
    report.add(
      "site", key: "site",
      .text("\(site.id), one of \(site.multiplicity) equal ones, on \(adsorption.side.rawValue)"))
    report.add("height", key: "height_A", .number(configuration.height, unit: "Å", decimals: 4))
    report.add(
      "contact", key: "contact",
      .text("\(configuration.contact) \(shown(configuration.contactDistance)) Å"))
    switch adsorption.height {
    case .contact(let scale):
      report.assume(
        "the nearest contact is \(shown(scale)) times the sum of covalent radii (doi 10.1039/b801115j), "
          + "between two nonmetals 0.8 times that of radii 0.8 Å larger, as they do not bond")
    case .above: break
    }
    report.assume(
      adsorption.anchor.map { "atom \($0 + 1) of the molecule is over the site" }
        ?? "the middle of the molecule is over the site")
    if adsorption.side == .both {
      let isProper = (adsorber.surface.flip?.rotation.determinant ?? 1) > 0
      report.assume(
        "the molecule below is the image of the one above by a "
          + (isProper ? "rotation" : "reflection or inversion (its mirror image)"))
    }
  }

  private func addAmount(to report: inout BuildReport) {
    let area = adsorber.surface.lattice.area(2)
    let places = configuration.site.multiplicity
    report.add("molecules", key: "molecules", .integer(molecules))
    report.add(
      "molecule atoms", key: "molecule_atoms", .text(AtomNumbers.text(loaded.moleculeAtoms)))
    report.add(
      "coverage", key: "coverage",
      .number(Double(perSide) / Double(places), unit: "per site of this kind", decimals: 4))
    report.add(
      "area per molecule", key: "area_per_molecule_A2",
      .number(area / Double(perSide), unit: "Å²", decimals: 3))
    report.add(
      "nearest image", key: "nearest_molecule_A",
      .text(images >= 15 ? "beyond 15 Å" : "\(shown(images)) Å between molecules"))
    if adsorber.repeats != .identity {
      let rows = adsorber.repeats.rows
      report.add(
        "slab repeated", key: "slab_repeated",
        .text("\(rows[0].x),\(rows[0].y);\(rows[1].x),\(rows[1].y)"))
    }
  }

  private func addCharge(to report: inout BuildReport) {
    report.add("molecule", key: "molecule", .text(adsorption.molecule.name))
    guard let charge = adsorption.molecule.charge else {
      report.add("charge of the molecule", key: "molecule_charge_e", .text("unknown"))
      report.warn("W-CHARGE-UNKNOWN", "nothing says the charge of the molecule; give --charge")
      return
    }
    report.add(
      "charge of the molecule", key: "molecule_charge_e", .number(charge, unit: "e", decimals: 0))
    let total = charge * Double(molecules)
    report.add("added charge", key: "added_charge_e", .number(total, unit: "e", decimals: 0))
    guard abs(total) > 1e-9 else { return }
    report.warn(
      "W-CHARGED-CELL",
      "the cell has a net charge of \(shown(total)) e where the deck says so: with a neutralising "
        + "background the energy of a charged slab cell grows with the vacuum. Use the neutral radical "
        + "on the neutral slab, the salt pair, or a named correction, and the same for the references"
    )
  }
}
