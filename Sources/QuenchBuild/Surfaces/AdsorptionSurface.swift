import QuenchModel
import QuenchNeighbors
import QuenchSymmetry

/// A slab made ready to be adsorbed on: its normal along z, in one piece, the wanted face up.
struct AdsorptionSurface {
  let slab: Structure
  let lattice: Lattice
  /// True where the lower face was turned up.
  let isTurnedOver: Bool
  /// Operations of the slab that keep its upper face up; the identity where symmetry is not known.
  let operations: [SlabOperation]
  /// One that turns the slab over, a rotation before a reflection; nil where the faces differ.
  let flip: SlabOperation?
  /// Atoms that can be reached from above, ascending.
  let exposed: [Int]
  let warnings: [Warning]

  /// Empty height without which nothing is a slab, Å.
  static let leastVacuum = 5.0

  init(
    _ structure: Structure, isTurnedOver: Bool, depth: Double
  ) throws(SurfaceError) {
    let whole = try Self.inOnePiece(structure)
    let slab = isTurnedOver ? whole.turnedOver() : whole
    guard let lattice = slab.lattice else { throw .noCrystal("the slab has no cell") }
    (self.slab, self.lattice, self.isTurnedOver) = (slab, lattice, isTurnedOver)
    let found = Self.symmetry(of: slab)
    (operations, flip, warnings) = (found.operations, found.flip, found.warnings)
    exposed = try Self.exposedAtoms(slab, lattice, depth: depth)
  }

  /// Height of the highest nucleus, Å.
  var top: Double { slab.positions.map(\.z).max() ?? 0 }

  private static func inOnePiece(_ structure: Structure) throws(SurfaceError) -> Structure {
    guard let given = structure.lattice, given.isValid, structure.count > 0 else {
      throw .noCrystal("adsorption needs a slab: atoms in a cell")
    }
    guard structure.periodicity[0], structure.periodicity[1] else {
      throw .noCrystal("adsorption needs a slab that repeats along a and b")
    }
    guard let aligned = structure.rightHanded().alignedToLowerTriangular()?.structure,
      let lattice = aligned.lattice
    else { throw .noCrystal("the cell cannot be turned upright") }
    let stack = aligned.layers()
    guard stack.vacuum >= leastVacuum else {
      throw .refused(
        "there are only \(shown(stack.vacuum)) Å of vacuum along c: this is no slab with a surface to "
          + "adsorb on (quench slab cuts one)")
    }
    var whole = aligned
    let height = lattice.c.z
    for atom in 0..<aligned.count {
      let periods = ((stack.heights[atom] - aligned.positions[atom].z) / height).rounded()
      if periods != 0 { whole.positions[atom] += periods * lattice.c }
    }
    return whole
  }

  private static func symmetry(
    of slab: Structure
  ) -> (operations: [SlabOperation], flip: SlabOperation?, warnings: [Warning]) {
    let identity = SlabOperation(rotation: .identity, translation: .zero)
    guard slab.count <= StructureFacts.mostAtomsForSymmetry else {
      return (
        [identity], nil,
        [Warning("W-NO-SYMMETRY", "the slab is too large for a symmetry search: all sites differ")]
      )
    }
    do throws(SymmetryError) {
      let all = try slab.spaceGroup().operations.filter { Self.keepsPlane($0.rotation) }
        .map { SlabOperation(rotation: $0.rotation, translation: $0.translation) }
      let kept = all.filter { $0.rotation.rows[2].z == 1 && Self.isWhole($0.translation.z) }
      let flips = all.filter { $0.rotation.rows[2].z == -1 }
      let flip = flips.first { $0.rotation.determinant > 0 } ?? flips.first
      return (kept.isEmpty ? [identity] : kept, flip, [])
    } catch {
      return ([identity], nil, [Warning("W-NO-SYMMETRY", "all sites count as different: \(error)")])
    }
  }

  private static func keepsPlane(_ rotation: IntegerMatrix) -> Bool {
    let rows = rotation.rows
    return rows[0].z == 0 && rows[1].z == 0 && rows[2].x == 0 && rows[2].y == 0
  }

  private static func isWhole(_ value: Double) -> Bool { abs(value - value.rounded()) < 1e-3 }

  /// Within `depth` of the highest nucleus, and not under a higher atom nearer sideways than 0.75
  /// times the sum of covalent radii.
  private static func exposedAtoms(
    _ slab: Structure, _ lattice: Lattice, depth: Double
  ) throws(SurfaceError) -> [Int] {
    let top = slab.positions.map(\.z).max() ?? 0
    let candidates = slab.positions.indices.filter { slab.positions[$0].z >= top - depth }
    let radii = candidates.map { slab.species[$0].element?.covalentRadius ?? 1 }
    var isCovered = [Bool](repeating: false, count: candidates.count)
    let flat = PlanePoints(candidates.map { slab.positions[$0] }, lattice)
    try flat.forEachPair(within: 1.5 * (radii.max() ?? 1)) { i, j, step in
      let rise = slab.positions[candidates[j]].z - slab.positions[candidates[i]].z
      guard step.length < 0.75 * (radii[i] + radii[j]), abs(rise) > 0.3 else { return }
      isCovered[rise > 0 ? i : j] = true
    }
    return candidates.indices.filter { !isCovered[$0] }.map { candidates[$0] }
  }
}

/// x ↦ rotation · x + translation, fractional in the slab's cell.
struct SlabOperation {
  let rotation: IntegerMatrix
  let translation: Vector3
}

/// Points of a periodic plane, whatever their height.
struct PlanePoints {
  private let structure: Structure

  init(_ points: [Vector3], _ lattice: Lattice) {
    structure = Structure(
      lattice: Lattice(a: lattice.a, b: lattice.b, c: Vector3(0, 0, 100)), periodicity: [.a, .b],
      species: Categorical(
        repeatElement(Species(label: "?", element: nil), count: points.count)),
      positions: Coordinates(points.map { Vector3($0.x, $0.y, 0) }))
  }

  /// `body(i, j, step)` once per unordered pair, own images included; step from i to the image of j.
  func forEachPair(
    within cutoff: Double, _ body: (Int, Int, Vector3) -> Void
  ) throws(SurfaceError) {
    try structure.nearbyPairs(within: cutoff) { body($0.i, $0.j, $0.displacement) }
  }
}

extension Structure {
  /// Turned by 180° about x, the cell right-handed and lower triangular again; twice is as before.
  func turnedOver() -> Structure {
    guard let lattice else { return self }
    func turn(_ v: Vector3) -> Vector3 { Vector3(v.x, -v.y, -v.z) }
    var turned = self
    turned.lattice = Lattice(a: turn(lattice.a), b: -turn(lattice.b), c: -turn(lattice.c))
    turned.positions = Coordinates(positions.map(turn))
    turned.velocities = velocities.map { Coordinates($0.map(turn)) }
    turned.forces = forces.map { Coordinates($0.map(turn)) }
    turned.images = nil
    turned.verbatim = [:]
    return turned
  }
}
