import QuenchModel

/// Along which cell vectors a structure ends in vacuum.
struct VacuumAxes {
  /// Gap between outermost nuclei that makes a vacuum, Å: more than any layered crystal has.
  static let leastGap = 8.0

  /// 0…2, ascending.
  let axes: [Int]
  /// Å, in the order of `axes`.
  let gaps: [Double]
  /// Middle of the matter in fractions of each cell vector, 0…1.
  let centre: Vector3

  init(_ structure: Structure) {
    var (axes, gaps): ([Int], [Double]) = ([], [])
    var centre = Vector3(repeating: 0.5)
    for axis in 0..<3 {
      let stack = structure.layers(along: axis)
      guard stack.vacuum > Self.leastGap, let lattice = structure.lattice,
        let low = stack.heights.min(), let high = stack.heights.max()
      else { continue }
      axes.append(axis)
      gaps.append(stack.vacuum)
      let middle = (low + high) / 2 / lattice.height(axis)
      centre[axis] = middle - middle.rounded(.down)
    }
    (self.axes, self.gaps, self.centre) = (axes, gaps, centre)
  }

  /// A slab ends along one axis, a molecule along three.
  var isSlab: Bool { axes.count == 1 }
  var isMolecule: Bool { axes.count == 3 }
}
