extension DeckEngine {
  /// In the order of the help.
  public static let all: [DeckEngine] = [
    .lammps,
    .gromacs,
    .vasp,
    .cp2k,
    .quantumESPRESSO,
  ]
}
