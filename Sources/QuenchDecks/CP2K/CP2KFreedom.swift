extension Dynamics {
  /// CP2K's temperature over the true one where atoms are held: outside of the regions of its NVT
  /// thermostats it takes 3 degrees of freedom off as if momentum were conserved. Nil where both agree.
  ///
  /// Source: CP2K 2023.1 beside 27 free axes prints 24 by 2 K / (k_B T) in NVE and Langevin, 27 in NVT.
  func cp2kTemperature(_ groups: ElementGroups) -> Double? {
    let free = groups.freeAxes
    guard groups.hasHeldAtoms, free > 3,
      ensemble == .nve || ensemble == .nvt && thermostat == .langevin
    else { return nil }
    return Double(free) / Double(free - 3)
  }

  /// What the deck says of it.
  func cp2kTemperatureRemark(_ groups: ElementGroups, stage: String) -> String? {
    guard let share = cp2kTemperature(groups) else { return nil }
    return
      "'\(stage)': CP2K counts \(groups.freeAxes - 3) degrees of freedom where held atoms leave "
      + "\(groups.freeAxes): its column Temp[K] reads \(DeckNumber.text(share, decimals: 4)) times the "
      + "temperature" + (ensemble == .nve ? "; first velocities are drawn for the true one" : "")
  }
}
