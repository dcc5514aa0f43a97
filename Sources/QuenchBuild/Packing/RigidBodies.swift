import QuenchModel

/// Molecules that move as wholes, beside atoms that are held.
///
/// Atoms `0 ..< heldCount` are held; those of body b follow as `starts[b] ..< starts[b + 1]`, in the
/// positions of `structure` unbroken about `centres[b]`.
struct RigidBodies {
  private(set) var structure: Structure
  let heldCount: Int
  let starts: [Int]
  private(set) var centres: [Vector3]
  /// From the centre of its body to each atom that is not held.
  private var offsets: [Vector3]
  /// Per atom the number of its body, −1 for held ones.
  let groups: [Int32]
  /// Weight of a body: its number of atoms, and its isotropic moment of inertia, Å².
  let masses: [Double]
  let inertias: [Double]
  /// Largest distance of a nucleus from the body's centre, Å.
  let radii: [Double]

  /// `molecules` in the order of the bodies; species and lattice are those of the result.
  init(held: Structure, molecules: [Structure]) {
    heldCount = held.count
    var (starts, offsets, groups) = (
      [held.count], [Vector3](), [Int32](repeating: -1, count: held.count)
    )
    var (masses, inertias, radii) = ([Double](), [Double](), [Double]())
    var species = Categorical(held.species)
    for (body, molecule) in molecules.enumerated() {
      let centre = molecule.centre
      let own = molecule.positions.map { $0 - centre }
      offsets += own
      groups += [Int32](repeating: Int32(clamping: body), count: own.count)
      for kind in molecule.species { species.append(kind) }
      starts.append(starts[body] + own.count)
      masses.append(Double(own.count))
      inertias.append(own.reduce(0) { $0 + dot($1, $1) } * 2 / 3)
      radii.append(own.map(\.length).max() ?? 0)
    }
    (self.starts, self.offsets, self.groups) = (starts, offsets, groups)
    (self.masses, self.inertias, self.radii) = (masses, inertias, radii)
    centres = [Vector3](repeating: .zero, count: molecules.count)
    structure = Structure(
      lattice: held.lattice, periodicity: held.periodicity, species: species,
      positions: Coordinates(held.positions.map { $0 } + offsets))
  }

  var count: Int { centres.count }

  func atoms(of body: Int) -> Range<Int> { starts[body]..<starts[body + 1] }

  /// Offsets of one body's atoms, Å.
  func shape(of body: Int) -> ArraySlice<Vector3> {
    offsets[(starts[body] - heldCount)..<(starts[body + 1] - heldCount)]
  }

  /// Puts a body somewhere, turned from how it is.
  mutating func place(_ body: Int, at centre: Vector3, turned rotation: Rotation) {
    centres[body] = centre
    turn(body, by: rotation)
    writePositions(body)
  }

  /// Moves a body by a vector (Å) and turns it about its centre by an angle vector (radians).
  mutating func move(_ body: Int, by step: Vector3, turning angle: Vector3) {
    centres[body] += step
    let length = angle.length
    if length > 0 { turn(body, by: Rotation(about: angle, degrees: length * 180 / .pi)) }
    writePositions(body)
  }

  private mutating func turn(_ body: Int, by rotation: Rotation) {
    let atoms = (starts[body] - heldCount)..<(starts[body + 1] - heldCount)
    guard atoms.count > 1 else { return }
    for atom in atoms { offsets[atom] = rotation.applied(to: offsets[atom]) }
  }

  private mutating func writePositions(_ body: Int) {
    let centre = centres[body]
    for atom in atoms(of: body) {
      structure.positions[atom] = centre + offsets[atom - heldCount]
    }
  }

  /// Moves each body by whole cell vectors until its centre lies in the cell.
  mutating func wrapCentres() {
    guard let lattice = structure.lattice else { return }
    let reciprocal = lattice.reciprocal
    for body in 0..<count {
      var place = Lattice.fractional(centres[body], reciprocal: reciprocal)
      for axis in 0..<3 {
        place[axis] = structure.periodicity[axis] ? -place[axis].rounded(.down) : 0
      }
      guard place != .zero else { continue }
      centres[body] += lattice.cartesian(place)
      writePositions(body)
    }
  }
}
