import QuenchFormats
import QuenchModel

/// The atoms as they stand in an input file, element by element: the one owner of that order.
///
/// Every list by atom or by species in a deck (MAGMOM, LDAUU, POTCAR, KIND, ATOMIC_SPECIES) is made
/// from it.
struct ElementGroups {
  /// Grouped; every species is its element.
  let structure: Structure
  /// In the order of the file.
  let elements: [Element]
  let counts: [Int]
  private let order: Permutation

  init(_ source: Structure) throws(DeckError) {
    for species in Set(source.species) where species.element == nil {
      throw DeckError(
        .impossible("'\(species.label)' is no element; give it one, e.g. with --species"))
    }
    var named = source
    named.species = source.species.mapValues { species in
      species.element.map { Species($0) } ?? species
    }
    order = POSCAR.order(of: named)
    let grouped = named.reordered(by: order)
    let runs = grouped.species.runs
    structure = grouped
    elements = runs.compactMap { grouped.species.categories[$0.category].element }
    counts = runs.map(\.count)
    try Self.check(structure)
  }

  private static func check(_ structure: Structure) throws(DeckError) {
    guard structure.count > 0 else { throw DeckError(.impossible("the structure has no atoms")) }
    guard let lattice = structure.lattice, lattice.isValid else {
      throw DeckError(.impossible("the structure has no cell; quench convert --box gives it one"))
    }
    guard !lattice.isLeftHanded else {
      throw DeckError(
        .impossible(
          "the cell is left-handed (negative triple product), which VASP refuses; quench convert "
            + "--right-handed mends it"))
    }
  }

  /// The same atoms elsewhere, in the same order.
  func arranged(_ other: Structure) throws(DeckError) -> Structure {
    guard other.count == structure.count else {
      throw DeckError(
        .inconsistent("one end has \(structure.count) atoms and the other \(other.count)"))
    }
    var named = other
    named.species = other.species.mapValues { $0.element.map { Species($0) } ?? $0 }
    let arranged = named.reordered(by: order)
    guard Array(arranged.species) == Array(structure.species) else {
      throw DeckError(.inconsistent("the atoms of the two ends are not in the same order"))
    }
    return arranged
  }

  var lattice: Lattice {
    // init refuses a structure without one.
    structure.lattice ?? .cubic(1)
  }

  /// A value per group, by element symbol.
  func map<Value>(_ value: (Element) -> Value) -> [Value] { elements.map(value) }

  /// Whether any atom is held along any axis.
  var hasHeldAtoms: Bool { structure.fixedAxes?.contains { $0 != .none } ?? false }

  /// Thermal degrees of freedom of the atoms, held axes not counted.
  var freeAxes: Int {
    let held = (structure.fixedAxes ?? []).reduce(0) { $0 + ($1.rawValue & 7).nonzeroBitCount }
    return 3 * structure.count - held
  }
}
