import QuenchUnits

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The thermochemical part of one term, and how it was found.
public struct ThermalPart: Hashable, Sendable {
  /// Added to the electronic energy, eV.
  public let value: Double
  /// What was assumed, one line.
  public let remark: String

  public init(value: Double, remark: String) {
    self.value = value
    self.remark = remark
  }
}

extension Calculation {
  /// ZPE, heat and entropy at temperature and pressure.
  ///
  /// A molecule in vacuum is an ideal gas, with its own wavenumbers or, for the common ones, tabulated
  /// ones; everything else is a set of harmonic modes, without any the electronic energy alone, which
  /// is said. Throws `EnergeticsError(.inconsistent)` for a molecule
  /// whose wavenumbers are not known.
  public func thermalPart(at conditions: Conditions) throws(EnergeticsError) -> ThermalPart {
    let isGas = geometry?.extent() == .molecule
    if isGas, let geometry {
      if let gas = gas(geometry) {
        return ThermalPart(
          value: gas.gas.freeEnergy(at: conditions),
          remark: "ideal gas, \(gas.origin), symmetry number \(gas.gas.symmetryNumber)")
      }
      throw EnergeticsError(
        .inconsistent,
        "'\(name)' is a molecule without wavenumbers; quench ledger set \(name) --wavenumbers …")
    }
    guard let wavenumbers else {
      return ThermalPart(value: 0, remark: "no wavenumbers; electronic energy only")
    }
    let modes = HarmonicModes(wavenumbers)
    let imaginary = modes.imaginary > 0 ? ", \(modes.imaginary) imaginary left out" : ""
    return ThermalPart(
      value: modes.freeEnergy(at: conditions.temperature),
      remark: "\(modes.quanta.count) harmonic modes\(imaginary)")
  }

  /// With its thermochemical part as a correction, so that every table counts and prints it.
  ///
  /// Throws as `thermalPart(at:)` does.
  public func corrected(at conditions: Conditions) throws(EnergeticsError) -> Calculation {
    let part = try thermalPart(at: conditions)
    var calculation = self
    calculation.corrections.append(
      Correction(name: "free energy at \(conditions)", value: part.value, source: part.remark))
    return calculation
  }

  /// H2 as 2 (H⁺ + e⁻) of the computational hydrogen electrode; any other calculation as it is.
  public func corrected(by electrode: HydrogenElectrode, at temperature: Double) -> Calculation {
    guard composition.pruned().description == "H2" else { return self }
    var calculation = self
    calculation.corrections.append(
      Correction(
        name: "2 (H+ + e-) at \(electrode.potential) V, pH \(electrode.pH), \(temperature) K",
        value: 2 * electrode.shiftPerHydrogen(at: temperature),
        source: HydrogenElectrode.reference))
    return calculation
  }

  private func gas(_ geometry: Geometry) -> (gas: IdealGas, origin: String)? {
    let known = KnownMolecule.of(composition)
    let spin = moment.flatMap { Int(exactly: abs($0).rounded()) }.map { $0 < 1000 ? $0 + 1 : 1 }
    guard let values = wavenumbers ?? known?.wavenumbers,
      let gas = IdealGas(
        geometry, wavenumbers: values, symmetryNumber: known?.symmetryNumber ?? 1,
        multiplicity: spin ?? known?.multiplicity ?? 1)
    else { return nil }
    return (gas, wavenumbers == nil ? KnownMolecule.source : "its own wavenumbers")
  }
}

/// The computational hydrogen electrode: ½ H2 stands for H⁺ + e⁻ (Nørskov et al., J. Phys. Chem. B 108
/// (2004) 17886, doi 10.1021/jp047349j).
public struct HydrogenElectrode: Hashable, Sendable {
  /// V against the standard hydrogen electrode.
  public let potential: Double
  public let pH: Double

  public init(potential: Double, pH: Double) {
    self.potential = potential
    self.pH = pH
  }

  /// eV to add per H in an H2 term: −e U − k T ln 10 · pH.
  public func shiftPerHydrogen(at temperature: Double) -> Double {
    -potential - Factor.electronvoltPerKelvin * temperature * log(10) * pH
  }

  public static let reference = "computational hydrogen electrode, doi 10.1021/jp047349j"
}
