import QuenchUnits

/// Charge per mass of an electrode: Q = n F / (3.6 M).
public struct Capacity: Hashable, Sendable {
  /// Electrons transferred per formula unit.
  public let electrons: Double
  /// What M belongs to.
  public let formula: Formula
  /// g/mol.
  public let molarMass: Double

  /// Throws `EnergeticsError` where a name in the formula is no element.
  public init(electrons: Double, formula: Formula) throws(EnergeticsError) {
    guard let mass = formula.mass, mass > 0 else {
      throw EnergeticsError(.usage, "'\(formula)' has no molar mass")
    }
    self.electrons = electrons
    self.formula = formula
    molarMass = mass
  }

  /// mAh/g.
  public var value: Double { Self.value(electrons: electrons, molarMass: molarMass) }

  /// mAh/g of `electrons` per `molarMass` g/mol.
  public static func value(electrons: Double, molarMass: Double) -> Double {
    electrons * Constant.faraday / (Factor.coulombPerMilliampereHour * molarMass)
  }

  /// g/mol that would give `capacity` mAh/g.
  public static func molarMass(electrons: Double, capacity: Double) -> Double {
    electrons * Constant.faraday / (Factor.coulombPerMilliampereHour * capacity)
  }
}
