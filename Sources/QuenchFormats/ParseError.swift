/// Why a file could not be read, and where: `POSCAR:4:5: expected a number, found 'x'`.
public struct ParseError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: Hashable, Sendable {
    case endOfFile(expected: String)
    case notANumber(String)
    case notFinite(String)
    case expected(String, found: String)
    case countMismatch(what: String, expected: Int, found: Int)
    case outOfRange(String)
    case unsupported(String)
  }

  /// File name as the user gave it, or `-`.
  public let source: String
  /// From 1; 0 where the source is binary and `column` is a byte offset.
  public let line: Int
  /// From 1, in bytes.
  public let column: Int
  public let reason: Reason
  /// What the person can do about it.
  public let advice: String?

  public init(
    source: String, line: Int, column: Int, reason: Reason, advice: String? = nil
  ) {
    self.source = source
    self.line = line
    self.column = column
    self.reason = reason
    self.advice = advice
  }

  public var description: String {
    let name = FileError.displayName(source)
    let place = line > 0 ? "\(name):\(line):\(column)" : "\(name): byte \(column)"
    return "\(place): \(reason)" + (advice.map { "; \($0)" } ?? "")
  }
}

extension ParseError.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .endOfFile(let expected): "the file ends where \(expected) was expected"
    case .notANumber(let text): "expected a number, found '\(Self.short(text))'"
    case .notFinite(let text): "'\(Self.short(text))' is not a finite number"
    case .expected(let wanted, let found): "expected \(wanted), found '\(Self.short(found))'"
    case .countMismatch(let what, let expected, let found):
      "expected \(expected) \(what), found \(found)"
    case .outOfRange(let text): Self.short(text, 300)
    case .unsupported(let text): Self.short(text, 300)
    }
  }

  /// What a file holds may be a line of megabytes; an error shows where it begins.
  private static func short(_ text: String, _ most: Int = 60) -> String {
    guard text.utf8.count > most, text.count > most else { return text }
    return text.prefix(most) + "…"
  }
}

/// Why a structure could not be written in a format.
public struct WriteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What does not fit, where, and what to do.
  public let description: String
  public init(_ description: String) { self.description = description }
}
