/// Why a deck cannot be run, or stopped.
public struct RunError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// The directory holds no deck of Quench, or a damaged one.
    case noDeck
    case programMissing
    /// The engine ended with an error, or left no result.
    case failed
    /// A condition of the protocol does not hold: the melt did not melt.
    case conditionNotMet
    /// Another run is at work in the same directory.
    case busy
  }

  public let kind: Kind
  public let description: String

  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
