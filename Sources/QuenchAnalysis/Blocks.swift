/// What an accumulator keeps per block of frames.
protocol BlockPartial: Sendable {
  mutating func add(_ other: Self)
}

/// Partial results of consecutive blocks of frames, for error bars in constant memory.
///
/// A frame belongs to block index / length. When more than 64 blocks would exist, neighbours are
/// merged and the length doubles, so that the blocks depend on the indices of the frames alone: not
/// on their order, number or on how many workers shared them.
struct Blocks<Partial: BlockPartial>: Sendable {
  static var most: Int { 64 }

  /// Frames per block: a power of two.
  private(set) var length = 1
  private var partials: [Partial?] = []

  /// Lets `body` add to the block of frame `index` ≥ 0.
  mutating func update<Failure: Error>(
    _ index: Int, empty: @autoclosure () -> Partial, _ body: (inout Partial) throws(Failure) -> Void
  ) throws(Failure) {
    while index / length >= Self.most { halve() }
    let block = index / length
    while partials.count <= block { partials.append(nil) }
    var partial = partials[block] ?? empty()
    // The array gives its copy away, so that `body` changes the partial in place.
    partials[block] = nil
    defer { partials[block] = partial }
    try body(&partial)
  }

  mutating func merge(_ other: Blocks) {
    var other = other
    while length < other.length { halve() }
    while other.length < length { other.halve() }
    for (block, partial) in other.partials.enumerated() {
      while partials.count <= block { partials.append(nil) }
      guard let partial else { continue }
      if partials[block] == nil {
        partials[block] = partial
      } else {
        partials[block]?.add(partial)
      }
    }
  }

  private mutating func halve() {
    partials = stride(from: 0, to: partials.count, by: 2).map { block in
      guard block + 1 < partials.count, let second = partials[block + 1] else {
        return partials[block]
      }
      guard var first = partials[block] else { return second }
      first.add(second)
      return first
    }
    length *= 2
  }

  private var filledCount: Int { partials.count { $0 != nil } }

  /// Blocks that hold frames, neighbours merged until there are at most `most`.
  func filled(atMost most: Int) -> (length: Int, partials: [Partial]) {
    var coarse = self
    while coarse.filledCount > most { coarse.halve() }
    return (coarse.length, coarse.partials.compactMap { $0 })
  }
}

/// Standard errors from blocks.
enum BlockError {
  /// Fewer blocks give no error bar.
  static let least = 5
  /// Blocks are merged to at most this many before their scatter is taken: many enough for the
  /// error's own uncertainty (16 %), long enough to outlast correlation between frames.
  static let most = 20

  /// Standard error of Σ numerator / Σ denominator over blocks of unequal weight.
  ///
  /// Linearised ratio estimator: B/(B−1) Σ (x_b − R w_b)² / (Σ w)² (Cochran, Sampling Techniques,
  /// 3rd ed. 1977, § 6.3); for equal weights the usual standard error of the mean.
  static func ratio(_ blocks: [(numerator: Double, denominator: Double)]) -> Double? {
    let filled = blocks.filter { $0.denominator > 0 }
    guard filled.count >= least else { return nil }
    let weight = filled.reduce(0) { $0 + $1.denominator }
    let mean = filled.reduce(0) { $0 + $1.numerator } / weight
    let scatter = filled.reduce(0) { sum, block in
      let off = block.numerator - mean * block.denominator
      return sum + off * off
    }
    let count = Double(filled.count)
    return (count / (count - 1) * scatter).squareRoot() / weight
  }
}
