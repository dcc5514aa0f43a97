import QuenchModel

/// Chooses among placements: at random, or as far apart as they go.
struct DefectPlacing {
  private let host: SupercellSites
  private let positions: [Vector3]
  /// Places that are used up.
  private(set) var taken: Set<Int> = []
  private var takenPoints: [Vector3] = []
  private var generator: SeededGenerator

  /// Interstitials are not put nearer than this to one another, Å.
  private static let closest = 1.5

  init(_ host: SupercellSites, seed: UInt64) {
    self.host = host
    positions = host.positions()
    generator = SeededGenerator(seed: seed)
  }

  mutating func take(_ placement: [Int]) {
    taken.formUnion(placement)
    takenPoints += placement.map { positions[$0] }
  }

  /// Whether nothing of a placement is used, and no two atoms come to lie on one another.
  private func isFree(_ placement: [Int], beside chosen: [[Int]] = []) -> Bool {
    placement.allSatisfy { place in
      guard !taken.contains(place), !chosen.contains(where: { $0.contains(place) }) else {
        return false
      }
      guard !host.isAtom(place) else { return true }
      let others = taken.filter { !host.isAtom($0) } + chosen.joined().filter { !host.isAtom($0) }
      return others.allSatisfy {
        host.distance(positions[$0], positions[place]) >= Self.closest
      }
    }
  }

  mutating func random(
    _ count: Int, of placements: [[Int]], name: String
  ) throws(DefectError) -> [[Int]] {
    var order = placements
    generator.shuffle(&order)
    var chosen: [[Int]] = []
    for placement in order where chosen.count < count {
      if isFree(placement, beside: chosen) { chosen.append(placement) }
    }
    guard chosen.count == count else {
      throw .tooMany(name: name, asked: count, possible: chosen.count)
    }
    return chosen
  }

  /// Farthest-first from several starts, then exchanges while the smallest distance grows.
  mutating func spread(
    _ count: Int, of placements: [[Int]], name: String
  ) throws(DefectError) -> [[Int]] {
    let free = placements.filter { isFree($0) }
    guard free.count >= count else {
      throw .tooMany(name: name, asked: count, possible: free.count)
    }
    var best: (chosen: [Int], quality: Quality)?
    for _ in 0..<Self.starts(free.count * count) {
      var chosen = greedy(count, free, first: generator.index(below: free.count))
      guard chosen.count == count else { continue }
      improve(&chosen, free)
      let quality = quality(chosen, free)
      if best.map({ quality > $0.quality }) ?? true { best = (chosen, quality) }
    }
    guard let best else { throw .tooMany(name: name, asked: count, possible: 0) }
    return best.chosen.sorted().map { free[$0] }
  }

  private static func starts(_ work: Int) -> Int { max(1, min(24, 2_000_000 / max(work, 1))) }

  /// The smallest distance, and how few pairs have it.
  private struct Quality: Comparable {
    let least: Double
    let pairs: Int

    static func < (left: Quality, right: Quality) -> Bool {
      if abs(left.least - right.least) > 1e-6 { return left.least < right.least }
      return left.pairs > right.pairs
    }
  }

  private func gap(_ first: [Int], _ second: [Int]) -> Double {
    var least = Double.infinity
    for a in first {
      for b in second {
        least = min(least, a == b ? 0 : host.distance(positions[a], positions[b]))
      }
    }
    return least
  }

  private func gapToTaken(_ placement: [Int]) -> Double {
    var least = Double.infinity
    for place in placement {
      for point in takenPoints { least = min(least, host.distance(positions[place], point)) }
    }
    return least
  }

  private func greedy(_ count: Int, _ free: [[Int]], first: Int) -> [Int] {
    var chosen = takenPoints.isEmpty ? [first] : []
    var gaps = free.map { placement in
      takenPoints.isEmpty ? gap(placement, free[first]) : gapToTaken(placement)
    }
    while chosen.count < count {
      guard let next = gaps.indices.max(by: { gaps[$0] < gaps[$1] }), gaps[next] > 0 else { break }
      chosen.append(next)
      for place in gaps.indices { gaps[place] = min(gaps[place], gap(free[place], free[next])) }
    }
    return chosen
  }

  private func quality(_ chosen: [Int], _ free: [[Int]]) -> Quality {
    var gaps: [Double] = []
    for (rank, first) in chosen.enumerated() {
      for second in chosen[(rank + 1)...] { gaps.append(gap(free[first], free[second])) }
      if !takenPoints.isEmpty { gaps.append(gapToTaken(free[first])) }
    }
    let least = gaps.min() ?? .infinity
    return Quality(least: least, pairs: gaps.count { $0 < least + 1e-6 })
  }

  /// Moves one placement at a time while that helps.
  private func improve(_ chosen: inout [Int], _ free: [[Int]]) {
    guard chosen.count > 1 || !takenPoints.isEmpty, free.count * chosen.count <= 200_000 else {
      return
    }
    var current = quality(chosen, free)
    for _ in 0..<20 {
      var hasImproved = false
      for rank in chosen.indices {
        for candidate in free.indices where !chosen.contains(candidate) {
          guard isBetter(candidate, at: rank, chosen, free, than: current.least) else { continue }
          var changed = chosen
          changed[rank] = candidate
          let quality = quality(changed, free)
          guard quality > current else { continue }
          (chosen, current, hasImproved) = (changed, quality, true)
        }
      }
      if !hasImproved { return }
    }
  }

  /// A quick look: the moved one itself must not come too near.
  private func isBetter(
    _ candidate: Int, at rank: Int, _ chosen: [Int], _ free: [[Int]], than least: Double
  ) -> Bool {
    chosen.indices.allSatisfy { other in
      other == rank || gap(free[candidate], free[chosen[other]]) >= least - 1e-6
    }
  }
}
