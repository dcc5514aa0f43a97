/// A Cartesian vector. Occupies 32 bytes: use `Coordinates` for arrays handed to C or HDF5.
public typealias Vector3 = SIMD3<Double>

@inlinable
public func dot(_ u: Vector3, _ v: Vector3) -> Double { (u * v).sum() }

@inlinable
public func cross(_ u: Vector3, _ v: Vector3) -> Vector3 {
  Vector3(u.y * v.z - u.z * v.y, u.z * v.x - u.x * v.z, u.x * v.y - u.y * v.x)
}

extension Vector3 {
  @inlinable public var length: Double { dot(self, self).squareRoot() }
}
