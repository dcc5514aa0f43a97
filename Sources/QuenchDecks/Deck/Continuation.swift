/// How a run that was interrupted goes on: the one rule that run.sh and `quench run` obey.
public struct Continuation: Hashable, Sendable, Codable {
  /// One shell command in the run's directory. It succeeds where the run can go on, and has then made
  /// everything ready for `command`: frames beyond the restart file are cut off. Where it fails, nothing is
  /// left that could be taken for frames of the run that begins anew.
  public var attempt: String
  /// Words of the command instead of the run's; it appends to the trajectory and the output.
  public var command: [String]

  public init(attempt: String, command: [String]) {
    (self.attempt, self.command) = (attempt, command)
  }
}

extension EngineRun {
  /// `sh ../continue.sh`, as seen from the run's directory, for a script at the root of the deck.
  static func script(_ name: String, from directory: String, _ words: [String] = []) -> String {
    let up = directory.split(separator: "/").map { _ in "../" }.joined()
    return (["sh", up + name] + words).joined(separator: " ")
  }
}
