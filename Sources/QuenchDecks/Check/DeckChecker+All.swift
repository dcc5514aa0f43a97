extension DeckChecker {
  /// In the order of the help.
  public static let all: [DeckChecker] = [
    .vasp,
    .cp2k,
    .quantumESPRESSO,
    .lammps,
    .gromacs,
  ]
}
