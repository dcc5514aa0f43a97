import QuenchModel

/// The periodic Delaunay triangulation of surface atoms seen from above, by its dual.
///
/// Each atom's Voronoi polygon is cut out of the plane; its edges name the neighbours (bridges), its
/// corners the faces (hollows). Four atoms on one circle give one hollow and no diagonal, whatever
/// rounding does.
struct SurfaceTriangulation {
  struct Face {
    let atoms: [Int]
    /// Å; z is zero.
    let middle: Vector3
  }

  private(set) var bridges: [Face] = []
  private(set) var hollows: [Face] = []

  /// Å: shorter Voronoi edges come from rounding, or from atoms on one circle.
  static let shortest = 0.05

  init(_ points: [Vector3], _ lattice: Lattice) throws(SurfaceError) {
    guard !points.isEmpty else { return }
    var reach = 3 * (lattice.area(2) / Double(points.count)).squareRoot()
    var polygons: [VoronoiPolygon] = []
    repeat {
      polygons = try Self.polygons(points, lattice, reach: reach)
      reach *= 1.5
    } while polygons.contains { !$0.isClosed(within: reach / 3) }
    for (atom, polygon) in polygons.enumerated() {
      for side in polygon.sides where side.length > Self.shortest {
        bridges.append(
          Face(
            atoms: [atom, side.neighbor.atom], middle: points[atom] + side.neighbor.step / 2))
      }
      for members in polygon.corners(tolerance: Self.shortest) {
        let sum = members.reduce(Vector3.zero) { $0 + $1.step }
        hollows.append(
          Face(
            atoms: [atom] + members.map(\.atom),
            middle: points[atom] + sum / Double(members.count + 1)))
      }
    }
    bridges = try Self.distinct(bridges, lattice)
    hollows = try Self.distinct(hollows, lattice)
  }

  private static func polygons(
    _ points: [Vector3], _ lattice: Lattice, reach: Double
  ) throws(SurfaceError) -> [VoronoiPolygon] {
    var around = [[PlaneNeighbor]](repeating: [], count: points.count)
    try PlanePoints(points, lattice).forEachPair(within: reach) { i, j, step in
      around[i].append(PlaneNeighbor(atom: j, step: step))
      around[j].append(PlaneNeighbor(atom: i, step: -step))
    }
    return around.map { VoronoiPolygon($0, size: reach) }
  }

  /// Each face was seen from all of its atoms.
  private static func distinct(
    _ faces: [Face], _ lattice: Lattice
  ) throws(SurfaceError) -> [Face] {
    var isCopy = [Bool](repeating: false, count: faces.count)
    try PlanePoints(faces.map(\.middle), lattice).forEachPair(within: 2 * shortest) { i, j, _ in
      if i != j { isCopy[max(i, j)] = true }
    }
    return faces.indices.filter { !isCopy[$0] }.map { faces[$0] }
  }
}

/// Another atom as seen from one, Å.
struct PlaneNeighbor {
  let atom: Int
  let step: Vector3
}

/// The part of the plane nearer to one atom (at the origin) than to any of its neighbours.
private struct VoronoiPolygon {
  struct Side {
    let neighbor: PlaneNeighbor
    let length: Double
  }

  /// Corner k begins the side of `owners[k]`, −1 for the frame it was cut out of.
  private var corners: [Vector3]
  private var owners: [Int]
  private let neighbors: [PlaneNeighbor]

  init(_ neighbors: [PlaneNeighbor], size: Double) {
    self.neighbors = neighbors.sorted { $0.step.length < $1.step.length }
    corners = [
      Vector3(-size, -size, 0), Vector3(size, -size, 0), Vector3(size, size, 0),
      Vector3(-size, size, 0),
    ]
    owners = [-1, -1, -1, -1]
    for place in self.neighbors.indices { cut(by: place) }
  }

  private mutating func cut(by place: Int) {
    let step = neighbors[place].step
    let limit = dot(step, step) / 2
    guard limit > 1e-8 else { return }
    let excess = corners.map { dot($0, step) - limit }
    guard excess.contains(where: { $0 > 1e-9 }) else { return }
    var (kept, names): ([Vector3], [Int]) = ([], [])
    for k in corners.indices {
      let next = (k + 1) % corners.count
      let isInside = excess[k] <= 1e-9
      if isInside {
        kept.append(corners[k])
        names.append(owners[k])
      }
      guard isInside != (excess[next] <= 1e-9) else { continue }
      let share = excess[k] / (excess[k] - excess[next])
      kept.append(corners[k] + share * (corners[next] - corners[k]))
      // Leaving the polygon the new side begins; coming back the old one goes on.
      names.append(isInside ? place : owners[k])
    }
    (corners, owners) = (kept, names)
  }

  /// All sides are neighbours' and no corner could be cut by an atom beyond the reach.
  func isClosed(within half: Double) -> Bool {
    !owners.contains(-1) && corners.allSatisfy { $0.length < half }
  }

  var sides: [Side] {
    corners.indices.compactMap { k in
      guard owners[k] >= 0 else { return nil }
      let length = (corners[(k + 1) % corners.count] - corners[k]).length
      return Side(neighbor: neighbors[owners[k]], length: length)
    }
  }

  /// For each corner the neighbours as near to it as the atom itself.
  func corners(tolerance: Double) -> [[PlaneNeighbor]] {
    corners.map { corner in
      neighbors.filter { ($0.step - corner).length < corner.length + tolerance }
    }.filter { $0.count >= 2 }
  }
}
