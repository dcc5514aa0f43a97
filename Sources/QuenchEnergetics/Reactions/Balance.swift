/// What a reaction creates or destroys; both must vanish.
public struct Balance: Hashable, Sendable {
  /// Atoms left over, products minus reactants.
  public let atoms: Formula
  /// e left over.
  public let charge: Double

  public init(_ terms: [(coefficient: Double, calculation: Calculation)]) {
    var atoms = Formula()
    var charge = 0.0
    for (coefficient, calculation) in terms {
      atoms = atoms.adding(calculation.composition, times: coefficient)
      charge += coefficient * calculation.charge
    }
    self.atoms = atoms.pruned(1e-6)
    self.charge = abs(charge) > 1e-6 ? charge : 0
  }

  public var isClosed: Bool { atoms.names.isEmpty && charge == 0 }
}

extension Balance: CustomStringConvertible {
  /// `+1 Na -0.5 O, charge +1`: what is too many, and what is missing.
  public var description: String {
    var parts = atoms.parts.map { Self.signed($0.amount) + " " + $0.name }
    if charge != 0 { parts.append("charge " + Self.signed(charge) + " e") }
    return parts.isEmpty ? "balanced" : parts.joined(separator: ", ")
  }

  private static func signed(_ value: Double) -> String {
    let rounded = (value * 1e6).rounded() / 1e6
    let text = Int(exactly: rounded).map(String.init) ?? rounded.description
    return value > 0 ? "+" + text : text
  }
}
