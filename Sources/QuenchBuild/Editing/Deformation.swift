public import QuenchModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A linear map of space: a vector (x, y, z) goes to x · rows[0] + y · rows[1] + z · rows[2].
public struct Deformation: Hashable, Sendable {
  /// Where the unit vectors go.
  public let x: Vector3
  public let y: Vector3
  public let z: Vector3

  public init(x: Vector3, y: Vector3, z: Vector3) { (self.x, self.y, self.z) = (x, y, z) }

  public static let identity = Deformation(
    x: Vector3(1, 0, 0), y: Vector3(0, 1, 0), z: Vector3(0, 0, 1))

  /// I + ε for a symmetric strain in Voigt's order xx, yy, zz, yz, xz, xy; shears are the engineering
  /// ones (γ = 2ε), as in the tables of elastic constants.
  public init(voigt e: [Double]) {
    self.init(
      x: Vector3(1 + e[0], e[5] / 2, e[4] / 2), y: Vector3(e[5] / 2, 1 + e[1], e[3] / 2),
      z: Vector3(e[4] / 2, e[3] / 2, 1 + e[2]))
  }

  /// The map that takes the rows of one lattice to those of another.
  public init(from old: Lattice, to new: Lattice) {
    let reciprocal = old.reciprocal
    func image(_ vector: Vector3) -> Vector3 {
      new.cartesian(Lattice.fractional(vector, reciprocal: reciprocal))
    }
    self.init(
      x: image(Vector3(1, 0, 0)), y: image(Vector3(0, 1, 0)), z: image(Vector3(0, 0, 1)))
  }

  public func applied(to vector: Vector3) -> Vector3 {
    vector.x * x + vector.y * y + vector.z * z
  }

  public func applied(to lattice: Lattice) -> Lattice {
    Lattice(a: applied(to: lattice.a), b: applied(to: lattice.b), c: applied(to: lattice.c))
  }

  /// Volume after over volume before.
  public var determinant: Double { dot(x, cross(y, z)) }

  public var isFinite: Bool { (x + y + z).sum().isFinite }

  /// Biot's strain U − I as xx, yy, zz, yz, xz, xy (tensor shears), where U is the symmetric stretch
  /// that is left once the rotation is taken off: ε itself for a map I + ε.
  ///
  /// The rotation by Newton's iteration (Higham, doi 10.1137/0907079).
  public var strain: [Double] {
    var (r, s, t) = (x, y, z)
    for _ in 0..<60 {
      let volume = dot(r, cross(s, t))
      let (u, v, w) = (cross(s, t) / volume, cross(t, r) / volume, cross(r, s) / volume)
      let change = (u - r).length + (v - s).length + (w - t).length
      (r, s, t) = ((r + u) / 2, (s + v) / 2, (t + w) / 2)
      guard change > 1e-14 else { break }
    }
    return [
      dot(x, r) - 1, dot(y, s) - 1, dot(z, t) - 1, (dot(y, t) + dot(z, s)) / 2,
      (dot(x, t) + dot(z, r)) / 2, (dot(x, s) + dot(y, r)) / 2,
    ]
  }

  /// Principal stretches minus one, ascending: by how much lengths change at least and at most.
  public var principalStrains: [Double] {
    let e = strain
    return SymmetricMatrix(xx: e[0], yy: e[1], zz: e[2], yz: e[3], xz: e[4], xy: e[5]).eigenvalues
  }
}

/// A real symmetric 3×3 matrix.
struct SymmetricMatrix {
  let xx: Double
  let yy: Double
  let zz: Double
  let yz: Double
  let xz: Double
  let xy: Double

  /// Ascending; the trigonometric form of Cardano's solution (Smith, Commun. ACM 4 (1961) 168,
  /// doi 10.1145/355578.366316).
  var eigenvalues: [Double] {
    let off = xy * xy + xz * xz + yz * yz
    let mean = (xx + yy + zz) / 3
    let (u, v, w) = (xx - mean, yy - mean, zz - mean)
    let spread = ((u * u + v * v + w * w + 2 * off) / 6).squareRoot()
    guard spread > 1e-300 else { return [mean, mean, mean] }
    let (a, b, c) = (u / spread, v / spread, w / spread)
    let (d, e, f) = (yz / spread, xz / spread, xy / spread)
    let half = (a * (b * c - d * d) - f * (f * c - d * e) + e * (f * d - b * e)) / 2
    let angle = acos(min(max(half, -1), 1)) / 3
    let high = mean + 2 * spread * cos(angle)
    let low = mean + 2 * spread * cos(angle + 2 * .pi / 3)
    return [low, 3 * mean - high - low, high]
  }
}
