public import QuenchModel

/// Follows atoms through the boundary: how far each has come since the first frame, Å.
///
/// A step is the change of the fractional coordinates, reduced to the nearest image, times the mean of
/// the two cells: atoms that rest in fractional coordinates have not moved, however the cell breathes.
/// A step above 0.4 of a cell vector is an error, since its image is then in doubt.
public struct Unwrapping: Sendable {
  /// Å, of each atom since the first frame.
  public private(set) var displacements: [Vector3] = []
  private var last: [Vector3] = []
  private var lattice: Lattice?
  private var periodicity = Periodicity.none
  private var frames = 0

  /// Of a cell vector.
  public static let longestStep = 0.4

  public init() {}

  /// The next frame. Throws `stepTooLong` and, where the number of atoms changes, `atomsChanged`.
  public mutating func add(_ structure: Structure) throws(AnalysisError) {
    let places = Self.places(structure)
    defer {
      last = places
      lattice = structure.lattice
      periodicity = structure.periodicity
      frames += 1
    }
    guard frames > 0 else {
      displacements = [Vector3](repeating: .zero, count: places.count)
      return
    }
    guard places.count == last.count else {
      throw .atomsChanged(from: last.count, to: places.count, frame: frames)
    }
    let rows = (0..<3).map { row -> Vector3 in
      guard let old = lattice, let new = structure.lattice else {
        return Vector3(row == 0 ? 1 : 0, row == 1 ? 1 : 0, row == 2 ? 1 : 0)
      }
      return (old[row] + new[row]) / 2
    }
    for atom in places.indices {
      let step = try reduced(places[atom] - last[atom], atom: atom)
      displacements[atom] += step.x * rows[0] + step.y * rows[1] + step.z * rows[2]
    }
  }

  private func reduced(_ step: Vector3, atom: Int) throws(AnalysisError) -> Vector3 {
    var step = step
    for axis in 0..<3 where periodicity[axis] {
      step[axis] -= step[axis].rounded()
      guard abs(step[axis]) <= Self.longestStep else {
        throw .stepTooLong(atom: atom, frame: frames)
      }
    }
    return step
  }

  /// Fractional where there is a cell, else Cartesian.
  private static func places(_ structure: Structure) -> [Vector3] {
    guard structure.lattice != nil, let fractional = structure.fractional else {
      return Array(structure.positions)
    }
    return Array(fractional)
  }
}
