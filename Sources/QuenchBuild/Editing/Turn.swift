public import QuenchModel
import QuenchNeighbors

/// Turns a structure, or some of its atoms about a point.
public struct Turn: Hashable, Sendable {
  public var rotation: Rotation
  /// Atoms to turn as one piece (from 0); nil turns the whole structure.
  public var atoms: [Int]?
  /// Å; nil is the middle of the atoms that turn. Without meaning where the cell turns too.
  public var centre: Vector3?
  /// Whether the cell turns with a whole structure.
  public var turnsCell: Bool

  public init(
    _ rotation: Rotation, atoms: [Int]? = nil, centre: Vector3? = nil, turnsCell: Bool = true
  ) {
    (self.rotation, self.atoms) = (rotation, atoms)
    (self.centre, self.turnsCell) = (centre, turnsCell)
  }

  /// Positions, velocities and forces turn together.
  ///
  /// With the cell, fractional coordinates stay to the last bit. Chosen atoms are brought together
  /// through the boundary first. Throws `EditError`.
  public func build(_ structure: Structure) throws(EditError) -> Built {
    guard structure.count > 0 else { throw .nothingChosen("an empty structure") }
    if let atoms { return Built(try turned(atoms, of: structure), BuildReport()) }
    if turnsCell, let lattice = structure.lattice {
      var result = structure
      let places = structure.sourceFractional
      result.lattice = Lattice(
        a: rotation.applied(to: lattice.a), b: rotation.applied(to: lattice.b),
        c: rotation.applied(to: lattice.c))
      result.positions = rotation.applied(to: structure.positions)
      if let places { result.setFractional(places) }
      turnVectors(of: &result, Array(0..<structure.count))
      return Built(result, BuildReport())
    }
    var report = BuildReport()
    if structure.lattice != nil, structure.periodicity != .none {
      report.warn(
        "W-ROTATE-CELL", "the cell stays: bonds through the boundary do not turn with the atoms")
    }
    return Built(try turned(Array(0..<structure.count), of: structure, isWhole: true), report)
  }

  private func turned(
    _ chosen: [Int], of structure: Structure, isWhole: Bool = false
  ) throws(EditError) -> Structure {
    guard !chosen.isEmpty else { throw .nothingChosen("the selection") }
    let together = isWhole ? structure.positions : try gathered(chosen, structure)
    let middle = centre ?? chosen.reduce(.zero) { $0 + together[$1] } / Double(chosen.count)
    var result = structure
    if let fixed = structure.fixedAxes {
      for atom in chosen where fixed[atom] != .none && fixed[atom] != .all {
        throw .partialConstraint(atom: atom)
      }
    }
    var positions = together
    for atom in chosen {
      positions[atom] = middle + rotation.applied(to: together[atom] - middle)
    }
    result.positions = positions
    turnVectors(of: &result, chosen)
    result.images = nil
    return result
  }

  private func turnVectors(of structure: inout Structure, _ atoms: [Int]) {
    for atom in atoms {
      if let velocity = structure.velocities?[atom] {
        structure.velocities?[atom] = rotation.applied(to: velocity)
      }
      if let force = structure.forces?[atom] {
        structure.forces?[atom] = rotation.applied(to: force)
      }
    }
    structure.verbatim = [:]
  }

  /// Positions with the chosen atoms next to the first of them, each at its nearest image.
  private func gathered(_ chosen: [Int], _ structure: Structure) throws(EditError) -> Coordinates {
    guard let lattice = structure.lattice, structure.periodicity != .none else {
      return structure.positions
    }
    var positions = structure.positions
    let nearest: NearestImage
    do throws(NeighborError) {
      nearest = try NearestImage(lattice, periodicity: structure.periodicity)
    } catch {
      throw .search("\(error)")
    }
    let anchor = positions[chosen[0]]
    for atom in chosen.dropFirst() {
      guard let image = nearest.image(from: anchor, to: positions[atom]) else {
        throw .severalImages(atom: atom)
      }
      positions[atom] += lattice.cartesian(Vector3(image))
    }
    return positions
  }
}
