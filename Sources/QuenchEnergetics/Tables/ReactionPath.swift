import QuenchModel

/// The minimum-energy path through the images of a nudged elastic band.
///
/// Between images a cubic in the path length: with forces its slopes are −F·t (Henkelman and Jónsson,
/// J. Chem. Phys. 113 (2000) 9978, doi 10.1063/1.1323224); without, a natural cubic spline.
public struct ReactionPath: Hashable, Sendable {
  /// Path length at each image, Å.
  public let lengths: [Double]
  /// Relative to the first image, eV.
  public let energies: [Double]
  /// dE/ds at each image, eV/Å.
  public let slopes: [Double]
  public let usesForces: Bool
  private let sums: [EnergySum]

  /// Where the slopes at the images come from.
  public enum Slopes: Hashable, Sendable {
    /// Forces where all images have them, else the spline.
    case best
    case forces
    case spline
  }

  /// Images in order. Throws `EnergeticsError` for fewer than three, images of different atoms, and
  /// images without forces where these are asked for.
  public init(
    _ images: [Calculation], kind: EnergyKind, slopes wanted: Slopes = .best
  ) throws(EnergeticsError) {
    guard images.count > 2 else {
      throw EnergeticsError(.usage, "a path needs its two ends and at least one image between them")
    }
    var sums: [EnergySum] = []
    for image in images { sums.append(try EnergySum(image, kind)) }
    self.sums = sums
    let start = sums[0].value
    energies = sums.map { $0.value - start }
    let steps = try zip(images, images.dropFirst()).map { a, b throws(EnergeticsError) in
      try Self.displacement(a, b)
    }
    var lengths = [0.0]
    for step in steps { lengths.append(lengths[lengths.count - 1] + Self.norm(step)) }
    guard zip(lengths, lengths.dropFirst()).allSatisfy({ $1 - $0 > 1e-9 }) else {
      throw EnergeticsError(.inconsistent, "two neighbouring images are the same structure")
    }
    self.lengths = lengths
    let own = wanted == .spline ? nil : Self.forceSlopes(images, steps)
    if own == nil, wanted == .forces {
      let without = images.filter { $0.forces?.count != steps[0].count }.map(\.name)
      throw EnergeticsError(
        .inconsistent, "no forces are known of \(without.joined(separator: ", "))")
    }
    usesForces = own != nil
    slopes = own ?? Self.splineSlopes(lengths, energies)
  }

