import QuenchModel
import QuenchNeighbors

/// Takes atoms away until whole formula units are left.
struct Stoichiometry {
  private let host: Composition

  init(of crystal: Structure) { host = crystal.composition }

  /// Removes the excess of each element: the least bound first, of equals the farthest from the
  /// origin, then the last in atom order.
  func restored(
    _ particle: Structure, _ report: inout BuildReport
  ) throws(EditError) -> Structure {
    let names = particle.species.mapValues(\.name)
    let excess = try excess(names)
    guard excess.contains(where: { $0 > 0 }) else { return particle }
    var order = RemovalOrder(particle)
    let gone = try order.choose(excess: excess, kinds: names.codes.map(Int.init))
    report.add(
      "taken off", key: "removed_atoms",
      .text(particle.selecting(gone.sorted()).composition.formula + ", the least bound first"))
    return particle.selecting((0..<particle.count).filter { !gone.contains($0) })
  }

  /// Atoms too many of each category.
  private func excess(_ names: Categorical<String>) throws(EditError) -> [Int] {
    let units = Double(host.units)
    let perUnit = names.categories.map { name -> Double in
      (host.parts.first { $0.name == name }?.amount ?? 0) / units
    }
    guard perUnit.allSatisfy({ $0 > 0 && $0 == $0.rounded() }),
      perUnit.count == host.parts.count
    else {
      throw .search("the crystal has no formula unit of whole numbers to keep")
    }
    let counts = names.counts
    let whole = zip(counts, perUnit).map { $0 / Int($1) }.min() ?? 0
    guard whole > 0 else { throw .nothingChosen("a particle of less than one formula unit") }
    return zip(counts, perUnit).map { $0 - whole * Int($1) }
  }
}

/// Which atoms are bound least.
struct RemovalOrder {
  private let distances: [Double]
  private var neighbors: [[Int32]]
  private var bonds: [Int]

  init(_ particle: Structure) {
    distances = particle.positions.map(\.length)
    var neighbors = [[Int32]](repeating: [], count: particle.count)
    let rule = ContactRule(particle.species.categories, share: 1.2)
    let codes = particle.species.codes
    let names = particle.species.categories.map(\.name)
    let isElement = Set(names).count == 1
    do throws(NeighborError) {
      try particle.forEachPair(within: max(rule.longest, 0.1)) { pair in
        let (first, second) = (codes[pair.i], codes[pair.j])
        guard pair.distance < rule.least(first, second),
          isElement || names[Int(first)] != names[Int(second)]
        else { return }
        neighbors[pair.i].append(Int32(pair.j))
        neighbors[pair.j].append(Int32(pair.i))
      }
    } catch {
      // Without bonds the farthest go first.
      neighbors = [[Int32]](repeating: [], count: particle.count)
    }
    self.neighbors = neighbors
    bonds = neighbors.map(\.count)
  }

  /// One at a time, bonds counted anew after each.
  mutating func choose(excess: [Int], kinds: [Int]) throws(EditError) -> Set<Int> {
    var gone: Set<Int> = []
    var left = excess
    while let kind = left.indices.max(by: { left[$0] < left[$1] }), left[kind] > 0 {
      var best: Int?
      for atom in kinds.indices where kinds[atom] == kind && !gone.contains(atom) {
        if best.map({ isLooser(atom, than: $0) }) ?? true { best = atom }
      }
      guard let best else { throw .nothingChosen("the surface") }
      gone.insert(best)
      for other in neighbors[best] { bonds[Int(other)] -= 1 }
      left[kind] -= 1
    }
    return gone
  }

  private func isLooser(_ atom: Int, than other: Int) -> Bool {
    if bonds[atom] != bonds[other] { return bonds[atom] < bonds[other] }
    if abs(distances[atom] - distances[other]) > 1e-6 { return distances[atom] > distances[other] }
    return atom > other
  }
}
