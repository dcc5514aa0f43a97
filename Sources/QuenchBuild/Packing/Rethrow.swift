import QuenchModel
import QuenchNeighbors

/// Takes bodies that are stuck and drops them where they overlap least.
///
/// Each is tried in many places and orientations at once; the trials of all bodies are judged in one
/// search for pairs against everything that stays.
struct Rethrow {
  let penalty: OverlapPenalty
  let places: FreePlaces
  static let trials = 40

  func callAsFunction(
    _ stuck: [Int], _ bodies: inout RigidBodies, using generator: inout SeededGenerator
  ) throws(PackingError) {
    let centres = try places.points(stuck.count * Self.trials, using: &generator)
    var order = Array(centres.indices)
    generator.shuffle(&order)
    let turns = order.map { _ in Rotation.random(using: &generator) }
    let costs = try costs(stuck, bodies, order.map { centres[$0] }, turns)
    for (place, body) in stuck.enumerated() {
      let own = (place * Self.trials)..<((place + 1) * Self.trials)
      guard let best = own.min(by: { costs[$0] < costs[$1] }) else { continue }
      bodies.place(body, at: centres[order[best]], turned: turns[best])
    }
  }

  private func costs(
    _ stuck: [Int], _ bodies: RigidBodies, _ centres: [Vector3], _ turns: [Rotation]
  ) throws(PackingError) -> [Double] {
    let isStuck = Set(stuck)
    let old = bodies.structure
    let staying = (0..<old.count).filter { !isStuck.contains(Int(bodies.groups[$0])) }
    var (positions, codes) = (staying.map { old.positions[$0] }, staying.map { penalty.codes[$0] })
    var trials = [Int32](repeating: -1, count: staying.count)
    for trial in centres.indices {
      let body = stuck[trial / Self.trials]
      for (atom, offset) in zip(bodies.atoms(of: body), bodies.shape(of: body)) {
        positions.append(centres[trial] + turns[trial].applied(to: offset))
        codes.append(penalty.codes[atom])
        trials.append(Int32(clamping: trial))
      }
    }
    let probe = Structure(
      lattice: old.lattice, periodicity: old.periodicity,
      species: Categorical(repeatElement(Species(label: "?", element: nil), count: codes.count)),
      positions: Coordinates(positions))
    var costs = centres.indices.map { trial in
      outside(bodies.shape(of: stuck[trial / Self.trials]), centres[trial], turns[trial])
    }
    try PackingError.searching { () throws(NeighborError) in
      try probe.forEachPair(within: penalty.cutoff) { pair in
        let (a, b) = (trials[pair.i], trials[pair.j])
        guard (a < 0) != (b < 0) else { return }
        let limit = penalty.costSquares[Int(codes[pair.i]) * penalty.kinds + Int(codes[pair.j])]
        guard pair.square < limit else { return }
        costs[Int(max(a, b))] += (limit - pair.square) * (limit - pair.square) / (8 * limit)
      }
    }
    return costs
  }

  private func outside(
    _ shape: ArraySlice<Vector3>, _ centre: Vector3, _ turn: Rotation
  ) -> Double {
    penalty.regions.reduce(0) { sum, region in
      shape.reduce(sum) { sum, offset in
        let way = region.wayIn(from: centre + turn.applied(to: offset), margin: 0)
        return sum + dot(way, way) / 2
      }
    }
  }
}
