/// Why pairs cannot be found.
public enum NeighborError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Å; not finite, not positive, or more bins than can be held.
  case cutoff(Double)
  /// Å; the width of bins is not finite or not positive, or leaves no bin or too many.
  case binWidth(Double)
  /// The repeating cell vectors span nothing, or are not finite.
  case cell
  /// The first atom whose position is not a number, from 0.
  case position(atom: Int)
  /// The cell is so small against the cutoff, or an atom so far from it, that images run over.
  case tooManyImages
  /// More groups, or groups and bins together, than counters can be held for.
  case tooManyCounters
  /// One group per atom is needed.
  case groupCount(expected: Int, found: Int)

  public var description: String {
    switch self {
    case .cutoff(let value): "a cutoff of \(value) Å is not usable"
    case .binWidth(let value): "a bin width of \(value) Å is not usable"
    case .cell: "the repeating cell vectors do not span a cell"
    case .position(let atom): "the position of atom \(atom + 1) is not a number"
    case .tooManyImages:
      "too many periodic images lie within the range searched: the cell is very small or very skew, "
        + "or an atom lies very far from it (quench wrap puts atoms into the cell)"
    case .tooManyCounters: "there are too many species and bins to count"
    case .groupCount(let expected, let found):
      "\(found) groups are given for \(expected) atoms"
    }
  }
}
