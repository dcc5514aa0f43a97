import QuenchModel
import QuenchNeighbors

/// What it costs that atoms are nearer than they may be, or outside their region.
///
/// Each pair with r < t costs (t² − r²)² / 8t², whose stiffness at contact is 1; each atom outside a
/// region costs half the square of its distance from it. Units Å².
struct OverlapPenalty {
  /// Å that are kept in reserve beyond the distances asked, so that a file of 0.01 Å steps (GRO)
  /// does not undercut them: at most √3 · 0.005 Å for each of two atoms.
  static let reserve = 0.018

  /// Kind of each atom; `kinds` × `kinds` tables below.
  let codes: [Int32]
  let kinds: Int
  let regions: [PackingRegion]
  /// r² that is asked for, that is to be reached with the reserve, and below which a pair costs.
  let askedSquares: [Double]
  let goalSquares: [Double]
  let costSquares: [Double]
  private let isFree: [Bool]

  init(contacts: ContactTable, regions: [PackingRegion], groups: [Int32]) {
    codes = contacts.codes
    kinds = contacts.kinds
    self.regions = regions
    askedSquares = contacts.distances.map { $0 * $0 }
    goalSquares = contacts.distances.map { ($0 + Self.reserve) * ($0 + Self.reserve) }
    // A little further, so that the descent arrives and does not only approach.
    costSquares = contacts.distances.map {
      ($0 * 1.004 + Self.reserve) * ($0 * 1.004 + Self.reserve)
    }
    isFree = groups.map { $0 >= 0 }
  }

  /// Å; beyond it no pair costs anything.
  var cutoff: Double { (costSquares.max() ?? 0).squareRoot() }

  /// What was found: the cost, and how many pairs and atoms have not reached their goal.
  struct Verdict {
    var cost = 0.0
    var missed = 0
  }

  /// The cost and the force on every atom (Å), minus the gradient; writes all of `forces`.
  func evaluate(
    _ structure: Structure, _ list: VerletList, forces: inout [Vector3]
  ) -> Verdict {
    var verdict = Verdict()
    forces.withUnsafeMutableBufferPointer { forces in
      forces.update(repeating: .zero)
      codes.withUnsafeBufferPointer { codes in
        costSquares.withUnsafeBufferPointer { limits in
          list.forEachPair(at: structure.positions) { i, j, d, square in
            let kind = Int(codes[i]) &* kinds &+ Int(codes[j])
            let limit = limits[kind]
            guard square < limit else { return }
            let lack = limit - square
            verdict.cost += lack * lack / (8 * limit)
            if square < goalSquares[kind] { verdict.missed += 1 }
            let push = (lack / (2 * limit)) * d
            forces[i] -= push
            forces[j] += push
          }
        }
      }
      for region in regions { pull(into: region, structure, forces, &verdict) }
    }
    return verdict
  }

  private func pull(
    into region: PackingRegion, _ structure: Structure,
    _ forces: UnsafeMutableBufferPointer<Vector3>, _ verdict: inout Verdict
  ) {
    for atom in isFree.indices where isFree[atom] {
      let way = region.wayIn(from: structure.positions[atom], margin: 2 * Self.reserve)
      guard way != .zero else { continue }
      verdict.cost += dot(way, way) / 2
      if dot(way, way) > Self.reserve * Self.reserve { verdict.missed += 1 }
      forces[atom] += way
    }
  }

  /// Cost of each body's own overlaps, Å².
  func costs(of bodies: RigidBodies, _ list: VerletList) -> [Double] {
    var costs = [Double](repeating: 0, count: bodies.count)
    list.forEachPair(at: bodies.structure.positions) { i, j, _, square in
      let limit = costSquares[Int(codes[i]) * kinds + Int(codes[j])]
      guard square < limit else { return }
      let cost = (limit - square) * (limit - square) / (8 * limit)
      for atom in [i, j] where bodies.groups[atom] >= 0 { costs[Int(bodies.groups[atom])] += cost }
    }
    for region in regions {
      for atom in isFree.indices where isFree[atom] {
        let way = region.wayIn(
          from: bodies.structure.positions[atom], margin: 2 * Self.reserve)
        costs[Int(bodies.groups[atom])] += dot(way, way) / 2
      }
    }
    return costs
  }
}
