import QuenchModel
import QuenchNeighbors

/// Two structures of the same atoms in the same order, and the way of each atom by its nearest image.
struct PathEnds {
  let start: Structure
  let end: Structure
  /// Å, from the start to the nearest image of the end.
  let steps: [Vector3]
  private let shorter: Reassignment?

  /// Lengths of cell vectors that may differ, Å.
  static let cellTolerance = 1e-3
  /// How far a held atom may seem to move, Å.
  static let heldTolerance = 0.01

  init(_ start: Structure, _ end: Structure) throws(PathError) {
    let lattice = try Self.commonCell(start, end)
    try Self.checkOrder(start, end)
    let nearest: NearestPath
    do throws(NeighborError) {
      nearest = try NearestPath(lattice, periodicity: start.periodicity)
    } catch { throw .neighbors(error) }
    var steps: [Vector3] = []
    for atom in 0..<start.count {
      let displacement = end.positions[atom] - start.positions[atom]
      guard displacement.sum().isFinite else { throw .neighbors(.position(atom: atom)) }
      let step = nearest.step(displacement)
      if step.isAmbiguous { throw .ambiguous(atom: atom, distance: step.vector.length) }
      if start.fixedAxes?[atom] == .all, step.vector.length > Self.heldTolerance {
        throw .held(atom: atom, distance: step.vector.length)
      }
      steps.append(step.vector)
    }
    (self.start, self.end, self.steps) = (start, end, steps)
    shorter = Reassignment(start, end, steps: steps, nearest: nearest)
  }

  private static func commonCell(
    _ start: Structure, _ end: Structure
  ) throws(PathError) -> Lattice {
    guard let lattice = start.lattice, let other = end.lattice, lattice.isValid else {
      throw .noLattice
    }
    let difference = (0..<3).map { (lattice[$0] - other[$0]).length }.max() ?? 0
    guard difference <= cellTolerance else { throw .cells(difference: difference) }
    return lattice
  }

  private static func checkOrder(_ start: Structure, _ end: Structure) throws(PathError) {
    guard start.count > 0 else { throw .noAtoms }
    guard start.count == end.count else {
      throw .atomCount(start: start.count, end: end.count)
    }
    for atom in 0..<start.count {
      let (first, last) = (start.species[atom].name, end.species[atom].name)
      guard first == last else { throw .order(atom: atom, start: first, end: last) }
    }
  }

  /// Positions of all images on straight lines, both ends included; Å.
  func straight(images: Int) -> [[Vector3]] {
    (0...(images + 1)).map { image in
      let share = Double(image) / Double(images + 1)
      return start.positions.indices.map { start.positions[$0] + share * steps[$0] }
    }
  }

  /// The start with other positions; what belongs to one moment alone is left out.
  func structures(_ path: [[Vector3]]) -> [Structure] {
    path.enumerated().map { image, positions in
      var structure = start
      if image > 0 { structure.positions = Coordinates(positions) }
      (structure.velocities, structure.forces, structure.images) = (nil, nil, nil)
      structure.verbatim = [:]
      return structure
    }
  }

  func describe(into report: inout BuildReport) {
    let lengths = steps.map(\.length)
    report.add(
      "straight path", key: "straight_path_A",
      .number(
        lengths.reduce(0) { $0 + $1 * $1 }.squareRoot(), unit: "Å (root of the sum of squares)",
        decimals: 4))
    if let farthest = lengths.indices.max(by: { lengths[$0] < lengths[$1] }) {
      report.add(
        "farthest", key: "farthest",
        .text(
          "atom \(farthest + 1) (\(start.species[farthest].name)) by "
            + "\((lengths[farthest] * 1000).rounded() / 1000) Å"))
    }
    guard let shorter else { return }
    report.warn(
      "W-PATH-ORDER",
      "another pairing of equal atoms is shorter (\(shorter.shown), sum of squares "
        + "\(Self.rounded(shorter.square)) instead of \(Self.rounded(shorter.given)) Å²): exchange "
        + "them in the end if the atoms are meant to go there")
  }

  private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
