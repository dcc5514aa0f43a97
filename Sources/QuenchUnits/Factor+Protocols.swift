/// Factors that protocols written by people need.
extension Factor {
  public static let gigapascalPerMegapascal = 1e-3
  public static let gigapascalPerPascal = 1e-9
  public static let gigapascalPerAtmosphere = 1.01325e-4
  public static let electronvoltPerMillielectronvolt = 1e-3
  public static let electronvoltPerAngstromPerRydbergPerBohr = Constant.rydberg / Constant.bohr
  public static let gramPerCubicCentimetrePerKilogramPerCubicMetre = 1e-3
  public static let femtosecondPerAttosecond = 1e-3
  public static let minutePerHour = 60.0
  public static let minutePerDay = 1440.0
  public static let angstromPerPicometre = 1e-2
}
