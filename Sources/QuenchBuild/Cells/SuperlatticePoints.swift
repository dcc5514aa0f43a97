import QuenchModel

/// The points of a lattice inside one cell of its superlattice, in exact whole numbers.
struct SuperlatticePoints {
  /// Rows of the new vectors.
  let matrix: IntegerMatrix
  let index: Int
  /// index · matrix⁻¹, so that fractional_new = fractional_old · adjugate / index.
  let adjugate: IntegerMatrix

  init(_ matrix: IntegerMatrix) {
    self.matrix = matrix
    index = matrix.determinant
    let (a, b, c) = (matrix.rows[0], matrix.rows[1], matrix.rows[2])
    adjugate = IntegerMatrix(
      SIMD3(b.y * c.z - b.z * c.y, a.z * c.y - a.y * c.z, a.y * b.z - a.z * b.y),
      SIMD3(b.z * c.x - b.x * c.z, a.x * c.z - a.z * c.x, a.z * b.x - a.x * b.z),
      SIMD3(b.x * c.y - b.y * c.x, a.y * c.x - a.x * c.y, a.x * b.y - a.y * b.x))
  }

  /// The point inside the cell that differs from `point` by a superlattice vector, and that vector
  /// in units of the new cell.
  func reduce(_ point: SIMD3<Int>) -> (point: SIMD3<Int>, cells: SIMD3<Int>) {
    let scaled = Self.product(point, adjugate)
    let cells = SIMD3(
      floorDivide(scaled.x, index), floorDivide(scaled.y, index), floorDivide(scaled.z, index))
    return (point &- Self.product(cells, matrix), cells)
  }

  /// All `index` points, sorted by their coordinates along the new vectors, c running fastest.
  var all: [SIMD3<Int>] {
    let box = HermiteForm(of: matrix).diagonal
    var points: [(point: SIMD3<Int>, key: SIMD3<Int>)] = []
    points.reserveCapacity(index)
    for x in 0..<box.x {
      for y in 0..<box.y {
        for z in 0..<box.z {
          let point = reduce(SIMD3(x, y, z)).point
          points.append((point, Self.product(point, adjugate)))
        }
      }
    }
    points.sort { ($0.key.x, $0.key.y, $0.key.z) < ($1.key.x, $1.key.y, $1.key.z) }
    return points.map(\.point)
  }

  static func product(_ row: SIMD3<Int>, _ matrix: IntegerMatrix) -> SIMD3<Int> {
    let rows = matrix.rows
    return row.x &* rows[0] &+ row.y &* rows[1] &+ row.z &* rows[2]
  }
}

/// Toward minus infinity; `divisor` is positive.
func floorDivide(_ value: Int, _ divisor: Int) -> Int {
  let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
  return rest < 0 ? quotient - 1 : quotient
}

/// The lower-triangular basis every superlattice has exactly one of.
struct HermiteForm {
  /// Positive entries on the diagonal; their product is the index.
  let diagonal: SIMD3<Int>

  /// The diagonal alone: greatest common divisors of minors.
  init(of matrix: IntegerMatrix) {
    // Row operations make the last column (0, 0, g), then the middle one of the upper rows.
    var rows = matrix.rows
    Self.clear(&rows, column: 2, through: 2)
    Self.clear(&rows, column: 1, through: 1)
    diagonal = SIMD3(abs(rows[0].x), abs(rows[1].y), abs(rows[2].z))
  }

  /// Euclid's algorithm on rows 0…last until only row `last` has an entry in the column.
  private static func clear(_ rows: inout [SIMD3<Int>], column: Int, through last: Int) {
    for row in 0..<last {
      while rows[row][column] != 0 {
        let factor = rows[last][column] / rows[row][column]
        rows[last] = rows[last] &- factor &* rows[row]
        rows.swapAt(row, last)
      }
    }
  }
}
