import QuenchModel

/// Which layers of a crystal a slab holds.
struct SlabExtent {
  let termination: Termination
  /// The lowest layer, in the numbering of the layer sequence, and how many.
  let first: Int
  let count: Int
  /// Formulas of layers taken off for equal faces, from the bottom up.
  let removed: [String]
  let hasEqualFaces: Bool
  let isStoichiometric: Bool

  init(_ slab: Slab, _ cutter: SlabCutter) throws(SurfaceError) {
    let termination = try Self.choice(slab, cutter)
    let perUnit = cutter.layersPerPeriod
    var removed = 0
    if case .layers = slab.size {
    } else if slab.isSymmetric {
      removed = try Self.layersToRemove(slab, cutter, termination)
    }
    var units = 1
    switch slab.size {
    case .layers(let wanted): count = wanted
    case .units(let wanted): count = wanted * perUnit - removed
    case .thickness(let thickness):
      units = max(1, Int(thickness / cutter.period))
      while units * perUnit <= removed
        || cutter.sequence.thickness(
          from: termination.cut + removed, count: units * perUnit - removed) < thickness - 1e-6
      {
        units += 1
      }
      count = units * perUnit - removed
    }
    self.termination = termination
    first = termination.cut - count
    self.removed = (0..<removed).map { layer in
      cutter.sequence.formula(ofLayer: (termination.cut + layer) % perUnit)
    }
    let bottom = first - floorDivide(first, perUnit) * perUnit
    hasEqualFaces = cutter.turned[termination.cut].contains(bottom)
    isStoichiometric = cutter.sequence.isStoichiometric(from: first, count: count)
    try check(slab, cutter)
  }

  /// A number of layers may meet no wish: then says which numbers do.
  private func check(_ slab: Slab, _ cutter: SlabCutter) throws(SurfaceError) {
    guard count > 0 else {
      throw .refused("nothing is left of one repeat unit with equal faces; take more units")
    }
    let isWrong =
      slab.isSymmetric && !hasEqualFaces || slab.isStoichiometric && !isStoichiometric
    guard isWrong else { return }
    let good = (1...(3 * cutter.layersPerPeriod)).filter { count in
      let first = termination.cut - count
      let bottom = first - floorDivide(first, cutter.layersPerPeriod) * cutter.layersPerPeriod
      return (!slab.isSymmetric || cutter.turned[termination.cut].contains(bottom))
        && (!slab.isStoichiometric
          || cutter.sequence.isStoichiometric(from: first, count: count))
    }
    let wish = [
      slab.isSymmetric ? "equal faces" : nil, slab.isStoichiometric ? "the right composition" : nil,
    ].compactMap(\.self).joined(separator: " and ")
    let list = good.prefix(4).map(String.init).joined(separator: ", ")
    throw .refused(
      "\(count) layers of \(slab.plane) \(termination.id) do not have \(wish)"
        + (good.isEmpty ? "; no number of layers does" : "; \(list) layers do"))
  }

  /// The one asked for, or the likeliest that meets the other wishes.
  private static func choice(_ slab: Slab, _ cutter: SlabCutter) throws(SurfaceError) -> Termination
  {
    if let text = slab.termination { return try cutter.termination(named: text) }
    let all = cutter.terminations
    if slab.isReconstructed, let polar = all.first(where: { $0.polarity.isPolar }) { return polar }
    guard slab.isSymmetric else { return all[0] }
    if let equal = all.first(where: \.hasEqualFaces) { return equal }
    let possible = all.first {
      $0.removedForEqualFaces != nil && (!slab.isStoichiometric || $0.isStoichiometricThen)
    }
    return possible ?? all[0]
  }

  private static func layersToRemove(
    _ slab: Slab, _ cutter: SlabCutter, _ termination: Termination
  ) throws(SurfaceError) -> Int {
    let perUnit = cutter.layersPerPeriod
    let ways = (0..<perUnit).filter { number in
      cutter.turned[termination.cut].contains((termination.cut + number) % perUnit)
    }
    guard let fewest = ways.first else {
      throw .refused(
        "no symmetry of the crystal turns the face \(slab.plane) \(termination.id) over, so that a "
          + "slab cannot have it on both sides; drop --symmetric or take another termination")
    }
    guard slab.isStoichiometric else { return fewest }
    let exact = ways.first { number in
      cutter.sequence.isStoichiometric(from: termination.cut + number, count: perUnit - number)
    }
    guard let exact else {
      throw .refused(
        "a slab of \(slab.plane) with \(termination.id) on both sides has another composition than "
          + "the crystal; drop --stoichiometric, or take a termination with equal faces")
    }
    return exact
  }
}

extension LayerSequence {
  /// Lowest and highest nucleus of some layers, Å.
  func extent(from first: Int, count: Int) -> (low: Double, high: Double) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for number in first..<(first + count) {
      let (atoms, periods) = layer(number)
      for place in atoms {
        let height = height(of: place) + Double(periods) * cell.period
        (low, high) = (min(low, height), max(high, height))
      }
    }
    return (low, high)
  }

  func thickness(from first: Int, count: Int) -> Double {
    let (low, high) = extent(from: first, count: count)
    return high - low
  }
}
