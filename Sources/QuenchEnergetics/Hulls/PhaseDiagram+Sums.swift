/// Numbers of a phase diagram with the uncertainties that follow from its entries' own.
extension PhaseDiagram {
  /// eV/atom against the elements' references.
  public func formationEnergy(of index: Int) -> EnergySum {
    let entry = entries[index]
    var sum = entry.perAtom
    for (element, reference) in zip(elements, references) {
      let share = entry.composition[element] / entry.composition.atoms
      if share != 0 { sum = sum - entries[reference].perAtom * share }
    }
    return sum
  }

  /// eV/atom above the phases it falls apart into; these stay the same ones within the uncertainties.
  ///
  /// Throws `EnergeticsError` where no facet holds the composition.
  public func distance(of index: Int) throws(EnergeticsError) -> EnergySum {
    if stable.contains(index) { return EnergySum(0) }
    let split = try decomposition(of: entries[index].composition)
    var sum = entries[index].perAtom
    for (phase, share) in split.phases { sum = sum - entries[phase].perAtom * share }
    return sum
  }

  /// One corner of the region of chemical potentials in which an entry is stable.
  public struct PotentialLimit: Hashable, Sendable {
    /// eV/atom relative to the elements, in the order of `elements`.
    public let potentials: [Double]
    /// The same against nothing, as defects need them.
    public let absolute: [EnergySum]
    /// Entries that are stable beside it there.
    public let with: [Int]
  }

  /// The chemical potentials between which an entry is stable: one set per facet that touches it;
  /// empty for what is not stable.
  public func chemicalPotentialLimits(of entry: Int) -> [PotentialLimit] {
    planes.filter { $0.corners.contains(entry) }.map { plane in
      PotentialLimit(
        potentials: plane.potentials, absolute: absolute(plane),
        with: plane.corners.filter { $0 != entry })
    }
  }

  /// µ = (fractions of the corners)⁻¹ · (their energies per atom).
  private func absolute(_ plane: Plane) -> [EnergySum] {
    let d = elements.count
    return (0..<d).map { row in
      plane.corners.indices.reduce(EnergySum(0)) { sum, corner in
        sum + entries[plane.corners[corner]].perAtom * plane.inverse[corner * d + row]
      }
    }
  }
}
