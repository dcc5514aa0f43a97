import QuenchModel

/// How many atoms of each occupant a supercell holds on each sublattice.
struct OccupantCounts {
  let sites: DisorderedSites
  let index: Int
  let states: OxidationStates

  init(_ sites: DisorderedSites, index: Int, states: OxidationStates) {
    self.sites = sites
    self.index = index
    self.states = states
  }

  /// Whole numbers where the asked shares give such.
  ///
  /// A share in a file has three decimals or more: a count may be off by what these round away.
  func exact() -> [[Int]]? {
    var counts: [[Int]] = []
    for sublattice in sites.sublattices {
      let total = sublattice.sites.count * index
      let asked = sublattice.occupants.map { $0.share * Double(total) }
      let slack = min(0.02, 6e-4 * Double(total))
      let whole = asked.compactMap { Int(exactly: $0.rounded()) }
      guard whole.count == asked.count, whole.reduce(0, +) == total,
        zip(asked, whole).allSatisfy({ abs($0 - Double($1)) <= max(slack, 1e-6) })
      else { return nil }
      counts.append(whole)
    }
    return counts
  }

  /// The nearest whole numbers, those that keep the charge of the asked composition first.
  func nearest(_ most: Int = 3) -> [[[Int]]] {
    let choices = sites.sublattices.map { Array(candidates($0).prefix(8)) }
    var combined: [(counts: [[Int]], distance: Double)] = [([], 0)]
    for choice in choices {
      combined = combined.flatMap { partial in
        choice.map { (partial.counts + [$0.counts], partial.distance + $0.distance) }
      }
      combined = Array(combined.sorted { $0.distance < $1.distance }.prefix(4096))
    }
    let asked = askedCharge
    return combined.map { entry in
      let excess = abs((charge(entry.counts) ?? 0) - (asked ?? 0))
      return (entry.counts, asked == nil || excess < 0.01 ? 0 : 1, entry.distance)
    }
    .sorted { ($0.1, $0.2) < ($1.1, $1.2) }.prefix(most).map(\.0)
  }

  /// Whole numbers around the asked ones with the right sum, nearest first.
  private func candidates(
    _ sublattice: DisorderedSites.Sublattice
  ) -> [(counts: [Int], distance: Double)] {
    let total = sublattice.sites.count * index
    let asked = sublattice.occupants.map { $0.share * Double(total) }
    var found: [[Int]] = [[]]
    for value in asked.dropLast() {
      let low = Int(exactly: value.rounded(.down)) ?? 0
      found = found.prefix(2000).flatMap { part in ((low - 1)...(low + 2)).map { part + [$0] } }
    }
    return found.compactMap { part in
      let counts = part + [total - part.reduce(0, +)]
      guard counts.allSatisfy({ $0 >= 0 }) else { return nil }
      let distance = zip(counts, asked).reduce(0.0) { $0 + abs(Double($1.0) - $1.1) }
      return (counts, distance)
    }
    .sorted { ($0.distance, $1.counts.last ?? 0) < ($1.distance, $0.counts.last ?? 0) }
  }

  /// e, of the disordered sites; nil where a state is unknown.
  func charge(_ counts: [[Int]]) -> Double? {
    var sum = 0.0
    for (sublattice, counts) in zip(sites.sublattices, counts) {
      for (occupant, count) in zip(sublattice.occupants, counts) where occupant.species != nil {
        guard let state = states[occupant.name] else { return nil }
        sum += state * Double(count)
      }
    }
    return sum
  }

  private var askedCharge: Double? {
    var sum = 0.0
    for sublattice in sites.sublattices {
      for occupant in sublattice.occupants where occupant.species != nil {
        guard let state = states[occupant.name] else { return nil }
        sum += state * occupant.share * Double(sublattice.sites.count * index)
      }
    }
    return sum
  }

  /// `Na 3, Ti 5 on 4a`.
  func text(_ counts: [[Int]]) -> String {
    zip(sites.sublattices, counts).map { sublattice, counts in
      zip(sublattice.occupants, counts).map { "\($0.name) \($1)" }.joined(separator: ", ")
        + " on \(sublattice.wyckoff)"
    }.joined(separator: " and ")
  }

  /// What is no whole number here: `Na 1.5, Ti 2.5 on the 4 sites of 4a`.
  var asked: [String] {
    sites.sublattices.map { sublattice in
      let total = sublattice.sites.count * index
      return sublattice.occupants.map { occupant in
        "\(occupant.name) \(DisorderedSites.Sublattice.plain(occupant.share * Double(total)))"
      }.joined(separator: ", ") + " on the \(total) sites of \(sublattice.wyckoff)"
    }
  }

  /// Sizes by which the present supercell would have to be repeated, fewest cells first.
  static func supercells(_ sites: DisorderedSites, from supercell: Supercell) -> [String] {
    var sizes: [SIMD3<Int>] = []
    for x in 1...8 {
      for y in 1...8 {
        for z in 1...8 where x * y * z <= 64 { sizes.append(SIMD3(x, y, z)) }
      }
    }
    func key(_ size: SIMD3<Int>) -> (Int, Int) {
      (size.x * size.y * size.z, size.max() - size.min())
    }
    let unknown = OxidationStates.unknown("")
    let possible = sizes.sorted { key($0) < key($1) }.filter { size in
      OccupantCounts(sites, index: size.x * size.y * size.z * supercell.index, states: unknown)
        .exact() != nil
    }
    return possible.prefix(3).map { size in
      let matrix = supercell.matrix.followed(by: IntegerMatrix(diagonal: size))
      let atoms = sites.skeleton.count * size.x * size.y * size.z * supercell.index
      return "\(Supercell.text(matrix)) (\(atoms) sites)"
    }
  }
}
