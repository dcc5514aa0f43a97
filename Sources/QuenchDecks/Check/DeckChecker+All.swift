extension DeckChecker {
  public static let all: [DeckChecker] = [
    .vasp,
    .cp2k,
    .quantumESPRESSO,
  ]
}
