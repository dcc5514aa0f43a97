public import QuenchNeighbors

/// Why no path can be laid between two structures.
public enum PathError: BuilderError, Hashable, CustomStringConvertible {
  case outOfRange(parameter: String, value: String, allowed: String)
  case noLattice
  case noAtoms
  case atomCount(start: Int, end: Int)
  /// The first atom (from 0) whose species differ.
  case order(atom: Int, start: String, end: String)
  /// Largest difference of the cell vectors, Å.
  case cells(difference: Double)
  /// An atom (from 0) that is held, and how far it would move, Å.
  case held(atom: Int, distance: Double)
  /// An atom (from 0) with two images equally near, Å.
  case ambiguous(atom: Int, distance: Double)
  case neighbors(NeighborError)

  public var fault: BuilderFault {
    if case .outOfRange = self { return .parameter }
    return .refused
  }

  public var description: String {
    switch self {
    case .outOfRange(let parameter, let value, let allowed):
      "\(parameter) must be \(allowed), not \(value)"
    case .noLattice: "both ends of a path need a cell"
    case .noAtoms: "the structures have no atoms"
    case .atomCount(let start, let end):
      "the start has \(start) atoms and the end \(end): a path needs the same atoms"
    case .order(let atom, let start, let end):
      "atom \(atom + 1) is \(start) at the start and \(end) at the end:"
        + " write both files with the same order of atoms"
    case .cells(let difference):
      "the cells of the two ends differ by \(Self.rounded(difference)) Å:"
        + " relax the end in the cell of the start"
    case .held(let atom, let distance):
      "atom \(atom + 1) is held and would move by \(Self.rounded(distance)) Å:"
        + " start both ends from the same held atoms"
    case .ambiguous(let atom, let distance):
      "atom \(atom + 1) has two ways of \(Self.rounded(distance)) Å to the end, through different"
        + " boundaries: use a supercell"
    case .neighbors(let error): "\(error)"
    }
  }

  private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
