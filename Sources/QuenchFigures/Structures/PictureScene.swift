import QuenchModel
import QuenchNeighbors

/// What is to be drawn of a structure, in Å, before anyone looks at it.
struct PictureScene {
  struct Ball {
    let atom: Int
    let place: Vector3
  }

  /// From a ball to the middle of a bond.
  struct HalfBond {
    let ball: Int
    /// The whole bond, Å.
    let vector: Vector3
  }

  let structure: Structure
  /// Atoms, and once more where they lie on a face of the cell, on the face opposite; molecules whole.
  private(set) var balls: [Ball] = []
  private(set) var bonds: [HalfBond] = []
  /// Ends of the twelve edges of the cell.
  let edges: [(from: Vector3, to: Vector3)]

  init(_ structure: Structure, bondTolerance: Double?, wraps: Bool) throws(FigureError) {
    let inside = wraps ? Self.wrapped(structure) : structure
    guard inside.positions.allSatisfy({ $0.sum().isFinite }) else {
      throw .badData("an atom of the structure is not at a finite place")
    }
    let molecules =
      wraps ? try WholeMolecules(inside, tolerance: bondTolerance ?? Self.bondTolerance) : nil
    self.structure = molecules?.structure ?? inside
    edges = structure.lattice.map(Self.edges) ?? []
    balls =
      molecules.map { Self.balls(self.structure, except: $0.isMember) }
      ?? Self.asTheyAre(self.structure)
    if let bondTolerance { try connect(tolerance: bondTolerance) }
  }

  /// Times the sum of covalent radii.
  static let bondTolerance = 1.15

  private static func asTheyAre(_ structure: Structure) -> [Ball] {
    structure.positions.enumerated().map { Ball(atom: $0.offset, place: $0.element) }
  }

  private static func wrapped(_ structure: Structure) -> Structure {
    guard structure.lattice?.isValid == true, let places = structure.fractional else {
      return structure
    }
    var inside = structure
    inside.setFractional(
      Coordinates(
        places.map { place in
          var place = place
          for axis in 0..<3 where structure.periodicity[axis] && place[axis].isFinite {
            place[axis] -= place[axis].rounded(.down)
            if place[axis] > 1 - 1e-6 { place[axis] = 0 }
          }
          return place
        }))
    return inside
  }

  /// Å from a face within which an atom is shown on the face opposite too.
  private static let faceWidth = 0.05

  private static func balls(_ structure: Structure, except isMember: [Bool]) -> [Ball] {
    var balls = asTheyAre(structure)
    guard let lattice = structure.lattice, lattice.isValid, let places = structure.fractional else {
      return balls
    }
    let near = faceWidth / lattice.faceDistances
    for axis in 0..<3 where structure.periodicity[axis] {
      let copies = balls.filter { !isMember[$0.atom] && places[$0.atom][axis] < near[axis] }
      balls += copies.map { Ball(atom: $0.atom, place: $0.place + lattice[axis]) }
      let others = balls.filter { !isMember[$0.atom] && places[$0.atom][axis] > 1 - near[axis] }
      balls += others.map { Ball(atom: $0.atom, place: $0.place - lattice[axis]) }
    }
    return balls
  }

  private static func edges(of lattice: Lattice) -> [(from: Vector3, to: Vector3)] {
    var edges: [(from: Vector3, to: Vector3)] = []
    for axis in 0..<3 {
      let (u, v) = (lattice[(axis + 1) % 3], lattice[(axis + 2) % 3])
      for corner in [.zero, u, v, u + v] as [Vector3] {
        edges.append((corner, corner + lattice[axis]))
      }
    }
    return edges
  }

  /// Every ball draws its half of each of its atom's bonds, so that bonds through the boundary are
  /// cut in the middle by themselves.
  private mutating func connect(tolerance: Double) throws(FigureError) {
    let rule = BondRule(structure.species.categories, tolerance: tolerance)
    guard rule.longest > 0 else { return }
    var vectors: [[Vector3]] = structure.positions.map { _ in [] }
    let codes = structure.species.codes
    do throws(NeighborError) {
      try structure.forEachPair(within: rule.longest) { pair in
        guard rule.joins(codes[pair.i], codes[pair.j], square: pair.square) else { return }
        vectors[pair.i].append(pair.displacement)
        vectors[pair.j].append(-pair.displacement)
      }
    } catch {
      throw .badData("bonds cannot be found: \(error)")
    }
    for (number, ball) in balls.enumerated() {
      bonds += vectors[ball.atom].map { HalfBond(ball: number, vector: $0) }
    }
  }
}
