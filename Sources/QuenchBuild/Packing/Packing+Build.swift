import QuenchModel
import QuenchNeighbors

extension Packing {
  /// Packs, proves the distances and reports.
  ///
  /// Held atoms come first and unchanged; molecules follow in the order of the components, unbroken,
  /// with their centres in the cell, each with residue number, residue and atom names. Throws
  /// `PackingError`: for parameters, for what cannot fit, and with the best that was reached.
  public func build() throws(PackingError) -> Built {
    try check()
    let contacts = contactTable
    try checkRoom(contacts)
    var bodies = RigidBodies(held: heldStructure, molecules: molecules)
    let effort = try arrange(&bodies, contacts)
    let strays = strays(bodies)
    bodies.wrapCentres()
    let proof = try PackingProof(bodies, contacts)
    guard proof.isReached, strays == 0 else {
      throw .notReached(
        rounds: effort.rounds, overlaps: proof.overlaps, outside: strays, worst: proof.worst)
    }
    let structure = assembled(bodies.structure.positions)
    return Built(structure, report(structure, proof, effort))
  }

  /// How much work it was.
  struct Effort {
    var rounds = 0
    var steps = 0
    var rethrown = 0
  }

  var contactTable: ContactTable {
    var kinds = Categorical<ContactTable.Kind>()
    func add(_ structure: Structure, isAtomic: Bool, times count: Int) {
      let elements = structure.species.compactMap(\.element)
      for _ in 0..<count {
        for element in elements { kinds.append(.init(element: element, isAtomic: isAtomic)) }
      }
    }
    add(heldStructure, isAtomic: true, times: 1)
    for part in components { add(part.molecule, isAtomic: part.isAtomic, times: part.count) }
    return ContactTable(kinds: kinds, distances: distances)
  }

  /// Descents and rethrows until nothing is too near or nothing gets better.
  private func arrange(
    _ bodies: inout RigidBodies, _ contacts: ContactTable
  ) throws(PackingError) -> Effort {
    var generator = SeededGenerator(seed: seed)
    let penalty = OverlapPenalty(contacts: contacts, regions: regions, groups: bodies.groups)
    let places = FreePlaces(
      lattice: lattice, regions: regions, held: heldStructure,
      clearance: 0.7 * contacts.largest)
    try scatter(&bodies, places, &generator)
    let rethrow = Rethrow(penalty: penalty, places: places)
    var descent = try OverlapDescent(penalty, bodies)
    var effort = Effort()
    var best = (missed: Int.max, round: 0)
    while effort.rounds < rounds {
      let verdict = try descent.run(&bodies, atMost: 600)
      effort.rounds += 1
      effort.steps = descent.steps
      if verdict.missed == 0 { break }
      if verdict.missed < best.missed { best = (verdict.missed, effort.rounds) }
      // Where a third of all rounds brought nothing, more will not.
      if effort.rounds - best.round > max(4, rounds / 3) { break }
      let stuck = Self.stuck(try descent.costs(of: bodies))
      try rethrow(stuck, &bodies, using: &generator)
      effort.rethrown += stuck.count
    }
    return effort
  }

  private func scatter(
    _ bodies: inout RigidBodies, _ places: FreePlaces, _ generator: inout SeededGenerator
  ) throws(PackingError) {
    var centres = try places.points(bodies.count, using: &generator)
    generator.shuffle(&centres)
    for body in 0..<bodies.count {
      bodies.place(body, at: centres[body], turned: .random(using: &generator))
    }
  }

  /// The bodies of highest cost, at most one in twenty of all.
  private static func stuck(_ costs: [Double]) -> [Int] {
    let worst = costs.indices.filter { costs[$0] > 1e-4 }
      .sorted { (-costs[$0], $0) < (-costs[$1], $1) }
    return Array(worst.prefix(max(1, costs.count / 20)))
  }

  /// Nuclei outside a region.
  private func strays(_ bodies: RigidBodies) -> Int {
    guard !regions.isEmpty else { return 0 }
    return bodies.structure.positions.dropFirst(bodies.heldCount).count { position in
      regions.contains { $0.wayIn(from: position, margin: 0) != .zero }
    }
  }
}
