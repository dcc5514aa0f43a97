public import QuenchModel

/// Puts atoms into an order.
public struct AtomOrder: Hashable, Sendable {
  public enum Key: Hashable, Sendable {
    /// By first appearance.
    case species
    /// Species in the order of these names; others follow as they come.
    case given([String])
    case atomicNumber
    case symbol
    /// x, y, z (0…2), Å.
    case cartesian(Int)
    /// a, b, c (0…2).
    case fractional(Int)
    /// Å from a point, nearest periodic image where it is within half the shortest cell vector.
    case distance(from: Vector3)
    /// By residue number.
    case residue
  }

  /// The first decides; equal atoms go by the next, then stay as they were.
  public var keys: [Key]
  public var isReversed: Bool

  public init(_ keys: [Key], isReversed: Bool = false) {
    (self.keys, self.isReversed) = (keys, isReversed)
  }

  /// The sorted structure, all that is known of each atom moving with it; the species table takes
  /// the new order. Throws `EditError`.
  public func build(_ structure: Structure) throws(EditError) -> Built {
    var columns: [[Double]] = []
    for key in keys { columns.append(try values(key, structure)) }
    let order = (0..<structure.count).sorted { first, second in
      for column in columns where column[first] != column[second] {
        return (column[first] < column[second]) != isReversed
      }
      return first < second
    }
    var sorted = structure.selecting(order)
    sorted.species = Categorical(Array(sorted.species))
    let moved = order.enumerated().count { $0.offset != $0.element }
    var report = BuildReport()
    report.add("atoms moved", key: "atoms_moved", .integer(moved))
    return Built(sorted, report)
  }

  private func values(_ key: Key, _ structure: Structure) throws(EditError) -> [Double] {
    let codes = structure.species.codes
    func ranked(_ rank: [Int]) -> [Double] { codes.map { Double(rank[Int($0)]) } }
    let kinds = structure.species.categories
    switch key {
    case .species: return codes.map(Double.init)
    case .given(let names): return ranked(try ranks(names, structure))
    case .atomicNumber: return ranked(kinds.map { Int($0.element?.atomicNumber ?? 255) })
    case .symbol:
      let sorted = kinds.map(\.label).sorted()
      return ranked(kinds.map { sorted.firstIndex(of: $0.label) ?? 0 })
    case .cartesian(let axis): return structure.positions.map { $0[axis] }
    case .fractional(let axis):
      guard let places = structure.fractional else { throw .noLattice }
      return places.map { $0[axis] }
    case .distance(let point):
      guard point.sum().isFinite else {
        throw .outOfRange(parameter: "the point", value: "\(point)", allowed: "finite")
      }
      return structure.distances(from: point)
    case .residue:
      guard let residues = structure.residues else { throw .nothingChosen("residue order") }
      return residues.numbers.map(Double.init)
    }
  }

  private func ranks(_ names: [String], _ structure: Structure) throws(EditError) -> [Int] {
    var ranks = structure.species.categories.indices.map { names.count + $0 }
    for (rank, name) in names.enumerated() {
      for kind in try structure.known(name) { ranks[kind] = rank }
    }
    return ranks
  }
}
