import QuenchModel

extension Adsorber {
  /// The slab with its molecules: in the slab's orientation, species grouped, molecules unbroken.
  ///
  /// The slab's constraints stay and the molecules are free; charges stay where both have them; forces
  /// and velocities are dropped. Throws `SurfaceError` where molecules or their images come too near.
  public func build(_ configuration: Configuration) throws(SurfaceError) -> Built {
    let own = try molecules(configuration)
    try checkSeparation(own)
    var molecules = own
    if adsorption.side == .both, let flip = surface.flip {
      molecules += own.map { turnedOver($0, by: flip) }
    }
    let loaded = try LoadedSlab(surface, adsorption, molecules)
    let card = AdsorptionCard(
      adsorber: self, configuration: configuration, perSide: own.count, loaded: loaded,
      images: try images.distance(of: own))
    return Built(loaded.structure, card.report)
  }

  /// One set of positions per molecule on the side worked on.
  private func molecules(_ configuration: Configuration) throws(SurfaceError) -> [[Vector3]] {
    let places = configuration.site.places
    let count = try moleculeCount(of: places.count, at: configuration.site.id)
    guard count > 1 else { return [configuration.positions] }
    let landing = Landing(surface, adsorption)
    let posed = Landing.posed(adsorption).first {
      $0.pose == configuration.pose && $0.azimuth == configuration.azimuth
    }
    guard let posed else { return [configuration.positions] }
    var molecules: [[Vector3]] = []
    for place in try SpreadPlaces(places, surface.lattice).chosen(count) {
      molecules.append(try landing.land(posed, at: places[place]).positions)
    }
    return molecules
  }

  private func moleculeCount(of places: Int, at site: String) throws(SurfaceError) -> Int {
    switch adsorption.amount {
    case .molecules(let count):
      guard count <= places else {
        throw .refused(
          "there are only \(places) sites \(site) in this cell for \(count) molecules; take a larger "
            + "in-plane supercell")
      }
      return count
    case .coverage(let share):
      let exact = share * Double(places)
      guard abs(exact - exact.rounded()) < 1e-6, exact > 0.5,
        let count = Int(exactly: exact.rounded())
      else {
        let near = [exact.rounded(.down), exact.rounded(.up)].filter { $0 > 0 }
          .map { shown($0 / Double(places)) }
        throw .refused(
          "a coverage of \(shown(share)) is \(shown(exact)) molecules on \(places) sites \(site); "
            + "possible in this cell: \(near.joined(separator: ", "))")
      }
      return count
    }
  }

  private func checkSeparation(_ molecules: [[Vector3]]) throws(SurfaceError) {
    let nearest = try images.distance(of: molecules)
    guard nearest < adsorption.separation - 1e-9 else { return }
    let name = adsorption.molecule.name
    let alone = try images.distance(of: molecules[0])
    guard alone < adsorption.separation else {
      throw .refused(
        "\(molecules.count) molecules of \(name) come within \(shown(nearest)) Å of one another; take "
          + "fewer, a larger supercell, or a smaller --separation")
    }
    let size = try images.smallestRepeat(of: molecules[0], apart: adsorption.separation)
    let rows = repeats.rows
    let isDiagonal = rows[0].y == 0 && rows[1].x == 0
    let whole = isDiagonal ? SIMD2(size.x * rows[0].x, size.y * rows[1].y) : size
    throw .refused(
      "images of \(name) in neighbouring cells come within \(shown(alone)) Å of it; --supercell "
        + "\(whole.x)x\(whole.y)\(isDiagonal ? "" : " of this cell") keeps them "
        + "\(shown(adsorption.separation)) Å apart")
  }

  /// Symmetry's copy of a molecule on the other face.
  private func turnedOver(_ molecule: [Vector3], by flip: SlabOperation) -> [Vector3] {
    let heights = surface.slab.positions.map(\.z)
    let (low, high) = (heights.min() ?? 0, heights.max() ?? 0)
    let highest = surface.slab.positions.max { $0.z < $1.z } ?? .zero
    // The operation may lead into another period along c.
    let period = surface.lattice.c
    let landed = surface.image(of: Vector3(highest.x, highest.y, high), by: flip)
    let periods = ((low - landed.z) / period.z).rounded()
    return molecule.map { surface.image(of: $0, by: flip) + periods * period }
  }
}

/// Chooses places that lie far apart in the periodic plane.
struct SpreadPlaces {
  private let distances: [[Double]]

  init(_ places: [Vector3], _ lattice: Lattice) throws(SurfaceError) {
    let reach = lattice.a.length + lattice.b.length
    var distances = [[Double]](
      repeating: Array(repeating: reach, count: places.count), count: places.count)
    try PlanePoints(places, lattice).forEachPair(within: reach) { i, j, step in
      guard i != j else { return }
      distances[i][j] = min(distances[i][j], step.length)
      distances[j][i] = distances[i][j]
    }
    self.distances = distances
  }

  /// The first, then always the one farthest from all chosen.
  func chosen(_ count: Int) -> [Int] {
    var chosen = [0]
    var nearest = distances[0]
    while chosen.count < count {
      let free = nearest.indices.filter { !chosen.contains($0) }
      guard let next = free.max(by: { nearest[$0] < nearest[$1] - 1e-6 }) else { break }
      chosen.append(next)
      nearest = zip(nearest, distances[next]).map { min($0, $1) }
    }
    return chosen
  }
}
