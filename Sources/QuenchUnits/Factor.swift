/// Conversion factors into the units of the house: Å, fs, eV, K, u, e.
///
/// Each name reads "target per source": multiply a value in the source unit by the factor to get
/// it in the target unit; divide to go back.
public enum Factor {
  // Length
  public static let angstromPerNanometre = 10.0
  public static let angstromPerBohr = Constant.bohr
  public static let angstromPerMetre = 1e10
  public static let angstromPerCentimetre = 1e8
  public static let angstromPerMicrometre = 1e4

  // Time
  public static let femtosecondPerPicosecond = 1000.0
  public static let femtosecondPerSecond = 1e15
  public static let femtosecondPerMicrosecond = 1e9
  public static let femtosecondPerNanosecond = 1e6
  public static let femtosecondPerAtomicTime = Constant.atomicTime

  // Velocity, Å/fs
  public static let angstromPerFemtosecondPerNanometrePerPicosecond =
    angstromPerNanometre / femtosecondPerPicosecond
  public static let angstromPerFemtosecondPerAngstromPerPicosecond = 1 / femtosecondPerPicosecond
  public static let angstromPerFemtosecondPerBohrPerAtomicTime =
    Constant.bohr / Constant.atomicTime

  // Energy
  public static let electronvoltPerHartree = Constant.hartree
  public static let electronvoltPerRydberg = Constant.rydberg
  public static let electronvoltPerJoule = 1 / Constant.elementaryCharge
  /// eV per (kJ/mol).
  public static let electronvoltPerKilojoulePerMole =
    1000 / (Constant.avogadro * Constant.elementaryCharge)
  /// eV per (kcal/mol), thermochemical calorie 4.184 J.
  public static let electronvoltPerKilocaloriePerMole = 4.184 * electronvoltPerKilojoulePerMole

  // Force, eV/Å
  public static let electronvoltPerAngstromPerKilojoulePerMolePerNanometre =
    electronvoltPerKilojoulePerMole / angstromPerNanometre
  public static let electronvoltPerAngstromPerHartreePerBohr = Constant.hartree / Constant.bohr

  /// g/cm³ per (u/Å³).
  public static let gramPerCubicCentimetrePerAtomicMassPerCubicAngstrom =
    Constant.atomicMass * 1e3 / 1e-24
  /// GPa per (eV/Å³).
  public static let gigapascalPerElectronvoltPerCubicAngstrom =
    Constant.elementaryCharge * 1e30 / 1e9
  /// (Å/fs)² u per eV: kinetic energy in eV is ½ m v² divided by this.
  public static let atomicMassSquareAngstromPerSquareFemtosecondPerElectronvolt =
    Constant.elementaryCharge / (Constant.atomicMass * 1e10)
}
