extension FixedAxes {
  /// The same hold along the vectors of `lattice`, where `cartesian` names x, y, z.
  ///
  /// Nil where the directions left free are spanned by no cell vectors: then an atom that is held along
  /// x, y or z is held along none of a, b, c. Holding an atom whole, or not, always has its twin.
  public init?(cartesian: FixedAxes, in lattice: Lattice?) {
    guard let lattice, cartesian != .none, cartesian != .all else {
      self = cartesian
      return
    }
    self = .all
    for (vector, row) in lattice.rows.enumerated() {
      let isFree = (0..<3).allSatisfy { !cartesian[$0] || Self.isZero(row, $0) }
      if isFree { remove(FixedAxes(rawValue: 1 << UInt8(vector))) }
    }
    guard count == cartesian.count else { return nil }
  }

  /// The same hold along x, y, z; nil where the free cell vectors span no Cartesian directions.
  public func cartesian(in lattice: Lattice?) -> FixedAxes? {
    guard let lattice, self != .none, self != .all else { return self }
    var held = FixedAxes.all
    for (vector, row) in lattice.rows.enumerated() where !self[vector] {
      for axis in 0..<3 where !Self.isZero(row, axis) {
        held.remove(FixedAxes(rawValue: 1 << UInt8(axis)))
      }
    }
    return held.count == count ? held : nil
  }

  /// How many axes are held.
  private var count: Int { rawValue.nonzeroBitCount }

  private static func isZero(_ row: Vector3, _ axis: Int) -> Bool {
    abs(row[axis]) <= 1e-8 * row.length
  }
}
