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
    let series = RadialSeries(bins: bins, groups: groups, norm: norm, blocks: blocks)
    let pairs = groups.pairs.map { a, b in
      series.curve([a], [b], SpeciesPair(species[a], species[b]))
    }
    let all = Array(species.indices)
    return RadialTable(
      bins: bins, norm: norm, pairs: pairs,
      total: series.curve(all, all, SpeciesPair("total", "total")),
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
  let groups: RadialGroups
  let norm: RadialNorm
  let blocks: [RadialPartial]

  /// All atoms of the second species around the centres of the first.
  func curve(_ first: [Int], _ second: [Int], _ pair: SpeciesPair) -> RadialCurve {
    let centres = first.flatMap(groups.centres)
    let partners = second.flatMap(groups.atoms)
    let parts = blocks.map { BlockCurve($0, centres, partners, norm: norm) }
    var count = [UInt64](repeating: 0, count: bins.count)
    var selfCount = count
    var moleculeCount = count
    for part in parts {
      for k in 0..<bins.count {
        count[k] += part.count[k]
        selfCount[k] += part.selfCount[k]
        moleculeCount[k] += part.inside[k]
      }
    }
    let (g, gError) = distribution(parts)
    let (n, nError) = running(parts, \.centres)
    let (reverse, reverseError) = running(parts, \.partners)
    return RadialCurve(
      pair: pair, g: g, gError: gError, n: n, nError: nError, nReverse: reverse,
      nReverseError: reverseError, count: count, selfCount: selfCount,
      moleculeCount: moleculeCount)
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
  /// Ordered pairs inside molecules, not in `count`.
  var inside: [UInt64]
  /// What the norm divides: with or without own images.
  var normed: [UInt64]
  /// Å⁻³.
  var ideal = 0.0
  var centres = 0.0
  var partners = 0.0

  init(_ partial: RadialPartial, _ first: [Int], _ second: [Int], norm: RadialNorm) {
    let (bins, groups) = (partial.counts.bins.count, partial.counts.groups)
    count = [UInt64](repeating: 0, count: bins)
    (selfCount, normed, inside) = (count, count, count)
    var images = count
    var sum = FixedSum()
    for a in first {
      for b in second {
        for (k, pairs) in partial.counts.pair(min(a, b), max(a, b)).enumerated() {
          count[k] += pairs
        }
        if let molecules = partial.molecules {
          for (k, n) in molecules.slice(molecules.inside, a, b).enumerated() { inside[k] += n }
          for (k, n) in molecules.slice(molecules.images, a, b).enumerated() { images[k] += n }
        }
        if a == b {
          for (k, own) in partial.counts.selfImage(a).enumerated() { selfCount[k] += own }
        }
        let row = MoleculeCounts.row(a, b, of: groups)
        sum += norm == .periodic ? partial.ideal[row] : partial.finite[row]
      }
    }
    ideal = sum.value
    for k in 0..<bins {
      count[k] -= min(inside[k], count[k])
      // Images of the own molecule are to a molecule what own images are to an atom.
      normed[k] = count[k] - min(images[k], count[k])
      count[k] += selfCount[k]
    }
    if norm == .periodic { normed = count }
    centres = Double(first.reduce(UInt64(0)) { $0 + partial.atoms[$1] })
    partners = Double(second.reduce(UInt64(0)) { $0 + partial.atoms[$1] })
  }
}
