import QuenchModel

extension Packing {
  /// The result: held atoms as they were, then the molecules at their places, with charges,
  /// constraints and residues where they are known of all.
  func assembled(_ positions: Coordinates) -> Structure {
    var packed = Structure(
      species: packedSpecies,
      positions: Coordinates(
        positions.dropFirst(held?.count ?? 0)))
    packed.charges = charges
    packed.residues = residues
    var structure = heldStructure.appending(packed)
    structure.title = title
    return structure
  }

  private var packedSpecies: Categorical<Species> {
    var species = Categorical<Species>()
    for part in components {
      for _ in 0..<part.count { for kind in part.molecule.species { species.append(kind) } }
    }
    return species
  }

  private var title: String {
    let parts = components.filter { $0.count > 0 }.map { "\($0.count) \($0.name)" }
    let text = parts.joined(separator: " + ")
    return held.map { $0.title.isEmpty ? text : "\($0.title) + \(text)" } ?? text
  }

  /// Only where every atom's is known.
  private var charges: [Double]? {
    var all: [Double] = []
    for part in components where part.count > 0 {
      guard let own = part.atomCharges else { return nil }
      for _ in 0..<part.count { all += own }
    }
    return all
  }

  /// None for loose atoms alone: they belong to no molecule.
  private var residues: Residues? {
    guard components.contains(where: { !$0.isAtomic }) || held?.residues != nil else { return nil }
    var (numbers, next) = ([Int32](), Int32(0))
    var (names, atomNames) = (Categorical<String>(), Categorical<String>())
    for part in components {
      let labels = part.atomNames
      for _ in 0..<part.count {
        next = next % 99_999 + 1
        numbers += repeatElement(next, count: labels.count)
        names.append(part.residueName, count: labels.count)
        for label in labels { atomNames.append(label) }
      }
    }
    return Residues(numbers: numbers, names: names, atomNames: atomNames)
  }
}
