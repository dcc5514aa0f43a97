import QuenchModel

/// The atoms of a crystal as a cut sees them: each one alone, or gathered in units that stay whole.
struct CutUnits {
  /// Per atom the unit it belongs to.
  let unit: [Int]
  /// Per atom the cell it is moved by, so that units hang together.
  let offset: [SIMD3<Int>]
  /// Height of each unit's centre in periods.
  let heights: [Double]
  /// Covalent bonds run on without end along the normal, so that every cut breaks some.
  let hasEndlessUnits: Bool

  /// `isWhole`: covalent bonds are kept.
  init(_ cell: SurfaceCell, bonds: [CrystalBonds.Bond], isWhole: Bool) {
    let count = cell.crystal.count
    let places = cell.crystal.fractional ?? Coordinates()
    let alone = UnitWalk(count: count, indices: cell.indices)
    var joined = alone
    joined.join(bonds.filter(\.isCovalent))
    let walk = isWhole ? joined : alone
    unit = walk.unit
    hasEndlessUnits = joined.isEndless
    let normal = SIMD3<Double>(cell.indices)
    var sums = [Double](repeating: 0, count: walk.units)
    var sizes = [Double](repeating: 0, count: walk.units)
    for atom in 0..<count {
      sums[walk.unit[atom]] += dot(normal, places[atom] + SIMD3<Double>(walk.offset[atom]))
      sizes[walk.unit[atom]] += 1
    }
    offset = walk.offset
    heights = zip(sums, sizes).map { $0 / $1 }
  }
}

/// Finds the connected units and the cell each atom has to be moved to.
private struct UnitWalk {
  private(set) var unit: [Int]
  private(set) var offset: [SIMD3<Int>]
  private(set) var units: Int
  private(set) var isEndless = false
  private let indices: SIMD3<Int>

  init(count: Int, indices: SIMD3<Int>) {
    unit = Array(0..<count)
    offset = Array(repeating: .zero, count: count)
    units = count
    self.indices = indices
  }

  mutating func join(_ bonds: [CrystalBonds.Bond]) {
    var links = [[(atom: Int, image: SIMD3<Int>)]](repeating: [], count: unit.count)
    for bond in bonds {
      links[bond.i].append((bond.j, bond.image))
      links[bond.j].append((bond.i, .zero &- bond.image))
    }
    var home = [Int?](repeating: nil, count: unit.count)
    var next = 0
    for root in unit.indices where home[root] == nil {
      let members = walk(from: root, links, &home, next)
      next = members.isEndless ? split(members.atoms, &home, next) : next + 1
    }
    unit = home.map { $0 ?? 0 }
    units = next
  }

  /// A unit that runs on along the normal cannot be kept: its atoms go alone.
  private mutating func split(_ atoms: [Int], _ home: inout [Int?], _ first: Int) -> Int {
    isEndless = true
    for (place, atom) in atoms.enumerated() {
      home[atom] = first + place
      offset[atom] = .zero
    }
    return first + atoms.count
  }

  private mutating func walk(
    from root: Int, _ links: [[(atom: Int, image: SIMD3<Int>)]], _ home: inout [Int?], _ name: Int
  ) -> (atoms: [Int], isEndless: Bool) {
    home[root] = name
    offset[root] = .zero
    var atoms = [root]
    var isEndless = false
    var place = 0
    while place < atoms.count {
      let atom = atoms[place]
      place += 1
      for link in links[atom] {
        let cells = offset[atom] &+ link.image
        if home[link.atom] == nil {
          home[link.atom] = name
          offset[link.atom] = cells
          atoms.append(link.atom)
        } else if (indices &* (cells &- offset[link.atom])).wrappedSum() != 0 {
          isEndless = true
        }
      }
    }
    return (atoms, isEndless)
  }
}
