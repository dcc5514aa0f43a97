import QuenchModel
import QuenchUnits

/// How much of a component: a number, or a concentration on one of three bases.
public enum PackingAmount: Hashable, Sendable {
  case count(Int)
  /// mol per litre of the final cell.
  case perLitreOfBox(Double)
  /// mol per litre of the liquid solvents before mixing.
  case perLitreOfSolvent(Double)
  /// mol per kilogram of solvents.
  case molal(Double)

  /// `125`, `1.0mol/L`, `1.0mol/L-solvent`, `1.0molal`.
  public init(parsing text: String) throws(PackingError) {
    if let count = Int(text), count >= 0 {
      self = .count(count)
      return
    }
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text.dropFirst(number.count).drop { $0 == " " }
    guard let value = Double(number), value.isFinite, (1e-6...100).contains(value) else {
      throw Self.expected(text)
    }
    switch unit.lowercased() {
    case "mol/l": self = .perLitreOfBox(value)
    case "mol/l-solvent": self = .perLitreOfSolvent(value)
    case "molal", "mol/kg": self = .molal(value)
    default: throw Self.expected(text)
    }
  }

  private static func expected(_ text: String) -> PackingError {
    .badText(
      text, expected: "a number, or 1.0mol/L (of the box), 1.0mol/L-solvent or 1.0molal")
  }
}

/// Numbers of molecules from concentrations.
public struct PackingAmounts: Sendable {
  /// Each component with its count unset where it is not given.
  public var parts: [(component: PackingComponent, amount: PackingAmount)]
  /// Å³ of the final cell, where it is known.
  public var volume: Double?
  /// g/cm³ of the final cell, where it is given instead.
  public var density: Double?
  /// g/cm³ by component name.
  public var solventDensities: [String: Double]

  public init(
    _ parts: [(component: PackingComponent, amount: PackingAmount)], volume: Double? = nil,
    density: Double? = nil, solventDensities: [String: Double] = [:]
  ) {
    self.parts = parts
    (self.volume, self.density) = (volume, density)
    self.solventDensities = solventDensities
  }

  /// Molecules per mol/L and Å³.
  static let moleculesPerMolar = Constant.avogadro / (1000 * 1e24)

  /// Components with whole numbers, rounded to the nearest.
  public func counted() throws(PackingError) -> [PackingComponent] {
    let fixed = parts.map { part in
      var component = part.component
      if case .count(let count) = part.amount {
        component.count = count
      } else {
        component.count = 0
      }
      return component
    }
    let basis = SolventBasis(fixed, densities: solventDensities)
    var counts: [Double] = []
    for part in parts { counts.append(try count(part.amount, part.component.name, basis)) }
    let volume = try boxVolume(fixed, counts)
    var result = fixed
    for (place, part) in parts.enumerated() {
      switch part.amount {
      case .count: continue
      case .perLitreOfBox(let value):
        result[place].count = try whole(value * Self.moleculesPerMolar * (volume ?? 0), part)
      default: result[place].count = try whole(counts[place], part)
      }
    }
    return result
  }

  private func whole(
    _ number: Double, _ part: (component: PackingComponent, amount: PackingAmount)
  ) throws(PackingError) -> Int {
    guard let count = Int(exactly: number.rounded()), count > 0 else {
      throw .concentration(
        "the concentration of \(part.component.name) makes \(rounded(number)) molecules; give more"
          + " solvent, a larger cell or a number")
    }
    return count
  }

  /// Molecules, as a fraction; 0 for those per litre of box.
  private func count(
    _ amount: PackingAmount, _ name: String, _ basis: SolventBasis
  ) throws(PackingError) -> Double {
    switch amount {
    case .count(let count): return Double(count)
    case .perLitreOfBox: return 0
    case .molal(let value):
      guard basis.mass > 0 else {
        throw .concentration("molal needs a solvent: a component without charge, given by number")
      }
      return value * basis.mass / 1000
    case .perLitreOfSolvent(let value):
      guard let volume = basis.volume else {
        throw .concentration(
          "mol/L-solvent needs the densities of the liquid solvents (g/cm³):"
            + " \(basis.missing.joined(separator: ", "))")
      }
      return value * volume / 1000
    }
  }

  /// Å³, where a component is given per litre of box: of the cell, or self-consistent with the density.
  private func boxVolume(
    _ fixed: [PackingComponent], _ counts: [Double]
  ) throws(PackingError) -> Double? {
    var (perVolume, mass) = (0.0, 0.0)
    for (place, part) in parts.enumerated() {
      guard let own = part.component.mass else { throw .unknownSpecies(part.component.name) }
      if case .perLitreOfBox(let value) = part.amount {
        perVolume += value * Self.moleculesPerMolar * own
      } else {
        mass += counts[place] * own
      }
    }
    guard perVolume > 0 else { return nil }
    if let volume { return volume }
    guard let density else {
      throw .concentration("mol/L is of the final box: give the density or the cell")
    }
    let factor = Factor.gramPerCubicCentimetrePerAtomicMassPerCubicAngstrom
    let rest = density - perVolume * factor
    guard rest > 0, mass > 0 else {
      throw .concentration(
        mass > 0
          ? "that many mol/L alone are denser than \(rounded(density)) g/cm³"
          : "mol/L from a density needs another component given by number; or give the cell")
    }
    return mass * factor / rest
  }
}

/// What of a mixture is solvent: the molecules without a charge.
struct SolventBasis {
  /// g per mol of mixtures, which is u.
  private(set) var mass = 0.0
  /// cm³ per mol of mixtures; nil where a liquid's density is not given.
  private(set) var volume: Double? = 0
  /// Solvents without a density.
  private(set) var missing: [String] = []

  init(_ components: [PackingComponent], densities: [String: Double]) {
    for part in components where Self.isSolvent(part) {
      let own = (part.mass ?? 0) * Double(part.count)
      mass += own
      if let density = densities[part.name], density > 0 {
        volume = volume.map { $0 + own / density }
      } else {
        missing.append(part.name)
        volume = nil
      }
    }
    if mass == 0 { volume = nil }
  }

  static func isSolvent(_ part: PackingComponent) -> Bool {
    !part.isAtomic && !part.isCluster && part.molecule.count > 1 && abs(part.charge ?? 0) < 1e-6
      && part.count > 0
  }
}

extension Packing {
  /// All three concentrations of everything that is dissolved.
  func addConcentrations(to report: inout BuildReport) {
    let basis = SolventBasis(components, densities: solventDensities)
    guard basis.mass > 0 else { return }
    let solutes = components.filter {
      $0.count > 0 && !$0.isCluster && !SolventBasis.isSolvent($0)
    }
    guard !solutes.isEmpty else { return }
    let volume = regions.map { $0.volume(area: lattice.area(2)) }.min() ?? lattice.volume
    let rows = solutes.map { part in
      let count = Double(part.count)
      return [
        part.name, rounded(count / volume / PackingAmounts.moleculesPerMolar),
        basis.volume.map { rounded(count / $0 * 1000) } ?? "unknown",
        rounded(count / basis.mass * 1000),
      ]
    }
    report.add(
      "concentration", key: "concentrations",
      .table(columns: ["solute", "mol/L", "mol/L-solvent", "molal"], rows: rows))
    report.assume(
      "mol/L counts the final \(regions.isEmpty ? "box" : "region"), mol/L-solvent the liquid"
        + " solvents before mixing, molal the kilograms of solvent")
    if basis.volume == nil {
      report.assume(
        "mol/L-solvent needs the densities of the liquids: \(basis.missing.joined(separator: ", "))"
      )
    }
  }
}
