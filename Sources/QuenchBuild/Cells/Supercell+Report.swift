public import QuenchModel

extension Supercell {
  /// The supercell of a structure, and a report with its matrix and image distance.
  ///
  /// Throws `BuildError`.
  public func built(_ structure: Structure) throws(BuildError) -> Built {
    let cell = try build(structure)
    var report = BuildReport(host: structure.composition)
    report.add("matrix", key: "matrix", .text(text))
    if cell.periodicity == .all, let lattice = cell.lattice {
      report.add(
        "image distance", key: "image_distance_A",
        .number(
          lattice.shortestVectorLength, unit: "Å between an atom and its own images", decimals: 4))
    }
    return Built(cell, report)
  }
}

extension Supercell.Choice {
  /// The supercell that was found, and a report that also says how thorough the search was.
  ///
  /// `structure` is the one that was searched for. Throws `BuildError`.
  public func built(_ structure: Structure) throws(BuildError) -> Built {
    var built = try supercell.built(structure)
    built.report.add(
      "search", key: "search",
      .text(
        isExhaustive
          ? "every superlattice of the sizes allowed"
          : "cut short: not every superlattice was looked at"))
    return built
  }
}
