/// A reordering of atoms that remembers where each came from.
public struct Permutation: Hashable, Sendable {
  /// For each place in the new order, the atom's index in the old one.
  public let sources: [Int]

  /// Nil unless `sources` holds each of 0..<count once.
  public init?(sources: [Int]) {
    var seen = [Bool](repeating: false, count: sources.count)
    for source in sources {
      guard seen.indices.contains(source), !seen[source] else { return nil }
      seen[source] = true
    }
    self.sources = sources
  }

  init(unchecked sources: [Int]) { self.sources = sources }

  public static func identity(count: Int) -> Permutation {
    Permutation(unchecked: Array(0..<count))
  }

  public var isIdentity: Bool { sources.enumerated().allSatisfy { $0 == $1 } }

  /// Undoes this one.
  public var inverse: Permutation {
    var inverse = [Int](repeating: 0, count: sources.count)
    for (place, source) in sources.enumerated() { inverse[source] = place }
    return Permutation(unchecked: inverse)
  }

  /// First this one, then `next`.
  public func followed(by next: Permutation) -> Permutation {
    precondition(sources.count == next.sources.count)
    return Permutation(unchecked: next.sources.map { sources[$0] })
  }

  public func applied<Value>(to values: [Value]) -> [Value] {
    precondition(values.count == sources.count)
    return sources.map { values[$0] }
  }
}
