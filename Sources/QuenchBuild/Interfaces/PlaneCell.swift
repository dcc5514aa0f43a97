import QuenchModel

/// A vector in the plane of a surface, Å.
typealias Vector2 = SIMD2<Double>

extension SIMD2<Double> {
  var length: Double { (self * self).sum().squareRoot() }
}

/// u × v, positive where v lies to the left of u.
func area(_ u: Vector2, _ v: Vector2) -> Double { u.x * v.y - u.y * v.x }

/// Two vectors that span a plane's lattice, Å.
struct PlaneCell: Hashable, Sendable {
  let u: Vector2
  let v: Vector2

  init(_ u: Vector2, _ v: Vector2) { (self.u, self.v) = (u, v) }

  /// Of the plane of a and b, seen from the side of c: a along the first axis.
  init(_ lattice: Lattice) {
    let normal = lattice.normal(2)
    let x = lattice.a / lattice.a.length
    let y = cross(normal, x)
    u = Vector2(lattice.a.length, 0)
    v = Vector2(dot(lattice.b, x), dot(lattice.b, y))
  }

  /// Å², negative where v lies to the right of u.
  var signedArea: Double { QuenchBuild.area(u, v) }

  func vector(_ n: SIMD2<Int>) -> Vector2 { Double(n.x) * u + Double(n.y) * v }

  func transformed(_ matrix: PlaneMatrix) -> PlaneCell {
    PlaneCell(vector(matrix.p), vector(matrix.q))
  }

  /// Lagrange–Gauss: the two shortest vectors, v to the left of u, and how they arise.
  func reduced() -> (cell: PlaneCell, matrix: PlaneMatrix) {
    var (m, n) = (SIMD2(1, 0), SIMD2(0, 1))
    for _ in 0..<200 {
      var (a, b) = (vector(m), vector(n))
      if (b * b).sum() < (a * a).sum() * (1 - 1e-12) {
        (m, n) = (n, m)
        (a, b) = (b, a)
      }
      let step = ((a * b).sum() / (a * a).sum()).rounded()
      guard step != 0, let count = Int(exactly: step) else { break }
      let shorter = n &- count &* m
      guard vector(shorter).length < b.length * (1 - 1e-12) else { break }
      n = shorter
    }
    if QuenchBuild.area(vector(m), vector(n)) < 0 { n = .zero &- n }
    let matrix = PlaneMatrix(m, n)
    return (transformed(matrix), matrix)
  }
}

/// How one plane cell must be stretched to become another.
struct PlaneStretch: Hashable, Sendable {
  /// Radians: the turn that is left once the stretch is taken off.
  let angle: Double
  /// The symmetric stretch, in the axes of the first cell: xx, yy, xy.
  let stretch: SIMD3<Double>

  /// F = R · U for the map that takes `from` to `to`.
  init(from: PlaneCell, to: PlaneCell) {
    let determinant = from.signedArea
    // Rows of the inverse of (u, v) as columns.
    let s = Vector2(from.v.y, -from.v.x) / determinant
    let t = Vector2(-from.u.y, from.u.x) / determinant
    let first = to.u * s.x + to.v * t.x
    let second = to.u * s.y + to.v * t.y
    // Images of the unit vectors; the polar rotation of a 2×2 map has a closed form.
    angle = atan2Of(first.y - second.x, first.x + second.y)
    let (c, sine) = cosineAndSine(angle)
    stretch = SIMD3(
      c * first.x + sine * first.y, c * second.y - sine * second.x,
      (c * second.x + sine * second.y + c * first.y - sine * first.x) / 2)
  }

  /// Smaller and larger principal stretch.
  var principal: (low: Double, high: Double) {
    let mean = (stretch.x + stretch.y) / 2
    let half = (stretch.x - stretch.y) / 2
    let spread = (half * half + stretch.z * stretch.z).squareRoot()
    return (mean - spread, mean + spread)
  }

  /// Largest principal strain in magnitude.
  var mismatch: Double {
    let (low, high) = principal
    return max(abs(low - 1), abs(high - 1))
  }

  /// The symmetric stretch to the power `t`, as xx, yy, xy.
  func power(_ t: Double) -> SIMD3<Double> {
    let (low, high) = principal
    let (a, b) = (powerOf(low, t), powerOf(high, t))
    let spread = high - low
    guard spread > 1e-14 else { return SIMD3(a, a, 0) }
    // Linear in U between its two eigenvalues.
    let slope = (b - a) / spread
    let offset = a - slope * low
    return SIMD3(slope * stretch.x + offset, slope * stretch.y + offset, slope * stretch.z)
  }

  static func apply(_ stretch: SIMD3<Double>, to cell: PlaneCell) -> PlaneCell {
    func image(_ w: Vector2) -> Vector2 {
      Vector2(stretch.x * w.x + stretch.z * w.y, stretch.z * w.x + stretch.y * w.y)
    }
    return PlaneCell(image(cell.u), image(cell.v))
  }
}
