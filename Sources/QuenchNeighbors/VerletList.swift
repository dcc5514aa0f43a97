public import QuenchModel

/// The pairs of a structure that moves in small steps: found out to a cutoff and a skin, and found
/// again only when an atom has moved more than half the skin.
///
/// Verlet, Phys. Rev. 159 (1967) 98, doi 10.1103/PhysRev.159.98. Keeps its buffers; not to be shared
/// between threads. The order of pairs depends on the structure alone.
public final class VerletList {
  /// Å; every pair with r < cutoff is visited, some beyond it too.
  public let cutoff: Double
  /// Å beyond the cutoff up to which pairs are kept.
  public let skin: Double
  /// How often the pairs were found anew.
  public private(set) var rebuilds = 0
  @usableFromInline var first: [Int32] = []
  @usableFromInline var second: [Int32] = []
  @usableFromInline var shifts: [Vector3] = []
  private let search: NeighborSearch
  private var reference = Coordinates()
  private var lattice: Lattice?
  private var groups: [Int32] = []

  /// Throws unless cutoff and skin are positive and finite.
  public init(cutoff: Double, skin: Double) throws(NeighborError) {
    guard skin.isFinite, skin > 0 else { throw .cutoff(skin) }
    guard cutoff.isFinite, cutoff > 0 else { throw .cutoff(cutoff) }
    self.cutoff = cutoff
    self.skin = skin
    search = try NeighborSearch(cutoff: cutoff + skin)
  }

  /// Makes sure that all pairs within the cutoff are listed.
  ///
  /// `groups` holds one number per atom: two atoms of one group are no pair as they stand in the
  /// structure, only through a boundary; two of negative groups never are. For rigid molecules, whose
  /// atoms must be given unbroken, and held atoms.
  public func update(_ structure: Structure, groups: [Int32]) throws(NeighborError) {
    guard groups.count == structure.count else {
      throw .groupCount(expected: structure.count, found: groups.count)
    }
    guard isStale(structure, groups) else { return }
    try search.load(structure)
    first.removeAll(keepingCapacity: true)
    second.removeAll(keepingCapacity: true)
    shifts.removeAll(keepingCapacity: true)
    let rule = PairRule(structure.lattice)
    search.forEachPair { pair in
      let (a, b) = (groups[pair.i], groups[pair.j])
      guard a >= 0 || b >= 0, a != b || pair.image != .zero else { return }
      first.append(Int32(truncatingIfNeeded: pair.i))
      second.append(Int32(truncatingIfNeeded: pair.j))
      shifts.append(rule.shift(pair.image))
    }
    search.unload()
    (reference, lattice, self.groups) = (structure.positions, structure.lattice, groups)
    rebuilds += 1
  }

  @usableFromInline var atomCount: Int { reference.count }

  /// Pairs kept.
  public var count: Int { first.count }

  private func isStale(_ structure: Structure, _ groups: [Int32]) -> Bool {
    guard rebuilds > 0, structure.count == reference.count, structure.lattice == lattice,
      groups == self.groups
    else { return true }
    let limit = skin * skin / 4
    let (now, before) = (structure.positions.flat, reference.flat)
    return now.withUnsafeBufferPointer { now in
      before.withUnsafeBufferPointer { before in
        var k = 0
        while k < now.count {
          let (x, y, z) = (
            now[k] - before[k], now[k + 1] - before[k + 1], now[k + 2] - before[k + 2]
          )
          // Written so that what is not a number is stale too, and the search says so.
          guard x * x + y * y + z * z <= limit else { return true }
          k += 3
        }
        return false
      }
    }
  }

  /// Calls `body(i, j, displacement, r²)` for each pair kept, from i to the image of j, Å, at the
  /// positions given, one for each atom of the structure last updated to.
  @inlinable
  public func forEachPair(
    at positions: Coordinates, _ body: (Int, Int, Vector3, Double) -> Void
  ) {
    precondition(first.isEmpty || positions.count == atomCount, "the atoms of the list")
    positions.flat.withUnsafeBufferPointer { x in
      for k in first.indices {
        let (i, j) = (Int(first[k]), Int(second[k]))
        let from = Vector3(x[3 * i], x[3 * i + 1], x[3 * i + 2])
        let to = Vector3(x[3 * j], x[3 * j + 1], x[3 * j + 2])
        let d = (to - from) + shifts[k]
        body(i, j, d, PairRule.square(d))
      }
    }
  }
}
