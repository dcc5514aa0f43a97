/// A 2×2 matrix of whole numbers; rows are vectors of a superlattice in terms of a plane's cell.
struct PlaneMatrix: Hashable, Sendable {
  let p: SIMD2<Int>
  let q: SIMD2<Int>

  init(_ p: SIMD2<Int>, _ q: SIMD2<Int>) { (self.p, self.q) = (p, q) }

  static let identity = PlaneMatrix(SIMD2(1, 0), SIMD2(0, 1))

  var determinant: Int { p.x &* q.y &- p.y &* q.x }

  /// determinant · inverse.
  var adjugate: PlaneMatrix { PlaneMatrix(SIMD2(q.y, -p.y), SIMD2(-q.x, p.x)) }

  var transposed: PlaneMatrix { PlaneMatrix(SIMD2(p.x, q.x), SIMD2(p.y, q.y)) }

  func row(_ row: SIMD2<Int>) -> SIMD2<Int> { row.x &* p &+ row.y &* q }

  static func * (left: PlaneMatrix, right: PlaneMatrix) -> PlaneMatrix {
    PlaneMatrix(right.row(left.p), right.row(left.q))
  }

  /// The basis (a, b; 0, d) with 0 ≤ b < d that every superlattice of a plane has exactly one of,
  /// and the unimodular matrix U with U · self = that basis.
  var hermite: (basis: PlaneMatrix, change: PlaneMatrix) {
    var (rows, change) = ([p, q], [SIMD2(1, 0), SIMD2(0, 1)])
    func negate(_ row: Int) {
      rows[row] = .zero &- rows[row]
      change[row] = .zero &- change[row]
    }
    while rows[1].x != 0 {
      let factor = rows[0].x / rows[1].x
      rows[0] = rows[0] &- factor &* rows[1]
      change[0] = change[0] &- factor &* change[1]
      rows.swapAt(0, 1)
      change.swapAt(0, 1)
    }
    if rows[0].x < 0 { negate(0) }
    if rows[1].y < 0 { negate(1) }
    if rows[1].y != 0 {
      let factor = floorDivide(rows[0].y, rows[1].y)
      rows[0] = rows[0] &- factor &* rows[1]
      change[0] = change[0] &- factor &* change[1]
    }
    return (PlaneMatrix(rows[0], rows[1]), PlaneMatrix(change[0], change[1]))
  }

  /// All superlattices of an index, in Hermite form (Cassels, Introduction to the Geometry of
  /// Numbers, I.2).
  static func superlattices(index: Int) -> [PlaneMatrix] {
    (1...index).filter { index % $0 == 0 }.flatMap { a in
      (0..<(index / a)).map { b in PlaneMatrix(SIMD2(a, b), SIMD2(0, index / a)) }
    }
  }

  /// Order for choosing one of several equal ones.
  static func isBefore(_ left: PlaneMatrix, _ right: PlaneMatrix) -> Bool {
    (left.p.x, left.p.y, left.q.x, left.q.y) < (right.p.x, right.p.y, right.q.x, right.q.y)
  }

  /// `2,1;0,3`.
  var text: String { "\(p.x),\(p.y);\(q.x),\(q.y)" }
}
