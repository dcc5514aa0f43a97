/// Atoms, their cell and what is known of each.
///
/// Every optional array holds one value per atom. Operations which take, drop or reorder atoms go
/// through `selecting(_:)`, so that nothing is left behind.
public struct Structure: Hashable, Sendable {
  /// Free text, without line breaks where a format has only one line for it.
  public var title: String
  /// Nil where the source has no cell.
  public var lattice: Lattice? { didSet { sourceFractional = nil } }
  /// Without a lattice: `.none`.
  public var periodicity: Periodicity
  /// One per atom; the single owner of the order of species.
  public var species: Categorical<Species>
  /// Cartesian, Å. Readers do not wrap.
  public var positions: Coordinates { didSet { sourceFractional = nil } }
  /// Å/fs.
  public var velocities: Coordinates?
  /// eV/Å.
  public var forces: Coordinates?
  /// Axes along which each atom is held.
  public var fixedAxes: [FixedAxes]?
  /// 0…1; below 1 where a crystallographic site is shared or partly empty.
  public var occupancies: [Double]?
  /// e.
  public var charges: [Double]?
  /// u, where the source gives its own.
  public var masses: [Double]?
  /// How many cells each atom has crossed since it was last wrapped (LAMMPS ix iy iz).
  public var images: [SIMD3<Int32>]?
  /// The source's atom numbers, where they are not simply 1, 2, 3 ….
  public var identifiers: [Int]?
  public var residues: Residues?
  /// Blocks that only the source's own format understands, word for word (`vasp.latticeVelocities`,
  /// `vasp.predictorCorrector`). Dropped by everything that changes atoms.
  public var verbatim: [String: String]

  /// The source's own fractional coordinates, kept so that fractional in, fractional out is exact.
  /// Gone as soon as `positions` or `lattice` change.
  public private(set) var sourceFractional: Coordinates?

  public init(
    title: String = "", lattice: Lattice? = nil, periodicity: Periodicity? = nil,
    species: Categorical<Species> = Categorical(), positions: Coordinates = Coordinates()
  ) {
    precondition(species.count == positions.count, "one species per position")
    self.title = title
    self.lattice = lattice
    self.periodicity = periodicity ?? (lattice == nil ? .none : .all)
    self.species = species
    self.positions = positions
    self.verbatim = [:]
  }

  /// From fractional coordinates, which are kept as `sourceFractional`.
  public init(
    title: String = "", lattice: Lattice, periodicity: Periodicity = .all,
    species: Categorical<Species>, fractional: Coordinates
  ) {
    self.init(
      title: title, lattice: lattice, periodicity: periodicity, species: species,
      positions: Coordinates(repeating: .zero, count: fractional.count))
    setFractional(fractional)
  }

  public var count: Int { positions.count }

  /// Sets positions from fractional coordinates of the present lattice and keeps these.
  public mutating func setFractional(_ fractional: Coordinates) {
    guard let lattice else { preconditionFailure("fractional coordinates need a lattice") }
    positions.resize(to: fractional.count)
    lattice.writeCartesian(of: fractional, into: &positions)
    sourceFractional = fractional
  }

  /// Lets a reader fill the fractional coordinates in place, then sets positions from them.
  ///
  /// A new `lattice` given here keeps the storage, which assigning the property would drop.
  public mutating func updateFractional<Failure: Error>(
    count: Int, lattice newLattice: Lattice? = nil,
    _ body: (UnsafeMutableBufferPointer<Double>) throws(Failure) -> Void
  ) throws(Failure) {
    var fractional = sourceFractional ?? Coordinates()
    sourceFractional = nil
    if let newLattice { lattice = newLattice }
    fractional.resize(to: count)
    try fractional.withUnsafeMutableFlat { (buffer) throws(Failure) in try body(buffer) }
    setFractional(fractional)
  }

  /// The source's fractional coordinates, or those computed from positions. Nil without a lattice.
  public var fractional: Coordinates? {
    if let sourceFractional { return sourceFractional }
    guard let reciprocal = lattice?.reciprocal else { return nil }
    return Coordinates(
      positions.lazy.map { Lattice.fractional($0, reciprocal: reciprocal) })
  }

  /// The atoms at `indices`, in that order, with all that is known of them.
  public func selecting(_ indices: [Int]) -> Structure {
    var part = self
    part.species = species.selecting(indices)
    part.positions = Coordinates(indices.lazy.map { positions[$0] })
    part.sourceFractional = sourceFractional.map { all in
      Coordinates(indices.lazy.map { all[$0] })
    }
    part.velocities = velocities.map { all in Coordinates(indices.lazy.map { all[$0] }) }
    part.forces = forces.map { all in Coordinates(indices.lazy.map { all[$0] }) }
    part.fixedAxes = fixedAxes.map { all in indices.map { all[$0] } }
    part.occupancies = occupancies.map { all in indices.map { all[$0] } }
    part.charges = charges.map { all in indices.map { all[$0] } }
    part.masses = masses.map { all in indices.map { all[$0] } }
    part.images = images.map { all in indices.map { all[$0] } }
    part.identifiers = identifiers.map { all in indices.map { all[$0] } }
    part.residues = residues?.selecting(indices)
    part.verbatim = [:]
    return part
  }

  public func reordered(by permutation: Permutation) -> Structure {
    permutation.isIdentity ? self : selecting(permutation.sources)
  }

  /// Mass of each atom in u: the source's, else the element's. Nil where an atom has neither.
  public var atomicMasses: [Double]? {
    if let masses { return masses }
    let byCategory = species.categories.map { $0.element?.mass }
    var result: [Double] = []
    result.reserveCapacity(count)
    for code in species.codes {
      guard let mass = byCategory[Int(code)] else { return nil }
      result.append(mass)
    }
    return result
  }
}

extension Lattice {
  /// positions = fractional · (a, b, c), in one fixed order of operations.
  func writeCartesian(of fractional: Coordinates, into positions: inout Coordinates) {
    let (a, b, c) = (a, b, c)
    let source = fractional.flat
    positions.withUnsafeMutableFlat { target in
      source.withUnsafeBufferPointer { source in
        var k = 0
        while k + 2 < source.count {
          let (x, y, z) = (source[k], source[k + 1], source[k + 2])
          target[k] = x * a.x + y * b.x + z * c.x
          target[k + 1] = x * a.y + y * b.y + z * c.y
          target[k + 2] = x * a.z + y * b.z + z * c.z
          k += 3
        }
      }
    }
  }
}
