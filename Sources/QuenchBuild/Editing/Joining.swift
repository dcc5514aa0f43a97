import QuenchModel

/// Atoms of several structures in one list, with all that each of them tells.
struct Joining {
  private let parts: [Structure]
  /// What is dropped because not every part says it.
  private(set) var dropped: [String] = []

  init(_ parts: [Structure]) { self.parts = parts }

  /// In the cell of `host`; atoms follow one another part by part.
  mutating func joined(into host: Structure) -> Structure {
    var result = Structure(
      title: host.title, lattice: host.lattice, periodicity: host.periodicity,
      species: Categorical(parts.flatMap { Array($0.species) }),
      positions: Coordinates(flat: parts.flatMap(\.positions.flat)))
    result.velocities = all("velocities") { $0.velocities?.flat }.map { Coordinates(flat: $0) }
    result.forces = nil
    result.charges = all("charges") { $0.charges }
    if parts.contains(where: { $0.masses != nil }) {
      result.masses = all("masses") { $0.atomicMasses }
    }
    result.fixedAxes = filled(FixedAxes.none) { $0.fixedAxes }
    result.occupancies = filled(1) { $0.occupancies }
    result.residues = residues
    return result
  }

  /// Values only all parts have; says so where some have them.
  private mutating func all<Value>(
    _ name: String, _ values: (Structure) -> [Value]?
  ) -> [Value]? {
    let known = parts.map(values)
    let found = known.compactMap(\.self)
    guard found.count == parts.count else {
      if !found.isEmpty { dropped.append(name) }
      return nil
    }
    return found.flatMap(\.self)
  }

  /// Values with a default for parts that have none.
  private func filled<Value>(
    _ value: Value, _ values: (Structure) -> [Value]?
  ) -> [Value]? {
    let known = parts.map(values)
    guard known.contains(where: { $0 != nil }) else { return nil }
    return zip(parts, known).flatMap { part, found in
      found ?? [Value](repeating: value, count: part.count)
    }
  }

  /// Renumbered from 1; atoms without residues become one residue each of their element's name.
  private var residues: Residues? {
    guard parts.contains(where: { $0.residues != nil }) else { return nil }
    var numbers: [Int32] = []
    var (names, atomNames) = (Categorical<String>(), Categorical<String>())
    var number: Int32 = 0
    for part in parts {
      let starts = Set(part.residues?.starts ?? Array(0..<part.count))
      for atom in 0..<part.count {
        if starts.contains(atom) { number &+= 1 }
        numbers.append(number)
        names.append(part.residues?.names[atom] ?? part.species[atom].name)
        atomNames.append(part.residues?.atomNames[atom] ?? part.species[atom].name)
      }
    }
    return Residues(numbers: numbers, names: names, atomNames: atomNames)
  }
}
