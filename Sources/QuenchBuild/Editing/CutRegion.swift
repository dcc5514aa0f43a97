public import QuenchModel

/// Where atoms are kept.
public enum CutRegion: Hashable, Sendable {
  /// Å, centre and radius.
  case sphere(centre: Vector3?, radius: Double)
  /// Å, along x, y, z.
  case box(low: Vector3, high: Vector3)
  /// Radius in Å about a line through `centre` along x, y or z (0…2).
  case cylinder(centre: Vector3?, axis: Int, radius: Double)
  /// At most `distance` Å beyond `centre` along the normal of the planes (h k l) of the cell.
  case plane(SIMD3<Int>, centre: Vector3?, distance: Double)

  /// `sphere R`, `sphere X Y Z R`, `box X Y Z X Y Z`, `cylinder z R`, `cylinder z X Y Z R`,
  /// `plane H K L D`; Å, without a centre the middle of the cell (or of the atoms).
  ///
  /// Throws `EditError`.
  public init(parsing text: String) throws(EditError) {
    let words = text.split { $0 == " " || $0 == "," }.map(String.init)
    let axis = ["x": 0, "y": 1, "z": 2][words.dropFirst().first ?? ""]
    let rest = words.dropFirst(axis == nil ? 1 : 2)
    let numbers = rest.compactMap { Double($0) }.filter(\.isFinite)
    func vector(_ start: Int) -> Vector3 {
      Vector3(numbers[start], numbers[start + 1], numbers[start + 2])
    }
    let isRead = numbers.count == rest.count
    switch (words.first ?? "", axis, numbers.count, isRead) {
    case ("sphere", nil, 1, true): self = .sphere(centre: nil, radius: numbers[0])
    case ("sphere", nil, 4, true): self = .sphere(centre: vector(0), radius: numbers[3])
    case ("box", nil, 6, true): self = .box(low: vector(0), high: vector(3))
    case ("cylinder", let axis?, 1, true):
      self = .cylinder(centre: nil, axis: axis, radius: numbers[0])
    case ("cylinder", let axis?, 4, true):
      self = .cylinder(centre: vector(0), axis: axis, radius: numbers[3])
    case ("plane", nil, 4, true):
      guard let h = Int(exactly: numbers[0]), let k = Int(exactly: numbers[1]),
        let l = Int(exactly: numbers[2])
      else { throw Self.expected(text) }
      self = .plane(SIMD3(h, k, l), centre: nil, distance: numbers[3])
    default: throw Self.expected(text)
    }
    try check()
  }

  private static func expected(_ text: String) -> EditError {
    .badText(
      parameter: "the region", text: text,
      expected: "sphere R, sphere X Y Z R, box X Y Z X Y Z, cylinder z R, cylinder z X Y Z R or"
        + " plane H K L D (Å)")
  }

  private func check() throws(EditError) {
    switch self {
    case .sphere(_, let radius), .cylinder(_, _, let radius):
      guard radius > 0 else {
        throw .outOfRange(parameter: "the radius", value: "\(radius) Å", allowed: "positive")
      }
    case .box(let low, let high):
      guard low.x < high.x, low.y < high.y, low.z < high.z else {
        throw .outOfRange(
          parameter: "the box", value: "one with its low corner above its high one",
          allowed: "given by its low, then its high corner")
      }
    case .plane(let index, _, _):
      guard index != .zero else {
        throw .outOfRange(
          parameter: "the Miller indices", value: "0 0 0", allowed: "not all zero")
      }
    }
  }

  /// Per atom whether it is kept. Spheres and cylinders count nearest images; edges are inside.
  func mask(_ structure: Structure) throws(EditError) -> [Bool] {
    let hair = 1e-9
    switch self {
    case .sphere(let centre, let radius):
      return structure.distances(from: centre ?? structure.middle).map { $0 <= radius + hair }
    case .box(let low, let high):
      return structure.positions.map { place in
        (0..<3).allSatisfy { place[$0] >= low[$0] - hair && place[$0] <= high[$0] + hair }
      }
    case .cylinder(let centre, let axis, let radius):
      let vectors = structure.vectors(from: centre ?? structure.middle)
      return vectors.map { vector in
        var flat = vector
        flat[axis] = 0
        return flat.length <= radius + hair
      }
    case .plane(let index, let centre, let distance):
      let normal = try structure.usableLattice().planeNormal(index)
      let middle = centre ?? structure.middle
      return structure.positions.map { dot($0 - middle, normal) <= distance + hair }
    }
  }
}

extension Lattice {
  /// Unit normal of the planes (h k l): h a* + k b* + l c*.
  func planeNormal(_ index: SIMD3<Int>) -> Vector3 {
    let normal = reciprocal.cartesian(Vector3(Double(index.x), Double(index.y), Double(index.z)))
    return normal / normal.length
  }
}

extension Structure {
  /// Of the cell where it repeats, else of the box around the atoms, Å.
  var middle: Vector3 {
    if let lattice, periodicity != .none { return lattice.cartesian(Vector3(repeating: 0.5)) }
    guard let first = positions.first else { return .zero }
    var (low, high) = (first, first)
    for place in positions { (low, high) = (pointwiseMin(low, place), pointwiseMax(high, place)) }
    return (low + high) / 2
  }

  /// From a point to the nearest image of each atom, Å.
  func vectors(from point: Vector3) -> [Vector3] {
    guard let lattice, lattice.isValid, periodicity != .none else {
      return positions.map { $0 - point }
    }
    let nearest = NearestVector(lattice, periodicity)
    return positions.map { nearest.shortest($0 - point) }
  }
}
