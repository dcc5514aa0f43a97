import QuenchModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// From where a structure is looked at.
public enum PictureView: Hashable, Sendable {
  /// Down a cell vector (0…2) that points at the viewer; b is up for c, c is up for a and b.
  case cellVector(Int)
  /// Down a Cartesian axis (0…2); y is up for z, z is up for x and y.
  case axis(Int)
  /// The viewer goes round z by the azimuth, starting in front (−y), and up by the elevation, degrees.
  case angles(azimuth: Double, elevation: Double)

  /// A little from the right and from above.
  public static let oblique = PictureView.angles(azimuth: 18, elevation: 12)

  /// `a`, `b`, `c`, `x`, `y`, `z`, `oblique`, or azimuth and elevation in degrees as `30,15`.
  ///
  /// Throws `FigureError`.
  public init(parsing text: String) throws(FigureError) {
    switch text {
    case "a", "b", "c": self = .cellVector(["a": 0, "b": 1, "c": 2][text] ?? 2)
    case "x", "y", "z": self = .axis(["x": 0, "y": 1, "z": 2][text] ?? 2)
    case "oblique": self = .oblique
    default:
      let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
      guard parts.count == 2, let azimuth = parts[0], let elevation = parts[1],
        azimuth.isFinite, elevation.isFinite, abs(azimuth) <= 360, abs(elevation) <= 90
      else {
        throw .badData(
          "'\(printable(text))' is no view: a, b, c, x, y, z, oblique, or azimuth,elevation in"
            + " degrees (30,15; the elevation between -90 and 90)")
      }
      self = .angles(azimuth: azimuth, elevation: elevation)
    }
  }

  /// The viewer's axes: to the right, up, and out of the paper.
  func frame(_ lattice: Lattice?) -> PictureFrame {
    switch self {
    case .axis(let axis): return Self.along(Self.unit(axis), up: Self.unit(axis == 2 ? 1 : 2))
    case .cellVector(let axis):
      guard let lattice, lattice.isValid else { return PictureView.axis(axis).frame(nil) }
      return Self.along(lattice[axis], up: lattice[axis == 2 ? 1 : 2])
    case .angles(let azimuth, let elevation):
      let (a, e) = (azimuth * .pi / 180, elevation * .pi / 180)
      return PictureFrame(
        right: Vector3(cos(a), sin(a), 0),
        up: Vector3(-sin(a) * sin(e), cos(a) * sin(e), cos(e)),
        toward: Vector3(sin(a) * cos(e), -cos(a) * cos(e), sin(e)))
    }
  }

  private static func unit(_ axis: Int) -> Vector3 {
    Vector3(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0)
  }

  private static func along(_ direction: Vector3, up: Vector3) -> PictureFrame {
    let toward = direction / direction.length
    let rest = up - dot(up, toward) * toward
    let upward = rest / rest.length
    return PictureFrame(right: cross(upward, toward), up: upward, toward: toward)
  }
}

/// Orthonormal axes of a viewer, right-handed.
struct PictureFrame: Hashable {
  let right: Vector3
  let up: Vector3
  let toward: Vector3

  func turned(_ r: Vector3) -> Vector3 { Vector3(dot(r, right), dot(r, up), dot(r, toward)) }
}
