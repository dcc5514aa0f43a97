/// Formation energy of a point defect: E(defect) − E(bulk) + Σ n µ + q (E_VBM + E_F) + corrections.
public struct DefectEnergy: Hashable, Sendable {
  /// Atoms taken from the bulk cell (positive) or added (negative), by element.
  public let removed: Formula
  /// How many of the bulk calculation's cells make the defect's cell.
  public let bulkCells: Double
  /// eV.
  public let sum: EnergySum
  /// Of the defect's cell, e.
  public let charge: Double

  /// `potentials` are chemical potentials in eV/atom. `fermiLevel` counts from the valence band
  /// maximum `valenceBandMaximum` (eV); both matter for charged cells only. A charged cell needs a
  /// recorded finite-size correction: `EnergeticsError(.inconsistent)` otherwise.
  public init(
    defect: Calculation, bulk: Calculation, kind: EnergyKind, potentials: [String: EnergySum],
    valenceBandMaximum: Double? = nil, fermiLevel: Double = 0
  ) throws(EnergeticsError) {
    let cells = (defect.atoms / bulk.atoms).rounded()
    guard cells >= 1 else {
      throw EnergeticsError(
        .inconsistent, "'\(defect.name)' is smaller than the bulk '\(bulk.name)'")
    }
    let removed = bulk.composition.scaled(by: cells).adding(defect.composition, times: -1).pruned()
    var sum = try EnergySum(defect, kind) - EnergySum(bulk, kind) * cells
    for (element, amount) in removed.parts {
      guard let potential = potentials[element] else {
        throw EnergeticsError(.inconsistent, "no chemical potential is given for \(element)")
      }
      sum += potential * amount
    }
    if abs(defect.charge) > 1e-6 {
      guard defect.corrections.contains(where: \.treatsCharge) else {
        throw EnergeticsError(
          .inconsistent,
          "'\(defect.name)' has charge \(defect.charge) e and no recorded finite-size correction")
      }
      guard let valenceBandMaximum else {
        throw EnergeticsError(.usage, "a charged defect needs --vbm, the bulk's band edge in eV")
      }
      sum += EnergySum(defect.charge * (valenceBandMaximum + fermiLevel))
    }
    self.removed = removed
    bulkCells = cells
    self.sum = sum
    charge = defect.charge
  }

  /// eV.
  public var value: Double { sum.value }

  /// `V_O`, `Ti_Na`, or what was removed and added.
  public var kind: String {
    let gone = removed.parts.filter { $0.amount > 0 }
    let added = removed.parts.filter { $0.amount < 0 }
    func text(_ parts: [(name: String, amount: Double)]) -> String {
      Formula(parts.map { ($0.name, abs($0.amount)) }).description
    }
    switch (gone.isEmpty, added.isEmpty) {
    case (true, true): return "same composition"
    case (false, true): return "vacancy of \(text(gone))"
    case (true, false): return "interstitial \(text(added))"
    case (false, false): return "\(text(added)) on \(text(gone))"
    }
  }
}
