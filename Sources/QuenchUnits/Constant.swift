/// Physical constants, CODATA 2018 (Tiesinga et al., Rev. Mod. Phys. 93 (2021) 025010,
/// doi 10.1103/RevModPhys.93.025010). SI values are exact where the 2019 SI makes them so.
public enum Constant {
  /// Elementary charge, C (exact).
  public static let elementaryCharge = 1.602176634e-19
  /// Avogadro constant, 1/mol (exact).
  public static let avogadro = 6.02214076e23
  /// Boltzmann constant, J/K (exact).
  public static let boltzmann = 1.380649e-23
  /// Planck constant, J s (exact).
  public static let planck = 6.62607015e-34
  /// Speed of light in vacuum, m/s (exact).
  public static let lightSpeed = 299_792_458.0
  /// Atomic mass constant u, kg.
  public static let atomicMass = 1.66053906660e-27
  /// Hartree energy, eV.
  public static let hartree = 27.211386245988
  /// Rydberg energy, eV.
  public static let rydberg = 13.605693122994
  /// Bohr radius, Å.
  public static let bohr = 0.529177210903
  /// Atomic unit of time ħ/E_h, fs.
  public static let atomicTime = 2.4188843265857e-2
  /// Vacuum electric permittivity, F/m.
  public static let vacuumPermittivity = 8.8541878128e-12
  /// Faraday constant, C/mol (exact: e N_A).
  public static let faraday = 96485.33212331001
}
