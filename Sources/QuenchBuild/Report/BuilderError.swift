/// Why something could not be built: every builder's own error says whether the request itself is
/// wrong, or what it was asked of does not allow it.
public protocol BuilderError: Error, Sendable, CustomStringConvertible {
  var fault: BuilderFault { get }
}

/// Who has to change something.
public enum BuilderFault: Hashable, Sendable {
  /// A parameter outside what is allowed, whatever the structure.
  case parameter
  /// The request cannot be met with this structure.
  case refused
}

extension BuildError: BuilderError {
  public var fault: BuilderFault {
    switch self {
    case .badText, .outOfRange: .parameter
    default: .refused
    }
  }
}
