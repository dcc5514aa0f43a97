/// A weighted sum of energies that remembers how much each of them weighs, so that its uncertainty
/// follows by linear propagation.
///
/// The energies are independent of each other; one that enters twice adds its weights before they are
/// squared (JCGM 100:2008, 5.1.2). Units are those of the value.
public struct EnergySum: Hashable, Sendable {
  private struct Source: Hashable {
    var weight: Double
    let sigma: Double
  }

  public private(set) var value: Double
  /// By the name of the calculation; only those with an uncertainty.
  private var sources: [String: Source] = [:]

  /// An exact number.
  public init(_ value: Double) { self.value = value }

  /// One energy, known to one standard uncertainty where that was given.
  public init(_ value: Double, uncertainty: Double?, source: String) {
    self.value = value
    if let uncertainty { sources[source] = Source(weight: 1, sigma: uncertainty) }
  }

  /// Of one calculation; throws `EnergeticsError` where it lacks this kind of energy.
  public init(_ calculation: Calculation, _ kind: EnergyKind) throws(EnergeticsError) {
    self.init(
      try Reaction.energy(of: calculation, kind), uncertainty: calculation.uncertainty,
      source: calculation.name)
  }

  /// One standard uncertainty; nil where no energy in the sum has one.
  public var uncertainty: Double? {
    guard !sources.isEmpty else { return nil }
    return sources.values.map { ($0.weight * $0.sigma) * ($0.weight * $0.sigma) }.sorted()
      .reduce(0, +).squareRoot()
  }

  public static func + (a: EnergySum, b: EnergySum) -> EnergySum {
    var sum = a
    sum.value += b.value
    for (name, source) in b.sources {
      sum.sources[name, default: Source(weight: 0, sigma: source.sigma)].weight += source.weight
    }
    return sum
  }

  public static func - (a: EnergySum, b: EnergySum) -> EnergySum { a + b * -1 }

  public static func * (a: EnergySum, factor: Double) -> EnergySum {
    var product = a
    product.value *= factor
    for name in a.sources.keys { product.sources[name]?.weight *= factor }
    return product
  }

  public static func / (a: EnergySum, divisor: Double) -> EnergySum {
    var quotient = a * (1 / divisor)
    quotient.value = a.value / divisor
    return quotient
  }

  public static func += (a: inout EnergySum, b: EnergySum) { a = a + b }
}
