public import QuenchModel

/// The one definition of the displacement between two atoms, which every path must reproduce bit by
/// bit.
///
/// d = (x_j − x_i) + S with S = (n_a a + n_b b) + n_c c from the cell vectors and positions as given,
/// and r² = (d_x² + d_y²) + d_z², each operation rounded once, none fused. Exchanging i and j negates
/// n and d exactly.
@frozen
public struct PairRule: Hashable, Sendable {
  @usableFromInline let a: Vector3
  @usableFromInline let b: Vector3
  @usableFromInline let c: Vector3

  /// Axes that do not repeat have n = 0.
  public init(_ lattice: Lattice?) {
    (a, b, c) = lattice.map { ($0.a, $0.b, $0.c) } ?? (.zero, .zero, .zero)
  }

  @inlinable
  public func shift(_ image: SIMD3<Int32>) -> Vector3 {
    let n = Vector3(image)
    return (n.x * a + n.y * b) + n.z * c
  }

  /// From atom i to the image of atom j, Å.
  @inlinable
  public func displacement(_ from: Vector3, _ to: Vector3, image: SIMD3<Int32>) -> Vector3 {
    (to - from) + shift(image)
  }

  @inlinable
  public static func square(_ d: Vector3) -> Double { (d.x * d.x + d.y * d.y) + d.z * d.z }
}
