/// Factors that energies of reactions and surfaces need.
extension Factor {
  public static let gigapascalPerKilobar = 0.1
  public static let gigapascalPerBar = 1e-4
  public static let electronvoltPerKelvin = Constant.boltzmann / Constant.elementaryCharge
  /// eV per cm⁻¹: h c / e.
  public static let electronvoltPerWavenumber =
    Constant.planck * Constant.lightSpeed * 100 / Constant.elementaryCharge
  /// J/m² per eV/Å².
  public static let joulePerSquareMetrePerElectronvoltPerSquareAngstrom =
    Constant.elementaryCharge * 1e20
  /// C per mAh.
  public static let coulombPerMilliampereHour = 3.6
  public static let joulePerKilojoule = 1000.0
  public static let pascalPerBar = 1e5
  public static let secondPerMinute = 60.0
  public static let secondPerHour = 3600.0
  public static let secondPerDay = 86400.0
}
