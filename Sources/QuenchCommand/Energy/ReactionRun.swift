import ArgumentParser
import Quench

/// Evaluates reactions over a ledger as the command line asks.
struct ReactionRun {
  let options: EnergyOptions
  let ledger: Ledger
  var electrode: HydrogenElectrode?

  init(_ options: EnergyOptions, _ ledger: Ledger) {
    self.options = options
    self.ledger = ledger
  }

  func energy(_ text: String, basis: BasisOptions?, at: String?) throws -> ReactionEnergy {
    let reaction = try Reaction(parsing: text, names: ledger.knownNames())
    let calculations = try reaction.terms.map { try options.calculation($0.name, in: ledger) }
    return try energy(
      reaction, calculations, basis: Self.basis(basis, reaction, calculations), at: at)
  }

  func energy(
    _ reaction: Reaction, _ calculations: [Calculation], basis: Basis, at: String? = nil
  ) throws -> ReactionEnergy {
    let conditions = try at.map { try Conditions(parsing: $0) }
    let thermal = try thermal(calculations, conditions)
    let result = try reaction.energy(
      of: calculations, kind: options.kind(), basis: basis, waivers: options.waivers(),
      thermal: thermal?.map(\.value))
    guard let thermal else { return result }
    return result.remarking(thermal.map(\.remark))
  }

  private func thermal(
    _ calculations: [Calculation], _ conditions: Conditions?
  ) throws -> [ThermalPart]? {
    guard conditions != nil || electrode != nil else { return nil }
    return try calculations.map { calculation in
      var value = 0.0
      var remark = "\(calculation.name): electronic energy only"
      if let conditions {
        let part = try calculation.thermalPart(at: conditions)
        (value, remark) = (part.value, part.remark)
      }
      if let electrode, calculation.composition.description == "H2" {
        value += 2 * electrode.shiftPerHydrogen(at: conditions?.temperature ?? 298.15)
        remark +=
          "; stands for 2(H+ + e-) at \(electrode.potential) V, pH \(electrode.pH)"
          + " (\(HydrogenElectrode.reference))"
      }
      return ThermalPart(value: value, remark: remark)
    }
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
