/// A 3×3 integer matrix; rows are the new vectors in terms of the old.
public struct IntegerMatrix: Hashable, Sendable {
  public var rows: [SIMD3<Int>]

  public init(_ a: SIMD3<Int>, _ b: SIMD3<Int>, _ c: SIMD3<Int>) { rows = [a, b, c] }

  public init(diagonal d: SIMD3<Int>) {
    self.init(SIMD3(d.x, 0, 0), SIMD3(0, d.y, 0), SIMD3(0, 0, d.z))
  }

  public static let identity = IntegerMatrix(diagonal: SIMD3(1, 1, 1))

  public var determinant: Int {
    let (a, b, c) = (rows[0], rows[1], rows[2])
    // Wraps instead of trapping: a cell read from a file may be skewed by any whole number.
    let x = a.x &* (b.y &* c.z &- b.z &* c.y)
    let y = a.y &* (b.x &* c.z &- b.z &* c.x)
    let z = a.z &* (b.x &* c.y &- b.y &* c.x)
    return x &- y &+ z
  }

  /// First `self`, then `next`: rows of next · self.
  public func followed(by next: IntegerMatrix) -> IntegerMatrix {
    let product = next.rows.map { row in row.x &* rows[0] &+ row.y &* rows[1] &+ row.z &* rows[2] }
    return IntegerMatrix(product[0], product[1], product[2])
  }
}
