/// The lower convex hull of points in a plane: which of them a tie line cannot undercut.
public struct LowerHull: Hashable, Sendable {
  /// Indices of the hull's corners, by rising x.
  public let corners: [Int]
  private let x: [Double]
  private let y: [Double]

  /// Andrew's monotone chain; of points with one x the lowest counts. Points on a tie line are no
  /// corners.
  public init(x: [Double], y: [Double]) {
    precondition(x.count == y.count, "one y per x")
    self.x = x
    self.y = y
    var chain: [Int] = []
    for index in x.indices.sorted(by: { (x[$0], y[$0]) < (x[$1], y[$1]) }) {
      if let last = chain.last, x[last] == x[index] { continue }
      while chain.count > 1,
        Self.turn(x, y, chain[chain.count - 2], chain[chain.count - 1], index) <= 0
      {
        chain.removeLast()
      }
      chain.append(index)
    }
    corners = chain
  }

  /// Positive where b lies below the line from a to c.
  private static func turn(_ x: [Double], _ y: [Double], _ a: Int, _ b: Int, _ c: Int) -> Double {
    (x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a])
  }

  /// The hull at a position between its ends; nil outside.
  public func value(at position: Double) -> Double? {
    guard let first = corners.first, let last = corners.last else { return nil }
    guard position >= x[first], position <= x[last] else { return nil }
    guard corners.count > 1 else { return y[first] }
    for (low, high) in zip(corners, corners.dropFirst()) where position <= x[high] {
      let part = (position - x[low]) / (x[high] - x[low])
      return y[low] + part * (y[high] - y[low])
    }
    return y[last]
  }
}
