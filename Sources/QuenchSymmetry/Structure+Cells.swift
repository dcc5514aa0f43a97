import CSpglib
public import QuenchModel

extension Structure {
  /// What the primitive and the conventional cell cannot keep: atoms that symmetry makes equal
  /// become one, or are idealised, so that what differs between them has no place.
  public static let lostByStandardisation: Set<Property> = [
    .velocities, .forces, .fixedAxes, .images, .identifiers, .residues, .verbatim,
  ]

  /// The smallest cell, with its shortest vectors, in the orientation and at the origin of this one.
  ///
  /// Of each set of atoms that a lattice translation makes equal the first is kept as it stands
  /// (not idealised), with species, occupancy, charge and mass; the rest of its data is dropped
  /// (`lostByStandardisation`). Right-handed. Tolerance in Å. Throws `SymmetryError`.
  public func primitiveCell(tolerance: Double = 1e-2) throws(SymmetryError) -> Structure {
    let sites = try Sites(self, tolerance: tolerance)
    let dataset = try Dataset(sites, tolerance: tolerance)
    let mapping = dataset.integers(csp_mapping_to_primitive(dataset.handle), dataset.count)
    var seen: Set<Int> = []
    let kept = mapping.indices.filter { seen.insert(mapping[$0]).inserted }
    let found = Lattice(columns: dataset.numbers(csp_primitive_lattice(dataset.handle), 9))
    let atoms = kept.flatMap { sites.members[$0] }.sorted()
    var cell = withoutLostData.selecting(atoms)
    cell.lattice = found.rightHanded.reduced().lattice
    cell.periodicity = .all
    return cell.wrappedOntoLattice(tolerance: 1e-9)
  }

  /// The conventional cell of the tables: idealised positions in the standard setting and
  /// orientation.
  ///
  /// Species, occupancies, charges and masses are those of the atom each one stems from; the rest is
  /// dropped (`lostByStandardisation`). Tolerance in Å. Throws `SymmetryError`.
  public func conventionalCell(tolerance: Double = 1e-2) throws(SymmetryError) -> Structure {
    let sites = try Sites(self, tolerance: tolerance)
    let dataset = try Dataset(sites, tolerance: tolerance)
    let count = dataset.standardCount
    var siteOfPrimitive: [Int: Int] = [:]
    let mapping = dataset.integers(csp_mapping_to_primitive(dataset.handle), dataset.count)
    for (site, primitive) in mapping.enumerated() where siteOfPrimitive[primitive] == nil {
      siteOfPrimitive[primitive] = site
    }
    let standard = dataset.integers(
      csp_standard_mapping_to_primitive(dataset.handle), count)
    let places = dataset.numbers(csp_standard_positions(dataset.handle), 3 * count)
    var atoms: [Int] = []
    var fractional = Coordinates()
    // spglib orders the cell by its own site numbers: go back to the order of the given atoms.
    let order = standard.indices.sorted {
      (siteOfPrimitive[standard[$0]] ?? 0, $0) < (siteOfPrimitive[standard[$1]] ?? 0, $1)
    }
    for place in order {
      guard let site = siteOfPrimitive[standard[place]] else { continue }
      for atom in sites.members[site] {
        atoms.append(atom)
        fractional.append(places[3 * place], places[3 * place + 1], places[3 * place + 2])
      }
    }
    var cell = withoutLostData.selecting(atoms)
    cell.lattice = Lattice(columns: dataset.numbers(csp_standard_lattice(dataset.handle), 9))
    cell.periodicity = .all
    cell.setFractional(fractional)
    return cell
  }

  /// The same atoms in the Niggli cell of the lattice, wrapped into it.
  ///
  /// Křivý & Gruber, Acta Cryst. A32 (1976) 297, doi 10.1107/S0567739476000636. Everything known of
  /// the atoms stays except image flags, blocks of a source's own format, and constraints along
  /// single axes, which refer to the old vectors. Orientation stays; right-handed. Throws
  /// `SymmetryError`.
  public func niggliCell(tolerance: Double = 1e-5) throws(SymmetryError) -> Structure {
    guard let lattice else { throw .noLattice }
    guard periodicity == .all else { throw .notPeriodic }
    guard lattice.isValid else { throw .invalidLattice }
    guard let found = Dataset.niggli(lattice.rightHanded, tolerance: tolerance) else {
      throw .searchFailed("Niggli reduction failed", tolerance: tolerance)
    }
    var cell = self
    cell.verbatim = [:]
    cell.images = nil
    cell.fixedAxes = fixedAxes.map { axes in axes.map { $0 == .all ? .all : .none } }
    cell.lattice = found.rightHanded
    return cell.wrappedOntoLattice(tolerance: 1e-9)
  }

  private var withoutLostData: Structure {
    var bare = self
    bare.velocities = nil
    bare.forces = nil
    bare.fixedAxes = nil
    bare.images = nil
    bare.identifiers = nil
    bare.residues = nil
    bare.verbatim = [:]
    return bare
  }

  /// Into [0, 1) along each axis; what rounding puts a hair below 1 becomes 0.
  private func wrappedOntoLattice(tolerance: Double) -> Structure {
    var wrapped = self
    let places = (fractional ?? Coordinates()).map { place in
      var place = place - place.rounded(.down)
      for axis in 0..<3 where place[axis] > 1 - tolerance { place[axis] = 0 }
      return place
    }
    wrapped.setFractional(Coordinates(places))
    return wrapped
  }
}

extension Lattice {
  /// This cell, or the one with all vectors turned round where it is left-handed.
  fileprivate var rightHanded: Lattice { isLeftHanded ? Lattice(a: -a, b: -b, c: -c) : self }
}
