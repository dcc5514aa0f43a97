public import QuenchModel

/// One configuration that symmetry tells apart, built.
public struct DefectChoice: Sendable {
  /// From 1, the most compact first.
  public let number: Int
  /// How many placements of the supercell symmetry makes equal to it.
  public let multiplicity: Int
  /// Distinct sites of the parts, from 1.
  public let siteNumbers: [Int]
  /// Atoms of the cell without defects that are changed, from 0; nil for interstitials.
  public let atoms: [Int?]
  /// Between the parts, Å, through the periodic boundary.
  public let distances: [Double]
  public let built: Built
}

extension Defects {
  /// The crystal with its defects, species grouped, and a report. Throws `DefectError`.
  public func build(_ crystal: Structure) throws(DefectError) -> Built {
    let host = try host(crystal)
    return try assemble(try chosen(in: host), in: host)
  }

  /// Every configuration of the one defect asked for, each built. Throws `DefectError`.
  public func all(_ crystal: Structure) throws(DefectError) -> [DefectChoice] {
    let host = try host(crystal)
    let search = try search(complexes[0], host, region)
    var choices: [DefectChoice] = []
    for (index, configuration) in try search.all().enumerated() {
      choices.append(
        DefectChoice(
          number: index + 1, multiplicity: configuration.multiplicity,
          siteNumbers: configuration.siteNumbers,
          atoms: configuration.places.map { host.isAtom($0) ? $0 : nil },
          distances: configuration.distances,
          built: try assemble(
            [PlacedComplex(complexes[0], configuration.places)], in: host)))
    }
    return choices
  }

  private func host(_ crystal: Structure) throws(DefectError) -> SupercellSites {
    try check()
    try crystal.checkForDefects()
    var plain = crystal
    // Copies of residues are numbered by residue: atoms here are numbered by atom.
    if supercell.index > 1 { plain.residues = nil }
    let needsVoids = complexes.contains { $0.parts.contains { $0.host == nil } }
    let sites = try CrystalSites(plain, voids: needsVoids ? leastVoid : nil, tolerance: tolerance)
    if needsVoids, !sites.orbits.contains(where: { $0.radius != nil }) {
      throw .noVoid(radius: leastVoid)
    }
    return try SupercellSites(sites, supercell)
  }

  private func search(
    _ complex: DefectComplex, _ host: SupercellSites, _ region: Selection?
  ) throws(DefectError) -> DefectConfigurations {
    DefectConfigurations(complex, host, isAllowed: try allowed(host, region), within: reach)
  }

  private func allowed(
    _ host: SupercellSites, _ region: Selection?
  ) throws(DefectError) -> [Bool] {
    guard let region else { return [Bool](repeating: true, count: host.count) }
    var filled = host.cell
    if host.count > host.cell.count {
      let voids = (host.cell.count..<host.count).map(host.fractional)
      filled = filled.adding(voids, of: Species(label: CrystalSites.voidName, element: nil))
      filled.fixedAxes = host.cell.fixedAxes.map { $0 + voids.map { _ in .none } }
    }
    do throws(SelectionError) {
      return try region.mask(in: filled)
    } catch {
      throw .selection(error)
    }
  }

  private func chosen(
    in host: SupercellSites
  ) throws(DefectError) -> [PlacedComplex] {
    var placing = DefectPlacing(host, seed: seed)
    var all: [PlacedComplex] = []
    for (index, complex) in complexes.enumerated() {
      let part = parts.indices.contains(index) ? parts[index] : nil
      let search = try search(complex, host, part?.region ?? region)
      for places in try places(complex, search, &placing) {
        placing.take(places)
        all.append(PlacedComplex(complex, places, axes: part?.axes ?? .none))
      }
    }
    return all
  }

  private func places(
    _ complex: DefectComplex, _ search: DefectConfigurations, _ placing: inout DefectPlacing
  ) throws(DefectError) -> [[Int]] {
    if case .configuration(let number) = placement {
      let configurations = try search.all()
      guard configurations.indices.contains(number - 1) else {
        throw .noSuchConfiguration(asked: number, configurations: configurations.count)
      }
      return [configurations[number - 1].places]
    }
    let placements: [[Int]]
    if complex.parts.count == 1 {
      placements = try search.candidates(of: complex.parts[0]).map { [$0] }
    } else {
      guard let compact = try search.all().first else { throw .noCandidates(name: complex.name) }
      placements = try search.equals(of: compact)
    }
    return placement == .spread
      ? try placing.spread(complex.count, of: placements, name: complex.name)
      : try placing.random(complex.count, of: placements, name: complex.name)
  }

  private func assemble(
    _ chosen: [PlacedComplex], in host: SupercellSites
  ) throws(DefectError) -> Built {
    let changes = chosen.flatMap(\.changes)
    let cell = DefectCell(host, changes)
    guard cell.structure.count > 0 else { throw .noAtomsLeft }
    var report = BuildReport(host: host.sites.crystal.composition)
    if placement == .random || placement == .spread { report.seed = seed }
    try describe(chosen, changes, host, cell, into: &report)
    return Built(cell.structure, report)
  }
}
