extension DeckEngine {
  /// In the order of the help.
  public static let all: [DeckEngine] = [
    .lammps.minimisingLonger,
    .gromacs.minimisingLonger,
    .vasp,
    .cp2k.endingAtRescaling,
    .quantumESPRESSO.endingAtRescaling,
  ]
}
