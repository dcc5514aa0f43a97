extension DeckChecker {
  public static let all: [DeckChecker] = [
    .vasp,
    .cp2k,
    .quantumESPRESSO,
  /// In the order of the help.
  public static let all: [DeckChecker] = [
    .lammps,
    .gromacs,
  ]
}
