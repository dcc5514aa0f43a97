internal import CQuenchKernels
public import QuenchModel

/// The first door: distances of all pairs into one histogram per pair of groups, without a list.
///
/// All periodic images within the cutoff count, in any cell, periodic along any axes. The bulk is
/// computed in single precision; pairs within a proven rounding bound of an edge are decided by
/// `PairRule` in double precision, so that the integers equal those of a search over all pairs and do
/// not depend on threads or instruction set. Keeps its buffers from call to call.
public struct PairCounter: Sendable {
  /// What was counted by the last call, for benchmarks.
  public struct Effort: Hashable, Sendable {
    /// Pairs whose distance was computed.
    public var tested = 0
    /// Pairs decided by the exact rule.
    public var exact = 0
  }

  public let bins: RadialBins
  public let groups: Int
  public private(set) var effort = Effort()
  /// Length of the shortest vector along which the last structure repeats, Å; infinite without one.
  public private(set) var shortestImage = Double.infinity
  var level: Int32 = qk_best_level()
  private var workspace: CounterWorkspace

  /// Throws beyond 1024 groups or 2²⁷ counters (bins times pairs of groups).
  public init(bins: RadialBins, groups: Int) throws(NeighborError) {
    precondition(groups >= 0, "a number of groups")
    guard groups <= 1024, groups * groups * (bins.count + 1) <= 1 << 27 else {
      throw .tooManyCounters
    }
    self.bins = bins
    self.groups = groups
    workspace = CounterWorkspace(bins: bins, groups: groups)
  }

  /// Adds the pairs of one structure to `counts`.
  ///
  /// `codes` gives the group of each atom, 0 ..< groups; a negative one leaves the atom out. One
  /// structure is divided over `threads`.
  public mutating func count(
    _ structure: Structure, codes: [Int32], into counts: inout PairCounts, threads: Int = 1
  ) throws(NeighborError) {
    precondition(counts.bins == bins && counts.groups == groups, "counts of this counter's bins")
    guard codes.allSatisfy({ Int($0) < groups }) else {
      throw .groupCount(expected: groups, found: Int(codes.max() ?? 0) + 1)
    }
    if !isKnownUniquelyReferenced(&workspace) {
      workspace = CounterWorkspace(bins: bins, groups: groups)
    }
    let input = PairInput(structure, groups: codes)
    effort = try workspace.count(input, level: level, threads: max(1, threads), into: &counts)
    shortestImage = workspace.shortestImage
  }
}

/// The buffers of a `PairCounter`, one set per thread.
///
/// Sendable because a counter replaces a workspace it shares before writing to it.
private final class CounterWorkspace: @unchecked Sendable {
  private let bins: RadialBins
  private let groups: Int
  private let atoms = PlacedAtoms()
  private var workers: [CountWorker] = []
  private var own: (key: OwnImages.Key, counts: [UInt64])?

  init(bins: RadialBins, groups: Int) {
    self.bins = bins
    self.groups = groups
  }

  func count(
    _ input: borrowing PairInput, level: Int32, threads: Int, into counts: inout PairCounts
  ) throws(NeighborError) -> PairCounter.Effort {
    while workers.count < threads { workers.append(CountWorker(bins: bins, groups: groups)) }
    defer { atoms.release() }
    try place(input, threads)
    let results = run(level: level, threads: threads)
    var effort = PairCounter.Effort()
    for result in results {
      let part = try result.get()
      effort.tested += part.tested
      effort.exact += part.exact
    }
    for worker in workers[..<threads] { worker.flush(into: &counts) }
    try separateOwnImages(input, &counts)
    return effort
  }

  var shortestImage: Double { atoms.cell.shortest }

  private func place(_ input: borrowing PairInput, _ threads: Int) throws(NeighborError) {
    try atoms.prepare(input, cutoff: bins.cutoff)
    let count = input.positions.count
    nonisolated(unsafe) let atoms = atoms
    atoms.finish(
      parallel(threads) { index in
        atoms.place((count * index / threads)..<(count * (index + 1) / threads))
      })
  }

