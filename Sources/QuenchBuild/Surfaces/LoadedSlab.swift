import QuenchModel

/// A slab and the molecules on it in one structure.
struct LoadedSlab {
  private(set) var structure: Structure
  /// Atoms of the molecules in the finished structure, ascending.
  let moleculeAtoms: [Int]
  let droppedCharges: Bool

  /// `molecules` are positions on the surface's side; a turned slab is turned back.
  init(
    _ surface: AdsorptionSurface, _ adsorption: Adsorption, _ molecules: [[Vector3]]
  ) throws(SurfaceError) {
    let molecule = adsorption.molecule.molecule
    var all = surface.slab
    let slabCount = all.count
    var species = all.species
    let codes = molecule.species.categories.map { kind in
      let known = species.categories.firstIndex { $0.name == kind.name }
      return known.map { species.categories[$0] } ?? kind
    }
    for _ in molecules {
      for code in molecule.species.codes { species.append(codes[Int(code)]) }
    }
    let added = molecules.count * molecule.count
    let positions = all.positions.map { $0 } + molecules.flatMap(\.self)
    let charges = Self.charges(all.charges, adsorption.molecule.atomCharges, molecules.count)
    droppedCharges = all.charges != nil && charges == nil
    let masses = all.masses.flatMap { own in
      molecule.atomicMasses.map { Self.repeated(own, $0, molecules.count) }
    }
    let residues = all.residues.map { Self.residues($0, adsorption.molecule, molecules.count) }
    let fixed = all.fixedAxes.map { $0 + Array(repeating: .none, count: added) }
    let occupancies = all.occupancies.map { $0 + Array(repeating: 1, count: added) }
    all = Structure(
      title: "\(adsorption.molecule.name) on \(surface.slab.title)", lattice: surface.lattice,
      periodicity: all.periodicity, species: species, positions: Coordinates(positions))
    (all.charges, all.masses, all.residues) = (charges, masses, residues)
    (all.fixedAxes, all.occupancies) = (fixed, occupancies)
    if let vacuum = adsorption.vacuum { all.setGap(vacuum) }
    if surface.isTurnedOver { all = all.turnedOver() }
    let order = all.species.grouping()
    structure = all.reordered(by: order)
    let places = order.inverse.sources
    moleculeAtoms = (slabCount..<(slabCount + added)).map { places[$0] }.sorted()
    try checkGap()
  }

  private static func charges(
    _ slab: [Double]?, _ molecule: [Double]?, _ count: Int
  ) -> [Double]? {
    guard let slab, let molecule else { return nil }
    return repeated(slab, molecule, count)
  }

  private static func repeated(
    _ slab: [Double], _ molecule: [Double], _ count: Int
  ) -> [Double] {
    (0..<count).reduce(slab) { all, _ in all + molecule }
  }

  private static func residues(
    _ slab: Residues, _ component: PackingComponent, _ count: Int
  ) -> Residues {
    var residues = slab
    var number = slab.numbers.max() ?? 0
    for _ in 0..<count {
      number &+= 1
      for name in component.atomNames {
        residues.numbers.append(number)
        residues.names.append(component.residueName)
        residues.atomNames.append(name)
      }
    }
    return residues
  }

  /// A molecule must not touch the next slab above.
  private func checkGap() throws(SurfaceError) {
    guard structure.periodicity[2] else { return }
    let gap = structure.layers().vacuum
    guard gap >= 2 else {
      throw .refused(
        "with the molecule only \(shown(gap)) Å of vacuum are left; give --vacuum 20, or cut the slab "
          + "with more")
    }
  }
}

extension Structure {
  /// Sets the height of the cell so that the gap between outermost nuclei is exact; atoms stay.
  mutating func setGap(_ gap: Double) {
    guard let lattice, lattice.c.z != 0 else { return }
    let heights = positions.map(\.z)
    let height = (heights.max() ?? 0) - (heights.min() ?? 0) + gap
    let places = positions
    self.lattice = Lattice(a: lattice.a, b: lattice.b, c: height / lattice.c.z * lattice.c)
    positions = places
  }
}
