/// Why the symmetry of a structure could not be found.
public enum SymmetryError: Error, Hashable, Sendable, CustomStringConvertible {
  case noLattice
  /// Periodic along no axis: a space group needs a crystal.
  case notPeriodic
  case invalidLattice
  case noAtoms
  case tooManyAtoms(Int)
  /// An atom's position (index from 0) is not finite.
  case notFinite(atom: Int)
  /// Å; must be positive and finite.
  case toleranceOutOfRange(Double)
  /// Two atoms (indices from 0) at one place which do not share a site by their occupancies; Å.
  case overlappingAtoms(Int, Int, distance: Double)
  /// Occupancies of a shared site (atom: index from 0) add up to more than 1.
  case overfullSite(atom: Int, occupancy: Double)
  /// The library found nothing; what it said and the tolerance used, Å.
  case searchFailed(String, tolerance: Double)

  public var description: String {
    switch self {
    case .noLattice: "symmetry needs a cell, and this structure has none"
    case .notPeriodic: "symmetry needs a crystal, and this structure is not periodic"
    case .invalidLattice: "the cell vectors span no volume or are not finite"
    case .noAtoms: "symmetry needs atoms, and this structure has none"
    case .tooManyAtoms(let count): "\(count) atoms are more than a symmetry search can take"
    case .notFinite(let atom): "the position of atom \(atom + 1) is not finite"
    case .toleranceOutOfRange(let value):
      "the symmetry tolerance must be a positive length in Å, not \(value)"
    case .overlappingAtoms(let i, let j, let distance):
      "atoms \(i + 1) and \(j + 1) are \(distance) Å apart; remove one, or give occupancies below 1"
    case .overfullSite(let atom, let occupancy):
      "the occupancies at the site of atom \(atom + 1) add up to \(occupancy)"
    case .searchFailed(let message, let tolerance):
      "no symmetry found at a tolerance of \(tolerance) Å (\(message)); try another tolerance"
    }
  }
}
