/// What a structure may carry beside positions and elements, named as loss reports name it.
public enum Property: String, Hashable, Sendable, CaseIterable {
  case title
  case cell
  /// Repetition along some axes only.
  case partialPeriodicity = "periodicity per axis"
  /// Labels that say more than the element (`Ti_pv`, `O2-`).
  case speciesLabels = "species labels"
  /// The order of atoms, where a writer must group species.
  case atomOrder = "atom order"
  case velocities
  case forces
  case fixedAxes = "fixed axes"
  case occupancies
  case charges
  case masses
  case images = "image flags"
  case identifiers = "atom numbers"
  case residues = "residues"
  case step
  case time
  case observables = "energies and other observables"
  case verbatim = "blocks of the source's own format"
  /// Digits beyond what fixed columns hold.
  case precision
  /// Cell orientation, where a format demands a lower-triangular cell.
  case orientation
}

extension Structure {
  /// What this structure carries that a file may be unable to hold.
  public var properties: Set<Property> {
    var found: Set<Property> = []
    if !title.isEmpty { found.insert(.title) }
    if lattice != nil { found.insert(.cell) }
    if lattice != nil, periodicity != .all { found.insert(.partialPeriodicity) }
    if species.categories.contains(where: { $0.element != nil && $0.label != $0.name }) {
      found.insert(.speciesLabels)
    }
    if velocities != nil { found.insert(.velocities) }
    if forces != nil { found.insert(.forces) }
    if fixedAxes?.contains(where: { !$0.isEmpty }) == true { found.insert(.fixedAxes) }
    if occupancies?.contains(where: { $0 != 1 }) == true { found.insert(.occupancies) }
    if charges != nil { found.insert(.charges) }
    if masses != nil { found.insert(.masses) }
    if images?.contains(where: { $0 != .zero }) == true { found.insert(.images) }
    if identifiers != nil { found.insert(.identifiers) }
    if residues != nil { found.insert(.residues) }
    if !verbatim.isEmpty { found.insert(.verbatim) }
    return found
  }
}

extension Frame {
  /// What this frame carries that a file may be unable to hold.
  public var properties: Set<Property> {
    var found = structure.properties
    if step != nil { found.insert(.step) }
    if time != nil { found.insert(.time) }
    if !observables.isEmpty { found.insert(.observables) }
    return found
  }
}
