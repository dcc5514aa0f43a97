public import QuenchModel

/// A sphere that touches at least four nuclei and holds none: a corner of the Voronoi cells.
public struct EmptySphere: Hashable, Sendable {
  /// Cartesian, Å.
  public let centre: Vector3
  /// Distance to the nearest nuclei, Å.
  public let radius: Double
}

extension Structure {
  /// Every empty sphere of a crystal with `least` ≤ radius ≤ `most` (Å), each once, as they lie in
  /// or beside the cell.
  ///
  /// Spheres whose centres agree within 10⁻³ Å are one. The structure repeats along three axes.
  /// Throws `NeighborError`.
  public func emptySpheres(
    atLeast least: Double, atMost most: Double
  ) throws(NeighborError) -> [EmptySphere] {
    // A face that shapes a sphere of radius r lies at most r away, its atom twice that.
    let range = 2 * most * (1 + 1e-6)
    let list = try NeighborList(self, cutoff: range)
    let nearest = try NearestImage(lattice, periodicity: periodicity)
    var seen = SphereTable(nearest)
    for atom in 0..<count {
      for corner in cornersOfCell(atom, list, range: range) {
        let radius = corner.length
        guard radius >= least, radius <= most else { continue }
        seen.insert(EmptySphere(centre: positions[atom] + corner, radius: radius))
      }
    }
    return seen.spheres
  }

  /// Corners of an atom's Voronoi cell, from the atom, Å; right as far as half the range.
  private func cornersOfCell(_ atom: Int, _ list: NeighborList, range: Double) -> [Vector3] {
    let rule = PairRule(lattice)
    let sorted = list.neighbors(of: atom).sorted { $0.distance < $1.distance }
    var cell = ConvexCell(half: range)
    for neighbor in sorted {
      let d = rule.displacement(
        positions[atom], positions[neighbor.atom], image: neighbor.image)
      guard PairRule.square(d) > 1e-4, PairRule.square(d) < 4 * cell.reachSquare else { continue }
      cell.cut(by: d, source: neighbor.atom)
    }
    return cell.faces.filter { $0.source >= 0 }.flatMap(\.corners)
  }
}

/// Spheres by their radius, so that the same one is found again quickly.
private struct SphereTable {
  private let nearest: NearestImage
  private var byRadius: [Int: [Int]] = [:]
  private(set) var spheres: [EmptySphere] = []
  private static let grain = 1e-3

  init(_ nearest: NearestImage) { self.nearest = nearest }

  mutating func insert(_ sphere: EmptySphere) {
    guard let key = Int(exactly: (sphere.radius / Self.grain).rounded()) else { return }
    for near in (key - 1)...(key + 1) {
      for known in byRadius[near] ?? []
      where nearest.distance(from: spheres[known].centre, to: sphere.centre) < Self.grain {
        return
      }
    }
    byRadius[key, default: []].append(spheres.count)
    spheres.append(sphere)
  }
}