  private static func norm(_ vector: [Double]) -> Double {
    vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// From a to b, each atom by its nearest image.
  private static func displacement(
    _ a: Calculation, _ b: Calculation
  ) throws(EnergeticsError) -> [Double] {
    guard let p = a.geometry, let q = b.geometry, p.species == q.species,
      p.positions.count == q.positions.count
    else {
      throw EnergeticsError(
        .inconsistent, "images '\(a.name)' and '\(b.name)' do not hold the same atoms in one order")
    }
    guard let lattice = p.lattice else { return zip(q.positions, p.positions).map { $0 - $1 } }
    let reciprocal = lattice.reciprocal
    return stride(from: 0, to: p.positions.count, by: 3).flatMap { k -> [Double] in
      let step = Vector3(
        q.positions[k] - p.positions[k], q.positions[k + 1] - p.positions[k + 1],
        q.positions[k + 2] - p.positions[k + 2])
      let s = Lattice.fractional(step, reciprocal: reciprocal)
      let nearest = lattice.cartesian(s - s.rounded(.toNearestOrAwayFromZero))
      return [nearest.x, nearest.y, nearest.z]
    }
  }

  /// Nil unless every image has its forces.
  private static func forceSlopes(_ images: [Calculation], _ steps: [[Double]]) -> [Double]? {
    var slopes: [Double] = []
    for (place, image) in images.enumerated() {
      guard let forces = image.forces, forces.count == steps[0].count else { return nil }
      let before = place > 0 ? steps[place - 1] : steps[0]
      let after = place < steps.count ? steps[place] : steps[steps.count - 1]
      let tangent = zip(before, after).map {
        $0 / max(norm(before), 1e-12) + $1 / max(norm(after), 1e-12)
      }
      let length = max(norm(tangent), 1e-12)
      slopes.append(-zip(forces, tangent).reduce(0) { $0 + $1.0 * $1.1 } / length)
    }
    return slopes
  }

  /// Slopes of the natural cubic spline through the points.
  private static func splineSlopes(_ x: [Double], _ y: [Double]) -> [Double] {
    let n = x.count
    // Tridiagonal system for the slopes; ends with vanishing second derivative.
    var diagonal = [Double](repeating: 0, count: n)
    var upper = diagonal
    var lower = diagonal
    var right = diagonal
    for k in 0..<n {
      if k > 0 {
        let h = x[k] - x[k - 1]
        lower[k] = 1 / h
        diagonal[k] += 2 / h
        right[k] += 3 * (y[k] - y[k - 1]) / (h * h)
      }
      if k < n - 1 {
        let h = x[k + 1] - x[k]
        upper[k] = 1 / h
        diagonal[k] += 2 / h
        right[k] += 3 * (y[k + 1] - y[k]) / (h * h)
      }
    }
    for k in 1..<n {
      let factor = lower[k] / diagonal[k - 1]
      diagonal[k] -= factor * upper[k - 1]
      right[k] -= factor * right[k - 1]
    }
    var slopes = [Double](repeating: 0, count: n)
    slopes[n - 1] = right[n - 1] / diagonal[n - 1]
    for k in stride(from: n - 2, through: 0, by: -1) {
      slopes[k] = (right[k] - upper[k] * slopes[k + 1]) / diagonal[k]
    }
    return slopes
  }

  /// Of an image against the first, eV.
  public func energy(_ image: Int) -> EnergySum { sums[image] - sums[0] }

  /// The path at so many points per segment: lengths in Å, energies in eV.
  public func curve(perSegment count: Int = 40) -> (s: [Double], energy: [Double]) {
    let places = Self.places(segments: lengths.count - 1, perSegment: count)
    return (
      places.map { lengths[$0.segment] + $0.t * (lengths[$0.segment + 1] - lengths[$0.segment]) },
      places.map { value(energies, slopes, $0) }
    )
  }

  private typealias Place = (segment: Int, t: Double)

  private static func places(segments: Int, perSegment count: Int) -> [Place] {
    let count = max(count, 1)
    return [(0, 0)]
      + (0..<segments).flatMap { segment in
        (1...count).map { (segment, Double($0) / Double(count)) }
      }
  }

  /// The cubic (Hermite) at a place between two images.
  private func value(_ y: [Double], _ slopes: [Double], _ place: Place) -> Double {
    let (k, t) = place
    let h = lengths[k + 1] - lengths[k]
    let (t2, t3) = (t * t, t * t * t)
    return (2 * t3 - 3 * t2 + 1) * y[k] + (t3 - 2 * t2 + t) * h * slopes[k]
      + (3 * t2 - 2 * t3) * y[k + 1] + (t3 - t2) * h * slopes[k + 1]
  }

  private var top: Place {
    let places = Self.places(segments: lengths.count - 1, perSegment: 400)
    return places.max { value(energies, slopes, $0) < value(energies, slopes, $1) } ?? (0, 0)
  }

  /// Highest point of the curve: path length in Å, energy above the first image in eV.
  public var saddle: (s: Double, energy: Double) {
    let place = top
    let start = lengths[place.segment]
    return (
      start + place.t * (lengths[place.segment + 1] - start), value(energies, slopes, place)
    )
  }

  /// eV, from the first image and from the last.
  ///
  /// Uncertainties are those of the images' energies; forces count as exact. At the top the curve is
  /// level, so that its place does not move the energy to first order.
  public var barriers: (forward: EnergySum, backward: EnergySum) {
    let place = top
    var energy = EnergySum(0)
    for index in lengths.indices {
      var unit = [Double](repeating: 0, count: lengths.count)
      unit[index] = 1
      let own = usesForces ? level : Self.splineSlopes(lengths, unit)
      energy += sums[index] * value(unit, own, place)
    }
    if usesForces { energy += EnergySum(value(level, slopes, place)) }
    return (energy - sums[0], energy - sums[sums.count - 1])
  }

  private var level: [Double] { [Double](repeating: 0, count: lengths.count) }
}
