/// Where a result comes from: enough to make it again.
public struct Provenance: Hashable, Sendable {
  public struct Input: Hashable, Sendable {
    public var name: String
    /// Hexadecimal SHA-256 of the bytes read; nil where the input was a pipe.
    public var sha256: String?

    public init(name: String, sha256: String?) {
      self.name = name
      self.sha256 = sha256
    }
  }

  public var version: String
  /// As typed, words joined by blanks.
  public var commandLine: String
  public var inputs: [Input]
  public var seed: UInt64?

  public init(
    version: String, commandLine: String, inputs: [Input] = [], seed: UInt64? = nil
  ) {
    self.version = version
    self.commandLine = commandLine
    self.inputs = inputs
    self.seed = seed
  }

  /// One line for formats with room for a comment, without line breaks or control characters.
  public var summary: String {
    var parts = ["quench \(version)", commandLine]
    parts += inputs.map { $0.name + ($0.sha256.map { " sha256:" + $0.prefix(16) } ?? "") }
    if let seed { parts.append("seed \(seed)") }
    let line = parts.joined(separator: "; ")
    return String(String.UnicodeScalarView(line.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
  }
}
