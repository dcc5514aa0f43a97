extension DeckChecker {
  /// In the order of the help.
  public static let all: [DeckChecker] = [
    .lammps,
    .gromacs,
  ]
}
