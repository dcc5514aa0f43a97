/// Factors that charged surfaces need.
extension Factor {
  /// e/Å² per (µC/cm²).
  public static let electronPerSquareAngstromPerMicrocoulombPerSquareCentimetre =
    1e-6 / Constant.elementaryCharge / (angstromPerCentimetre * angstromPerCentimetre)
  /// e/Å² per (e/nm²).
  public static let electronPerSquareAngstromPerElectronPerSquareNanometre =
    1 / (angstromPerNanometre * angstromPerNanometre)
  /// Vacuum permittivity in e/(V Å), from F/m.
  public static let vacuumPermittivity =
    Constant.vacuumPermittivity / Constant.elementaryCharge / angstromPerMetre
}
