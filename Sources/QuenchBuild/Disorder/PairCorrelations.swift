import QuenchModel

/// How often each two kinds of occupants are neighbours in each shell, kept up to date as sites change.
///
/// A kind is one occupant of one sublattice. Counts are of ordered pairs, images included.
struct PairCorrelations {
  private(set) var kinds: [Int]
  private let shells: PairShells
  private let kindCount: Int
  private var counts: [Int]
  /// What a random arrangement without correlations has.
  private let random: [Double]
  /// Weight of a deviation in each shell.
  private let weights: [Double]

  /// `kinds` per site; `shares` and `sublattices` per kind.
  init(_ shells: PairShells, kinds: [Int], shares: [Double], sublattices: [Int]) {
    self.shells = shells
    self.kinds = kinds
    kindCount = shares.count
    let size = kindCount * kindCount
    counts = [Int](repeating: 0, count: size * shells.shells.count)
    random = shells.shells.flatMap { shell in
      (0..<size).map { cell -> Double in
        let (k, l) = (cell / shares.count, cell % shares.count)
        let ends = SIMD2(
          min(sublattices[k], sublattices[l]), max(sublattices[k], sublattices[l]))
        guard ends == shell.sublattices else { return 0 }
        // Between two sublattices each ordered pair is met from either side.
        let ways = ends.x == ends.y ? 1.0 : 0.5
        return shares[k] * shares[l] * Double(shell.pairs) * ways
      }
    }
    let nearest = shells.shells.first?.distance ?? 1
    weights = shells.shells.map { shell in
      let ratio = nearest / shell.distance
      return ratio * ratio / (Double(shell.pairs) * Double(shell.pairs))
    }
    for site in kinds.indices {
      for entry in shells.starts[site]..<shells.starts[site + 1] {
        counts[
          place(Int(shells.shellOfEntry[entry]), kinds[site], kinds[Int(shells.neighbors[entry])])] +=
          1
      }
    }
  }

  private func place(_ shell: Int, _ first: Int, _ second: Int) -> Int {
    (shell * kindCount + first) * kindCount + second
  }

  /// Puts another kind on a site.
  mutating func change(_ site: Int, to new: Int) {
    let old = kinds[site]
    let n = kindCount
    shells.starts.withUnsafeBufferPointer { starts in
      for entry in starts[site]..<starts[site + 1] {
        let other = Int(shells.neighbors[entry])
        let base = Int(shells.shellOfEntry[entry]) * n * n
        if other == site {
          counts[base + old * n + old] -= 1
          counts[base + new * n + new] += 1
        } else {
          let kind = kinds[other]
          counts[base + old * n + kind] -= 1
          counts[base + kind * n + old] -= 1
          counts[base + new * n + kind] += 1
          counts[base + kind * n + new] += 1
        }
      }
    }
    kinds[site] = new
  }

  mutating func swap(_ first: Int, _ second: Int) {
    let (a, b) = (kinds[first], kinds[second])
    change(first, to: b)
    change(second, to: a)
  }

  /// Sum over shells and pairs of kinds of the squared deviation of the pair's share from that of a
  /// random arrangement, weighted by (nearest distance / distance)².
  var objective: Double {
    let size = kindCount * kindCount
    var sum = 0.0
    for shell in weights.indices {
      var part = 0.0
      for cell in (shell * size)..<((shell + 1) * size) {
        let deviation = Double(counts[cell]) - random[cell]
        part += deviation * deviation
      }
      sum += part * weights[shell]
    }
    return sum
  }

  /// Share of a shell's pairs that join two kinds in either order, and that of a random arrangement.
  func share(_ shell: Int, _ first: Int, _ second: Int) -> (found: Double, random: Double) {
    let all = Double(shells.shells[shell].pairs)
    let (one, two) = (place(shell, first, second), place(shell, second, first))
    if first == second { return (Double(counts[one]) / all, random[one] / all) }
    return (Double(counts[one] + counts[two]) / all, (random[one] + random[two]) / all)
  }
}
