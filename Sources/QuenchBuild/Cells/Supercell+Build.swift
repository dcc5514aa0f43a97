public import QuenchModel

extension Supercell {
  /// The supercell of a structure, with all that is known of each atom.
  ///
  /// Copies of an atom follow one another, so that the order of species stays; where atoms belong to
  /// residues, copies of whole residues follow one another and are numbered from 1. Fractional
  /// coordinates are (s + t) / n, from those of the source where they are known, without wrapping.
  /// Velocities, forces, charges, masses, occupancies and constraints are repeated; the source's atom
  /// numbers and verbatim blocks are dropped. Throws `BuildError`.
  public func build(_ structure: Structure) throws(BuildError) -> Structure {
    guard let lattice = structure.lattice else { throw .noLattice }
    guard lattice.isValid else { throw .invalidLattice }
    try checkAxes(structure.periodicity)
    let (count, overflow) = structure.count.multipliedReportingOverflow(by: index)
    guard !overflow, count <= Self.mostAtoms, index <= Self.mostAtoms else {
      throw .outOfRange(
        parameter: "the number of atoms", value: overflow ? "beyond 2⁶³" : "\(max(count, index))",
        allowed: "at most \(Self.mostAtoms)")
    }
    let plan = CopyPlan(structure, points: SuperlatticePoints(matrix))
    var result = Structure(
      title: structure.title, lattice: lattice.transformed(by: matrix),
      periodicity: structure.periodicity, species: plan.copies(structure.species),
      fractional: plan.fractional(structure.fractional ?? Coordinates()))
    result.velocities = structure.velocities.map(plan.copies)
    result.forces = structure.forces.map(plan.copies)
    result.fixedAxes = try constraints(structure.fixedAxes).map(plan.copies)
    result.occupancies = structure.occupancies.map(plan.copies)
    result.charges = structure.charges.map(plan.copies)
    result.masses = structure.masses.map(plan.copies)
    result.images = plan.images(structure.images)
    result.residues = structure.residues.map(plan.copies)
    return result
  }

  /// New vectors may only mix and repeat axes on which the structure repeats.
  private func checkAxes(_ periodicity: Periodicity) throws(BuildError) {
    for axis in 0..<3 where !periodicity[axis] {
      for row in 0..<3 {
        let expected = row == axis ? 1 : 0
        guard matrix.rows[row][axis] == expected, matrix.rows[axis][row] == expected else {
          throw .notPeriodic(axis: axis)
        }
      }
    }
  }

  /// The constraints along the new vectors: a partial one needs its old vectors to be still there.
  private func constraints(_ old: [FixedAxes]?) throws(BuildError) -> [FixedAxes]? {
    guard let old else { return nil }
    var table: [FixedAxes?] = Array(repeating: nil, count: 8)
    for raw in UInt8(0)..<8 { table[Int(raw)] = transformed(FixedAxes(rawValue: raw)) }
    var new: [FixedAxes] = []
    new.reserveCapacity(old.count)
    for (atom, axes) in old.enumerated() {
      guard let axes = table[Int(axes.rawValue & 7)] else { throw .partialConstraint(atom: atom) }
      new.append(axes)
    }
    return new
  }

  private func transformed(_ axes: FixedAxes) -> FixedAxes? {
    if axes == .none || axes == .all { return axes }
    var new: FixedAxes = .none
    for row in 0..<3 {
      let parts = (0..<3).filter { matrix.rows[row][$0] != 0 }
      guard parts.count == 1 else { return nil }
      if axes[parts[0]] { new.insert(FixedAxes(rawValue: 1 << UInt8(row))) }
    }
    return new
  }
}
