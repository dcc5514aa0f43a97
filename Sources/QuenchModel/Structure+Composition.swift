import QuenchUnits

/// How much of each kind of atom a structure holds.
public struct Composition: Hashable, Sendable {
  public struct Part: Hashable, Sendable {
    /// Element symbol, or the label where there is no element.
    public let name: String
    /// Atoms in the cell; a fraction where sites are partly occupied.
    public let amount: Double
  }

  /// In the order of the species table; each name once.
  public let parts: [Part]

  /// Amounts as integers, where all are whole.
  private var wholeAmounts: [Int]? {
    let whole = parts.compactMap { part -> Int? in
      let rounded = part.amount.rounded()
      return abs(part.amount - rounded) < 1e-6 ? Int(exactly: rounded) : nil
    }
    return whole.count == parts.count ? whole : nil
  }

  /// All atoms of the cell, e.g. `V12O18`.
  public var formula: String { text(parts.map(\.amount)) }

  /// How often the reduced formula fits: 6 for V12O18; 1 where amounts are not whole.
  public var units: Int {
    guard let whole = wholeAmounts else { return 1 }
    return max(1, whole.reduce(0, greatestCommonDivisor))
  }

  /// Without the common factor, e.g. `V2O3`.
  public var reducedFormula: String {
    text(parts.map { $0.amount / Double(units) })
  }

  private func text(_ amounts: [Double]) -> String {
    zip(parts, amounts).map { part, amount in part.name + Self.subscriptText(amount) }.joined()
  }

  /// Nothing for 1, an integer where it is one, else up to three decimals.
  private static func subscriptText(_ amount: Double) -> String {
    let rounded = (amount * 1000).rounded() / 1000
    if rounded == 1 { return "" }
    if let whole = Int(exactly: rounded) { return String(whole) }
    return rounded.description
  }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  b == 0 ? a : greatestCommonDivisor(b, a % b)
}

extension Structure {
  /// Atoms by element (by label where there is none), partly occupied sites counted as such.
  public var composition: Composition {
    let names = species.mapValues(\.name)
    var amounts = [Double](repeating: 0, count: names.categories.count)
    for (atom, code) in names.codes.enumerated() {
      amounts[Int(code)] += occupancies?[atom] ?? 1
    }
    return Composition(
      parts: zip(names.categories, amounts).compactMap { name, amount in
        amount > 0 ? Composition.Part(name: name, amount: amount) : nil
      })
  }

  /// g/cm³; nil without a lattice or where an atom's mass is unknown.
  public var density: Double? {
    guard let lattice, let masses = atomicMasses, lattice.volume > 0 else { return nil }
    var mass = 0.0
    for (atom, value) in masses.enumerated() { mass += value * (occupancies?[atom] ?? 1) }
    return mass / lattice.volume
      * Factor.gramPerCubicCentimetrePerAtomicMassPerCubicAngstrom
  }
}
