internal import QuenchModel

/// The atoms of one structure in the cell in which pairs are sought: coordinates in grains, home
/// column and layer. Buffers are kept from frame to frame.
final class PlacedAtoms {
  private(set) var cell = PairCell()
  private(set) var plan = GridPlan()
  private(set) var groups: [Int32] = []
  /// Atoms per home column, row by row.
  private(set) var home: [Int32] = []

  let x = Storage<Int32>()
  let y = Storage<Int32>()
  let z = Storage<Int32>()
  /// row · columns + column; −1 for atoms that are left out.
  let column = Storage<Int32>()
  let layer = Storage<Int32>()
  /// Rows of the cell that were added, three per atom.
  let wrap = Storage<Int32>()
  private(set) var positions = Coordinates()

  /// Lays out the cell for pairs within `cutoff` (Å); `place` and `finish` must follow.
  func prepare(_ input: borrowing PairInput, cutoff: Double) throws(NeighborError) {
    guard cutoff.isFinite, cutoff > 0 else { throw .cutoff(cutoff) }
    let count = input.positions.count
    guard input.groups.count == count else {
      throw .groupCount(expected: count, found: input.groups.count)
    }
    guard count < Int(Int32.max) else { throw .tooManyImages }
    let box = try input.box()
    cell = try PairCell(
      lattice: input.lattice, periodicity: input.periodicity, low: box.low, high: box.high)
    plan = try GridPlan(cell: cell, cutoff: cutoff, atoms: count)
    (groups, positions) = (input.groups, input.positions)
    for storage in [x, y, z, column, layer] { storage.reserve(count) }
    wrap.reserve(3 * count)
  }

  /// Places the atoms of `range`; returns their number per home column. May run beside itself for
  /// other ranges.
  func place(_ range: Range<Int>) -> [Int32] {
    let (px, py, pz) = (x.base, y.base, z.base)
    let (columns, layers, wraps) = (column.base, layer.base, wrap.base)
    let placer = AtomPlacer(cell: cell, plan: plan)
    var home = [Int32](repeating: 0, count: Int(plan.rows * plan.columns))
    home.withUnsafeMutableBufferPointer { home in
      positions.flat.withUnsafeBufferPointer { positions in
        groups.withUnsafeBufferPointer { groups in
          for k in range {
            guard groups[k] >= 0 else {
              columns[k] = -1
              continue
            }
            let placed = placer.place(
              positions[3 &* k], positions[3 &* k &+ 1], positions[3 &* k &+ 2], wraps + 3 &* k)
            (px[k], py[k], pz[k]) = (placed.x, placed.y, placed.z)
            (columns[k], layers[k]) = (placed.column, placed.layer)
            home[Int(placed.column)] &+= 1
          }
        }
      }
    }
    return home
  }

  /// Joins what the calls of `place` returned.
  func finish(_ parts: [[Int32]]) {
    home = parts.first ?? []
    for part in parts.dropFirst() {
      for (column, atoms) in part.enumerated() { home[column] &+= atoms }
    }
  }

  /// Lets go of the caller's arrays, so that its next frame can be written in place.
  func release() { (groups, positions) = ([], Coordinates()) }

  /// The three steps in one thread.
  func build(_ input: borrowing PairInput, cutoff: Double) throws(NeighborError) {
    try prepare(input, cutoff: cutoff)
    finish([place(0..<input.positions.count)])
  }
}
