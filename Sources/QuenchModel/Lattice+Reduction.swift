extension Lattice {
  /// The same lattice spanned by its shortest vectors, with the matrix that leads there.
  ///
  /// Minkowski-reduced: |a| ≤ |b| ≤ |c| and no combination of the vectors with coefficients −1, 0, 1
  /// is shorter than the longest it contains, so `a` is the shortest vector of the lattice and
  /// explicit images need the smallest bounds. Handedness is kept.
  /// Semaev, in: Cryptography and Lattices (2001) 181, doi 10.1007/3-540-44670-2_13.
  public func reduced() -> (lattice: Lattice, matrix: IntegerMatrix) {
    var matrix = IntegerMatrix.identity
    // Each pass shortens a vector by more than rounding or stops; 200 is never reached by a cell of
    // physical size and keeps a degenerate one from looping.
    for _ in 0..<200 {
      sort(&matrix)
      guard shortenLongest(&matrix) else { break }
    }
    if matrix.determinant < 0 { matrix.rows[2] = SIMD3(0, 0, 0) &- matrix.rows[2] }
    return (transformed(by: matrix), matrix)
  }

  /// Length of the shortest lattice vector, Å.
  public var shortestVectorLength: Double { reduced().lattice.a.length }

  private func vector(_ n: SIMD3<Int>) -> Vector3 {
    cartesian(Vector3(Double(n.x), Double(n.y), Double(n.z)))
  }

  private func sort(_ matrix: inout IntegerMatrix) {
    matrix.rows.sort { dot(vector($0), vector($0)) < dot(vector($1), vector($1)) }
  }

  /// Gauss-reduces the first two vectors, then takes from the third the lattice point of their plane
  /// nearest to it. False when nothing got shorter.
  private func shortenLongest(_ matrix: inout IntegerMatrix) -> Bool {
    let (u, v, w) = (vector(matrix.rows[0]), vector(matrix.rows[1]), vector(matrix.rows[2]))
    let step = (dot(u, v) / dot(u, u)).rounded()
    if step != 0, let count = Int(exactly: step), shorter(v - step * u, than: v) {
      matrix.rows[1] = matrix.rows[1] &- count &* matrix.rows[0]
      return true
    }
    let (uu, vv, uv) = (dot(u, u), dot(v, v), dot(u, v))
    let determinant = uu * vv - uv * uv
    guard determinant > 0 else { return false }
    let x = (vv * dot(u, w) - uv * dot(v, w)) / determinant
    let y = (uu * dot(v, w) - uv * dot(u, w)) / determinant
    var best = (SIMD2(0, 0), dot(w, w))
    for i in [x.rounded(.down), x.rounded(.up)] {
      for j in [y.rounded(.down), y.rounded(.up)] {
        guard let m = Int(exactly: i), let n = Int(exactly: j) else { continue }
        let candidate = w - i * u - j * v
        if dot(candidate, candidate) < best.1 { best = (SIMD2(m, n), dot(candidate, candidate)) }
      }
    }
    let (m, n) = (best.0.x, best.0.y)
    guard (m, n) != (0, 0), best.1 < (1 - 1e-12) * dot(w, w) else { return false }
    matrix.rows[2] = matrix.rows[2] &- m &* matrix.rows[0] &- n &* matrix.rows[1]
    return true
  }

  private func shorter(_ new: Vector3, than old: Vector3) -> Bool {
    dot(new, new) < (1 - 1e-12) * dot(old, old)
  }
}
