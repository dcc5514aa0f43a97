internal import CQuenchKernels
public import QuenchModel

/// The grid of one structure, ready to be asked for the pairs within a cutoff.
///
/// Keeps its buffers, so that one search serves all frames of a trajectory; not to be shared between
/// threads.
public final class NeighborSearch {
  /// Å; pairs with r < cutoff.
  public let cutoff: Double
  var level: Int32 = qk_best_level()
  @usableFromInline var atoms = Coordinates()
  @usableFromInline var rule = PairRule(nil)
  private let placed = PlacedAtoms()
  private let grid = PairGrid()
  private var kernelGrid = qk_grid()
  private var limit: Float = 0
  private let found = Storage<Int32>()
  private let images = Storage<SIMD3<Int32>>()

  /// Throws unless the cutoff is positive and finite.
  public init(cutoff: Double) throws(NeighborError) {
    guard cutoff.isFinite, cutoff > 0 else { throw .cutoff(cutoff) }
    self.cutoff = cutoff
  }

  /// Sorts the atoms of `structure`; replaces the structure before.
  public func load(_ structure: Structure) throws(NeighborError) {
    let input = PairInput(structure, groups: [Int32](repeating: 0, count: structure.count))
    try placed.build(input, cutoff: cutoff)
    try grid.build(placed)
    placed.release()
    atoms = structure.positions
    rule = PairRule(structure.lattice)
    let bins = RadialBins(width: cutoff, count: 1)
    limit = SinglePrecisionBound(plan: grid.plan, bins: bins, codeBits: 0).limit
    kernelGrid = grid.kernelGrid(positions: nil)
    _ = grid.reserveRanges()
  }

  /// Lets go of the structure's positions, so that a caller can write its next frame in place.
  public func unload() { atoms = Coordinates() }

  /// Atoms that can be first in a pair, in `columnCount` columns.
  @usableFromInline var columnCount: Int { grid.share.count }

  @usableFromInline
  func column(_ home: Int) -> Range<Int> { grid.homeRange(Int32(home)) }

  @usableFromInline
  func atom(ofEntry entry: Int) -> Int { Int(grid.atom.base[entry]) }

  /// Candidates behind an entry in the half of space it looks into: atoms and images (of the second
  /// atom, for the positions as given). Some are beyond the cutoff; none within is missing.
  @usableFromInline
  func candidates(
    column: Int, entry: Int
  ) -> (atoms: UnsafePointer<Int32>, images: UnsafePointer<SIMD3<Int32>>, count: Int) {
    var room = 4096
    var count = -1
    while count < 0 {
      let found = found.reserve(room)
      count = Int(
        qk_candidates(
          &kernelGrid, level, Int32(column), Int32(entry), limit, grid.ranges.base, found,
          Int64(room)))
      if count < 0 { room = -count + Int(QK_SPARE) }
    }
    let (found, images) = (found.base, images.reserve(count + 1))
    let first = grid.atom.base[entry]
    for k in 0..<count {
      let other = Int(found[k])
      images[k] = imageBetween(first, other)
      found[k] = grid.atom.base[other]
    }
    return (UnsafePointer(found), UnsafePointer(images), count)
  }

  /// n such that the displacement is (x_j − x_i) + n · (a, b, c) for the positions as given.
  @inline(__always)
  private func imageBetween(_ first: Int32, _ entry: Int) -> SIMD3<Int32> {
    let (wrap, second) = (placed.wrap.base, Int(grid.atom.base[entry]))
    let own = 3 * Int(first)
    let moved = SIMD3(wrap[3 * second], wrap[3 * second + 1], wrap[3 * second + 2])
    let from = SIMD3(wrap[own], wrap[own + 1], wrap[own + 2])
    let m = ImageShifter.unpacked(grid.image.base[entry]) &+ moved &- from
    return m.x &* matrix.0 &+ m.y &* matrix.1 &+ m.z &* matrix.2
  }

  private var matrix: (SIMD3<Int32>, SIMD3<Int32>, SIMD3<Int32>) {
    let m = kernelGrid.matrix
    return (
      SIMD3(truncatingIfNeeded: SIMD3(m.0, m.1, m.2)),
      SIMD3(truncatingIfNeeded: SIMD3(m.3, m.4, m.5)),
      SIMD3(truncatingIfNeeded: SIMD3(m.6, m.7, m.8))
    )
  }
}

/// Two atoms within the cutoff, or an atom and its own image.
@frozen
public struct NeighborPair: Hashable, Sendable {
  public let i: Int
  public let j: Int
  /// Cell vectors that are added to x_j − x_i.
  public let image: SIMD3<Int32>
  /// From i to the image of j, Å.
  public let displacement: Vector3
  /// Å².
  public let square: Double

  @inlinable
  init(i: Int, j: Int, image: SIMD3<Int32>, displacement: Vector3, square: Double) {
    (self.i, self.j, self.image) = (i, j, image)
    (self.displacement, self.square) = (displacement, square)
  }

  /// Å.
  @inlinable public var distance: Double { square.squareRoot() }
}

extension NeighborSearch {
  /// The second door: calls `body` once for each unordered pair of the loaded structure with
  /// r < cutoff, over all periodic images.
  ///
  /// Own images (i = j) come once for each ±n. The pair seen from j has the negated image and
  /// displacement, exactly. The order of pairs is the grid's, not the atoms'.
  @inlinable
  public func forEachPair<Failure: Error>(
    _ body: (NeighborPair) throws(Failure) -> Void
  ) throws(Failure) {
    let most = cutoff * cutoff
    for column in 0..<columnCount {
      for entry in self.column(column) {
        let i = atom(ofEntry: entry)
        let from = atoms[i]
        let others = candidates(column: column, entry: entry)
        for k in 0..<others.count {
          let (j, image) = (Int(others.atoms[k]), others.images[k])
          let d = rule.displacement(from, atoms[j], image: image)
          let square = PairRule.square(d)
          guard square < most else { continue }
          try body(NeighborPair(i: i, j: j, image: image, displacement: d, square: square))
        }
      }
    }
  }
}

extension Structure {
  /// Calls `body` once for each unordered pair with r < `cutoff` (Å), over all periodic images.
  ///
  /// For many frames keep one `NeighborSearch`.
  @inlinable
  public func forEachPair(
    within cutoff: Double, _ body: (NeighborPair) -> Void
  ) throws(NeighborError) {
    let search = try NeighborSearch(cutoff: cutoff)
    try search.load(self)
    search.forEachPair(body)
  }
}
