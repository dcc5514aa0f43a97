public import QuenchModel

/// Where nuclei may lie, in Cartesian coordinates, Å.
public enum PackingRegion: Hashable, Sendable, CustomStringConvertible {
  /// low ≤ z ≤ high.
  case slab(low: Double, high: Double)
  /// Within a box along x, y, z.
  case box(low: Vector3, high: Vector3)
  case sphere(centre: Vector3, radius: Double)

  public var description: String {
    func list(_ v: Vector3) -> String { "\(rounded(v.x)) \(rounded(v.y)) \(rounded(v.z))" }
    return switch self {
    case .slab(let low, let high): "z \(rounded(low)) to \(rounded(high)) Å"
    case .box(let low, let high): "box \(list(low)) to \(list(high)) Å"
    case .sphere(let centre, let radius): "sphere of \(rounded(radius)) Å about \(list(centre)) Å"
    }
  }

  /// Least and greatest coordinates; infinite where there is no bound.
  var bounds: (low: Vector3, high: Vector3) {
    let open = Double.infinity
    return switch self {
    case .slab(let low, let high): (Vector3(-open, -open, low), Vector3(open, open, high))
    case .box(let low, let high): (low, high)
    case .sphere(let centre, let radius):
      (centre - Vector3(repeating: radius), centre + Vector3(repeating: radius))
    }
  }

  /// Å³ within a cell of face area `area` (a × b).
  func volume(area: Double) -> Double {
    switch self {
    case .slab(let low, let high): area * (high - low)
    case .box(let low, let high): (high.x - low.x) * (high.y - low.y) * (high.z - low.z)
    case .sphere(_, let radius): 4 * Double.pi / 3 * radius * radius * radius
    }
  }

  /// The shortest way from a point into the region shrunk by `margin`; zero inside.
  func wayIn(from point: Vector3, margin: Double) -> Vector3 {
    if case .sphere(let centre, let radius) = self {
      let d = point - centre
      let (length, reach) = (d.length, max(0, radius - margin))
      return length > reach ? d * (reach / length - 1) : .zero
    }
    let (low, high) = bounds
    let inner = low + Vector3(repeating: margin)
    let outer = pointwiseMax(inner, high - Vector3(repeating: margin))
    return pointwiseMin(pointwiseMax(point, inner), outer) - point
  }

  /// Throws `PackingError` where the region is empty or does not fit the cell it repeats with.
  func check(_ lattice: Lattice, _ periodicity: Periodicity) throws(PackingError) {
    let (low, high) = bounds
    for axis in 0..<3 where low[axis].isFinite || high[axis].isFinite {
      guard (high[axis] - low[axis]).isFinite, high[axis] > low[axis] else {
        throw .region("the region \(self) is empty or not finite")
      }
    }
    if case .slab = self {
      guard abs(lattice.a.z) < 1e-9, abs(lattice.b.z) < 1e-9 else {
        throw .region("a range of z needs cell vectors a and b in the xy plane")
      }
      guard !periodicity[2] || high.z - low.z <= lattice.height(2) + 1e-9 else {
        throw .region("the region \(self) is higher than the cell, \(rounded(lattice.height(2))) Å")
      }
    } else {
      for axis in 0..<3 where periodicity[axis] {
        let extent = extent(along: lattice.normal(axis))
        guard extent <= lattice.height(axis) + 1e-9 else {
          throw .region(
            "the region \(self) is wider than the cell, \(rounded(lattice.height(axis))) Å between"
              + " faces")
        }
      }
    }
  }

  private func extent(along normal: Vector3) -> Double {
    let (low, high) = bounds
    if case .sphere(_, let radius) = self { return 2 * radius }
    return (0..<3).reduce(0) { $0 + abs(normal[$1]) * (high[$1] - low[$1]) }
  }
}

extension PackingRegion {
  /// `z 5 20`, `box 0 0 0 10 10 10` (low, high corner), `sphere 5 5 5 4` (centre, radius); Å.
  public init(parsing text: String) throws(PackingError) {
    let words = text.split { $0 == " " || $0 == "," || $0 == ":" }
    let numbers = words.dropFirst().compactMap { Double($0) }.filter(\.isFinite)
    guard numbers.count == words.count - 1 else { throw Self.expected(text) }
    switch (words.first, numbers.count) {
    case ("z", 2): self = .slab(low: numbers[0], high: numbers[1])
    case ("box", 6):
      self = .box(
        low: Vector3(numbers[0], numbers[1], numbers[2]),
        high: Vector3(numbers[3], numbers[4], numbers[5]))
    case ("sphere", 4):
      self = .sphere(centre: Vector3(numbers[0], numbers[1], numbers[2]), radius: numbers[3])
    default: throw Self.expected(text)
    }
  }

  private static func expected(_ text: String) -> PackingError {
    .badText(text, expected: "z LOW HIGH, box X Y Z X Y Z or sphere X Y Z RADIUS, in Å")
  }
}
