internal import CQuenchKernels
internal import QuenchModel

/// How many rows, columns and layers divide the cell, and how coordinates become grains.
struct GridPlan {
  /// The table of (column, layer) is kept below this many cells.
  static let mostCells = 1 << 28

  /// Home divisions of a, b and c.
  var rows: Int32 = 1
  var columns: Int32 = 1
  var layers: Int32 = 1
  /// Rows ahead of an atom's own that can hold a partner.
  var rowReach: Int32 = 1
  /// What the table spans.
  var firstRow: Int32 = 0
  var lastRow: Int32 = 0
  var firstColumn: Int32 = 0
  var lastColumn: Int32 = 0
  var firstLayer: Int32 = 0
  var lastLayer: Int32 = 0
  var repeats = SIMD3<Int32>(0, 0, 0)
  /// A power of two.
  var grainsPerAngstrom = 1.0
  /// Grains.
  var rowHeight = 1.0
  var columnWidth = 1.0
  /// Along y per row, grains.
  var shear = 0.0
  var layersPerGrain = 1.0
  var reach = 0.0
  /// Error of a coordinate in the turned frame against the exact rule, grains.
  var roundingGrains = 0.0
  private var heightA = 0.0
  private var heightB = 0.0

  var tableColumns: Int32 { lastColumn - firstColumn + 1 }

  init() {}

  /// `cutoff` in Å.
  init(cell: PairCell, cutoff: Double, atoms: Int) throws(NeighborError) {
    repeats = cell.repeats
    try divide(cell, cutoff: cutoff, atoms: atoms)
    try measure(cell, cutoff: cutoff)
  }

  /// Columns about half a cutoff wide and layers that hold about three atoms each were fastest on
  /// liquids and oxides; a sparse system gets wider ones so that the table stays of the order of the
  /// number of entries.
  private mutating func divide(
    _ cell: PairCell, cutoff: Double, atoms: Int
  ) throws(NeighborError) {
    let volume = cell.a.x * cell.b.y * cell.c.z
    let density = Double(max(1, atoms)) / volume
    var side = GridPlan.columnSide * cutoff
    var thickness = max(
      cutoff / 64, min(cutoff / 3, GridPlan.atomsPerLayer / (density * side * side)))
    for _ in 0..<64 {
      rows = division(cell.a.x / side)
      columns = division(cell.b.y / side)
      layers = division(cell.c.z / thickness)
      let size = tableSize(cell, cutoff)
      guard size.isFinite, size < Double(GridPlan.mostCells) else {
        if Int(rows) * Int(columns) * Int(layers) == 1 { throw .tooManyImages }
        (side, thickness) = (2 * side, 2 * thickness)
        continue
      }
      let images =
        size / (Double(rows) * Double(columns) * Double(layers)) * Double(max(1, atoms))
      guard images < Double(1 << 30) else { throw .tooManyImages }
      if size < 16 * images + 4096 { return }
      if Int(rows) * Int(columns) * Int(layers) == 1 { return }
      (side, thickness) = (2 * side, 2 * thickness)
    }
    throw .tooManyImages
  }

  private static let columnSide = 0.45
  private static let atomsPerLayer = 3.0

  private func division(_ ratio: Double) -> Int32 {
    ratio >= 1 ? Int32(min(ratio, 1_048_576)) : 1
  }

  /// Cells of the table when all rows are built: an upper estimate.
  private func tableSize(_ cell: PairCell, _ cutoff: Double) -> Double {
    let (na, nb, nc) = (Double(rows), Double(columns), Double(layers))
    let acrossA = na + (repeats.x == 1 ? cutoff / cell.a.x * na + 2 : 0)
    let skewed = 2 * cutoff * (1 + 2 * abs(cell.a.y) / cell.a.x)
    let acrossB = nb + (repeats.y == 1 ? skewed / cell.b.y * nb + 6 : 0)
    let acrossC = nc + (repeats.z == 1 ? 2 * cutoff / cell.c.z * nc + 4 : 0)
    return acrossA * acrossB * acrossC
  }

  private mutating func measure(_ cell: PairCell, cutoff: Double) throws(NeighborError) {
    let (na, nb) = (Double(rows), Double(columns))
    let images = try imageBounds(cell, cutoff)
    guard let error = cell.roundingBound(images: images) else { throw .tooManyImages }
    // Largest coordinate of an entry, Å; grains must fit 32 bits.
    let tilt = abs(cell.a.y) / cell.a.x
    let size =
      1.01
      * max(
        2 * cell.a.x + cutoff, (2 * cell.b.y + cutoff) + (2 * cell.a.x + cutoff) * tilt,
        cell.c.z + cutoff) + 1
    grainsPerAngstrom = Double(sign: .plus, exponent: min(24, 29 - size.exponent), significand: 1)
    rowHeight = cell.a.x / na * grainsPerAngstrom
    columnWidth = cell.b.y / nb * grainsPerAngstrom
    shear = cell.a.y / na * grainsPerAngstrom
    layersPerGrain = Double(layers) / (cell.c.z * grainsPerAngstrom)
    roundingGrains = error * grainsPerAngstrom
    // Columns and layers are chosen before rounding to grains: 16 grains of slack cover it.
    reach = cutoff * (1 + 1e-9) * grainsPerAngstrom + 16 + 4 * roundingGrains
    shiftB = SIMD2(cell.a.z, cell.b.z) * grainsPerAngstrom
    guard reach / rowHeight < 1e6, reach / columnWidth < 1e6 else { throw .tooManyImages }
    rowReach = Int32(reach / rowHeight) + 1
    planColumns()
    planLayers()
  }

