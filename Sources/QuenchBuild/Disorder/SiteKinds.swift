import QuenchModel

/// The disordered sites of a supercell in one list, and the kinds of occupants they may have.
struct SiteKinds {
  /// For each site its sublattice, and the atom of the supercell each occupant would be.
  private(set) var sublatticeOfSite: [Int] = []
  private(set) var atoms: [[Int?]] = []
  private(set) var sitesOfSublattice: [[Int]] = []
  /// For each kind the sublattice, the occupant in it, and its true share.
  private(set) var sublatticeOfKind: [Int] = []
  private(set) var occupantOfKind: [Int] = []
  private(set) var shares: [Double] = []
  private(set) var names: [String] = []
  /// A kind per site in the right numbers, sorted.
  private(set) var start: [Int] = []

  init(_ sites: DisorderedSites, index: Int, counts: [[Int]]) {
    for (number, sublattice) in sites.sublattices.enumerated() {
      let first = atoms.count
      for members in sublattice.sites {
        for copy in 0..<index { atoms.append(members.map { $0.map { $0 * index + copy } }) }
      }
      let total = atoms.count - first
      sitesOfSublattice.append(Array(first..<atoms.count))
      sublatticeOfSite += repeatElement(number, count: total)
      for (occupant, count) in counts[number].enumerated() {
        start += repeatElement(shares.count, count: count)
        sublatticeOfKind.append(number)
        occupantOfKind.append(occupant)
        shares.append(Double(count) / Double(total))
        names.append(sublattice.occupants[occupant].name)
      }
    }
  }

  /// The atoms that are there, each alone on its site, species grouped.
  func structure(_ kinds: [Int], _ sites: DisorderedSites, _ cell: Structure) -> Structure {
    let index = cell.count / max(sites.crystal.count, 1)
    var kept = sites.ordered.flatMap { ($0 * index)..<(($0 + 1) * index) }
    for (site, kind) in kinds.enumerated() {
      if let atom = atoms[site][occupantOfKind[kind]] { kept.append(atom) }
    }
    var structure = cell.selecting(kept.sorted())
    structure.occupancies = nil
    return structure.reordered(by: structure.species.grouping()).rightHanded()
  }
}
