import QuenchModel

/// The two planes across an axis between which exactly the molten atoms lie.
struct PhaseBoundaries {
  /// One plane and the gap between nuclei it halves.
  struct Plane {
    /// Along the normal, Å, from the cell's origin, in 0..<period.
    let height: Double
    let gap: Double
    /// Whether it lies in vacuum: a surface and no interface.
    let isVacuum: Bool
  }

  /// Below and above the melt.
  let low: Plane
  let high: Plane
  /// Å: from `low` up to `high`, through the boundary where need be.
  let meltHeight: Double
  let period: Double

  /// Nil where molten and held atoms are not two slabs.
  init?(_ structure: Structure, isMolten: [Bool], axis: Int) {
    guard let lattice = structure.lattice else { return nil }
    let normal = lattice.normal(axis)
    let period = lattice.height(axis)
    let heights = structure.positions.map { position in
      let height = dot(position, normal)
      return height - (height / period).rounded(.down) * period
    }
    let order = heights.indices.sorted { (heights[$0], $0) < (heights[$1], $1) }
    var (low, high): (Plane?, Plane?)
    for (place, atom) in order.enumerated() {
      let isLast = place == order.count - 1
      let next = order[isLast ? 0 : place + 1]
      guard isMolten[atom] != isMolten[next] else { continue }
      let top = heights[next] + (isLast ? period : 0)
      let middle = (heights[atom] + top) / 2
      let plane = Plane(
        height: middle < period ? middle : middle - period, gap: top - heights[atom],
        isVacuum: top - heights[atom] > StructureFacts.slabGap)
      guard isMolten[next] ? low == nil : high == nil else { return nil }
      if isMolten[next] { low = plane } else { high = plane }
    }
    guard let low, let high else { return nil }
    (self.low, self.high, self.period) = (low, high, period)
    let span = high.height - low.height
    meltHeight = span > 0 ? span : span + period
  }

  private init(low: Plane, high: Plane, meltHeight: Double, period: Double) {
    (self.low, self.high, self.meltHeight, self.period) = (low, high, meltHeight, period)
  }

  /// After the melt was stretched and the cell with it.
  func strained(by strain: Double) -> PhaseBoundaries {
    let height = meltHeight * (1 + strain)
    let longer = period + height - meltHeight
    func moved(_ plane: Plane, to height: Double) -> Plane {
      let inside = height - ((height + 1e-9) / longer).rounded(.down) * longer
      return Plane(height: max(0, inside), gap: plane.gap, isVacuum: plane.isVacuum)
    }
    return PhaseBoundaries(
      low: moved(low, to: low.height), high: moved(high, to: low.height + height),
      meltHeight: height, period: longer)
  }

  /// Height of the melt between its outermost nuclei where a side is vacuum, else between planes.
  var solidMeltHeight: Double {
    meltHeight - (low.isVacuum ? low.gap / 2 : 0) - (high.isVacuum ? high.gap / 2 : 0)
  }

  var solidCrystalHeight: Double {
    period - meltHeight - (low.isVacuum ? low.gap / 2 : 0) - (high.isVacuum ? high.gap / 2 : 0)
  }
}
