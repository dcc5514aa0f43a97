internal import CQuenchKernels
internal import QuenchModel

/// Atoms and their periodic images, sorted into columns along z and by height within each.
///
/// Coordinates are whole numbers of grains, 2^-q Å, so that differences are exact at any distance
/// from the origin. A pair within `reach` is found once: its second atom lies behind the first in the
/// same column, or in a later column of the same row, or in a later row. Buffers are kept from frame
/// to frame.
final class PairGrid {
  /// Which share of the home columns is built for: `index` of `count`, by number of atoms.
  struct Part {
    var index = 0
    var count = 1
  }

  /// One row of columns: those that are filled.
  typealias Bounds = (first: Int32, last: Int32)

  /// Where the atoms are; shared by the grids of all threads, and only read here.
  private(set) var atoms = PlacedAtoms()
  private(set) var plan = GridPlan()
  /// Home columns whose atoms come first in a pair: the part's share.
  private(set) var share: Range<Int32> = 0..<0
  private(set) var entryCount = 0

  // One per entry.
  private let x = Storage<Int32>()
  private let y = Storage<Int32>()
  private let z = Storage<Int32>()
  private let code = Storage<Int32>()
  let atom = Storage<Int32>()
  let image = Storage<Int32>()
  // One per (column, layer), and one per row.
  let start = Storage<Int32>()
  private let bounds = Storage<Int32>()
  let ranges = Storage<qk_range>()

  /// Finds the images of placed atoms and sorts them.
  func build(_ atoms: PlacedAtoms, part: Part = Part()) throws(NeighborError) {
    self.atoms = atoms
    plan = atoms.plan
    share = split(atoms.home, part)
    planRows()
    try sort(atoms.groups)
  }

  /// Consecutive home columns that hold about the same number of atoms per part.
  private func split(_ home: [Int32], _ part: Part) -> Range<Int32> {
    let total = home.reduce(0) { $0 + Int($1) }
    let (from, to) = (total * part.index / part.count, total * (part.index + 1) / part.count)
    var (before, first, last) = (0, home.count, home.count)
    if part.index == 0 { first = 0 }
    for (column, atoms) in home.enumerated() {
      if before >= from, first == home.count { first = column }
      if before >= to, part.index + 1 < part.count {
        last = column
        break
      }
      before += Int(atoms)
    }
    return first < last ? Int32(first)..<Int32(last) : 0..<0
  }

  /// Rows from the first home row of the share to the last one within reach of it, and which columns
  /// of each can hold a partner.
  private func planRows() {
    plan.firstRow = share.lowerBound / plan.columns
    let lastHome = max(plan.firstRow, (share.upperBound - 1) / plan.columns)
    plan.lastRow = lastHome + (plan.repeats.x == 1 ? plan.rowReach : 0)
    if plan.repeats.x == 0 { plan.lastRow = min(plan.rows - 1, lastHome + plan.rowReach) }
    let rows = Int(plan.lastRow - plan.firstRow + 1)
    let bounds = bounds.reserve(2 * rows)
    for row in 0..<rows {
      let filled = plan.filledColumns(
        row: plan.firstRow + Int32(row), home: plan.firstRow...lastHome)
      bounds[2 * row] = filled.first
      bounds[2 * row + 1] = filled.last
    }
  }

  private func sort(_ groups: [Int32]) throws(NeighborError) {
    let layers = plan.lastLayer - plan.firstLayer + 1
    let cells = Int(plan.lastRow - plan.firstRow + 1) * Int(plan.tableColumns) * Int(layers)
    guard cells < GridPlan.mostCells else { throw .tooManyImages }
    let start = start.reserve(cells + 2)
    start.update(repeating: 0, count: cells + 2)
    forEachImage(groups.count) { _, place, _, _ in start[place &+ 2] &+= 1 }
    var total: Int32 = 0
    for place in 0..<(cells + 2) {
      total &+= start[place]
      start[place] = total
    }
    entryCount = Int(total)
    scatter(groups, start)
  }

  /// Writes each entry where the running end of its (column, layer) stands; afterwards `start` holds
  /// the beginnings.
  private func scatter(_ groups: [Int32], _ start: UnsafeMutablePointer<Int32>) {
    let room = entryCount + QK_SPARE
    let (ex, ey, ez) = (x.reserve(room), y.reserve(room), z.reserve(room))
    let (ecode, eatom, eimage) = (code.reserve(room), atom.reserve(room), image.reserve(room))
    let (px, py, pz) = (atoms.x.base, atoms.y.base, atoms.z.base)
    let shifter = ImageShifter(cell: atoms.cell, grains: plan.grainsPerAngstrom)
    groups.withUnsafeBufferPointer { groups in
      forEachImage(groups.count) { k, place, image, isHome in
        let entry = Int(start[place &+ 1])
        start[place &+ 1] &+= 1
        var (gx, gy, gz) = (px[k], py[k], pz[k])
        if !isHome {
          let shift = shifter.shift(image)
          (gx, gy, gz) = (gx &+ shift.x, gy &+ shift.y, gz &+ shift.z)
        }
        (ex[entry], ey[entry], ez[entry]) = (gx, gy, gz)
        (ecode[entry], eatom[entry]) = (groups[k], Int32(truncatingIfNeeded: k))
        eimage[entry] = ImageShifter.packed(image)
      }
    }
    for spare in entryCount..<room {
      (ex[spare], ey[spare], ez[spare], ecode[spare]) = (0, 0, 0, 0)
    }
  }

