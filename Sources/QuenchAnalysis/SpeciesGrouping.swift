public import QuenchModel

/// How atoms are put into groups.
public enum SpeciesKey: Hashable, Sendable {
  /// By element; by label where there is no element.
  case name
  /// By label as the source writes it: `O1` and `O2` differ.
  case label

  public func callAsFunction(_ species: Species) -> String {
    switch self {
    case .name: species.name
    case .label: species.label
    }
  }

  /// Groups of a structure that have atoms, in the order of its species.
  public func names(of structure: Structure) -> [String] {
    var names: [String] = []
    for (species, count) in zip(structure.species.categories, structure.species.counts)
    where count > 0 && !names.contains(self(species)) {
      names.append(self(species))
    }
    return names
  }
}

/// Gives each atom the number of its group; remembers the last list of species.
struct SpeciesGrouping: Sendable {
  let names: [String]
  let key: SpeciesKey
  private var categories: [Species] = []
  private var codes: [Int32] = []

  init(names: [String], key: SpeciesKey) {
    precondition(Set(names).count == names.count, "species are named once")
    self.names = names
    self.key = key
  }

  /// Group of each atom, −1 for atoms of other species.
  mutating func codes(of structure: Structure) -> [Int32] {
    if structure.species.categories != categories {
      categories = structure.species.categories
      codes = categories.map { species in
        names.firstIndex(of: key(species)).map(Int32.init) ?? -1
      }
    }
    let isIdentity = codes.enumerated().allSatisfy { Int($1) == $0 }
    if isIdentity { return structure.species.codes }
    return structure.species.codes.map { codes[Int($0)] }
  }

  func counts(_ codes: [Int32]) -> [Int] {
    var counts = [Int](repeating: 0, count: names.count)
    for code in codes where code >= 0 { counts[Int(code)] += 1 }
    return counts
  }

  func index(_ name: String) -> Int? { names.firstIndex(of: name) }
}
