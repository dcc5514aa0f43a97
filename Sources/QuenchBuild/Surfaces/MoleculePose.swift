import QuenchModel

/// How a molecule is turned towards a surface.
public enum MoleculePose: String, Hashable, Sendable, CaseIterable {
  /// As it stands in its file.
  case given
  /// Its two longest extents along the surface, and the same turned over.
  case flat, flipped
  /// Its longest extent along the normal, and the same turned over.
  case upright, inverted
  /// The binding atom lowest: the line from the middle through it points down.
  case down
}

/// A molecule turned and ready to be let down: the anchor is at x = y = 0.
struct PosedMolecule {
  let pose: MoleculePose
  /// Degrees about the surface normal.
  let azimuth: Double
  /// Å; the anchor's height is zero.
  let positions: [Vector3]

  /// `anchor` is the binding atom; nil: the middle of the molecule goes over the site.
  init(
    _ molecule: Structure, pose: MoleculePose, anchor: Int?, turn: Vector3, azimuth: Double
  ) {
    self.pose = pose
    self.azimuth = azimuth
    let centre = molecule.centre
    var places = molecule.positions.map { $0 - centre }
    places = Self.turned(places, pose, anchor: anchor)
    for (axis, angle) in zip([Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1)], turn.values)
    where angle != 0 {
      let rotation = Rotation(about: axis, degrees: angle)
      places = places.map { rotation.applied(to: $0) }
    }
    let about = Rotation(about: Vector3(0, 0, 1), degrees: azimuth)
    places = places.map { about.applied(to: $0) }
    let origin = anchor.map { places[$0] } ?? .zero
    positions = places.map { $0 - origin }
  }

  private static func turned(
    _ places: [Vector3], _ pose: MoleculePose, anchor: Int?
  ) -> [Vector3] {
    let (x, z) = (Vector3(1, 0, 0), Vector3(0, 0, 1))
    switch pose {
    case .given: return places
    case .flat: return lain(places)
    case .flipped: return rotated(lain(places), about: x, degrees: 180)
    case .upright: return rotated(lain(places), about: Vector3(0, 1, 0), degrees: -90)
    case .inverted: return rotated(lain(places), about: Vector3(0, 1, 0), degrees: 90)
    case .down:
      guard let anchor, places[anchor].length > 1e-6 else { return places }
      return aligned(places, places[anchor], to: -z)
    }
  }

  /// Longest extent along x, the next along y.
  private static func lain(_ places: [Vector3]) -> [Vector3] {
    guard let far = places.max(by: { $0.length < $1.length }),
      let other = places.max(by: { ($0 - far).length < ($1 - far).length })
    else { return places }
    let long = aligned(places, other - far, to: Vector3(1, 0, 0))
    let middle = long.reduce(Vector3.zero, +) / Double(max(long.count, 1))
    let across = long.map { Vector3(0, $0.y - middle.y, $0.z - middle.z) }
      .max { $0.length < $1.length }
    guard let across, across.length > 1e-6 else { return long }
    return aligned(long, across, to: Vector3(0, 1, 0))
  }

  /// Turned the short way so that one vector points along another.
  private static func aligned(
    _ places: [Vector3], _ from: Vector3, to: Vector3
  ) -> [Vector3] {
    let axis = cross(from, to)
    let angle = Lattice(a: from, b: to, c: axis).angles.z
    guard from.length > 1e-9, angle > 1e-9 else { return places }
    guard axis.length > 1e-9 * from.length else {
      // Opposite: half a turn about any axis at right angles.
      let helper = abs(to.x) < 0.9 ? Vector3(1, 0, 0) : Vector3(0, 1, 0)
      return rotated(places, about: cross(to, helper), degrees: 180)
    }
    return rotated(places, about: axis, degrees: angle)
  }

  private static func rotated(
    _ places: [Vector3], about axis: Vector3, degrees: Double
  ) -> [Vector3] {
    let rotation = Rotation(about: axis, degrees: degrees)
    return places.map { rotation.applied(to: $0) }
  }
}

extension Vector3 {
  var values: [Double] { [x, y, z] }
}
