import QuenchModel
import QuenchUnits

/// One of the two parts: what it is made of and how dense it is.
struct PhasePart {
  let name: String
  let structure: Structure
  /// Å³; nil where the part is no slab.
  let volume: Double?

  /// g/cm³.
  var density: Double? {
    guard let masses = structure.atomicMasses, let volume, volume > 0 else { return nil }
    return masses.reduce(0, +) / volume
      * Factor.gramPerCubicCentimetrePerAtomicMassPerCubicAngstrom
  }

  /// Of each kind of atom how many there are beyond the whole's proportions: the most whole units
  /// that fit, and what is left over; empty where the part is stoichiometric.
  func surplus(over whole: Composition) -> [(name: String, amount: Double)] {
    let amounts = Dictionary(
      uniqueKeysWithValues: structure.composition.parts.map { ($0.name, $0.amount) })
    let ratios = whole.parts.map { (amounts[$0.name] ?? 0) / $0.amount }
    let units = (ratios.min() ?? 0) * Double(whole.units)
    let whole = whole.parts.map { ($0.name, $0.amount / Double(whole.units)) }
    return whole.compactMap { name, perUnit in
      let left = (amounts[name] ?? 0) - perUnit * (units + 1e-9).rounded(.down)
      return left > 1e-6 ? (name, left) : nil
    }
  }
}