  /// Calls `body(atom, place in the table, image, whether it is the atom itself)` for each image that
  /// lies in a filled column and layer, atoms before their images along z.
  @inline(__always)
  private func forEachImage(
    _ count: Int, _ body: (Int, Int, SIMD3<Int32>, Bool) -> Void
  ) {
    let plan = plan
    let (pz, columns, layers) = (atoms.z.base, atoms.column.base, atoms.layer.base)
    let bounds = bounds.base
    let layerCount = Int(plan.lastLayer &- plan.firstLayer &+ 1)
    let tall = plan.repeats.z == 1
    for k in 0..<count where columns[k] >= 0 {
      let homeRow = columns[k] / plan.columns
      let homeColumn = columns[k] &- homeRow &* plan.columns
      var m0: Int32 = 0
      var row = homeRow
      while row <= plan.lastRow {
        if row >= plan.firstRow {
          let first = bounds[2 &* Int(row &- plan.firstRow)]
          let last = bounds[2 &* Int(row &- plan.firstRow) &+ 1]
          var m1 = plan.repeats.y == 1 ? ceilingQuotient(first &- homeColumn, plan.columns) : 0
          var column = homeColumn &+ m1 &* plan.columns
          while column <= last, plan.repeats.y == 1 || m1 == 0 {
            if column >= first {
              let beside = m0 == 0 && m1 == 0
              let layer =
                beside || !tall ? layers[k] : plan.layer(ofGrains: pz[k], image: SIMD2(m0, m1))
              var m2 = tall ? ceilingQuotient(plan.firstLayer &- layer, plan.layers) : 0
              var height = layer &+ m2 &* plan.layers
              let tableColumn =
                Int(row &- plan.firstRow) &* Int(plan.tableColumns)
                &+ Int(column &- plan.firstColumn)
              while height <= plan.lastLayer {
                if height >= plan.firstLayer {
                  body(
                    k, tableColumn &* layerCount &+ Int(height &- plan.firstLayer),
                    SIMD3(m0, m1, m2), beside && m2 == 0)
                }
                guard tall else { break }
                m2 &+= 1
                height &+= plan.layers
              }
            }
            m1 &+= 1
            column &+= plan.columns
          }
        }
        guard plan.repeats.x == 1 else { break }
        m0 &+= 1
        row &+= plan.rows
      }
    }
  }

  /// Everything the kernels read; valid until the next `build` and while `positions` lives.
  func kernelGrid(positions: UnsafePointer<Double>?) -> qk_grid {
    var grid = qk_grid()
    (grid.x, grid.y, grid.z) = (UnsafePointer(x.base), UnsafePointer(y.base), UnsafePointer(z.base))
    grid.code = UnsafePointer(code.base)
    grid.atom = UnsafePointer(atom.base)
    grid.image = UnsafePointer(image.base)
    grid.start = UnsafePointer(start.base)
    grid.column_bounds = UnsafePointer(bounds.base)
    grid.wrap = UnsafePointer(atoms.wrap.base)
    grid.positions = positions
    plan.write(to: &grid)
    let m = atoms.cell.matrix.rows.map { SIMD3<Int64>(truncatingIfNeeded: $0) }
    grid.matrix = (
      m[0].x, m[0].y, m[0].z, m[1].x, m[1].y, m[1].z, m[2].x, m[2].y, m[2].z
    )
    let r = atoms.cell.given
    grid.rows = (
      r[0].x, r[0].y, r[0].z, r[1].x, r[1].y, r[1].z, r[2].x, r[2].y, r[2].z
    )
    return grid
  }

  /// Room for the ranges of one atom.
  func reserveRanges() -> UnsafeMutablePointer<qk_range> {
    let columns = Int(plan.rowReach + 2) * Int(plan.tableColumns + 1)
    return ranges.reserve(columns + 1 + entryCount / QK_LONGEST_RANGE)
  }
}

/// ⌈value / divisor⌉ for a positive divisor.
@inline(__always)
private func ceilingQuotient(_ value: Int32, _ divisor: Int32) -> Int32 {
  value > 0 ? (value &- 1) / divisor &+ 1 : -(-value / divisor)
}

extension PairGrid {
  /// The home columns of the share in runs that test fewer than `limit` pairs each, as far as single
  /// columns allow.
  func portions(ofPairs limit: Int) -> [Range<Int32>] {
    guard entryCount > 0, entryCount > limit / entryCount else { return [share] }
    var portions: [Range<Int32>] = []
    var (first, pairs) = (share.lowerBound, 0)
    for column in share {
      let here = homeRange(column).count * entryCount
      if pairs > 0, pairs + here >= limit {
        portions.append(first..<column)
        (first, pairs) = (column, 0)
      }
      pairs += here
    }
    portions.append(first..<share.upperBound)
    return portions
  }

  /// Entries of the atoms of a home column.
  func homeRange(_ home: Int32) -> Range<Int> {
    let (row, column) = (home / plan.columns - plan.firstRow, home % plan.columns)
    let layers = Int(plan.lastLayer - plan.firstLayer + 1)
    let place =
      (Int(row) * Int(plan.tableColumns) + Int(column - plan.firstColumn)) * layers
      - Int(plan.firstLayer)
    return Int(start.base[place])..<Int(start.base[place + Int(plan.layers)])
  }
}
