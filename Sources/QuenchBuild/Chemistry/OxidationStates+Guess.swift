public import QuenchModel

extension OxidationStates {
  /// States that balance the charge of a composition, the most common ones first.
  ///
  /// Each element takes one of its common states; where no such choice balances, one element may lie
  /// between two of its states (mixed valence) and its mean is given. A pure element has 0. Unknown
  /// where nothing balances (alloys), or where two choices are equally likely. `total` is the charge
  /// of the composition in e.
  public static func guessed(for composition: Composition, total: Double = 0) -> OxidationStates {
    let parts = composition.parts
    if parts.count == 1, total == 0, Element(symbol: parts[0].name) != nil {
      return OxidationStates(
        origin: .guessed, states: [State(name: parts[0].name, charge: 0)], note: "an element")
    }
    if let stranger = parts.first(where: { OxidationTable.entries[$0.name] == nil }) {
      return .unknown("no common states of \(stranger.name) are known")
    }
    var search = BalanceSearch(parts, total: total)
    search.run()
    return search.result
  }
}

/// Looks through all choices of one common state per element, and one mean.
private struct BalanceSearch {
  private struct Choice {
    var cost: Double
    var charges: [Double]
    var mixed: Int?
  }

  private let parts: [Composition.Part]
  private let entries: [[OxidationTable.Entry]]
  private let total: Double
  private var best: [Choice] = []

  /// What mixed valence costs beside its states: more than a rarer state, less than two.
  private static let mixedCost = 1.5
  /// A negative element less electronegative than a positive one.
  private static let wrongOrderCost = 2.0
  private static let mostChoices = 2_000_000.0

  init(_ parts: [Composition.Part], total: Double) {
    self.parts = parts
    self.total = total
    entries = parts.map { OxidationTable.entries[$0.name] ?? [] }
  }

  private var isTooLarge: Bool {
    entries.reduce(1.0) { $0 * Double($1.count) } > Self.mostChoices
  }

  mutating func run() {
    guard !parts.isEmpty, !isTooLarge else { return }
    for mixed in [nil] + parts.indices.map(Optional.some) {
      extend(Choice(cost: mixed == nil ? 0 : Self.mixedCost, charges: [], mixed: mixed), sum: 0)
    }
  }

  /// Adds the next element's states; a mixed element is left open and closes the balance at the end.
  private mutating func extend(_ choice: Choice, sum: Double) {
    if let found = best.first, choice.cost > found.cost + 1e-9 { return }
    let place = choice.charges.count
    guard place < parts.count else { return close(choice, sum: sum) }
    guard place != choice.mixed else {
      var open = choice
      open.charges.append(0)
      return extend(open, sum: sum)
    }
    for entry in entries[place] {
      var next = choice
      next.cost += Double(entry.cost)
      next.charges.append(Double(entry.state))
      extend(next, sum: sum + Double(entry.state) * parts[place].amount)
    }
  }

  private mutating func close(_ choice: Choice, sum: Double) {
    var choice = choice
    if let mixed = choice.mixed {
      let mean = (total - sum) / parts[mixed].amount
      guard let cost = Self.cost(of: mean, among: entries[mixed]) else { return }
      choice.charges[mixed] = mean
      choice.cost += cost
    } else if abs(sum - total) > 1e-6 {
      return
    }
    choice.cost += orderCost(choice.charges)
    take(choice)
  }

  /// Cost of a mean between two neighbouring states of one sign; nil where it is none.
  private static func cost(of mean: Double, among entries: [OxidationTable.Entry]) -> Double? {
    let sorted = entries.sorted { $0.state < $1.state }
    for (low, high) in zip(sorted, sorted.dropFirst()) where low.state * high.state > 0 {
      let (below, above) = (Double(low.state), Double(high.state))
      if mean > below + 1e-6, mean < above - 1e-6 { return Double(max(low.cost, high.cost)) }
    }
    return nil
  }

  private func orderCost(_ charges: [Double]) -> Double {
    var cost = 0.0
    for (anion, charge) in zip(parts, charges) where charge < 0 {
      let own = OxidationTable.electropositivity(anion.name)
      for (cation, other) in zip(parts, charges) where other > 0 {
        if OxidationTable.electropositivity(cation.name) < own { cost += Self.wrongOrderCost }
      }
    }
    return cost
  }

  private mutating func take(_ choice: Choice) {
    guard let found = best.first, choice.cost > found.cost - 1e-9 else {
      best = [choice]
      return
    }
    if choice.cost < found.cost + 1e-9, best.count < 4 { best.append(choice) }
  }

  private func states(_ choice: Choice) -> [OxidationStates.State] {
    zip(parts, choice.charges).map { OxidationStates.State(name: $0.name, charge: $1) }
  }

  var result: OxidationStates {
    guard let first = best.first else {
      return .unknown(
        isTooLarge ? "too many elements to guess" : "no choice of common states balances")
    }
    guard best.count == 1 else {
      let texts = best.map { choice in
        states(choice).map { "\($0.name) \(OxidationStates.text($0.charge))" }
          .joined(separator: ", ")
      }
      return .unknown("equally likely: \(texts.joined(separator: " or "))")
    }
    let note = first.mixed.map { "mean of \(parts[$0].name)" } ?? ""
    return OxidationStates(origin: .guessed, states: states(first), note: note)
  }
}
