import QuenchModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A convex body about the origin.
public struct ParticleShape: Hashable, Sendable {
  /// All points with normal · r ≤ distance; the normal is a unit vector.
  struct Face: Hashable, Sendable {
    let normal: Vector3
    /// Å.
    let distance: Double
    /// Place of the facet it belongs to.
    let facet: Int
  }

  let faces: [Face]
  /// Å; finite for a sphere, which has no faces.
  let radius: Double

  static func sphere(_ radius: Double) -> ParticleShape {
    ParticleShape(faces: [], radius: radius)
  }

  func contains(_ point: Vector3, margin: Double = 1e-6) -> Bool {
    if faces.isEmpty { return point.length <= radius + margin }
    return faces.allSatisfy { dot($0.normal, point) <= $0.distance + margin }
  }

  func scaled(by factor: Double) -> ParticleShape {
    ParticleShape(
      faces: faces.map {
        Face(normal: $0.normal, distance: factor * $0.distance, facet: $0.facet)
      }, radius: factor * radius)
  }

  /// Corners of each face, in order around it; empty for faces that do not touch the body.
  ///
  /// A face's plane is cut by every other: Sutherland & Hodgman, doi 10.1145/360767.360802.
  var corners: [[Vector3]] {
    let far = 1000 * (faces.map(\.distance).max() ?? 1)
    return faces.enumerated().map { place, face in
      let seed = abs(face.normal.x) < 0.8 ? Vector3(1, 0, 0) : Vector3(0, 1, 0)
      let u = cross(face.normal, seed) / cross(face.normal, seed).length
      let v = cross(face.normal, u)
      var polygon = [u + v, v - u, -u - v, u - v].map { far * $0 + face.distance * face.normal }
      for (other, cutter) in faces.enumerated() where other != place {
        polygon = Self.clip(polygon, cutter)
        if polygon.isEmpty { break }
      }
      return polygon
    }
  }

  private static func clip(_ polygon: [Vector3], _ face: Face) -> [Vector3] {
    var kept: [Vector3] = []
    for (place, point) in polygon.enumerated() {
      let next = polygon[(place + 1) % polygon.count]
      let here = dot(face.normal, point) - face.distance
      let there = dot(face.normal, next) - face.distance
      if here <= 0 { kept.append(point) }
      if (here < 0 && there > 0) || (here > 0 && there < 0) {
        kept.append(point + here / (here - there) * (next - point))
      }
    }
    return kept
  }

  /// Å from the origin to the farthest corner; nil where the body is open.
  var reach: Double? {
    if faces.isEmpty { return radius }
    let all = corners.flatMap(\.self)
    guard let farthest = all.map(\.length).max(),
      farthest < 100 * (faces.map(\.distance).max() ?? 1)
    else { return nil }
    return farthest
  }

  /// Å² of each facet, in the order of facets.
  func areas(facets: Int) -> [Double] {
    var areas = [Double](repeating: 0, count: facets)
    for (face, polygon) in zip(faces, corners) { areas[face.facet] += Self.area(polygon) }
    return areas
  }

  /// Å³.
  var volume: Double {
    if faces.isEmpty { return 4 * Double.pi / 3 * radius * radius * radius }
    return zip(faces, corners).reduce(0) { $0 + $1.0.distance * Self.area($1.1) / 3 }
  }

  private static func area(_ polygon: [Vector3]) -> Double {
    guard polygon.count > 2 else { return 0 }
    var sum = Vector3.zero
    for place in 1..<(polygon.count - 1) {
      sum += cross(polygon[place] - polygon[0], polygon[place + 1] - polygon[0])
    }
    return sum.length / 2
  }
}
