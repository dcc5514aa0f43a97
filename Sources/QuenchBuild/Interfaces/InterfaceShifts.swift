import QuenchModel

/// The smallest cell such that shifting the film by its vectors gives the same interface: the lattice
/// that film and substrate generate together.
struct InterfaceShifts {
  /// Rows in parts of the common cell's vectors.
  let rows: (SIMD2<Double>, SIMD2<Double>)

  init(film: PlaneMatrix, substrate: PlaneMatrix) {
    let (i, j) = (film.determinant, substrate.determinant)
    let (f, s) = (film.adjugate, substrate.adjugate)
    // Film vectors in parts of the common cell are adj/i, the substrate's adj/j: over i · j.
    var rows = [j &* f.p, j &* f.q, i &* s.p, i &* s.q]
    Self.eliminate(&rows, column: 0)
    var rest = Array(rows.dropFirst())
    Self.eliminate(&rest, column: 1)
    let scale = Double(i) * Double(j)
    let (p, q) = (rows[0], rest[0])
    self.rows = (
      SIMD2(Double(p.x), Double(p.y)) / scale, SIMD2(Double(q.x), Double(q.y)) / scale
    )
  }

  /// Euclid's algorithm until only the first row has an entry in the column.
  private static func eliminate(_ rows: inout [SIMD2<Int>], column: Int) {
    for row in 1..<rows.count {
      while rows[row][column] != 0 {
        let factor = rows[0][column] / rows[row][column]
        rows[0] = rows[0] &- factor &* rows[row]
        rows.swapAt(0, row)
      }
    }
  }
}
