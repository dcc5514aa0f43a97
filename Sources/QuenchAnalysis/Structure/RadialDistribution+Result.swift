internal import QuenchModel
internal import QuenchNeighbors

extension RadialDistribution {
  /// Divides the counts by what an ideal gas of the same frames would give.
  ///
  /// Throws when no frame was added.
  public func result(norm: RadialNorm = .periodic) throws(AnalysisError) -> RadialTable {
    let (length, blocks) = blocks.filled(atMost: BlockError.most)
    guard frameCount > 0 else { throw .noFrames }
    let cell = try wignerSeitz()
    let series = RadialSeries(bins: bins, groups: species.count, norm: norm, blocks: blocks)
    var pairs: [RadialCurve] = []
    for a in species.indices {
      for b in a..<species.count {
        pairs.append(series.curve([(a, b)], SpeciesPair(species[a], species[b])))
      }
    }
    let all = species.indices.flatMap { a in (a..<species.count).map { (a, $0) } }
    return RadialTable(
      bins: bins, norm: norm, pairs: pairs,
      total: series.curve(all, SpeciesPair("total", "total")),
      innerRadius: cell.innerRadius, uniqueFraction: cell.uniqueFractions(bins),
      frameCount: frameCount, blockCount: blocks.count, blockLength: length,
      warnings: warnings(cell, blocks: blocks.count, pairs, norm))
  }

  private func wignerSeitz() throws(AnalysisError) -> WignerSeitzCell {
    do throws(NeighborError) {
      return try WignerSeitzCell(
        tightest?.lattice, periodicity: tightest?.periodicity ?? .none)
    } catch {
      throw .neighbors(error, frame: tightest?.frame ?? 0)
    }
  }

  private func warnings(
    _ cell: WignerSeitzCell, blocks: Int, _ pairs: [RadialCurve], _ norm: RadialNorm
  ) -> [Warning] {
    var warnings: [Warning] = []
    if cell.innerRadius < bins.cutoff {
      let radius = (cell.innerRadius * 1000).rounded() / 1000
      warnings.append(
        Warning(
          "W-RDF-IMAGE",
          "beyond r_in = \(radius) Å (half the shortest lattice vector) the same physical pair is "
            + "seen again through the boundary: bins are right but correlated"))
    }
    if frameCount > 1, blocks < BlockError.least {
      warnings.append(
        Warning(
          "W-RDF-FEWFRAMES",
          "\(frameCount) frames give no error bars: at least \(BlockError.least) are needed"))
    }
    let undefined = pairs.filter { $0.g.allSatisfy(\.isNaN) }.map(\.pair.description)
    if !undefined.isEmpty {
      let reason = norm == .finiteSize ? "too few atoms for the finite-size norm" : "no atoms"
      warnings.append(
        Warning(
          "W-RDF-UNDEFINED",
          "g(r) of \(undefined.joined(separator: ", ")) is undefined: \(reason)"))
    }
    return warnings
  }
}

/// Curves from the counts of blocks.
struct RadialSeries {
  let bins: RadialBins
  let groups: Int
  let norm: RadialNorm
  let blocks: [RadialPartial]

  /// One pair of groups, or the sum over several (both orders of unlike groups).
  func curve(_ rows: [(Int, Int)], _ pair: SpeciesPair) -> RadialCurve {
    let parts = blocks.map { BlockCurve($0, rows, groups: groups, norm: norm) }
    var count = [UInt64](repeating: 0, count: bins.count)
    var selfCount = count
    for part in parts {
      for k in 0..<bins.count {
        count[k] += part.count[k]
        selfCount[k] += part.selfCount[k]
      }
    }
    let (g, gError) = distribution(parts)
    let (n, nError) = running(parts, \.centres)
    let (reverse, reverseError) = running(parts, \.partners)
    return RadialCurve(
      pair: pair, g: g, gError: gError, n: n, nError: nError, nReverse: reverse,
      nReverseError: reverseError, count: count, selfCount: selfCount)
  }

  private func distribution(_ parts: [BlockCurve]) -> ([Double], [Double]?) {
    let norms = parts.map(\.ideal)
    let total = norms.reduce(0, +)
    var values: [Double] = []
    var errors: [Double] = []
    for k in 0..<bins.count {
      let shell = bins.shellVolume(k)
      let counts = parts.map { Double($0.normed[k]) }
      values.append(total > 0 ? counts.reduce(0, +) / (total * shell) : .nan)
      let blocks = zip(counts, norms).map { (numerator: $0, denominator: $1 * shell) }
      if let error = BlockError.ratio(blocks) { errors.append(error) }
    }
    return (values, errors.count == bins.count ? errors : nil)
  }

  private func running(
    _ parts: [BlockCurve], _ atoms: KeyPath<BlockCurve, Double>
  ) -> ([Double], [Double]?) {
    let norms = parts.map { $0[keyPath: atoms] }
    let total = norms.reduce(0, +)
    var sums = [UInt64](repeating: 0, count: parts.count)
    var values: [Double] = []
    var errors: [Double] = []
    for k in 0..<bins.count {
      for (block, part) in parts.enumerated() { sums[block] += part.count[k] }
      values.append(total > 0 ? Double(sums.reduce(0, +)) / total : .nan)
      let blocks = zip(sums, norms).map { (numerator: Double($0), denominator: $1) }
      if let error = BlockError.ratio(blocks) { errors.append(error) }
    }
    return (values, errors.count == bins.count ? errors : nil)
  }
}

/// Counts and norms of one block for one curve.
private struct BlockCurve {
  /// Ordered pairs, own images included.
  var count: [UInt64]
  var selfCount: [UInt64]
  /// What the norm divides: with or without own images.
  var normed: [UInt64]
  /// Å⁻³.
  var ideal = 0.0
  var centres = 0.0
  var partners = 0.0

  init(_ partial: RadialPartial, _ rows: [(Int, Int)], groups: Int, norm: RadialNorm) {
    let bins = partial.counts.bins.count
    count = [UInt64](repeating: 0, count: bins)
    (selfCount, normed) = (count, count)
    var sum = FixedSum()
    for (a, b) in rows {
      // A total is over ordered pairs: (a, b) and (b, a).
      let orders: UInt64 = rows.count > 1 && a != b ? 2 : 1
      for (k, pairs) in partial.counts.pair(a, b).enumerated() { count[k] += orders * pairs }
      if a == b {
        for (k, own) in partial.counts.selfImage(a).enumerated() { selfCount[k] += own }
      }
      let row = a * groups - a * (a - 1) / 2 + (b - a)
      for _ in 0..<orders {
        sum += norm == .periodic ? partial.ideal[row] : partial.finite[row]
      }
    }
    ideal = sum.value
    normed = count
    for k in 0..<bins { count[k] += selfCount[k] }
    if norm == .periodic { normed = count }
    // Frames without atoms have no rows, and their total is of nothing.
    let first = rows.count > 1 ? Array(0..<groups) : rows.map(\.0)
    let second = rows.count > 1 ? first : rows.map(\.1)
    centres = Double(first.reduce(UInt64(0)) { $0 + partial.atoms[$1] })
    partners = Double(second.reduce(UInt64(0)) { $0 + partial.atoms[$1] })
  }
}
