internal import QuenchModel

/// The cell in which pairs are sought: the given lattice in its reduced basis, completed where it
/// does not repeat, and turned so that c runs along z and b lies in the yz plane.
///
/// In this frame the rows are a = (a₁ a₂ a₃), b = (0 b₂ b₃), c = (0 0 c₃). Columns along z stand on a
/// grid of parallelograms which divides a and b into whole numbers, so that an image of an atom has
/// the atom's column plus whole multiples of the divisions: integers decide which half of space a
/// pair belongs to, never a rounded coordinate.
struct PairCell {
  /// Rows in the turned frame, Å.
  var a = Vector3.zero
  var b = Vector3.zero
  var c = Vector3.zero
  /// Unit vectors of the turned frame in the given one.
  var x = Vector3.zero
  var y = Vector3.zero
  var z = Vector3.zero
  /// Corner of the cell in the turned frame, Å; zero along axes that repeat.
  var origin = Vector3.zero
  /// Which of the three rows repeat.
  var repeats = SIMD3<Int32>(0, 0, 0)
  /// The repeating rows in terms of the given ones; zero rows for the others.
  var matrix = IntegerMatrix(.zero, .zero, .zero)
  /// Given rows, zero where they do not repeat.
  var given: [Vector3] = [.zero, .zero, .zero]
  /// Largest |coordinate| of the atoms, Å.
  var extent = 0.0
  /// Length of the shortest repeating vector, Å; infinite when nothing repeats.
  var shortest = Double.infinity

  init() {}

  init(
    lattice: Lattice?, periodicity: Periodicity, low: Vector3, high: Vector3
  ) throws(NeighborError) {
    extent = max(low.magnitudes.max(), high.magnitudes.max())
    let axes = lattice == nil ? [] : (0..<3).filter { periodicity[$0] }
    if let lattice { for axis in axes { given[axis] = lattice[axis] } }
    var rows = try reducedRows(axes)
    rows += complements(rows.map(\.vector), low: low, high: high)
    rows.sort { PairRule.square($0.vector) < PairRule.square($1.vector) }
    try turn(rows)
  }

  private struct Row {
    var vector: Vector3
    /// Coefficients in terms of the given rows; nil where nothing repeats.
    var coefficients: SIMD3<Int>?
    /// Least coordinate along the row for those that do not repeat, Å.
    var start = 0.0
  }

  private func vector(_ n: SIMD3<Int>) -> Vector3 {
    Double(n.x) * given[0] + Double(n.y) * given[1] + Double(n.z) * given[2]
  }

  private mutating func reducedRows(_ axes: [Int]) throws(NeighborError) -> [Row] {
    var units = axes.map { axis in
      var unit = SIMD3<Int>(0, 0, 0)
      unit[axis] = 1
      return unit
    }
    if axes.count == 3 {
      let lattice = Lattice(a: given[0], b: given[1], c: given[2])
      guard lattice.isValid else { throw .cell }
      units = lattice.reduced().matrix.rows
    } else if axes.count == 2 {
      units = gaussReduced(units)
    }
    let limit = 1 << 30
    for unit in units {
      for axis in 0..<3 where unit[axis] > limit || unit[axis] < -limit { throw .cell }
      let length = vector(unit).length
      guard length.isFinite, length > 0 else { throw .cell }
      shortest = min(shortest, length)
    }
    return units.map { Row(vector: vector($0), coefficients: $0) }
  }

  private func gaussReduced(_ units: [SIMD3<Int>]) -> [SIMD3<Int>] {
    var (u, v) = (units[0], units[1])
    for _ in 0..<200 {
      if PairRule.square(vector(u)) > PairRule.square(vector(v)) { swap(&u, &v) }
      let step = (dot(vector(u), vector(v)) / PairRule.square(vector(u))).rounded()
      guard step != 0, let count = Int(exactly: step) else { break }
      let shorter = v &- count &* u
      guard PairRule.square(vector(shorter)) < (1 - 1e-12) * PairRule.square(vector(v)) else {
        break
      }
      v = shorter
    }
    return [u, v]
  }

