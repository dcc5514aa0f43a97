import QuenchModel

/// Fills a body with a crystal.
struct CrystalCut {
  private let crystal: Structure
  private let lattice: Lattice
  private let origin: Vector3

  /// `origin` comes to lie at the origin of the body, Å.
  init(_ crystal: Structure, _ lattice: Lattice, origin: Vector3) {
    (self.crystal, self.lattice, self.origin) = (crystal, lattice, origin)
  }

  /// Every periodic image of every atom inside, without a cell; `reach` is the body's radius, Å.
  func atoms(in body: ParticleShape, reach: Double) throws(EditError) -> Structure {
    let heights = lattice.faceDistances
    let cells = 8 * (reach + 1) * (reach + 1) * (reach + 1) / lattice.volume
    guard cells * Double(crystal.count) < 4 * Double(Nanoparticle.mostAtoms) else {
      let expected = min(cells * Double(crystal.count), 1e15)
      throw .tooManyAtoms(Int(expected), most: Nanoparticle.mostAtoms)
    }
    var chosen: [Int] = []
    var places = Coordinates()
    let reciprocal = lattice.reciprocal
    for (atom, position) in crystal.positions.enumerated() {
      guard position.sum().isFinite else {
        throw .outOfRange(
          parameter: "the place of atom \(atom + 1)", value: "none", allowed: "finite")
      }
      let start = position - origin
      let own = Lattice.fractional(start, reciprocal: reciprocal)
      let low = ((own * -1) - reach / heights).rounded(.down)
      let high = ((own * -1) + reach / heights).rounded(.up)
      for x in stride(from: low.x, through: high.x, by: 1) {
        for y in stride(from: low.y, through: high.y, by: 1) {
          for z in stride(from: low.z, through: high.z, by: 1) {
            let place = start + lattice.cartesian(Vector3(x, y, z))
            guard body.contains(place) else { continue }
            chosen.append(atom)
            places.append(place)
          }
        }
      }
    }
    var particle = crystal.selecting(chosen)
    particle.lattice = nil
    particle.periodicity = .none
    particle.positions = places
    (particle.velocities, particle.forces) = (nil, nil)
    (particle.images, particle.identifiers, particle.residues) = (nil, nil, nil)
    particle.fixedAxes = nil
    return particle
  }
}
