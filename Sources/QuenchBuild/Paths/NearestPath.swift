import QuenchModel
import QuenchNeighbors

/// The shortest of all images of a displacement, however long it is against the cell.
struct NearestPath {
  private let lattice: Lattice
  private let reciprocal: Lattice
  private let periodicity: Periodicity
  private let nearest: NearestImage
  private let near: [Vector3]

  struct Step {
    let vector: Vector3
    /// Another image is as near, to 0.001 Å.
    let isAmbiguous: Bool
  }

  init(_ lattice: Lattice, periodicity: Periodicity) throws(NeighborError) {
    (self.lattice, reciprocal, self.periodicity) = (lattice, lattice.reciprocal, periodicity)
    nearest = try NearestImage(lattice, periodicity: periodicity)
    // Rounding fractional coordinates leaves at most half of each vector: no shorter image differs by
    // more than twice that.
    let longest = lattice.rows.reduce(0) { $0 + $1.length }
    near = try nearest.images(within: longest + 1e-6).map { Self.vector($0, lattice) }
  }

  func step(_ displacement: Vector3) -> Step {
    var fractional = Lattice.fractional(displacement, reciprocal: reciprocal)
    for axis in 0..<3 where periodicity[axis] {
      fractional[axis] -= fractional[axis].rounded()
    }
    let rounded = lattice.cartesian(fractional)
    if rounded.length < nearest.innerRadius { return Step(vector: rounded, isAmbiguous: false) }
    var (best, second) = (rounded, Double.infinity)
    for image in near {
      let other = rounded + image
      if other.length < best.length - 1e-9 {
        (second, best) = (best.length, other)
      } else {
        second = min(second, other.length)
      }
    }
    return Step(vector: best, isAmbiguous: second - best.length < 1e-3)
  }

  private static func vector(_ n: SIMD3<Int32>, _ lattice: Lattice) -> Vector3 {
    lattice.cartesian(Vector3(Double(n.x), Double(n.y), Double(n.z)))
  }
}