  /// Rows at right angles to those that repeat, as long as the atoms' extent along them.
  private func complements(_ rows: [Vector3], low: Vector3, high: Vector3) -> [Row] {
    var directions: [Vector3] = rows
    var added: [Row] = []
    while directions.count < 3 {
      let direction = perpendicular(to: directions)
      directions.append(direction)
      let (least, most) = range(along: direction, low: low, high: high)
      // The margin keeps the last atom inside; 1 Å keeps a flat cluster's cell from vanishing.
      let length = max(1, (most - least) * (1 + 1e-9) + 1e-9 * extent)
      added.append(Row(vector: length * direction, coefficients: nil, start: least))
    }
    return added
  }

  private func perpendicular(to directions: [Vector3]) -> Vector3 {
    if directions.count == 2 {
      let normal = cross(directions[0], directions[1])
      return normal / normal.length
    }
    guard let first = directions.first else { return Vector3(1, 0, 0) }
    // The axis least parallel to the first direction gives the best-conditioned cross product.
    var unit = Vector3.zero
    let magnitudes = first.magnitudes
    unit[
      magnitudes.x <= magnitudes.y && magnitudes.x <= magnitudes.z
        ? 0 : magnitudes.y <= magnitudes.z ? 1 : 2] = 1
    let normal = cross(first, unit)
    return normal / normal.length
  }

  /// Least and greatest coordinate of the box low…high along a direction.
  private func range(along d: Vector3, low: Vector3, high: Vector3) -> (Double, Double) {
    let (p, q) = (d * low, d * high)
    return (pointwiseMin(p, q).sum(), pointwiseMax(p, q).sum())
  }

  private mutating func turn(_ rows: [Row]) throws(NeighborError) {
    let (ra, rb, rc) = (rows[0].vector, rows[1].vector, rows[2].vector)
    z = rc / rc.length
    let upright = rb - dot(rb, z) * z
    y = upright / upright.length
    x = cross(y, z)
    if dot(ra, x) < 0 { x = -x }
    a = Vector3(dot(ra, x), dot(ra, y), dot(ra, z))
    b = Vector3(0, dot(rb, y), dot(rb, z))
    c = Vector3(0, 0, rc.length)
    guard a.x > 0, b.y > 0, c.z > 0, (a + b + c).sum().isFinite else { throw .cell }
    var corner = Vector3.zero
    for (k, row) in rows.enumerated() {
      if let coefficients = row.coefficients {
        matrix.rows[k] = coefficients
        repeats[k] = 1
      } else {
        corner += row.start / row.vector.length * row.vector
      }
    }
    origin = Vector3(dot(corner, x), dot(corner, y), dot(corner, z))
  }

  /// Bound on the error of a coordinate computed in this frame against the exact rule, Å, for images
  /// up to `images` cells away; nil when images in terms of the given rows leave 32 bits.
  ///
  /// Each term of the rule and of the turned coordinates is at most `extent` plus |n| |row|, a dozen
  /// roundings of 2⁻⁵³ each; 2⁻⁴⁶ leaves room for a hundred.
  func roundingBound(images: SIMD3<Int>) -> Double? {
    var size = 4 * extent
    // Most given rows that are added along each axis.
    var given = Vector3.zero
    let wraps = wrapBounds
    for k in 0..<3 where repeats[k] == 1 {
      guard wraps[k] < 1e8 else { return nil }
      let n = Double(images[k]) + 2 * wraps[k]
      for axis in 0..<3 { given[axis] += n * Double(abs(matrix.rows[k][axis])) }
    }
    guard given.max() < 0x1p31 else { return nil }
    for axis in 0..<3 { size += given[axis] * self.given[axis].length }
    return size * 0x1p-46
  }

  /// Most rows that bring an atom into the cell. No coordinate of the turned frame exceeds
  /// √3 · extent; each wrap moves the coordinates of the rows after it.
  private var wrapBounds: Vector3 {
    let n0 = 2 * extent / a.x + 1
    let n1 = (2 * extent + n0 * abs(a.y)) / b.y + 1
    return Vector3(n0, n1, (2 * extent + n0 * abs(a.z) + n1 * abs(b.z)) / c.z + 1)
  }
}

extension Vector3 {
  var magnitudes: Vector3 { Vector3(abs(x), abs(y), abs(z)) }
}
