public import QuenchNeighbors
public import QuenchSymmetry

/// Why a disordered crystal could not be ordered.
public enum OrderingError: BuilderError, Hashable {
  /// Every site is held by one species: nothing to do.
  case ordered
  case notPeriodic
  /// Sites times occupancy is no whole number: what was asked, the nearest compositions that are
  /// possible in this cell, and supercells that allow the asked one.
  case impossible(asked: [String], nearest: [String], supercells: [String])
  /// No composition near the asked one is neutral with these states.
  case unbalanced(states: String, nearest: String)
  /// What is known of the states of a crystal whose charge cannot be told.
  case unknownStates(String)
  case outOfRange(parameter: String, value: String, allowed: String)
  /// No two sites of a sublattice can be exchanged within the shells.
  case noShells(cutoff: Double)
  case tooManyKinds(Int)
  case symmetry(SymmetryError)
  case cell(BuildError)
  case neighbors(NeighborError)
  case oxidation(OxidationError)

  public var fault: BuilderFault {
    switch self {
    case .outOfRange, .oxidation: .parameter
    case .cell(let error): error.fault
    default: .refused
    }
  }

  public var description: String {
    switch self {
    case .ordered: "every site is held by one species already: nothing to order"
    case .notPeriodic: "ordering needs a crystal that repeats along all three axes"
    case .impossible(let asked, let nearest, let supercells):
      "this cell cannot hold \(asked.joined(separator: ", nor ")); the nearest possible here: "
        + nearest.joined(separator: "; or ")
        + " (--nearest takes the first); "
        + (supercells.isEmpty
          ? "no supercell up to 64 cells holds it exactly"
          : "supercells that hold it exactly: \(supercells.joined(separator: ", "))")
    case .unbalanced(let states, let nearest):
      "no composition near the asked one is neutral with \(states); the nearest to it: \(nearest); give"
        + " other oxidation states, or try another supercell"
    case .unknownStates(let states):
      "the charge cannot be balanced, as the oxidation states are \(states); give them as Na:1,O:-2"
    case .outOfRange(let parameter, let value, let allowed):
      "\(parameter) must be \(allowed), not \(value)"
    case .noShells(let cutoff): "no two disordered sites are within \(cutoff) Å of one another"
    case .tooManyKinds(let count): "\(count) kinds of occupants are more than 60"
    case .symmetry(let error): "\(error)"
    case .cell(let error): "\(error)"
    case .neighbors(let error): "\(error)"
    case .oxidation(let error): "\(error)"
    }
  }
}
