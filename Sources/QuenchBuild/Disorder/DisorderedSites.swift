import QuenchModel
import QuenchNeighbors
import QuenchSymmetry

/// The sites of a crystal that several species, or a species and nothing, share.
struct DisorderedSites {
  /// One species on a site, or nothing, and its share.
  struct Occupant: Hashable {
    /// Nil for an empty site.
    let species: Species?
    let share: Double

    var name: String { species?.name ?? "vacancy" }
  }

  /// Sites that symmetry makes equal.
  struct Sublattice {
    let wyckoff: String
    /// As many as the kinds of things on a site; their shares add up to 1.
    let occupants: [Occupant]
    /// For each site the atom of each occupant; nil for the vacancy.
    let sites: [[Int?]]

    /// `Na0.5Ti0.5 on 4a`.
    var text: String {
      occupants.map { "\($0.name)\(Self.plain($0.share))" }.joined(separator: " ")
        + " on \(wyckoff)"
    }

    /// Without needless digits: `0.5`, `0.333`.
    static func plain(_ share: Double) -> String {
      let rounded = (share * 1000).rounded() / 1000
      return Int(exactly: rounded).map(String.init) ?? "\(rounded)"
    }
  }

  let crystal: Structure
  let sublattices: [Sublattice]
  /// Atoms that are on a site of their own.
  let ordered: [Int]

  /// `mergesEqual`: sites with the same shares are one sublattice, whatever symmetry says.
  init(
    _ crystal: Structure, mergesEqual: Bool, tolerance: Double
  ) throws(OrderingError) {
    self.crystal = crystal
    guard let lattice = crystal.lattice, lattice.isValid, crystal.periodicity == .all else {
      throw .notPeriodic
    }
    guard let occupancies = crystal.occupancies, occupancies.contains(where: { $0 < 1 - 1e-6 })
    else { throw .ordered }
    let places = try Self.places(crystal, tolerance)
    var found: [Sublattice] = []
    do throws(SymmetryError) {
      for orbit in try crystal.spaceGroup(tolerance: tolerance).sites
      where orbit.occupants.contains(where: { $0.occupancy < 1 - 1e-6 }) {
        found.append(Self.sublattice(orbit, crystal, places))
      }
    } catch {
      throw .symmetry(error)
    }
    sublattices = mergesEqual ? Self.merged(found) : found
    let disordered = Set(sublattices.flatMap { $0.sites.flatMap { $0.compactMap(\.self) } })
    ordered = (0..<crystal.count).filter { !disordered.contains($0) }
  }

  /// For each atom the first atom at its place.
  private static func places(
    _ crystal: Structure, _ tolerance: Double
  ) throws(OrderingError) -> [Int] {
    var first = Array(0..<crystal.count)
    do throws(NeighborError) {
      try crystal.forEachPair(within: max(tolerance, 1e-6)) { pair in
        let low = min(first[pair.i], first[pair.j])
        (first[pair.i], first[pair.j]) = (low, low)
      }
    } catch {
      throw .neighbors(error)
    }
    return first
  }

  private static func sublattice(
    _ orbit: DistinctSite, _ crystal: Structure, _ places: [Int]
  ) -> Sublattice {
    var occupants = orbit.occupants.map { Occupant(species: $0.species, share: $0.occupancy) }
    let empty = 1 - occupants.reduce(0) { $0 + $1.share }
    if empty > 1e-3 { occupants.append(Occupant(species: nil, share: empty)) }
    let total = occupants.reduce(0) { $0 + $1.share }
    occupants = occupants.map { Occupant(species: $0.species, share: $0.share / total) }
    let grouped = Dictionary(grouping: orbit.atoms) { places[$0] }
    let sites = grouped.keys.sorted().map { place in
      occupants.map { occupant in
        occupant.species.flatMap { species in
          grouped[place]?.first { crystal.species[$0] == species }
        }
      }
    }
    return Sublattice(wyckoff: orbit.wyckoffPosition, occupants: occupants, sites: sites)
  }

  private static func merged(_ sublattices: [Sublattice]) -> [Sublattice] {
    var merged: [Sublattice] = []
    for sublattice in sublattices {
      if let same = merged.firstIndex(where: { $0.occupants == sublattice.occupants }) {
        merged[same] = Sublattice(
          wyckoff: merged[same].wyckoff + "+" + sublattice.wyckoff,
          occupants: sublattice.occupants, sites: merged[same].sites + sublattice.sites)
      } else {
        merged.append(sublattice)
      }
    }
    return merged
  }

  /// One atom per site, for counting the sites of a cell.
  var skeleton: Structure {
    let first = sublattices.flatMap { $0.sites.compactMap { $0.compactMap(\.self).first } }
    return crystal.selecting((ordered + first).sorted())
  }
}
