import QuenchModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Two vectors of a superlattice, reduced, ready to be asked about a third.
struct PlaneLattice {
  private let u: Vector3
  private let v: Vector3
  private let uu: Double
  private let vv: Double
  private let uv: Double
  private let normal: Vector3
  /// Length of the shortest vector of the plane, Å.
  let shortest: Double

  /// Lagrange–Gauss reduction.
  init(_ first: Vector3, _ second: Vector3) {
    var (u, v) = (first, second)
    for _ in 0..<100 {
      if dot(v, v) < dot(u, u) { (u, v) = (v, u) }
      let step = (dot(u, v) / dot(u, u)).rounded()
      if step == 0 { break }
      v -= step * u
    }
    if dot(v, v) < dot(u, u) { (u, v) = (v, u) }
    (self.u, self.v) = (u, v)
    (uu, vv, uv) = (dot(u, u), dot(v, v), dot(u, v))
    let area = cross(u, v)
    normal = area / area.length
    shortest = uu.squareRoot()
  }

  /// Length of the shortest vector of the lattice that `w` completes, or nil where it is below
  /// `least`.
  func shortest(with w: Vector3, atLeast least: Double) -> Double? {
    let height = abs(dot(w, normal))
    var best = uu
    let lowest = least * least
    var layer = 1.0
    while layer * height * layer * height < best {
      best = min(best, squaredDistance(of: layer * w))
      guard best >= lowest else { return nil }
      layer += 1
    }
    return best.squareRoot()
  }

  /// Squared distance to the nearest point of the plane's lattice: it is a corner of the reduced
  /// cell the projection falls in, whose triangles have no obtuse angle.
  private func squaredDistance(of w: Vector3) -> Double {
    let determinant = uu * vv - uv * uv
    let (uw, vw) = (dot(u, w), dot(v, w))
    let x = ((vv * uw - uv * vw) / determinant).rounded(.down)
    let y = ((uu * vw - uv * uw) / determinant).rounded(.down)
    let corner = w - x * u - y * v
    let (p, q, r) = (corner - u, corner - v, corner - u - v)
    return min(min(dot(corner, corner), dot(p, p)), min(dot(q, q), dot(r, r)))
  }
}

extension Lattice {
  /// Sum of |cos| of the angles between the vectors.
  var skew: Double {
    abs(dot(a, b)) / (a.length * b.length) + abs(dot(b, c)) / (b.length * c.length)
      + abs(dot(a, c)) / (a.length * c.length)
  }

  /// A reduced basis of the superlattice, its vectors ordered and directed to point along this
  /// cell's as far as they can; of the handedness of this cell.
  func niceBasis(of matrix: IntegerMatrix) -> IntegerMatrix {
    let reduced = matrix.followed(by: transformed(by: matrix).reduced().matrix)
    var best = (matrix: reduced, score: -Double.infinity)
    for order in [[0, 1, 2], [1, 2, 0], [2, 0, 1], [0, 2, 1], [2, 1, 0], [1, 0, 2]] {
      for signs in 0..<8 {
        let rows = (0..<3).map { place in
          signs >> place & 1 == 0 ? reduced.rows[order[place]] : .zero &- reduced.rows[order[place]]
        }
        let candidate = IntegerMatrix(rows[0], rows[1], rows[2])
        guard candidate.determinant > 0 else { continue }
        let score = alignment(of: transformed(by: candidate))
        if score > best.score + 1e-9 { best = (candidate, score) }
      }
    }
    return best.matrix
  }

  private func alignment(of other: Lattice) -> Double {
    (0..<3).reduce(0.0) { sum, axis in
      sum + dot(self[axis], other[axis]) / (self[axis].length * other[axis].length)
    }
  }
}

/// Cube root of a positive number.
func cubeRoot(_ value: Double) -> Double { cbrt(value) }

/// e to the power of a number.
func exponential(_ value: Double) -> Double { exp(value) }
