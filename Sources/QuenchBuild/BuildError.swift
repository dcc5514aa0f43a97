/// Why a structure could not be built: the parameter at fault and what is allowed.
public enum BuildError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Text that is no size or matrix; column from 1.
  case badText(String, column: Int, expected: String)
  /// A number of cells, atoms or Å outside what is allowed.
  case outOfRange(parameter: String, value: String, allowed: String)
  case singularMatrix
  /// A matrix that would turn the cell left-handed, and one that would not.
  case leftHanded(fix: String)
  case noLattice
  case invalidLattice
  case noAtoms
  /// Cells are to be joined along an axis (0…2) on which the structure does not repeat.
  case notPeriodic(axis: Int)
  /// Constraints along single axes of an atom (from 0) have no meaning along the new vectors.
  case partialConstraint(atom: Int)
  /// An atom (from 0) that is not at a finite place, or too many cells away from the first one.
  case unreachable(atom: Int)
  /// No supercell within the limit: Å asked, best found, and atoms of that one.
  case imageTooClose(asked: Double, best: Double, atoms: Int)

  public var description: String {
    switch self {
    case .badText(let text, let column, let expected):
      "'\(text)', column \(column): expected \(expected)"
    case .outOfRange(let parameter, let value, let allowed):
      "\(parameter) must be \(allowed), not \(value)"
    case .singularMatrix:
      "the matrix is singular: its rows span no cell; give three independent rows"
    case .leftHanded(let fix):
      "the matrix has a negative determinant and would make the cell left-handed; use \(fix)"
    case .noLattice: "the structure has no cell to repeat"
    case .invalidLattice: "the cell vectors span no volume or are not finite"
    case .noAtoms: "the structure has no atoms"
    case .notPeriodic(let axis):
      "the structure does not repeat along \(["a", "b", "c"][min(max(axis, 0), 2)]): use 1 there"
    case .partialConstraint(let atom):
      "atom \(atom + 1) is fixed along single cell vectors, which this matrix changes;"
        + " fix or free it as a whole"
    case .unreachable(let atom): "atom \(atom + 1) is not at a finite place near the cell"
    case .imageTooClose(let asked, let best, let atoms):
      "no supercell up to \(atoms) atoms keeps images \(asked) Å apart; the best reaches \(best) Å"
    }
  }
}
