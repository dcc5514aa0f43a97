#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Three cell vectors in Å, in any orientation; rows a, b, c.
@frozen
public struct Lattice: Hashable, Sendable {
  public var a: Vector3
  public var b: Vector3
  public var c: Vector3

  @inlinable
  public init(a: Vector3, b: Vector3, c: Vector3) {
    self.a = a
    self.b = b
    self.c = c
  }

  /// Lengths in Å and angles in degrees (α between b and c); a along x, b in the xy plane.
  ///
  /// Nil when the angles cannot close a cell. Right angles and 60°/120° give exact zeros and halves.
  public init?(
    lengths: Vector3, alpha: Double, beta: Double, gamma: Double
  ) {
    let (cosA, cosB, cosG) = (cosine(alpha), cosine(beta), cosine(gamma))
    let sinG = (1 - cosG * cosG).squareRoot()
    guard sinG > 0, lengths.min() > 0 else { return nil }
    let cy = (cosA - cosB * cosG) / sinG
    let square = 1 - cosB * cosB - cy * cy
    guard square > 0 else { return nil }
    a = Vector3(lengths.x, 0, 0)
    b = Vector3(lengths.y * cosG, lengths.y * sinG, 0)
    c = Vector3(lengths.z * cosB, lengths.z * cy, lengths.z * square.squareRoot())
  }

  /// A box with edges along x, y, z.
  public init(orthorhombic edges: Vector3) {
    a = Vector3(edges.x, 0, 0)
    b = Vector3(0, edges.y, 0)
    c = Vector3(0, 0, edges.z)
  }

  public static func cubic(_ edge: Double) -> Lattice {
    Lattice(orthorhombic: Vector3(repeating: edge))
  }

  /// Row 0, 1 or 2.
  @inlinable
  public subscript(row: Int) -> Vector3 {
    get { row == 0 ? a : row == 1 ? b : c }
    set {
      switch row {
      case 0: a = newValue
      case 1: b = newValue
      default: c = newValue
      }
    }
  }

  public var rows: [Vector3] { [a, b, c] }

  /// Signed volume a · (b × c), Å³; negative for a left-handed cell.
  @inlinable public var signedVolume: Double { dot(a, cross(b, c)) }

  /// Å³, always positive.
  @inlinable public var volume: Double { abs(signedVolume) }

  public var isLeftHanded: Bool { signedVolume < 0 }

  /// False where the vectors span no volume or are not finite.
  public var isValid: Bool {
    let volume = volume
    return volume.isFinite && volume > 1e-12 * a.length * b.length * c.length
  }

  public var lengths: Vector3 { Vector3(a.length, b.length, c.length) }

  /// α (b, c), β (a, c), γ (a, b) in degrees.
  public var angles: Vector3 {
    Vector3(angle(between: b, c), angle(between: a, c), angle(between: a, b))
  }

  /// Distances between opposite faces, Å: V / |b × c| and so on.
  public var faceDistances: Vector3 {
    Vector3(
      volume / cross(b, c).length, volume / cross(c, a).length, volume / cross(a, b).length)
  }

  /// Rows of the inverse transpose: fractional s_i = r · reciprocal[i]. Without 2π, Å⁻¹.
  public var reciprocal: Lattice {
    let volume = signedVolume
    return Lattice(a: cross(b, c) / volume, b: cross(c, a) / volume, c: cross(a, b) / volume)
  }

  @inlinable
  public func cartesian(_ fractional: Vector3) -> Vector3 {
    fractional.x * a + fractional.y * b + fractional.z * c
  }

  /// For many vectors take `reciprocal` once and use `fractional(_:reciprocal:)`.
  public func fractional(_ cartesian: Vector3) -> Vector3 {
    Lattice.fractional(cartesian, reciprocal: reciprocal)
  }

  @inlinable
  public static func fractional(_ cartesian: Vector3, reciprocal: Lattice) -> Vector3 {
    Vector3(
      dot(cartesian, reciprocal.a), dot(cartesian, reciprocal.b), dot(cartesian, reciprocal.c))
  }

  public func scaled(by factor: Double) -> Lattice {
    Lattice(a: factor * a, b: factor * b, c: factor * c)
  }

  /// New rows M · (a, b, c): each row of `matrix` holds the integer coefficients of a new vector.
  public func transformed(by matrix: IntegerMatrix) -> Lattice {
    let rows = matrix.rows.map { row in
      Double(row.x) * a + Double(row.y) * b + Double(row.z) * c
    }
    return Lattice(a: rows[0], b: rows[1], c: rows[2])
  }

  /// True when a lies along x and b in the xy plane with positive diagonal, as GROMACS and LAMMPS
  /// demand.
  public var isLowerTriangular: Bool {
    a.y == 0 && a.z == 0 && b.z == 0 && a.x > 0 && b.y > 0 && c.z > 0
  }
}

private func angle(between u: Vector3, _ v: Vector3) -> Double {
  // atan2 keeps its digits near 0° and 180°, where acos loses half of them.
  atan2(cross(u, v).length, dot(u, v)) * 180 / .pi
}

/// Cosine of degrees, exact where the value is 0 or ±½.
private func cosine(_ degrees: Double) -> Double {
  switch degrees {
  case 90: 0
  case 60: 0.5
  case 120: -0.5
  default: cos(degrees * .pi / 180)
  }
}
