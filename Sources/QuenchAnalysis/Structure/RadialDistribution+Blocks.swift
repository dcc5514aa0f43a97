import QuenchNeighbors

/// The integers behind g(r), block by block: enough to re-bin (merge bins), re-block, join runs, and
/// take error bars again without the trajectory.
public struct RadialBlocks: Sendable {
  /// Frames in each block but the last.
  public let length: Int
  /// Frames of each block.
  public let frames: [Int]
  /// Pairs (a, b) with a ≤ b in the order of the species.
  public let pairs: [SpeciesPair]
  /// Ordered pairs i ≠ j, [block][pair][bin] flattened.
  public let pairCounts: [UInt64]
  /// Own images, [block][pair][bin] flattened; zero for unlike pairs.
  public let selfCounts: [UInt64]
  /// Ordered pairs inside molecules, [block][pair][bin] flattened, to be subtracted from
  /// `pairCounts`; nil where all pairs count.
  public let moleculeCounts: [UInt64]?
  /// Σ N_a, [block][species] flattened.
  public let atoms: [UInt64]
  /// Σ N_a N_b / V, Å⁻³, [block][pair] flattened.
  public let idealDensities: [Double]
}

extension RadialDistribution {
  /// At most 64 blocks of consecutive frames. Where centres were chosen, the species stand there twice:
  /// the second time, marked `*`, for the chosen atoms.
  public var blockCounts: RadialBlocks {
    let (length, partials) = blocks.filled(atMost: Blocks<RadialPartial>.most)
    let names = species + (choosesCentres ? species.map { $0 + "*" } : [])
    let rows = names.indices.flatMap { a in (a..<names.count).map { (a, $0) } }
    let none = [UInt64](repeating: 0, count: bins.count)
    return RadialBlocks(
      length: length, frames: partials.map(\.frames),
      pairs: rows.map { SpeciesPair(names[$0], names[$1]) },
      pairCounts: partials.flatMap { block in
        rows.flatMap { a, b in Array(block.counts.pair(a, b)) }
      },
      selfCounts: partials.flatMap { block in
        rows.flatMap { a, b in a == b ? Array(block.counts.selfImage(a)) : none }
      },
      moleculeCounts: betweenMolecules
        ? partials.flatMap { $0.molecules?.inside ?? [] } : nil,
      atoms: partials.flatMap(\.atoms),
      idealDensities: partials.flatMap { $0.ideal.map(\.value) })
  }
}
