public import QuenchModel

/// Sets the empty height along one cell vector.
public struct Vacuum: Hashable, Sendable {
  /// 0…2.
  public var axis: Int
  /// Å between the outermost nuclei through the boundary, measured along the normal of the other two
  /// vectors.
  public var gap: Double
  /// Puts the slab into the middle of the new cell instead of leaving it where it is.
  public var centres: Bool

  public init(axis: Int = 2, gap: Double, centres: Bool = false) {
    (self.axis, self.gap, self.centres) = (axis, gap, centres)
  }

  /// The cell vector keeps its direction; atoms keep their distances. Throws `EditError`.
  public func build(_ structure: Structure) throws(EditError) -> Built {
    guard gap.isFinite, (0.1...10_000).contains(gap) else {
      throw .outOfRange(parameter: "the vacuum", value: "\(gap) Å", allowed: "0.1 to 10000 Å")
    }
    let lattice = try structure.usableLattice()
    guard structure.count > 0 else { throw .nothingChosen("an empty structure") }
    let stack = structure.layers(along: axis)
    let (low, height) = (stack.heights.min() ?? 0, stack.thickness + gap)
    let (normal, period) = (lattice.normal(axis), lattice.height(axis))
    var result = structure
    var positions = structure.positions
    let start = centres ? gap / 2 : low - (low / height).rounded(.down) * height
    for atom in positions.indices {
      // Whole cells first, so that atoms of a slab through the boundary come together.
      let cells = ((stack.heights[atom] - dot(positions[atom], normal)) / period).rounded()
      positions[atom] += cells * lattice[axis]
      positions[atom] += ((start - low) / period) * lattice[axis]
    }
    var cell = lattice
    cell[axis] = (height / period) * lattice[axis]
    result.lattice = cell
    result.positions = positions
    result.images = nil
    result.verbatim = [:]
    var report = BuildReport()
    if stack.vacuum.isFinite {
      report.add(
        "vacuum before", key: "vacuum_before_A", .number(stack.vacuum, unit: "Å", decimals: 4))
    }
    return Built(result, report)
  }
}
