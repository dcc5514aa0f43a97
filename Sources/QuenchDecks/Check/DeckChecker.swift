/// Checks of one engine's input. A new one is a value in `all` and nothing else.
public struct DeckChecker: Sendable {
  /// As `DeckEngine.name`.
  public let engine: String
  /// Whether a folder holds input of this engine.
  public let owns: @Sendable (DeckFolder) -> Bool
  /// In the order found; an unreadable file is a finding, not an error.
  public let check: @Sendable (DeckFolder) -> [Finding]

  public init(
    engine: String, owns: @escaping @Sendable (DeckFolder) -> Bool,
    check: @escaping @Sendable (DeckFolder) -> [Finding]
  ) {
    self.engine = engine
    self.owns = owns
    self.check = check
  }

  /// Findings of all folders in the order of files and lines, with the engines recognised.
  public static func check(_ folders: [DeckFolder]) -> (engines: [String], findings: [Finding]) {
    var engines: [String] = []
    var findings: [Finding] = []
    for folder in folders {
      for checker in all where checker.owns(folder) {
        if !engines.contains(checker.engine) { engines.append(checker.engine) }
        findings += checker.check(folder)
      }
    }
    return (engines, findings.inFileOrder)
  }
}
