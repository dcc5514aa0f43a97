import QuenchModel
import QuenchNeighbors

extension Ordering {
  func describe(
    _ arrangement: Arrangement, _ lattice: SiteKinds, _ sites: DisorderedSites, steps: Int,
    into report: inout BuildReport
  ) {
    report.add(
      "method", key: "method",
      .text(method == .random ? "random" : "special quasi-random, \(steps) exchanges tried"))
    var rows: [[String]] = []
    var (worst, squares) = (0.0, 0.0)
    for (number, shell) in arrangement.shells.shells.enumerated() {
      for (first, second) in pairs(shell, lattice) {
        let share = arrangement.correlations.share(number, first, second)
        let error = share.found - share.random
        worst = max(worst, abs(error))
        squares += error * error
        rows.append([
          "\(number + 1)", Self.text(shell.distance),
          "\(shell.pairs / 2)", "\(lattice.names[first])-\(lattice.names[second])",
          Self.text(share.found), Self.text(share.random), Self.text(error),
        ])
      }
    }
    report.add(
      "pair shares", key: "pair_shares",
      .table(
        columns: ["shell", "distance/Å", "bonds", "pair", "found", "random", "error"], rows: rows))
    describeBinary(arrangement, lattice, into: &report)
    report.add(
      "correlation error", key: "correlation_error_max",
      .number(worst, unit: "largest of all pairs and shells", decimals: 5))
    report.add(
      "rms error", key: "correlation_error_rms",
      .number((squares / Double(max(rows.count, 1))).squareRoot(), unit: "", decimals: 5))
  }

  /// ⟨σσ⟩ with σ = ±1 for the shells of sublattices with two occupants.
  private func describeBinary(
    _ arrangement: Arrangement, _ lattice: SiteKinds, into report: inout BuildReport
  ) {
    var rows: [[String]] = []
    for (number, shell) in arrangement.shells.shells.enumerated() {
      let kinds = lattice.shares.indices.filter {
        lattice.sublatticeOfKind[$0] == shell.sublattices.x
      }
      guard shell.sublattices.x == shell.sublattices.y, kinds.count == 2 else { continue }
      let mixed = arrangement.correlations.share(number, kinds[0], kinds[1])
      rows.append([
        "\(number + 1)", Self.text(shell.distance), Self.text(1 - 2 * mixed.found),
        Self.text(1 - 2 * mixed.random),
      ])
    }
    guard !rows.isEmpty else { return }
    report.add(
      "correlations", key: "pair_correlations",
      .table(columns: ["shell", "distance/Å", "⟨σσ⟩", "random"], rows: rows))
  }

  /// Kinds that meet in a shell, each two once.
  private func pairs(_ shell: PairShells.Shell, _ lattice: SiteKinds) -> [(Int, Int)] {
    let kinds = lattice.shares.indices
    let first = kinds.filter { lattice.sublatticeOfKind[$0] == shell.sublattices.x }
    let second = kinds.filter { lattice.sublatticeOfKind[$0] == shell.sublattices.y }
    return first.flatMap { k in second.filter { $0 >= k || first != second }.map { (k, $0) } }
  }

  func describe(
    _ counts: [[Int]], _ sites: DisorderedSites, _ states: OxidationStates,
    _ structure: Structure, into report: inout BuildReport
  ) {
    let rows = zip(sites.sublattices, counts).map { sublattice, counts in
      [
        sublattice.wyckoff, "\(sublattice.sites.count * supercell.index)", sublattice.text,
        zip(sublattice.occupants, counts).map { "\($0.name) \($1)" }.joined(separator: ", "),
      ]
    }
    report.add(
      "sublattices", key: "sublattices",
      .table(columns: ["position", "sites", "asked", "counts"], rows: rows))
    let counter = OccupantCounts(sites, index: supercell.index, states: states)
    let exact = counter.exact()
    if exact != counts {
      report.warn(
        "W-COMPOSITION",
        "the asked composition (\(counter.asked.joined(separator: "; "))) is"
          + " \(exact == nil ? "impossible here" : "not neutral"); taken: \(counter.text(counts))")
    }
    report.add("oxidation states", key: "oxidation_states", .text(states.description))
    if let charge = states.charge(of: structure.composition) {
      report.add("formal charge", key: "formal_charge_e", .number(charge, unit: "e", decimals: 3))
      if abs(charge) > counter.chargeSlack {
        report.warn("W-CHARGE", "the cell has a formal charge of \(Self.text(charge)) e")
      }
    }
    noteContacts(structure, into: &report)
  }

  /// Split sites a fraction of an Å apart must not both be taken: said, not mended.
  private func noteContacts(_ structure: Structure, into report: inout BuildReport) {
    let close: [NearestPair]
    do throws(NeighborError) {
      close = try structure.nearestPairs(within: 3).filter { pair in
        guard let distance = pair.distance, let plausible = pair.leastPlausible else {
          return false
        }
        return distance < plausible
      }
    } catch {
      return
    }
    for pair in close {
      report.warn(
        "W-CONTACT",
        "\(pair.name) come as near as \(Self.text(pair.distance ?? 0)) Å: the file has split sites"
          + " of which only one can be taken")
    }
  }

  static func text(_ value: Double) -> String { "\((value * 1e5).rounded() / 1e5)" }
}
