import QuenchModel

/// The whole numbers of occupants nearest to the asked ones that leave a cell without formal charge.
struct ChargeBalance {
  /// What may be put on the sublattices so far: for each charge the counts nearest to the asked ones.
  private var choices: [Int: Choice] = [0: Choice(counts: [], distance: 0)]

  private struct Choice {
    var counts: [[Int]]
    var distance: Double
  }

  /// Charges are told apart in steps of this, e.
  private static let step = 1e-4
  /// Counts looked at per sublattice.
  private static let most = 20_000
  /// Of these the nearest that are combined with other sublattices.
  private static let kept = 2_000

  /// Adds a sublattice of `total` sites with the asked numbers and the charge of each occupant, e.
  mutating func add(asked: [Double], charges: [Double], total: Int) {
    let own = Self.nearest(
      Self.counts(around: asked, total: total).map { counts in
        let charge = zip(counts, charges).reduce(0) { $0 + Double($1.0) * $1.1 }
        let distance = zip(counts, asked).reduce(0) { $0 + abs(Double($1.0) - $1.1) }
        return (charge, Choice(counts: [counts], distance: distance))
      })
    var combined: [(Double, Choice)] = []
    for (charge, choice) in choices {
      for (more, other) in own {
        combined.append(
          (
            Double(charge &+ more) * Self.step,
            Choice(
              counts: choice.counts + other.counts, distance: choice.distance + other.distance)
          ))
      }
    }
    choices = Self.nearest(combined)
  }

  /// The counts whose charge differs from `charge` (e) by no more than rounding, if any.
  func counts(ofCharge charge: Double) -> [[Int]]? {
    guard let key = Self.key(charge) else { return nil }
    return (-10...10).compactMap { choices[key + $0] }.min { $0.distance < $1.distance }?.counts
  }

  /// The counts whose charge comes nearest to `charge` (e), and theirs.
  func nearest(toCharge charge: Double) -> (counts: [[Int]], charge: Double)? {
    choices.min { one, other in
      let (a, b) = (Double(one.key) * Self.step, Double(other.key) * Self.step)
      return (abs(a - charge), one.value.distance) < (abs(b - charge), other.value.distance)
    }.map { ($0.value.counts, Double($0.key) * Self.step) }
  }

  private static func key(_ charge: Double) -> Int? { Int(exactly: (charge / step).rounded()) }

  private static func nearest(_ found: [(Double, Choice)]) -> [Int: Choice] {
    var best: [Int: Choice] = [:]
    for (charge, choice) in found {
      guard let key = key(charge) else { continue }
      if best[key].map({ choice.distance < $0.distance }) ?? true { best[key] = choice }
    }
    guard best.count > kept else { return best }
    let near = best.sorted { ($0.value.distance, $0.key) < ($1.value.distance, $1.key) }
    return Dictionary(uniqueKeysWithValues: near.prefix(kept).map { ($0.key, $0.value) })
  }

  /// Whole numbers with the right sum around the asked ones, as far as their number allows.
  private static func counts(around asked: [Double], total: Int) -> [[Int]] {
    var reach = 1
    while reach < total, power(2 * reach + 3, asked.count - 1) <= most { reach += 1 }
    var found: [[Int]] = [[]]
    for value in asked.dropLast() {
      let middle = Int(exactly: value.rounded()) ?? 0
      let range = max(0, middle - reach)...max(0, min(total, middle + reach))
      found = found.flatMap { part in range.map { part + [$0] } }
    }
    return found.map { $0 + [total - $0.reduce(0, +)] }.filter { ($0.last ?? 0) >= 0 }
  }

  private static func power(_ base: Int, _ exponent: Int) -> Int {
    (0..<exponent).reduce(1) { product, _ in
      product > most ? product : product.multipliedReportingOverflow(by: base).partialValue
    }
  }
}

extension OccupantCounts {
  /// The composition nearest to the asked one without formal charge. Throws `OrderingError`.
  func balanced() throws(OrderingError) -> [[Int]] {
    // A guessed mean says that atoms of the element differ: any composition would balance somehow.
    let isMixed = states.origin == .guessed && !states.note.isEmpty
    guard !isMixed, let rest = chargeOfOrderedSites else {
      throw .unknownStates(states.description)
    }
    var balance = ChargeBalance()
    for sublattice in sites.sublattices {
      let total = sublattice.sites.count * index
      var charges: [Double] = []
      for occupant in sublattice.occupants {
        guard let charge = occupant.species == nil ? 0 : states[occupant.name] else {
          throw .unknownStates(states.description)
        }
        charges.append(charge)
      }
      balance.add(
        asked: sublattice.occupants.map { $0.share * Double(total) }, charges: charges,
        total: total)
    }
    if let counts = balance.counts(ofCharge: -rest) { return counts }
    let near = balance.nearest(toCharge: -rest)
    throw .unbalanced(
      states: states.description,
      nearest: near.map { "\(text($0.counts)), with \(Ordering.text($0.charge + rest)) e" }
        ?? "none")
  }

  /// e; nil where a state is unknown.
  private var chargeOfOrderedSites: Double? {
    var sum = 0.0
    for atom in sites.ordered {
      guard let state = states[sites.crystal.species[atom].name] else { return nil }
      sum += state * Double(index)
    }
    return sum
  }

  /// e: what shares of three decimals can leave over.
  var chargeSlack: Double {
    let sum = sites.sublattices.reduce(0.0) { sum, sublattice in
      let largest = sublattice.occupants.compactMap { states[$0.name].map(abs) }.max() ?? 0
      return sum + 6e-4 * Double(sublattice.sites.count * index) * largest
    }
    return min(0.5, max(1e-3, sum))
  }
}
