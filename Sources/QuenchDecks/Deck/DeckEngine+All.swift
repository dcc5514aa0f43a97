extension DeckEngine {
  /// In the order of the help.
  public static let all: [DeckEngine] = [
    .vasp,
    .cp2k,
    .quantumESPRESSO,
    .lammps,
  ]
}
