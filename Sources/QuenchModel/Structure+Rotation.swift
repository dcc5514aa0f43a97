#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A proper rotation of Cartesian vectors: r′ = (r · x, r · y, r · z).
public struct Rotation: Hashable, Sendable {
  /// The new axes in old coordinates, an orthonormal right-handed set.
  public let x: Vector3
  public let y: Vector3
  public let z: Vector3

  init(x: Vector3, y: Vector3, z: Vector3) {
    self.x = x
    self.y = y
    self.z = z
  }

  public static let identity = Rotation(
    x: Vector3(1, 0, 0), y: Vector3(0, 1, 0), z: Vector3(0, 0, 1))

  public var isIdentity: Bool { self == .identity }

  @inlinable
  public func applied(to vector: Vector3) -> Vector3 {
    Vector3(dot(vector, x), dot(vector, y), dot(vector, z))
  }

  public func applied(to vectors: Coordinates) -> Coordinates {
    Coordinates(vectors.lazy.map { applied(to: $0) })
  }
}

extension Lattice {
  /// The rotation that lays a along x and b in the xy plane (y > 0), and the lattice it gives.
  ///
  /// Lengths, angles and volume are kept; zeros above the diagonal are exact. Nil for a left-handed or
  /// invalid cell: no rotation can make its diagonal positive.
  public func alignedToLowerTriangular() -> (lattice: Lattice, rotation: Rotation)? {
    guard isValid, !isLeftHanded else { return nil }
    guard !isLowerTriangular else { return (self, .identity) }
    let normal = cross(a, b)
    let (x, z) = (a / a.length, normal / normal.length)
    let rotation = Rotation(x: x, y: cross(z, x), z: z)
    let aligned = Lattice(
      a: Vector3(a.length, 0, 0),
      b: Vector3(dot(b, rotation.x), dot(b, rotation.y), 0),
      c: rotation.applied(to: c))
    return (aligned, rotation)
  }
}

extension Structure {
  /// The same structure turned so that its cell is lower triangular, as GROMACS and LAMMPS demand.
  ///
  /// Positions, velocities and forces turn together; fractional coordinates stay what they are.
  /// Blocks of the source's own format are dropped when the cell turns, for they may hold Cartesian
  /// vectors. Nil for a left-handed or invalid cell; without a cell nothing turns.
  public func alignedToLowerTriangular() -> (structure: Structure, rotation: Rotation)? {
    guard let lattice else { return (self, .identity) }
    guard let (aligned, rotation) = lattice.alignedToLowerTriangular() else { return nil }
    guard !rotation.isIdentity else { return (self, rotation) }
    let fractional = sourceFractional
    var turned = self
    turned.lattice = aligned
    turned.positions = rotation.applied(to: positions)
    turned.velocities = velocities.map { rotation.applied(to: $0) }
    turned.forces = forces.map { rotation.applied(to: $0) }
    turned.verbatim = [:]
    if let fractional { turned.setFractional(fractional) }
    return (turned, rotation)
  }
}

extension Rotation {
  /// By an angle in degrees about an axis through the origin, right-handed. The axis has any length
  /// but zero.
  public init(about axis: Vector3, degrees: Double) {
    let n = axis / axis.length
    let angle = degrees * .pi / 180
    let (c, s) = (cos(angle), sin(angle))
    let t = 1 - c
    x = Vector3(t * n.x * n.x + c, t * n.x * n.y - s * n.z, t * n.x * n.z + s * n.y)
    y = Vector3(t * n.x * n.y + s * n.z, t * n.y * n.y + c, t * n.y * n.z - s * n.x)
    z = Vector3(t * n.x * n.z - s * n.y, t * n.y * n.z + s * n.x, t * n.z * n.z + c)
  }

  /// Uniform over all orientations (Shoemake 1992, doi 10.1016/B978-0-08-050755-2.50036-1).
  public static func random(using generator: inout SeededGenerator) -> Rotation {
    let (u, v, w) = (generator.uniform(), generator.uniform(), generator.uniform())
    let (p, q) = ((1 - u).squareRoot(), u.squareRoot())
    let (a, b) = (p * sin(2 * .pi * v), p * cos(2 * .pi * v))
    let (c, d) = (q * sin(2 * .pi * w), q * cos(2 * .pi * w))
    return Rotation(
      x: Vector3(1 - 2 * (b * b + c * c), 2 * (a * b - c * d), 2 * (a * c + b * d)),
      y: Vector3(2 * (a * b + c * d), 1 - 2 * (a * a + c * c), 2 * (b * c - a * d)),
      z: Vector3(2 * (a * c - b * d), 2 * (b * c + a * d), 1 - 2 * (a * a + b * b)))
  }
}
