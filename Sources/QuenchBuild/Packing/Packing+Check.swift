import QuenchModel
import QuenchNeighbors

extension Packing {
  /// What cannot work, said before anything is tried.
  func check() throws(PackingError) {
    try checkCounts()
    guard lattice.isValid, !lattice.isLeftHanded else { throw .invalidLattice }
    guard (1...10_000).contains(rounds) else {
      throw .outOfRange(parameter: "rounds", value: "\(rounds)", allowed: "1 to 10,000")
    }
    for region in regions { try region.check(lattice, periodicity) }
    try checkHeld()
  }

  private func checkCounts() throws(PackingError) {
    var total = held?.count ?? 0
    for component in components {
      guard component.count >= 0 else {
        throw .outOfRange(
          parameter: "the number of \(component.name)", value: "\(component.count)",
          allowed: "0 or more")
      }
      for species in component.molecule.species.categories where species.element == nil {
        throw .unknownSpecies(species.label)
      }
      guard component.molecule.positions.allSatisfy({ ($0 - $0).sum().isZero }) else {
        throw .outOfRange(
          parameter: "a position of \(component.name)", value: "not a number", allowed: "finite")
      }
      let (atoms, overflow) = component.count.multipliedReportingOverflow(
        by: component.molecule.count)
      let (sum, tooMany) = total.addingReportingOverflow(atoms)
      guard !overflow, !tooMany, sum <= Self.mostAtoms else {
        throw .outOfRange(
          parameter: "the number of atoms", value: "more", allowed: "at most \(Self.mostAtoms)")
      }
      total = sum
    }
    guard components.contains(where: { $0.count > 0 && $0.molecule.count > 0 }) else {
      throw .nothing
    }
  }

  /// With the floor and the ceiling of a cell that does not repeat along c as walls.
  ///
  /// Throws where nothing keeps molecules from leaving along an axis that does not repeat.
  func walled() throws(PackingError) -> Packing {
    var walled = self
    let isClosed = regions.contains { $0.bounds.low.x.isFinite }
    let hasFloor = regions.contains { $0.bounds.low.z.isFinite }
    if !periodicity[2], !hasFloor, abs(lattice.a.z) < 1e-9, abs(lattice.b.z) < 1e-9 {
      walled.regions.append(.slab(low: 0, high: lattice.c.z))
    }
    for axis in 0..<3 where !periodicity[axis] && !isClosed {
      guard axis == 2, walled.regions.contains(where: { $0.bounds.low.z.isFinite }) else {
        throw .region(
          "the cell does not repeat along \(["a", "b", "c"][axis]): say where to pack, with a region"
            + " such as a box or a sphere")
      }
    }
    return walled
  }

  /// More cannot be packed in reasonable time.
  static let mostAtoms = 20_000_000

  private func checkHeld() throws(PackingError) {
    guard let held, held.count > 0 else { return }
    for species in held.species.categories where species.element == nil {
      throw .unknownSpecies(species.label)
    }
    var worst: NeighborPair?
    try PackingError.searching { () throws(NeighborError) in
      try heldStructure.forEachPair(within: 0.4) { pair in
        if pair.square < worst?.square ?? .infinity { worst = pair }
      }
    }
    guard let worst else { return }
    throw .heldOverlap(
      first: min(worst.i, worst.j), second: max(worst.i, worst.j), distance: worst.distance)
  }

  /// What the cell has no room for, whatever the arrangement.
  func checkRoom(_ contacts: ContactTable) throws(PackingError) {
    let shortest = try shortestImage()
    for component in components where component.count > 0 {
      let length = try component.length()
      guard length < shortest else {
        throw .moleculeTooLarge(name: component.name, length: length, room: shortest)
      }
    }
    for atom in (held?.count ?? 0)..<contacts.codes.count
    where contacts.distance(atom, atom) > shortest {
      let element = contacts.kind(atom).element
      throw .cellTooSmall(
        pair: "\(element)-\(element)", asked: contacts.distance(atom, atom), shortest: shortest)
    }
    try checkDensity(contacts)
  }

  private func shortestImage() throws(PackingError) -> Double {
    try PackingError.searching { () throws(NeighborError) in
      return try 2 * NearestImage(lattice, periodicity: periodicity).innerRadius
    }
  }

  /// Equal spheres fill at most π/√18 of space (T. C. Hales, Ann. Math. 162 (2005) 1065,
  /// doi 10.4007/annals.2005.162.1065); asked of loose atoms alone, in a cell of their own.
  private func checkDensity(_ contacts: ContactTable) throws(PackingError) {
    guard periodicity == .all, held?.count ?? 0 == 0,
      components.allSatisfy({ $0.molecule.count == 1 || $0.count == 0 })
    else { return }
    // Spheres at a wall reach half a diameter beyond it: the bound holds without walls only.
    guard regions.isEmpty else { return }
    let volume = lattice.volume
    let width = contacts.smallest
    let share = Double(contacts.codes.count) * .pi / 6 * width * width * width / volume
    let most = Double.pi / 18.0.squareRoot()
    guard share > most else { return }
    let density = PackingBox.density(of: components, volume: volume)
    throw .tooDense(density: density, share: share, most: density.map { $0 * most / share })
  }
}

extension PackingComponent {
  /// Largest distance between two of its nuclei, Å.
  func length() throws(PackingError) -> Double {
    var molecule = molecule
    (molecule.lattice, molecule.periodicity) = (nil, .none)
    guard molecule.count > 1 else { return 0 }
    var square = 0.0
    try PackingError.searching { () throws(NeighborError) in
      try molecule.forEachPair(within: span + 1) { square = max(square, $0.square) }
    }
    return square.squareRoot()
  }
}
