extension DeckChecker {
  public static let all: [DeckChecker] = []
}
