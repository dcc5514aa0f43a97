package import QuenchModel

/// A convex polyhedron around the origin, cut down plane by plane.
package struct ConvexCell {
  package struct Face {
    /// Which cut made it; negative: the cube at the start.
    package let source: Int
    /// In order around the face, Å.
    package var corners: [Vector3]
  }

  package private(set) var faces: [Face]
  /// Square of the distance of the farthest corner, Å².
  package private(set) var reachSquare: Double

  /// A cube with faces `half` (Å) away.
  package init(half: Double) {
    faces = []
    for axis in 0..<3 {
      for side in [-half, half] {
        var corners: [Vector3] = []
        for (u, v) in [(-half, -half), (half, -half), (half, half), (-half, half)] {
          var corner = Vector3.zero
          (corner[axis], corner[(axis + 1) % 3], corner[(axis + 2) % 3]) = (side, u, v)
          corners.append(corner)
        }
        faces.append(Face(source: -1, corners: corners))
      }
    }
    reachSquare = 3 * half * half
  }

  /// Keeps the points nearer to the origin than to `d`.
  ///
  /// A corner within 10⁻⁹ |d| of the plane counts as on it: planes that touch a corner or an edge, as
  /// in every crystal of high symmetry, do not cut.
  package mutating func cut(by d: Vector3, source: Int) {
    let length = d.length
    let (normal, offset, tolerance) = (d / length, length / 2, 1e-9 * length)
    let outside = { (corner: Vector3) in dot(corner, normal) - offset }
    guard faces.contains(where: { $0.corners.contains { outside($0) > tolerance } }) else { return }
    var rim: [Vector3] = []
    var kept: [Face] = []
    for face in faces {
      let corners = ConvexCell.clip(face.corners, tolerance, outside, &rim)
      if corners.count >= 3 { kept.append(Face(source: face.source, corners: corners)) }
    }
    let corners = ConvexCell.ordered(rim, around: normal, tolerance)
    if corners.count >= 3 { kept.append(Face(source: source, corners: corners)) }
    faces = kept
    reachSquare = faces.reduce(0) { $1.corners.reduce($0) { max($0, PairRule.square($1)) } }
  }

  private static func clip(
    _ corners: [Vector3], _ tolerance: Double, _ outside: (Vector3) -> Double,
    _ rim: inout [Vector3]
  ) -> [Vector3] {
    var kept: [Vector3] = []
    for (k, from) in corners.enumerated() {
      let to = corners[k + 1 < corners.count ? k + 1 : 0]
      let (here, there) = (outside(from), outside(to))
      if here <= tolerance { kept.append(from) }
      if abs(here) <= tolerance {
        rim.append(from)
      } else if abs(there) > tolerance, (here > 0) != (there > 0) {
        let crossing = from + here / (here - there) * (to - from)
        kept.append(crossing)
        rim.append(crossing)
      }
    }
    return kept
  }

  /// Different points of a plane in the order of their direction from the middle.
  private static func ordered(
    _ points: [Vector3], around normal: Vector3, _ tolerance: Double
  ) -> [Vector3] {
    var different: [Vector3] = []
    for point in points where !different.contains(where: { ($0 - point).length <= 2 * tolerance }) {
      different.append(point)
    }
    guard let first = different.first, different.count >= 3 else { return [] }
    let middle = different.reduce(.zero, +) / Double(different.count)
    let x = first - middle
    let y = cross(normal, x)
    return different.map { point in
      (angle: arcTangent(dot(point - middle, y), dot(point - middle, x)), point: point)
    }.sorted { $0.angle < $1.angle }.map(\.point)
  }
}

extension ConvexCell.Face {
  /// Seen from the origin, sr: triangles of a fan by van Oosterom and Strackee, IEEE Trans. Biomed.
  /// Eng. 30 (1983) 125, doi 10.1109/TBME.1983.325207.
  package var solidAngle: Double {
    var sum = 0.0
    for (a, b, c) in triangles {
      let (la, lb, lc) = (a.length, b.length, c.length)
      let below = la * lb * lc + dot(a, b) * lc + dot(a, c) * lb + dot(b, c) * la
      sum += 2 * arcTangent(dot(a, cross(b, c)), below)
    }
    return abs(sum)
  }

  /// Å².
  package var area: Double {
    triangles.reduce(0) { $0 + cross($1.1 - $1.0, $1.2 - $1.0).length / 2 }
  }

  /// Of the pyramid with its top at the origin, Å³.
  package var volume: Double { abs(triangles.reduce(0) { $0 + dot($1.0, cross($1.1, $1.2)) / 6 }) }

  private var triangles: [(Vector3, Vector3, Vector3)] {
    corners.count < 3
      ? [] : (2..<corners.count).map { (corners[0], corners[$0 - 1], corners[$0]) }
  }
}
