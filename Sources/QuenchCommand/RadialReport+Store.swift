import Quench

extension RadialReport {
  /// Puts tables and integer histograms into a store, under `/parameters/quench/analysis/rdf`.
  func put(into store: String) throws {
    let editor = try StoreEditor(path: store)
    try editor.add(analysis)
    try editor.finish()
  }

  private var analysis: StoredAnalysis {
    let blocks = distribution.blockCounts
    let (count, pairs, bins) = (blocks.frames.count, blocks.pairs.count, table.bins.count)
    let g = table.pairs.flatMap(\.g)
    let n = table.pairs.flatMap(\.n)
    return StoredAnalysis(
      name: "rdf",
      arrays: [
        "edges": .numbers((0...bins).map(table.bins.edge), unit: "Angstrom"),
        "pairs": .texts(blocks.pairs.map(\.description)),
        "species": .texts(distribution.species),
        "block_frames": StoredArray(.integers(blocks.frames.map(Int64.init)), shape: [count]),
        "pair_counts": .counts(blocks.pairCounts, shape: [count, pairs, bins]),
        "self_counts": .counts(blocks.selfCounts, shape: [count, pairs, bins]),
        "atoms": .counts(blocks.atoms, shape: [count, distribution.species.count]),
        "ideal_density": StoredArray(
          .numbers(blocks.idealDensities), shape: [count, pairs], unit: "Angstrom-3"),
        "g": StoredArray(.numbers(g), shape: [pairs, bins]),
        "n": StoredArray(.numbers(n), shape: [pairs, bins]),
        "unique_fraction": .numbers(table.uniqueFraction),
      ],
      attributes: [
        "norm": .text(table.norm == .periodic ? "periodic" : "finite"),
        "frames": .integer(Int64(table.frameCount)),
        "block_length": .integer(Int64(blocks.length)),
        "bin_width": .number(table.bins.width), "command": .text(provenance.commandLine),
        "version": .text(provenance.version),
      ])
  }
}
