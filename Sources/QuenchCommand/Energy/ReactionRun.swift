import ArgumentParser
import Quench

/// Evaluates reactions over a ledger as the command line asks.
struct ReactionRun {
  let options: EnergyOptions
  let ledger: Ledger

  init(_ options: EnergyOptions, _ ledger: Ledger) {
    self.options = options
    self.ledger = ledger
  }

  func energy(_ text: String, basis: BasisOptions?) throws -> ReactionEnergy {
    let reaction = try Reaction(parsing: text, names: ledger.knownNames())
    let calculations = try reaction.terms.map { try options.calculation($0.name, in: ledger) }
    return try energy(
      reaction, calculations, basis: Self.basis(basis, reaction, calculations))
  }

  func energy(
    _ reaction: Reaction, _ calculations: [Calculation], basis: Basis
  ) throws -> ReactionEnergy {
    try reaction.energy(
      of: calculations, kind: options.kind(), basis: basis, waivers: options.waivers())
  }

  /// Per area takes the cell's a × b; per formula counts its units among the products.
  static func basis(
    _ options: BasisOptions?, _ reaction: Reaction, _ calculations: [Calculation]
  ) throws -> Basis {
    guard let options, let per = options.per else { return .reaction }
    if per == "area" { return .area(try area(calculations), faces: max(1, options.faces)) }
    let parts = per.split(separator: ":", maxSplits: 1).map(String.init)
    if parts.count == 2, let count = Double(parts[0]), count > 0, count.isFinite {
      return .count(count, parts[1])
    }
    let formula = try Formula(parsing: per)
    let products = zip(reaction.terms, calculations).filter { $0.0.coefficient > 0 }
    let units = products.compactMap { term, calculation in
      calculation.composition.multiples(of: formula).map { $0 * term.coefficient }
    }
    let count = units.reduce(0, +)
    guard count > 0 else {
      throw EnergeticsError(
        .inconsistent, "no product of '\(reaction.text)' is a multiple of \(formula)")
    }
    return .count(count, "f.u. of \(formula)")
  }

  private static func area(_ calculations: [Calculation]) throws -> Double {
    guard let largest = calculations.max(by: { ($0.volume ?? 0) < ($1.volume ?? 0) }) else {
      throw EnergeticsError(.inconsistent, "per area needs a term with a cell")
    }
    return try SurfaceEnergy.area(largest)
  }
}
