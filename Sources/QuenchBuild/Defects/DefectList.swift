public import QuenchModel

/// A place of a crystal that symmetry tells apart from the others.
public struct DistinctPlace: Hashable, Sendable {
  /// From 1, among the places of one element.
  public let number: Int
  /// Element or label; `void` for places of interstitials.
  public let name: String
  /// Of the conventional cell, e.g. `18e`.
  public let wyckoffPosition: String
  public let siteSymmetry: String
  /// Places of this kind in the given cell.
  public let multiplicity: Int
  /// The first of them, an atom from 0; for a void nil.
  public let atom: Int?
  /// Fractional place of the first one.
  public let fractional: Vector3
  /// The nearest atoms in words.
  public let environment: String
  /// Of a void: the distance to the nearest nuclei, Å.
  public let radius: Double?
}

extension Structure {
  /// The atoms and voids symmetry tells apart, in the order of the numbers that defects' names take.
  ///
  /// `leastVoid`: distance of a void to the nearest nuclei, Å; nil leaves voids out. Throws
  /// `DefectError`.
  public func distinctPlaces(
    leastVoid: Double?, tolerance: Double = 1e-2
  ) throws(DefectError) -> [DistinctPlace] {
    try checkForDefects()
    let sites = try CrystalSites(self, voids: leastVoid, tolerance: tolerance)
    return sites.orbits.map { orbit in
      let first = orbit.places.first ?? 0
      return DistinctPlace(
        number: orbit.number, name: orbit.name, wyckoffPosition: orbit.wyckoff,
        siteSymmetry: orbit.siteSymmetry, multiplicity: orbit.places.count,
        atom: first < count ? first : nil, fractional: sites.places[first],
        environment: orbit.environment, radius: orbit.radius)
    }
  }

  func checkForDefects() throws(DefectError) {
    guard let lattice, lattice.isValid, periodicity == .all else { throw .notPeriodic }
    guard occupancies?.allSatisfy({ $0 > 1 - 1e-6 }) ?? true else { throw .disordered }
  }
}
