/// Which of the energies a program prints for one and the same run.
///
/// They differ by the electronic entropy that smearing adds; a table uses one kind throughout and
/// names it.
public enum EnergyKind: String, Hashable, Sendable, Codable, CodingKeyRepresentable, CaseIterable {
  /// The variational energy the forces belong to: VASP `free  energy   TOTEN`, QE `!`, CP2K
  /// `ENERGY|`, xtb `TOTAL ENERGY`, a force field's potential energy.
  case total
  /// E without −TS of the electrons (VASP `energy  without entropy`).
  case withoutEntropy = "without-entropy"
  /// Extrapolated to zero smearing (VASP `energy(sigma->0)`).
  case sigmaToZero = "sigma0"
  /// E + pV of a run under pressure.
  case enthalpy
  /// Free energy of ions and electrons at a temperature, as the program printed it.
  case gibbs

  public var title: String {
    switch self {
    case .total: "total energy (VASP TOTEN, QE '!', CP2K ENERGY|)"
    case .withoutEntropy: "energy without electronic entropy"
    case .sigmaToZero: "energy extrapolated to zero smearing (sigma->0)"
    case .enthalpy: "enthalpy"
    case .gibbs: "free energy as printed by the program"
    }
  }
}