  /// z of one a and one b, grains.
  private var shiftB = SIMD2(0.0, 0.0)

  private func imageBounds(
    _ cell: PairCell, _ cutoff: Double
  ) throws(NeighborError) -> SIMD3<Int> {
    let far = 2 * cutoff + cell.a.x
    let skew =
      far * (1 + abs(cell.a.y) / cell.a.x + abs(cell.b.z) / cell.b.y + abs(cell.a.z) / cell.a.x)
    var bounds = SIMD3<Int>(0, 0, 0)
    for (k, height) in [cell.a.x, cell.b.y, cell.c.z].enumerated() where repeats[k] == 1 {
      let most = skew / height + 3
      guard most < 510 else { throw .tooManyImages }
      bounds[k] = Int(most)
    }
    return bounds
  }

  /// Widest span of columns over all rows a home row can see.
  private mutating func planColumns() {
    (firstColumn, lastColumn) = (0, columns - 1)
    guard repeats.y == 1 else { return }
    for ahead in 0...rowReach {
      let seen = columnsSeen(ahead: ahead)
      firstColumn = min(firstColumn, seen.first)
      lastColumn = max(lastColumn, seen.last)
    }
  }

  private mutating func planLayers() {
    (firstLayer, lastLayer) = (0, layers - 1)
    guard repeats.z == 1 else { return }
    let ahead = Int32(min(1e9, reach * layersPerGrain)) + 2
    firstLayer = -ahead
    lastLayer = layers - 1 + ahead
  }

  /// Columns of the row `ahead` rows further on that are within reach of some atom of a home row.
  private func columnsSeen(ahead: Int32) -> PairGrid.Bounds {
    let gap = max(0, Double(ahead - 1) * rowHeight - 2)
    let rest = reach * reach - gap * gap
    guard rest > 0 else { return (0, -1) }
    let half = rest.squareRoot() + 2
    // Both rows lean; against the home row's own lean this one has moved by ahead ± 1 shears.
    let moved = [Double(ahead - 1) * shear, Double(ahead + 1) * shear].sorted()
    let first = (-half - moved[1]) / columnWidth
    let last = (Double(columns) * columnWidth + half - moved[0]) / columnWidth
    return (Int32(first.rounded(.down)), Int32(last.rounded(.down)))
  }

  /// Columns of `row` that some atom of the rows `home` can see.
  func filledColumns(row: Int32, home: ClosedRange<Int32>) -> PairGrid.Bounds {
    guard repeats.y == 1 else { return (0, columns - 1) }
    var filled: PairGrid.Bounds = (.max, .min)
    for from in home where from <= row && row - from <= rowReach {
      let seen = columnsSeen(ahead: row - from)
      guard seen.first <= seen.last else { continue }
      filled = (min(filled.first, seen.first), max(filled.last, seen.last))
    }
    return filled.first <= filled.last ? filled : (0, -1)
  }

  /// Layer of an atom at height `z` (grains) shifted by whole a and b.
  @inline(__always)
  func layer(ofGrains z: Int32, image: SIMD2<Int32>) -> Int32 {
    let shifted =
      Double(z) + Double(image.x) * shiftB.x + Double(image.y) * shiftB.y
    return floorToInt32(shifted * layersPerGrain)
  }

  func write(to grid: inout qk_grid) {
    (grid.first_row, grid.last_row) = (firstRow, lastRow)
    (grid.first_column, grid.last_column) = (firstColumn, lastColumn)
    (grid.columns, grid.home_columns) = (tableColumns, columns)
    (grid.first_layer, grid.last_layer) = (firstLayer, lastLayer)
    grid.home_layers = layers
    (grid.row_height, grid.column_width, grid.shear) = (rowHeight, columnWidth, shear)
    (grid.layers_per_grain, grid.reach) = (layersPerGrain, reach)
  }
}

/// Nearest integer, for |value| below 2³¹; never traps.
@inline(__always)
func roundToInt32(_ value: Double) -> Int32 {
  Int32(truncatingIfNeeded: (value + 0x1.8p52).bitPattern)
}

/// ⌊value⌋, for |value| below 2³¹; never traps.
@inline(__always)
func floorToInt32(_ value: Double) -> Int32 {
  let nearest = (value + 0x1.8p52) - 0x1.8p52
  return roundToInt32(nearest > value ? nearest - 1 : nearest)
}
