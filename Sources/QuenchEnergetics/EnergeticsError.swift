/// Why energies cannot be combined as asked.
public struct EnergeticsError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// What was typed cannot be understood.
    case usage
    /// A name that the ledger does not hold.
    case unknown
    /// Numbers that do not belong together.
    case inconsistent
  }

  public let kind: Kind
  /// What is wrong and what to do.
  public let description: String

  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
