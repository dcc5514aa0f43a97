import Quench

/// g(r) as tables, JSON, figure, and stored analysis.
struct RadialReport {
  let distribution: RadialDistribution
  let table: RadialTable
  let curves: [RadialCurve]
  /// Whether tables of bins and the figure hold the total too.
  let total: Bool
  let volume: Double?
  /// The centres as they were asked for; nil for all atoms.
  let around: String?
  let provenance: Provenance

  /// `chosen` pairs, or all with a ≤ b in the order of the species.
  init(
    _ distribution: RadialDistribution, _ table: RadialTable, _ chosen: [SpeciesPair]?,
    volume: Double?, around: String? = nil, total: Bool = false, provenance: Provenance
  ) {
    self.distribution = distribution
    self.table = table
    self.volume = volume
    self.around = around
    self.total = total
    self.provenance = provenance
    curves = chosen?.compactMap { table.curve($0.a, $0.b) } ?? table.pairs
  }

  /// What a person wants to read: first maximum, first minimum, neighbours up to it.
  func summary() -> String {
    let rows = curves.map { curve -> [Table.Cell] in
      let name: [Table.Cell] = [.text(curve.pair.description)]
      do {
        let shell = try distribution.firstShell(curve.pair)
        return name + Self.cells(shell, curve, table.bins)
      } catch {
        return name + [.text(Self.remark(error))]
      }
    }
    let columns = [
      Table.Column("pair"), Table.Column("r_max", unit: "Å"), Table.Column("g_max"),
      Table.Column("r_min", unit: "Å"), Table.Column("g_min/g_max"),
      Table.Column("neighbours to r_min"),
    ]
    return Table(columns: columns, rows: rows).rendered() + footer
  }

  private static func cells(
    _ shell: FirstShell, _ curve: RadialCurve, _ bins: RadialBins
  ) -> [Table.Cell] {
    // n stands at upper edges; the bin that holds r_c is the nearest count without a second run.
    let bin = min(max(Int((shell.cutoff / bins.width).rounded()) - 1, 0), bins.count - 1)
    return [
      .fixed(shell.maximum, decimals: 3), .fixed(height(curve, shell, bins), decimals: 2),
      shell.cutoffError.map { .measured(shell.cutoff, error: max($0, 1e-3)) }
        ?? .fixed(shell.cutoff, decimals: 3),
      .number(shell.depth, digits: 2),
      curve.nError.map { .measured(curve.n[bin], error: $0[bin]) } ?? .number(curve.n[bin]),
    ]
  }

  /// The highest bin near the maximum: the search smooths sharp peaks, the table must not.
  private static func height(
    _ curve: RadialCurve, _ shell: FirstShell, _ bins: RadialBins
  ) -> Double {
    let near = bins.indices(within: 0.15, of: shell.maximum)
    return near.map { curve.g[$0] }.max() ?? shell.maximumHeight
  }

  private static func remark(_ error: any Error) -> String {
    switch error {
    case AnalysisError.noMaximum: "no maximum"
    case AnalysisError.noMinimum: "no minimum in range"
    default: "\(error)"
    }
  }

  static func frames(_ count: Int) -> String { count == 1 ? "1 frame" : "\(count) frames" }

  private var footer: String {
    let space =
      volume.map { "volume \(Numerals.significant($0, 6)) Å³ as given" } ?? "volume of the cell"
    let blocks =
      table.blockCount >= 5
      ? ", errors from \(table.blockCount) blocks of \(table.blockLength)" : ""
    return
      "\(Self.frames(table.frameCount))\(blocks); \(norm); \(space); "
      + "n counts the second around the first\(around.map { " of ‘\($0)’" } ?? "")\n"
  }

  private var norm: String {
    switch (table.norm, distribution.betweenMolecules) {
    case (.periodic, false): "periodic norm N_a N_b / V"
    case (.finiteSize, false): "finite-size norm N − 1"
    case (.periodic, true): "pairs inside molecules left out, periodic norm N_a N_b / V"
    case (.finiteSize, true):
      "pairs inside molecules left out, norm (N_a N_b − Σ n_a n_b over molecules) / V"
    }
  }

  /// Curves whose bins are listed and drawn.
  private var listed: [RadialCurve] {
    guard total else { return curves }
    return curves + [table.total]
  }

  /// The total is of no pair in particular.
  static func name(_ pair: SpeciesPair, _ joint: String = "-") -> String {
    pair == SpeciesPair("total", "total") ? "total" : "\(pair.a)\(joint)\(pair.b)"
  }

  /// The stable columns of `rdf --csv`.
  func csv() -> String {
    let names = [
      "pair", "r_lo", "r_hi", "g", "g_err", "n", "n_err", "count", "self_count", "unique_fraction",
    ]
    var table = Table(columns: names.map { Table.Column($0) })
    for curve in listed {
      for bin in 0..<self.table.bins.count { table.rows.append(row(curve, bin)) }
    }
    return table.csv()
  }

  private func row(_ curve: RadialCurve, _ bin: Int) -> [Table.Cell] {
    [
      .text(Self.name(curve.pair)), .number(table.bins.edge(bin)),
      .number(table.bins.edge(bin + 1)), Self.cell(curve.g[bin]), Self.cell(curve.gError?[bin]),
      Self.cell(curve.n[bin]), Self.cell(curve.nError?[bin]), .integer(Int(curve.count[bin])),
      .integer(Int(curve.selfCount[bin])), .number(table.uniqueFraction[bin]),
    ]
  }

  private static func cell(_ value: Double?) -> Table.Cell { value.map { .number($0) } ?? .empty }

  func figure() -> Figure {
    let centres = (0..<table.bins.count).map(table.bins.centre)
    let pairs = listed.map { curve in
      PairCurve(
        name: Self.name(curve.pair, "–"), r: centres, g: curve.g, gError: curve.gError,
        n: curve.n, nError: curve.nError)
    }
    return .radialDistribution(
      pairs, imageRadius: table.innerRadius < table.bins.cutoff ? table.innerRadius : nil)
  }
}

extension RadialBins {
  /// Bins whose centre is within `reach` (Å) of `r`.
  fileprivate func indices(within reach: Double, of r: Double) -> Range<Int> {
    let first = max(0, Int((r - reach) / width))
    let last = min(count, Int((r + reach) / width) + 1)
    return first..<max(first, last)
  }
}
