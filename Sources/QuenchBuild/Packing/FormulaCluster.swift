public import QuenchModel
import QuenchNeighbors

extension PackingComponent {
  /// One formula unit of a crystal as a rigid cluster: a central atom and the nearest others of each
  /// element in their proportions, so that CO₃ and SiO₄ groups stay whole.
  ///
  /// The centre is an atom of the element that is fewest in the unit, and among these the one of most
  /// bonds (carbon in Li2CO3, silicon in Li4SiO4, oxygen in Li2O and LiOH). Throws where the crystal
  /// has no cell or its sites are partly occupied.
  public init(formulaUnitOf crystal: Structure, name: String, count: Int) throws(PackingError) {
    guard crystal.lattice != nil, crystal.occupancies?.allSatisfy({ $0 == 1 }) ?? true else {
      throw .box("\(name) has no cell or shared sites: it has no formula unit to take")
    }
    let atoms = try FormulaCluster(crystal).atoms()
    // In the crystal's order of species, so that Li2CO3 reads Li C O.
    let order = crystal.species.categories
    let sorted = order.flatMap { kind in atoms.filter { $0.species == kind } }
    let unit = Structure(
      title: "\(name) charge=0", species: Categorical(sorted.map(\.species)),
      positions: Coordinates(sorted.map(\.position)))
    self.init(name, molecule: unit, count: count, charge: 0)
    isCluster = true
  }
}

/// Takes the formula unit out of a crystal.
private struct FormulaCluster {
  private let crystal: Structure
  private let kinds: Categorical<String>
  /// Atoms of each kind in one unit.
  private let amounts: [Int]

  init(_ crystal: Structure) {
    self.crystal = crystal
    kinds = crystal.species.mapValues(\.name)
    let counts = kinds.counts
    var common = 0
    for count in counts { common = Self.divisor(common, count) }
    amounts = counts.map { $0 / max(1, common) }
  }

  private static func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }

  func atoms() throws(PackingError) -> [(species: Species, position: Vector3)] {
    let cutoff = 8.0
    let list = try PackingError.searching { () throws(NeighborError) in
      try NeighborList(crystal, cutoff: cutoff)
    }
    guard let centre = centre(list), let lattice = crystal.lattice else { throw .nothing }
    var left = amounts
    left[Int(kinds.codes[centre])] -= 1
    var found = [(species: crystal.species[centre], position: crystal.positions[centre])]
    let near = list.neighbors(of: centre).sorted {
      ($0.distance, $0.atom) < ($1.distance, $1.atom)
    }
    for neighbor in near where left[Int(kinds.codes[neighbor.atom])] > 0 {
      left[Int(kinds.codes[neighbor.atom])] -= 1
      let shift = lattice.cartesian(Vector3(neighbor.image))
      found.append((crystal.species[neighbor.atom], crystal.positions[neighbor.atom] + shift))
    }
    guard left.allSatisfy({ $0 == 0 }) else {
      throw .box("a formula unit of this crystal is larger than \(cutoff) Å")
    }
    return found
  }

  /// Of the rarest kinds the atom with most neighbours of other kinds within 2.6 Å.
  private func centre(_ list: NeighborList) -> Int? {
    guard let fewest = amounts.filter({ $0 > 0 }).min() else { return nil }
    let candidates = kinds.codes.indices.filter {
      amounts[Int(kinds.codes[$0])] == fewest && kinds[$0] != "H" && kinds[$0] != "Li"
    }
    func bonds(_ atom: Int) -> Int { list.neighbors(of: atom).count { $0.distance < 2.6 } }
    let pool = candidates.isEmpty ? Array(kinds.codes.indices) : candidates
    return pool.max { (bonds($0), -$0) < (bonds($1), -$1) }
  }
}
