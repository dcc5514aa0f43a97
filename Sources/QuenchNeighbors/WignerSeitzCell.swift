public import QuenchModel

/// The points nearer to one lattice point than to any other.
///
/// In a periodic system a shell is seen once only as far as it lies inside; beyond, the same physical
/// pair comes again.
public struct WignerSeitzCell: Hashable, Sendable {
  /// Half the shortest lattice vector, Å; infinite when nothing repeats.
  public let innerRadius: Double
  /// Lattice vectors whose bisecting planes may bound the cell, one of each ±G.
  private let vectors: [Vector3]

  /// Throws when the repeating vectors span nothing.
  public init(_ lattice: Lattice?, periodicity: Periodicity) throws(NeighborError) {
    let cell = try PairCell(
      lattice: lattice, periodicity: periodicity, low: .zero, high: .zero)
    innerRadius = cell.shortest / 2
    // In a reduced basis the bounding planes have coefficients of −1, 0 and 1 (Nguyen and Stehlé,
    // ACM Trans. Algorithms 5 (2009) 46, doi 10.1145/1597036.1597050); ±2 is one to spare.
    let rows = (0..<3).filter { cell.repeats[$0] == 1 }.map { [cell.a, cell.b, cell.c][$0] }
    var vectors: [Vector3] = [.zero]
    for row in rows {
      vectors = vectors.flatMap { base in (-2...2).map { base + Double($0) * row } }
    }
    self.vectors = vectors.filter { $0 != .zero && ($0.x, $0.y, $0.z) > (0, 0, 0) }
  }

  /// For each bin the share of its shell's volume that lies inside the cell, 0…1.
  ///
  /// Integrates over 40,000 directions evenly spread on half a sphere (the cell is centrosymmetric);
  /// exact where the shell lies wholly inside, within 5·10⁻⁴ elsewhere.
  public func uniqueFractions(_ bins: RadialBins) -> [Double] {
    guard innerRadius < bins.cutoff else { return [Double](repeating: 1, count: bins.count) }
    let cubes = radii(directions: 40_000).sorted()
    // Where the cell ends below a shell's lower edge nothing of it is inside, above its upper edge
    // all; in between the cone's part up to the surface.
    var next = 0
    return (0..<bins.count).map { k in
      let (low, high) = (bins.edge(k), bins.edge(k + 1))
      let (low3, high3) = (low * low * low, high * high * high)
      var part = 0.0
      while next < cubes.count, cubes[next] < high3 {
        part += max(0, cubes[next] - low3)
        next += 1
      }
      if high <= innerRadius { return 1 }
      return (Double(cubes.count - next) + part / (high3 - low3)) / Double(cubes.count)
    }
  }

  /// Cubes of the distance to the cell's surface along directions of a Fibonacci lattice on half a sphere.
  private func radii(directions count: Int) -> [Double] {
    let golden = Double.pi * (3 - 5.0.squareRoot())
    return (0..<count).map { k in
      let z = 1 - (Double(k) + 0.5) / Double(count)
      let ring = (1 - z * z).squareRoot()
      let angle = golden * Double(k)
      let direction = Vector3(ring * cosine(angle), ring * sine(angle), z)
      var radius = Double.infinity
      for vector in vectors {
        // û·G > 0 for G or −G: the plane through G/2 cuts the ray at |G|² / (2 û·G).
        let along = abs(dot(direction, vector))
        if along > 0 { radius = min(radius, PairRule.square(vector) / (2 * along)) }
      }
      return radius * radius * radius
    }
  }
}
