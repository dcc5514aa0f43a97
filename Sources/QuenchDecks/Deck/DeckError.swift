/// Why no deck could be written: what is missing or impossible, and what to do.
public struct DeckError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: Hashable, Sendable {
    /// The protocol lacks what the engine needs: the key and what belongs there.
    case missing(key: String, expected: String)
    /// The protocol asks for what cannot be done with this structure.
    case impossible(String)
    /// Settings that do not belong together.
    case inconsistent(String)
  }

  public let reason: Reason
  /// The stage at fault, by name; nil where none is.
  public let stage: String?

  public init(_ reason: Reason, stage: String? = nil) {
    self.reason = reason
    self.stage = stage
  }

  public var description: String {
    let place = stage.map { "stage '\($0)': " } ?? ""
    switch reason {
    case .missing(let key, let expected): return "\(place)'\(key)' is missing: \(expected)"
    case .impossible(let what), .inconsistent(let what): return place + what
    }
  }
}
