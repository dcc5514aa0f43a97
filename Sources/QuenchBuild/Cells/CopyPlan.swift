import QuenchModel

/// Which atom and which old cell each atom of a supercell comes from.
struct CopyPlan {
  private let points: SuperlatticePoints
  private let cells: [SIMD3<Int>]
  /// Blocks of atoms whose copies stay together: single atoms, or residues.
  private let blocks: [Range<Int>]
  private let isSingle: Bool
  private let count: Int

  init(_ structure: Structure, points: SuperlatticePoints) {
    self.points = points
    cells = points.all
    count = structure.count * points.index
    if let starts = structure.residues?.starts {
      let ends = starts.dropFirst() + [structure.count]
      blocks = zip(starts, ends).map { $0..<$1 }
      isSingle = false
    } else {
      blocks = [0..<structure.count]
      isSingle = true
    }
  }

  /// Calls `body` with each new atom's source and old cell number, in the new order.
  @inline(__always)
  private func forEach(_ body: (_ atom: Int, _ cell: Int) -> Void) {
    for block in blocks {
      if isSingle {
        for atom in block { for cell in cells.indices { body(atom, cell) } }
      } else {
        for cell in cells.indices { for atom in block { body(atom, cell) } }
      }
    }
  }

  func copies<Value>(_ values: [Value]) -> [Value] {
    var copies: [Value] = []
    copies.reserveCapacity(count)
    forEach { atom, _ in copies.append(values[atom]) }
    return copies
  }

  func copies(_ values: Coordinates) -> Coordinates {
    let source = values.flat
    var flat: [Double] = []
    flat.reserveCapacity(3 * count)
    forEach { atom, _ in
      flat.append(source[3 * atom])
      flat.append(source[3 * atom + 1])
      flat.append(source[3 * atom + 2])
    }
    return Coordinates(flat: flat)
  }

  func copies<Value>(_ values: Categorical<Value>) -> Categorical<Value> {
    var copied = values
    copied.setCodes(copies(values.codes))
    return copied
  }

  /// Image flags in the new cell, such that the unwrapped copies of an atom are its unwrapped place
  /// plus each old cell once.
  func images(_ old: [SIMD3<Int32>]?) -> [SIMD3<Int32>]? {
    guard let old else { return nil }
    var new: [SIMD3<Int32>] = []
    new.reserveCapacity(count)
    forEach { atom, cell in
      let crossed = SIMD3<Int>(truncatingIfNeeded: old[atom])
      let cells = points.reduce(cells[cell] &- crossed).cells
      new.append(SIMD3<Int32>(truncatingIfNeeded: .zero &- cells))
    }
    return new
  }

  func copies(_ residues: Residues) -> Residues {
    var numbers: [Int32] = []
    numbers.reserveCapacity(count)
    var number: Int32 = 0
    for block in blocks {
      for _ in cells {
        number &+= 1
        numbers.append(contentsOf: repeatElement(number, count: block.count))
      }
    }
    return Residues(
      numbers: numbers, names: copies(residues.names), atomNames: copies(residues.atomNames))
  }

  /// (s + t) · matrix⁻¹, where each term of a diagonal matrix is rounded once.
  func fractional(_ old: Coordinates) -> Coordinates {
    let source = old.flat
    let rows = points.matrix.rows
    let sizes = SIMD3<Double>(SIMD3(rows[0].x, rows[1].y, rows[2].z))
    let isDiagonal = points.matrix == IntegerMatrix(diagonal: SIMD3<Int>(sizes))
    let columns = (0..<3).map { column in
      SIMD3<Double>(
        Double(points.adjugate.rows[0][column]), Double(points.adjugate.rows[1][column]),
        Double(points.adjugate.rows[2][column]))
    }
    let (u, v, w) = (columns[0], columns[1], columns[2])
    let index = Double(points.index)
    let shifts = cells.map { SIMD3<Double>($0) }
    var new = Coordinates()
    new.reserveCapacity(count)
    forEach { atom, cell in
      let place =
        SIMD3(source[3 * atom], source[3 * atom + 1], source[3 * atom + 2]) + shifts[cell]
      if isDiagonal {
        new.append(place / sizes)
      } else {
        new.append(
          (place.x * u.x + place.y * u.y + place.z * u.z) / index,
          (place.x * v.x + place.y * v.y + place.z * v.z) / index,
          (place.x * w.x + place.y * w.y + place.z * w.z) / index)
      }
    }
    return new
  }
}
