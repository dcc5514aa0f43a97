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
