import QuenchModel
import QuenchNeighbors

/// Lets a posed molecule down onto a surface until it touches.
struct Landing {
  struct Landed {
    let positions: [Vector3]
    /// Of the lowest atom above the site, Å.
    let height: Double
    let contact: String
    let distance: Double
  }

  private let surface: AdsorptionSurface
  private let adsorption: Adsorption
  private let distances: TouchingDistances

  init(_ surface: AdsorptionSurface, _ adsorption: Adsorption) {
    self.surface = surface
    self.adsorption = adsorption
    distances = TouchingDistances(molecule: adsorption.molecule.molecule, slab: surface.slab)
  }

  /// Every pose at every angle.
  static func posed(_ adsorption: Adsorption) -> [PosedMolecule] {
    adsorption.poses.flatMap { pose in
      (0..<adsorption.azimuths).map { step in
        PosedMolecule(
          adsorption.molecule.molecule, pose: pose, anchor: adsorption.anchor,
          turn: adsorption.turn, azimuth: 360 * Double(step) / Double(adsorption.azimuths))
      }
    }
  }

  func land(_ posed: PosedMolecule, at site: Vector3) throws(SurfaceError) -> Landed {
    let lowest = posed.positions.map(\.z).min() ?? 0
    let over = posed.positions.map { $0 + Vector3(site.x, site.y, 0) }
    let lift: Double
    switch adsorption.height {
    case .contact(let scale): lift = try contactHeight(over, scale: scale)
    case .above(let height): lift = site.z + height - (adsorption.anchor == nil ? lowest : 0)
    }
    let positions = over.map { $0 + Vector3(0, 0, lift) }
    let nearest = try nearestContact(positions, distances.touching)
    if case .above = adsorption.height {
      let tightest = try nearestContact(positions, distances.covalent)
      guard tightest.ratio >= 0.7 else {
        throw .refused(
          "at this height \(tightest.name) are \(shown(tightest.distance)) Å apart, less than 0.7 of "
            + "the covalent radii: raise --height, or let the radii decide")
      }
    }
    return Landed(
      positions: positions, height: lowest + lift - site.z, contact: nearest.name,
      distance: nearest.distance)
  }

  /// Pairs of a molecule's atom and a slab atom, with the step between them in the plane.
  private func forEachPair(
    _ positions: [Vector3], within cutoff: Double, _ body: (Int, Int, Vector3) -> Void
  ) throws(SurfaceError) {
    let count = positions.count
    let all = PlanePoints(positions + surface.slab.positions, surface.lattice)
    try all.forEachPair(within: cutoff) { i, j, step in
      guard (i < count) != (j < count) else { return }
      body(min(i, j), max(i, j) - count, step)
    }
  }

  /// What to add to all heights so that the nearest pair just touches.
  private func contactHeight(_ positions: [Vector3], scale: Double) throws(SurfaceError) -> Double {
    var lift = -Double.infinity
    try forEachPair(positions, within: scale * distances.longest + 1e-6) { atom, other, step in
      let reach = scale * distances.touching(atom, other)
      let flat = dot(step, step)
      guard flat < reach * reach else { return }
      let touching = surface.slab.positions[other].z + (reach * reach - flat).squareRoot()
      lift = max(lift, touching - positions[atom].z)
    }
    guard lift.isFinite else {
      throw .refused("the molecule would fall through the slab: there is no atom below it")
    }
    return lift
  }

  /// The pair with the least distance in units of its own measure.
  private func nearestContact(
    _ positions: [Vector3], _ measure: (Int, Int) -> Double
  ) throws(SurfaceError) -> (name: String, distance: Double, ratio: Double) {
    var best = (name: "none", distance: Double.infinity, ratio: Double.infinity)
    var pair = (0, 0)
    try forEachPair(positions, within: max(6, 3 * distances.longest)) { atom, other, step in
      let rise = positions[atom].z - surface.slab.positions[other].z
      let distance = (dot(step, step) + rise * rise).squareRoot()
      let ratio = distance / measure(atom, other)
      guard ratio < best.ratio - 1e-9 else { return }
      best = ("", distance, ratio)
      pair = (atom, other)
    }
    guard best.distance.isFinite else { return best }
    let names = (
      adsorption.molecule.molecule.species[pair.0].name, surface.slab.species[pair.1].name
    )
    best.name = "\(names.0)-\(names.1)"
    return best
  }
}
