/// Integer histograms of pair distances, one per pair of groups.
///
/// Pairs are ordered: `pair(a, b)` counts i in a and j in b over all periodic images, i ≠ j, so like
/// pairs appear twice and (a, b) equals (b, a). Own images (i = j, image not zero) are apart.
public struct PairCounts: Hashable, Sendable {
  public let bins: RadialBins
  public let groups: Int
  /// Rows of (a, b), a ≤ b, in lexical order; `bins.count` each.
  var pairs: [UInt64]
  /// Rows of a.
  var selfImages: [UInt64]

  public init(bins: RadialBins, groups: Int) {
    precondition(groups >= 0)
    self.bins = bins
    self.groups = groups
    pairs = [UInt64](repeating: 0, count: bins.count * groups * (groups + 1) / 2)
    selfImages = [UInt64](repeating: 0, count: bins.count * groups)
  }

  /// Ordered pairs of different atoms per bin; a and b in any order.
  public func pair(_ a: Int, _ b: Int) -> ArraySlice<UInt64> {
    let row = row(min(a, b), max(a, b)) * bins.count
    return pairs[row..<(row + bins.count)]
  }

  /// Ordered pairs of an atom of group a with its own images, per bin.
  public func selfImage(_ a: Int) -> ArraySlice<UInt64> {
    selfImages[(a * bins.count)..<((a + 1) * bins.count)]
  }

  /// Place of (a, b), a ≤ b, among the pairs.
  func row(_ a: Int, _ b: Int) -> Int { PairCounts.row(a, b, of: groups) }

  private static func row(_ a: Int, _ b: Int, of groups: Int) -> Int {
    a * groups - a * (a - 1) / 2 + (b - a)
  }

  public mutating func add(_ other: PairCounts) {
    precondition(bins == other.bins && groups == other.groups, "counts of one question only")
    for k in pairs.indices { pairs[k] += other.pairs[k] }
    for k in selfImages.indices { selfImages[k] += other.selfImages[k] }
  }

  /// Adds kernel counters (unordered pairs, rows of first group, second group) and takes out own
  /// images, of which each atom of a group has `own[bin]` in the half space the kernel visits.
  mutating func add(
    _ counters: UnsafePointer<UInt32>, stride: Int, copies: Int, copyStride: Int
  ) {
    let (count, groups) = (bins.count, groups)
    pairs.withUnsafeMutableBufferPointer { pairs in
      for a in 0..<groups {
        for b in 0..<groups {
          let target = PairCounts.row(min(a, b), max(a, b), of: groups) * count
          // A pair of unlike groups is one ordered pair of (a, b), of like groups two.
          let weight: UInt64 = a == b ? 2 : 1
          for copy in 0..<copies {
            let source = counters + copy * copyStride + (a * groups + b) * stride
            for k in 0..<count { pairs[target &+ k] &+= weight &* UInt64(source[k]) }
          }
        }
      }
    }
  }

  /// Moves own images from the pairs, where the kernel counted them, to their own rows.
  mutating func takeOut(ownImages own: [UInt64], atoms: [Int]) {
    for (group, count) in atoms.enumerated() where count > 0 {
      let target = row(group, group) * bins.count
      for (k, images) in own.enumerated() where images > 0 {
        let ordered = 2 * images * UInt64(count)
        pairs[target + k] &-= ordered
        selfImages[group * bins.count + k] &+= ordered
      }
    }
  }
}
