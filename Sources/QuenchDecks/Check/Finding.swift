/// Something a check of a deck has to say, with a code that scripts can rely on.
public struct Finding: Hashable, Sendable, CustomStringConvertible {
  public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Worth knowing.
    case note
    /// Probably not what was meant.
    case warning
    /// The run would fail or give wrong numbers.
    case error

    public static func < (left: Severity, right: Severity) -> Bool {
      left.rank < right.rank
    }

    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }
  }

  public let severity: Severity
  /// Capitals and hyphens, without the severity: `POT-ORDER`.
  public let subject: String
  /// What is the matter, and what to do.
  public let message: String
  /// Relative to the directory checked.
  public let file: String?
  /// From 1.
  public let line: Int?

  public init(
    _ severity: Severity, _ subject: String, _ message: String, file: String? = nil,
    line: Int? = nil
  ) {
    (self.severity, self.subject, self.message) = (severity, subject, message)
    (self.file, self.line) = (file, line)
  }

  /// `E-POT-ORDER`, `W-KPOINTS`, `N-NCORE`.
  public var code: String {
    let letter =
      switch severity {
      case .error: "E"
      case .warning: "W"
      case .note: "N"
      }
    return "\(letter)-\(subject)"
  }

  public var description: String {
    let place = [file, line.map(String.init)].compactMap { $0 }.joined(separator: ":")
    return (place.isEmpty ? "" : place + ": ") + "\(code): \(message)"
  }
}