  private func run(
    level: Int32, threads: Int
  ) -> [Result<PairCounter.Effort, NeighborError>] {
    // Each iteration touches its own worker only.
    nonisolated(unsafe) let (atoms, workers) = (atoms, workers)
    return parallel(threads) { index in
      workers[index].count(atoms, level, PairGrid.Part(index: index, count: threads))
    }
  }

  private func separateOwnImages(
    _ input: borrowing PairInput, _ counts: inout PairCounts
  ) throws(NeighborError) {
    let key = OwnImages.Key(atoms.cell)
    if own?.key != key { own = (key, try OwnImages.halfCounts(atoms.cell, bins)) }
    guard let own = own?.counts, !own.isEmpty else { return }
    var atoms = [Int](repeating: 0, count: groups)
    for code in input.groups where code >= 0 { atoms[Int(code)] += 1 }
    counts.takeOut(ownImages: own, atoms: atoms)
  }
}

/// One thread's grid and counters.
private final class CountWorker {
  let grid = PairGrid()
  private let bins: RadialBins
  private let groups: Int
  private let counters = Storage<UInt32>()
  private let stride: Int
  private let copies: Int
  private var wide: PairCounts?

  init(bins: RadialBins, groups: Int) {
    self.bins = bins
    self.groups = groups
    stride = bins.count + 1
    // Neighbouring pairs of a crystal fall into the same bin and would wait for one another's
    // increment; four copies that fit the first-level cache let them pass.
    copies = 4 * groups * groups * stride <= 8192 ? 4 : 1
    counters.reserve(counterCount).update(repeating: 0, count: counterCount)
  }

  private var copyStride: Int { groups * groups * stride }
  private var counterCount: Int { copies * copyStride }

  func count(
    _ atoms: PlacedAtoms, _ level: Int32, _ part: PairGrid.Part
  ) -> Result<PairCounter.Effort, NeighborError> {
    Result { () throws(NeighborError) in
      try grid.build(atoms, part: part)
      return atoms.positions.flat.withUnsafeBufferPointer { flat in
        bins.edgeSquares.withUnsafeBufferPointer { edges in
          countShare(grid.kernelGrid(positions: flat.baseAddress), edges.baseAddress, level)
        }
      }
    }
  }

  private func countShare(
    _ kernelGrid: qk_grid, _ edges: UnsafePointer<Double>?, _ level: Int32
  ) -> PairCounter.Effort {
    var (kernelGrid, kernelBins) = (kernelGrid, kernelBins(edges))
    let ranges = grid.reserveRanges()
    var effort = PairCounter.Effort()
    for columns in grid.portions(ofPairs: 1 << 31) {
      var exact: Int64 = 0
      effort.tested += Int(
        qk_count(
          &kernelGrid, &kernelBins, level, columns.lowerBound, columns.upperBound, ranges, &exact))
      effort.exact += Int(exact)
      if columns.upperBound < grid.share.upperBound { widen() }
    }
    return effort
  }

  /// Empties the 32-bit counters into 64-bit ones before any can overflow.
  private func widen() {
    var counts = wide ?? PairCounts(bins: bins, groups: groups)
    wide = nil
    empty(into: &counts)
    wide = counts
  }

  private func empty(into counts: inout PairCounts) {
    counts.add(counters.base, stride: stride, copies: copies, copyStride: copyStride)
    counters.base.update(repeating: 0, count: counterCount)
  }

  func flush(into counts: inout PairCounts) {
    if let wide { counts.add(wide) }
    wide = nil
    empty(into: &counts)
  }

  private func kernelBins(_ edges: UnsafePointer<Double>?) -> qk_bins {
    var kernel = qk_bins()
    kernel.count = Int32(bins.count)
    kernel.stride = Int32(stride)
    kernel.groups = Int32(groups)
    let bits = groups <= 1 ? 0 : Int.bitWidth - (groups - 1).leadingZeroBitCount
    kernel.code_bits = Int32(bits)
    let bound = SinglePrecisionBound(plan: grid.plan, bins: bins, codeBits: bits)
    kernel.limit = bound.limit
    kernel.bins_per_grain = bound.binsPerGrain
    kernel.doubt = bound.doubt
    kernel.edge_squares = edges
    kernel.counters = counters.base
    kernel.copy_stride = copies > 1 ? Int64(copyStride) : 0
    return kernel
  }
}
