import QuenchModel
import QuenchNeighbors

extension Defects {
  func describe(
    _ chosen: [PlacedComplex], _ changes: [SiteChange],
    _ host: SupercellSites, _ cell: DefectCell, into report: inout BuildReport
  ) throws(DefectError) {
    report.add("defects", key: "defects", .list(complexes.map(\.description)))
    report.add("supercell", key: "supercell", .text(supercell.text))
    report.add(
      "changed", key: "changed",
      .table(
        columns: ["defect", "site", "position", "symmetry", "atom", "x", "y", "z"],
        rows: changes.map { row($0, host) }))
    describeDistances(chosen, host, into: &report)
    try describeGaps(changes, host, into: &report)
    try describeCharge(changes, host, into: &report)
    report.assume(
      "atom numbers are those of the \(supercell.text) supercell before the change; x, y, z are"
        + " fractional in it")
    for note in Set(complexes.map(\.note)).sorted() where !note.isEmpty { report.assume(note) }
    for property in cell.lost { report.warn("W-DROPPED", "\(property.rawValue) are dropped") }
  }

  private func row(_ change: SiteChange, _ host: SupercellSites) -> [String] {
    let orbit = host.sites.orbits(of: change.defect)
      .first { $0.places.contains(change.place / host.index) }
    let place = host.fractional(change.place)
    return [
      change.defect.name, orbit.map { "\($0.number)" } ?? "?", orbit?.wyckoff ?? "?",
      orbit?.siteSymmetry ?? "?", host.isAtom(change.place) ? "\(change.place + 1)" : "–",
    ] + [place.x, place.y, place.z].map { "\(($0 * 1e6).rounded() / 1e6)" }
  }

  /// Within each complex.
  private func describeDistances(
    _ chosen: [PlacedComplex], _ host: SupercellSites,
    into report: inout BuildReport
  ) {
    guard let pair = chosen.first(where: { $0.places.count > 1 }) else { return }
    let positions = host.positions()
    let (names, places) = (pair.complex.parts.map(\.name), pair.places)
    var rows: [[String]] = []
    for first in places.indices {
      for second in places.indices where second > first {
        let distance = host.distance(positions[places[first]], positions[places[second]])
        rows.append(["\(names[first])…\(names[second])", "\((distance * 1e4).rounded() / 1e4)"])
      }
    }
    report.add(
      "within complex", key: "complex_distances_A",
      .table(columns: ["parts", "distance/Å"], rows: rows))
  }

  /// Among defects and their images.
  private func describeGaps(
    _ changes: [SiteChange], _ host: SupercellSites, into report: inout BuildReport
  ) throws(DefectError) {
    guard let lattice = host.cell.lattice else { return }
    report.add(
      "image distance", key: "image_distance_A",
      .number(
        lattice.shortestVectorLength, unit: "Å between a defect and its own images", decimals: 4))
    guard complexes.contains(where: { $0.count > 1 }) || complexes.count > 1 else { return }
    let points = Structure(
      lattice: lattice,
      species: Categorical(changes.map { _ in Species(label: "X", element: nil) }),
      fractional: Coordinates(changes.map { host.fractional($0.place) }))
    do throws(NeighborError) {
      guard
        let gap = try points.nearestPairs(within: lattice.shortestVectorLength + 1).first?.distance
      else { return }
      report.add(
        "nearest defects", key: "defect_distance_A",
        .number(gap, unit: "Å, images too", decimals: 4))
    } catch {
      throw .neighbors(error)
    }
  }

  /// What the formal states imply for a cell that is to have closed shells.
  private func describeCharge(
    _ changes: [SiteChange], _ host: SupercellSites, into report: inout BuildReport
  ) throws(DefectError) {
    let states: OxidationStates
    do throws(OxidationError) {
      states = try OxidationStates.of(host.sites.crystal, given: oxidation)
    } catch {
      throw .oxidation(error)
    }
    report.add("oxidation states", key: "oxidation_states", .text(states.description))
    guard states.origin != .unknown else { return }
    let charge = DefectCharge(states: states)
    var kinds: [PointDefect] = []
    for change in changes where !kinds.contains(where: { $0.change == change.defect.change }) {
      kinds.append(change.defect)
    }
    report.add("effective charge", key: "effective_charges_e", .list(kinds.map(charge.text)))
    let each = changes.map { charge.charge(of: $0.defect) }
    guard !each.contains(nil) else { return }
    report.add(
      "formal charge", key: "formal_charge_e",
      .number(
        each.reduce(0) { $0 + ($1 ?? 0) },
        unit: "e for ions of the perfect crystal; a neutral cell makes it up in electrons",
        decimals: 3))
  }
}
