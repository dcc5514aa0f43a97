/// What a reaction's energy is divided by.
public enum Basis: Hashable, Sendable, CustomStringConvertible {
  case reaction
  /// Per adsorbed molecule, defect, ion …: how many there are, and what they are called.
  case count(Double, String)
  /// Per area, Å²; how many faces share it.
  case area(Double, faces: Int)

  public var divisor: Double {
    switch self {
    case .reaction: 1
    case .count(let number, _): number
    case .area(let area, let faces): area * Double(faces)
    }
  }

  public var unit: String {
    switch self {
    case .reaction: "eV"
    case .count(_, let what): "eV/\(what)"
    case .area: "eV/Å²"
    }
  }

  public var description: String {
    switch self {
    case .reaction: "per reaction as written"
    case .count(let number, let what): "per \(what), \(Self.short(number)) in the reaction"
    case .area(let area, let faces):
      "per area: \(Self.short(area)) Å² × \(faces) face\(faces == 1 ? "" : "s")"
    }
  }

  private static func short(_ value: Double) -> String {
    let rounded = (value * 1e4).rounded() / 1e4
    return Int(exactly: rounded).map(String.init) ?? rounded.description
  }
}

/// What a person allows that would otherwise stop a reaction.
public struct Waivers: Hashable, Sendable {
  public var fields: Set<SettingsField>
  public var unconverged: Bool

  public init(fields: Set<SettingsField> = [], unconverged: Bool = false) {
    self.fields = fields
    self.unconverged = unconverged
  }

  public static let none = Waivers()
}

/// The energy of a reaction with all that makes it a number one can quote.
public struct ReactionEnergy: Hashable, Sendable {
  public struct Term: Hashable, Sendable {
    public let coefficient: Double
    public let calculation: Calculation
    /// Of one unit of this term, corrections included, eV.
    public let energy: Double
  }

  public let reaction: Reaction
  public let kind: EnergyKind
  public let terms: [Term]
  /// In `basis.unit`.
  public let value: Double
  /// One standard uncertainty, same unit; nil where no term has one.
  public let uncertainty: Double?
  public let basis: Basis
  /// Waived mismatches and notes.
  public let differences: [SettingsDifference]
  /// What else must be said with the number.
  public let remarks: [String]
}

extension Reaction {
  /// Evaluates the reaction over its calculations, in the order of `terms`.
  ///
  /// Throws `EnergeticsError(.inconsistent)` for atoms or charge that do not cancel, for an energy
  /// kind a term lacks, a composition that is not known, a charged cell without a recorded
  /// correction, an unconverged run; throws `SettingsMismatch` for settings that must match and do not.
  public func energy(
    of calculations: [Calculation], kind: EnergyKind = .total, basis: Basis = .reaction,
    waivers: Waivers = .none
  ) throws -> ReactionEnergy {
    precondition(calculations.count == terms.count, "one calculation per term")
    let unknown = try refuseUnknownAtoms(calculations)
    let pairs = zip(terms, calculations).map { ($0.coefficient, $1) }
    let balance = Balance(pairs.map { (coefficient: $0.0, calculation: $0.1) })
    guard balance.isClosed else {
      throw EnergeticsError(
        .inconsistent, "'\(text)' does not balance; left over: \(balance)")
    }
    let remarks = unknown + (try refuseUnfit(calculations, waivers))
    let evaluated = try pairs.map { coefficient, calculation in
      ReactionEnergy.Term(
        coefficient: coefficient, calculation: calculation,
        energy: try Self.energy(of: calculation, kind))
    }
    let differences = try check(calculations, waivers)
    let sum = evaluated.reduce(0) { $0 + $1.coefficient * $1.energy }
    return ReactionEnergy(
      reaction: self, kind: kind, terms: evaluated, value: sum / basis.divisor,
      uncertainty: Self.uncertainty(pairs).map { $0 / abs(basis.divisor) }, basis: basis,
      differences: differences, remarks: remarks)
  }

  static func energy(
    of calculation: Calculation, _ kind: EnergyKind
  ) throws(EnergeticsError) -> Double {
    guard let energy = calculation.energy(kind) else {
      let known = calculation.energies.keys.map(\.rawValue).sorted().joined(separator: ", ")
      throw EnergeticsError(
        .inconsistent,
        "'\(calculation.name)' has no energy of kind '\(kind.rawValue)'; it has: \(known)")
    }
    return energy
  }

  /// Independent standard uncertainties add in quadrature, coefficients as weights.
  private static func uncertainty(_ terms: [(Double, Calculation)]) -> Double? {
    let squares = terms.compactMap { coefficient, calculation in
      calculation.uncertainty.map { coefficient * coefficient * $0 * $0 }
    }
    return squares.isEmpty ? nil : squares.reduce(0, +).squareRoot()
  }
}
