import QuenchModel

extension Packing {
  /// The result: held atoms as they were, then the molecules at their places, with charges, masses,
  /// constraints and residues where they are known of all.
  func assembled(_ positions: Coordinates) -> Structure {
    let held = heldStructure
    var species = held.species
    for part in components {
      for _ in 0..<part.count { for kind in part.molecule.species { species.append(kind) } }
    }
    var structure = Structure(
      title: title, lattice: lattice, periodicity: periodicity, species: species,
      positions: positions)
    let added = structure.count - held.count
    structure.charges = charges
    structure.fixedAxes = held.fixedAxes.map {
      $0 + [FixedAxes](repeating: .none, count: added)
    }
    structure.velocities = held.velocities.map { velocities in
      Coordinates(velocities.map { $0 } + [Vector3](repeating: .zero, count: added))
    }
    structure.residues = residues
    return structure
  }

  private var title: String {
    let parts = components.filter { $0.count > 0 }.map { "\($0.count) \($0.name)" }
    let text = parts.joined(separator: " + ")
    return held.map { $0.title.isEmpty ? text : "\($0.title) + \(text)" } ?? text
  }

  /// Only where every atom's is known.
  private var charges: [Double]? {
    var all: [Double] = []
    if let held, held.count > 0 {
      guard let known = held.charges else { return nil }
      all = known
    }
    for part in components where part.count > 0 {
      guard let own = part.atomCharges else { return nil }
      for _ in 0..<part.count { all += own }
    }
    return all
  }

  /// None for loose atoms alone: they belong to no molecule.
  private var residues: Residues? {
    guard components.contains(where: { !$0.isAtomic }) || held?.residues != nil else { return nil }
    var numbers: [Int32] = []
    var (names, atomNames) = (Categorical<String>(), Categorical<String>())
    if let held, held.count > 0 {
      let own = held.residues ?? Self.residuePerAtom(held)
      (numbers, names, atomNames) = (own.numbers, own.names, own.atomNames)
    }
    var next = (numbers.last ?? 0) % 100_000
    for part in components {
      let labels = part.atomNames
      for _ in 0..<part.count {
        next = (next + 1) % 100_000
        numbers += repeatElement(next, count: labels.count)
        names.append(part.residueName, count: labels.count)
        for label in labels { atomNames.append(label) }
      }
    }
    return Residues(numbers: numbers, names: names, atomNames: atomNames)
  }

  /// Each held atom a residue named like its element, as ions are.
  private static func residuePerAtom(_ held: Structure) -> Residues {
    let names = held.species.mapValues { String($0.name.prefix(5)) }
    return Residues(
      numbers: (0..<held.count).map { Int32(truncatingIfNeeded: ($0 + 1) % 100_000) },
      names: names, atomNames: names)
  }
}
