import QuenchModel
import QuenchNeighbors

/// S = Σ (d − d°)²/d⁴ over pairs, where d° goes evenly from the pair's distance at one end to that at the
/// other (Smidstrup et al. 2014, equations 3 and 4).
struct PairDistancePotential {
  private struct Pair: Hashable {
    let i: Int
    let j: Int
    /// Added to x_j − x_i, Å.
    let shift: Vector3
  }

  private let pairs: [Pair]
  private let first: [Double]
  private let last: [Double]
  private let images: Int

  /// Pairs nearer than `cutoff` anywhere on the path; distances below this are taken as this, Å.
  static let leastDistance = 0.1

  /// `path` holds positions from one end to the other; only pairs with an atom that moves or may move
  /// matter, and pairs of two held atoms are left out.
  init(_ ends: PathEnds, _ path: [[Vector3]], cutoff: Double) throws(NeighborError) {
    let search = try NeighborSearch(cutoff: cutoff)
    let isHeld = (0..<ends.start.count).map { ends.start.fixedAxes?[$0] == .all }
    let lattice = ends.start.lattice
    var found: Set<Pair> = []
    for positions in path {
      var structure = ends.start
      structure.positions = Coordinates(positions)
      try search.load(structure)
      search.forEachPair { pair in
        guard pair.i != pair.j, !(isHeld[pair.i] && isHeld[pair.j]) else { return }
        let n = pair.i < pair.j ? pair.image : .zero &- pair.image
        let shift = lattice?.cartesian(Vector3(Double(n.x), Double(n.y), Double(n.z))) ?? .zero
        found.insert(Pair(i: min(pair.i, pair.j), j: max(pair.i, pair.j), shift: shift))
      }
    }
    let pairs = found.sorted {
      ($0.i, $0.j, $0.shift.x, $0.shift.y, $0.shift.z)
        < ($1.i, $1.j, $1.shift.x, $1.shift.y, $1.shift.z)
    }
    first = Self.distances(pairs, path.first ?? [])
    last = Self.distances(pairs, path.last ?? [])
    images = max(1, path.count - 1)
    self.pairs = pairs
  }

  private static func distances(_ pairs: [Pair], _ positions: [Vector3]) -> [Double] {
    pairs.map { max((positions[$0.j] - positions[$0.i] + $0.shift).length, leastDistance) }
  }

  /// −∂S/∂r of each atom, Å⁻³.
  func forces(_ positions: [Vector3], image: Int) -> [Vector3] {
    let share = Double(image) / Double(images)
    var forces = [Vector3](repeating: .zero, count: positions.count)
    for (place, pair) in pairs.enumerated() {
      var apart = positions[pair.j] - positions[pair.i] + pair.shift
      var distance = apart.length
      if distance < Self.leastDistance {
        // Atoms on top of each other have no direction of their own: any will part them.
        apart = Self.leastDistance * Vector3(0.6, 0.64, 0.48)
        distance = Self.leastDistance
      }
      let excess = distance - (first[place] + share * (last[place] - first[place]))
      let slope =
        2 * excess * (1 - 2 * excess / distance) / (distance * distance * distance * distance)
      let force = (slope / distance) * apart
      forces[pair.i] += force
      forces[pair.j] -= force
    }
    return forces
  }
}
