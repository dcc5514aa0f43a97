/// Why trajectories cannot be used as asked.
public struct TrajectoryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what to do.
  public let description: String
  public init(_ description: String) { self.description = description }
}
