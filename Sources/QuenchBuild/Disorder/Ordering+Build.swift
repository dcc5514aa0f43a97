public import QuenchModel

extension Ordering {
  /// The ordered cell, species grouped, and a report with its pair correlations. Throws
  /// `OrderingError`.
  public func build(_ crystal: Structure) throws(OrderingError) -> Built {
    try check()
    var plain = crystal
    if supercell.index > 1 { plain.residues = nil }
    let sites = try DisorderedSites(plain, mergesEqual: mergesEqual, tolerance: tolerance)
    let states = try states(of: crystal)
    let counts = try counts(sites, states)
    let cell: Structure
    do throws(BuildError) { cell = try supercell.build(plain) } catch { throw .cell(error) }
    let lattice = SiteKinds(sites, index: supercell.index, counts: counts)
    guard lattice.shares.count <= 60 else { throw .tooManyKinds(lattice.shares.count) }
    var arrangement = try correlations(lattice, cell)
    var search = QuasiRandomSearch(
      steps: steps, sublattices: lattice.sitesOfSublattice, seed: seed)
    arrangement.shuffle(&search)
    let outcome =
      method == .random ? (arrangement.correlations, 0) : search.best(arrangement.correlations)
    arrangement.correlations = outcome.0
    let structure = lattice.structure(arrangement.correlations.kinds, sites, cell)
    var report = BuildReport(seed: seed, host: nil)
    report.add("supercell", key: "supercell", .text(supercell.text))
    describe(arrangement, lattice, sites, steps: outcome.1, into: &report)
    describe(counts, sites, states, structure, into: &report)
    return Built(structure, report)
  }

  /// Sites of the crystal's cell, one atom each, for choosing a supercell by its number of sites.
  public func skeleton(of crystal: Structure) throws(OrderingError) -> Structure {
    try DisorderedSites(crystal, mergesEqual: mergesEqual, tolerance: tolerance).skeleton
  }

  private var steps: Int {
    if case .quasiRandom(let steps) = method { return steps }
    return 0
  }

  private func states(of crystal: Structure) throws(OrderingError) -> OxidationStates {
    do throws(OxidationError) {
      return try OxidationStates.of(crystal, given: oxidation)
    } catch {
      throw .oxidation(error)
    }
  }

  private func counts(
    _ sites: DisorderedSites, _ states: OxidationStates
  ) throws(OrderingError) -> [[Int]] {
    let counter = OccupantCounts(sites, index: supercell.index, states: states)
    if balancesCharge { return try counter.balanced() }
    if let exact = counter.exact() { return exact }
    let nearest = counter.nearest()
    if takesNearest, let first = nearest.first { return first }
    throw .impossible(
      asked: counter.asked, nearest: nearest.map(counter.text),
      supercells: OccupantCounts.supercells(sites, from: supercell))
  }

  private func correlations(
    _ lattice: SiteKinds, _ cell: Structure
  ) throws(OrderingError) -> Arrangement {
    let places = lattice.atoms.map { atoms in
      atoms.lazy.compactMap(\.self).first.map { cell.positions[$0] } ?? .zero
    }
    var range = cutoff ?? 0
    if cutoff == nil { range = try shellCutoff(places, lattice, cell) }
    let shells = try PairShells(places, lattice.sublatticeOfSite, in: cell, cutoff: range)
    return Arrangement(
      shells: shells,
      correlations: PairCorrelations(
        shells, kinds: lattice.start, shares: lattice.shares,
        sublattices: lattice.sublatticeOfKind))
  }

  /// Å: just behind the last shell asked for.
  private func shellCutoff(
    _ places: [Vector3], _ lattice: SiteKinds, _ cell: Structure
  ) throws(OrderingError) -> Double {
    var range = 3.0
    while range < 50 {
      range *= 1.3
      let found: [PairShells.Shell]
      do throws(OrderingError) {
        found = try PairShells(places, lattice.sublatticeOfSite, in: cell, cutoff: range).shells
      } catch {
        guard case .noShells = error else { throw error }
        continue
      }
      var distances: [Double] = []
      for shell in found where shell.distance > (distances.last ?? 0) + 0.02 {
        distances.append(shell.distance)
      }
      if distances.count > shells { return (distances[shells - 1] + distances[shells]) / 2 }
    }
    return 50
  }
}

/// Sites with their shells and what is on them.
struct Arrangement {
  let shells: PairShells
  var correlations: PairCorrelations

  mutating func shuffle(_ search: inout QuasiRandomSearch) { search.scramble(&correlations) }
}
