import QuenchModel
import QuenchNeighbors

/// Which atoms of a structure are molecules, and the structure with these in one piece.
///
/// A molecule is held together by bonds between nonmetals that end somewhere: water, a carbonate ion,
/// TFSI, but not graphene or quartz. Its middle is brought into the cell and its atoms go with it.
struct WholeMolecules {
  private(set) var structure: Structure
  /// Atoms of molecules, which may now lie outside the cell.
  private(set) var isMember: [Bool]

  /// Of a structure whose atoms are inside the cell. Throws `FigureError`.
  init(_ structure: Structure, tolerance: Double) throws(FigureError) {
    self.structure = structure
    isMember = Array(repeating: false, count: structure.count)
    let links = try Self.links(structure, tolerance: tolerance)
    var places = structure.positions.map { $0 }
    var isSeen = isMember
    for root in links.indices where !isSeen[root] && !links[root].isEmpty {
      let molecule = Self.walk(from: root, links, &places, &isSeen)
      if let atoms = molecule {
        bringInside(atoms, &places)
        for atom in atoms { isMember[atom] = true }
      }
    }
    guard isMember.contains(true) else { return }
    for atom in places.indices where !isMember[atom] {
      places[atom] = structure.positions[atom]
    }
    self.structure.positions = Coordinates(places)
  }

  private typealias Link = (atom: Int, step: Vector3)

  private static func links(
    _ structure: Structure, tolerance: Double
  ) throws(FigureError) -> [[Link]] {
    var links = [[Link]](repeating: [], count: structure.count)
    let rule = BondRule(structure.species.categories, tolerance: tolerance)
    let isFree = structure.species.categories.map { !($0.element.map(BondRule.isMetal) ?? true) }
    let codes = structure.species.codes
    guard rule.longest > 0, isFree.contains(true) else { return links }
    do throws(NeighborError) {
      try structure.forEachPair(within: rule.longest) { pair in
        let (a, b) = (codes[pair.i], codes[pair.j])
        guard isFree[Int(a)], isFree[Int(b)], rule.joins(a, b, square: pair.square) else { return }
        links[pair.i].append((pair.j, pair.displacement))
        links[pair.j].append((pair.i, -pair.displacement))
      }
    } catch {
      throw .badData("bonds cannot be found: \(error)")
    }
    return links
  }

  /// All atoms bonded to one, laid beside one another; nil where they go on without end.
  private static func walk(
    from root: Int, _ links: [[Link]], _ places: inout [Vector3], _ isSeen: inout [Bool]
  ) -> [Int]? {
    var atoms = [root]
    var isEndless = false
    isSeen[root] = true
    var next = 0
    while next < atoms.count {
      let atom = atoms[next]
      next += 1
      for link in links[atom] {
        let place = places[atom] + link.step
        if isSeen[link.atom] {
          if (places[link.atom] - place).length > 0.1 { isEndless = true }
        } else {
          isSeen[link.atom] = true
          places[link.atom] = place
          atoms.append(link.atom)
        }
      }
    }
    return isEndless ? nil : atoms
  }

  private func bringInside(_ atoms: [Int], _ places: inout [Vector3]) {
    guard let lattice = structure.lattice, lattice.isValid else { return }
    let sum = atoms.reduce(Vector3.zero) { $0 + places[$1] }
    let middle = lattice.fractional(sum / Double(atoms.count))
    var cells = Vector3.zero
    for axis in 0..<3 where structure.periodicity[axis] {
      cells[axis] = middle[axis].rounded(.down)
    }
    for atom in atoms { places[atom] -= lattice.cartesian(cells) }
  }
}
