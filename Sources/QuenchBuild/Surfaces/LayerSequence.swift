import QuenchModel

/// One period of a crystal along the normal, as layers from the bottom up and the cuts below each.
struct LayerSequence {
  /// An atom of the primitive cell and the cell it is moved to.
  struct Place: Hashable {
    let atom: Int
    let cells: SIMD3<Int>
  }

  let cell: SurfaceCell
  /// Layers of one period, ascending.
  let layers: [[Place]]
  /// Height of the cut below each layer, in periods.
  let cuts: [Double]
  /// Free height of the cut below each layer, Å, between the centres it parts.
  let gaps: [Double]
  /// Layer of each atom, and the cell that puts it there.
  let layerOfAtom: [Int]
  let cellsOfAtom: [SIMD3<Int>]

  /// Throws where no gap is wider than the tolerance.
  init(_ cell: SurfaceCell, units: CutUnits, tolerance: Double) throws(SurfaceError) {
    self.cell = cell
    let step = tolerance / cell.period
    let order = CutOrder(units.heights, step: step)
    guard order.widest > step else {
      throw .noGap(
        plane: "\(cell.plane)", widest: order.widest * cell.period, tolerance: tolerance)
    }
    var layers = [[Place]](repeating: [], count: order.layers)
    var home = [Int](repeating: 0, count: units.unit.count)
    var moved = [SIMD3<Int>](repeating: .zero, count: units.unit.count)
    for (atom, unit) in units.unit.enumerated() {
      home[atom] = order.layer[unit]
      moved[atom] = units.offset[atom] &+ order.periods[unit] &* cell.w
      layers[home[atom]].append(Place(atom: atom, cells: moved[atom]))
    }
    self.layers = layers
    cuts = order.cuts
    gaps = order.gaps.map { [period = cell.period] in $0 * period }
    (layerOfAtom, cellsOfAtom) = (home, moved)
  }

  /// The layer above a cut of any period, and the cell its atoms are moved by.
  func layer(_ number: Int) -> (atoms: [Place], periods: Int) {
    let periods = floorDivide(number, layers.count)
    return (layers[number - periods * layers.count], periods)
  }

  /// For each way symmetry turns the crystal: where each cut goes. First ones that keep the normal,
  /// then ones that turn it over.
  var cutMaps: (kept: [[Int]], turned: [[Int]]) {
    var (kept, turned): (Set<[Int]>, Set<[Int]>) = ([], [])
    for operation in cell.operations {
      let map = cuts.map { cut in
        nearestCut(to: (operation.turnsOver ? -cut : cut) + operation.shift)
      }
      if operation.turnsOver { turned.insert(map) } else { kept.insert(map) }
    }
    func sorted(_ maps: Set<[Int]>) -> [[Int]] { maps.sorted { $0.lexicographicallyPrecedes($1) } }
    return (sorted(kept), sorted(turned))
  }

  private func nearestCut(to height: Double) -> Int {
    func distance(_ cut: Double) -> Double {
      let step = cut - height
      return abs(step - step.rounded())
    }
    return cuts.indices.min { distance(cuts[$0]) < distance(cuts[$1]) } ?? 0
  }
}

/// Heights on a circle of one period, sorted into layers apart by gaps above a step.
private struct CutOrder {
  /// Per unit its layer, and the periods to add to its height.
  private(set) var layer: [Int]
  private(set) var periods: [Int]
  private(set) var cuts: [Double] = []
  private(set) var gaps: [Double] = []
  let widest: Double

  var layers: Int { cuts.count }

  init(_ heights: [Double], step: Double) {
    layer = Array(repeating: 0, count: heights.count)
    periods = heights.map { -(Int(exactly: $0.rounded(.down)) ?? 0) }
    let inside = zip(heights, periods).map { $0 + Double($1) }
    let order = inside.indices.sorted { (inside[$0], $0) < (inside[$1], $1) }
    let gaps = order.indices.map { place -> Double in
      place == 0
        ? inside[order[0]] + 1 - inside[order[order.count - 1]]
        : inside[order[place]] - inside[order[place - 1]]
    }
    widest = gaps.max() ?? 0
    guard widest > step, let first = gaps.indices.first(where: { gaps[$0] > widest - 1e-6 })
    else { return }
    for turn in order.indices {
      let place = (first + turn) % order.count
      let unit = order[place]
      if place < first { periods[unit] += 1 }
      if gaps[place] > step {
        cuts.append(inside[unit] + (place < first ? 1 : 0) - gaps[place] / 2)
        self.gaps.append(gaps[place])
      }
      layer[unit] = cuts.count - 1
    }
  }
}
