import CSpglib
public import QuenchModel

extension Structure {
  /// The space group within a tolerance in Å, and the Wyckoff position of each atom.
  ///
  /// The structure is taken as periodic along all three axes; a slab is a crystal with a gap. Atoms
  /// that share a site (occupancies below 1, within the tolerance of one another) count as one site
  /// of mixed species. A left-handed cell is read with c turned round and the results are
  /// given for the cell as it is. Throws `SymmetryError`.
  public func spaceGroup(tolerance: Double = 1e-2) throws(SymmetryError) -> SpaceGroup {
    let sites = try Sites(self, tolerance: tolerance)
    let dataset = try Dataset(sites, tolerance: tolerance)
    return SpaceGroup(dataset, sites, of: self, tolerance: tolerance)
  }
}

extension SpaceGroup {
  init(_ dataset: borrowing Dataset, _ sites: Sites, of structure: Structure, tolerance: Double) {
    let handle = dataset.handle
    let letters = dataset.integers(csp_wyckoffs(handle), dataset.count).map(Self.letter)
    let symmetries = (0..<dataset.count).map { site in
      dataset.text(csp_site_symmetry(handle, Int32(site)))
    }
    let orbits = dataset.integers(csp_orbits(handle), dataset.count)
    let home = sites.siteOfAtom(count: structure.count)
    number = Int(csp_number(handle))
    symbol = dataset.text(csp_international(handle))
    hallNumber = Int(csp_hall_number(handle))
    hallSymbol = dataset.text(csp_hall_symbol(handle))
    choice = dataset.text(csp_choice(handle))
    pointGroup = dataset.text(csp_point_group(handle)).trimmed
    self.tolerance = tolerance
    wyckoffLetters = home.map { letters[$0] }
    siteSymmetries = home.map { symmetries[$0] }
    equivalentAtoms = Self.firstEquals(structure, sites, orbits, home)
    let multiplicities = Self.conventionalMultiplicities(dataset, orbits)
    self.sites = Dictionary(grouping: orbits.indices) { orbits[$0] }
      .sorted { $0.key < $1.key }
      .map { orbit, places in
        DistinctSite(
          occupants: sites.members[orbit].map { atom in
            DistinctSite.Occupant(
              species: structure.species[atom], occupancy: structure.occupancies?[atom] ?? 1)
          },
          wyckoffLetter: letters[orbit], siteSymmetry: symmetries[orbit],
          multiplicity: places.count, conventionalMultiplicity: multiplicities[orbit] ?? 0,
          atoms: places.flatMap { sites.members[$0] }.sorted())
      }
    let matrix = dataset.numbers(csp_transformation(handle), 9)
    let sign = sites.isMirrored ? -1.0 : 1.0
    transformation = stride(from: 0, to: 9, by: 3).map { row in
      Vector3(matrix[row], matrix[row + 1], sign * matrix[row + 2])
    }
    let shift = dataset.numbers(csp_origin_shift(handle), 3)
    originShift = Vector3(shift[0], shift[1], shift[2])
    operations = Self.operations(dataset, isMirrored: sites.isMirrored)
  }

  /// spglib counts Wyckoff letters from 0; the 27th position of Pmmm is called A.
  private static func letter(_ index: Int) -> Character {
    let letters = Array("abcdefghijklmnopqrstuvwxyzA")
    return letters.indices.contains(index) ? letters[index] : "?"
  }

  /// The first atom of the same species in the same orbit.
  private static func firstEquals(
    _ structure: Structure, _ sites: Sites, _ orbits: [Int], _ home: [Int]
  ) -> [Int] {
    var first: [SIMD2<Int>: Int] = [:]
    return home.indices.map { atom in
      let key = SIMD2(orbits[home[atom]], Int(structure.species.codes[atom]))
      first[key] = first[key] ?? atom
      return first[key] ?? atom
    }
  }

  /// How many sites of the conventional cell belong to each orbit of the given one.
  private static func conventionalMultiplicities(
    _ dataset: borrowing Dataset, _ orbits: [Int]
  ) -> [Int: Int] {
    let toPrimitive = dataset.integers(csp_mapping_to_primitive(dataset.handle), dataset.count)
    var orbitOfPrimitive: [Int: Int] = [:]
    for (site, primitive) in toPrimitive.enumerated() { orbitOfPrimitive[primitive] = orbits[site] }
    var counts: [Int: Int] = [:]
    let standard = dataset.integers(
      csp_standard_mapping_to_primitive(dataset.handle), dataset.standardCount)
    for primitive in standard {
      if let orbit = orbitOfPrimitive[primitive] { counts[orbit, default: 0] += 1 }
    }
    return counts
  }

  private static func operations(
    _ dataset: borrowing Dataset, isMirrored: Bool
  ) -> [SymmetryOperation] {
    let count = Int(csp_operation_count(dataset.handle))
    let rotations = dataset.integers(csp_rotations(dataset.handle), 9 * count)
    let translations = dataset.numbers(csp_translations(dataset.handle), 3 * count)
    // With c turned round, every index 2 of a matrix changes sign once per appearance.
    let sign = isMirrored ? -1 : 1
    return (0..<count).map { index in
      let r = Array(rotations[9 * index..<9 * index + 9])
      let t = Array(translations[3 * index..<3 * index + 3])
      return SymmetryOperation(
        rotation: IntegerMatrix(
          SIMD3(r[0], r[1], sign * r[2]), SIMD3(r[3], r[4], sign * r[5]),
          SIMD3(sign * r[6], sign * r[7], r[8])),
        translation: Vector3(t[0], t[1], Double(sign) * t[2]))
    }
  }
}

extension Sites {
  /// For each atom its site.
  func siteOfAtom(count: Int) -> [Int] {
    var home = [Int](repeating: 0, count: count)
    for (site, atoms) in members.enumerated() {
      for atom in atoms { home[atom] = site }
    }
    return home
  }
}

extension String {
  /// Without spaces at either end.
  var trimmed: String {
    var text = self[...]
    while text.last == " " { text = text.dropLast() }
    return String(text.drop { $0 == " " })
  }
}
