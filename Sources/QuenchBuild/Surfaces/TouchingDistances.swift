import QuenchModel

/// How near the atoms of a molecule come to those of a slab.
///
/// Where a metal or metalloid takes part the two may bond: the sum of the covalent radii (doi
/// 10.1039/b801115j). Two nonmetals would bond only in a reaction: they keep 0.8 of the sum of their
/// van der Waals radii, each the covalent one and 0.8 Å (Pauling, The Nature of the Chemical Bond, 3rd
/// ed. 1960, chapter 7), so that O and O are 2.34 Å apart, not 1.32. A single atom bonds to all.
struct TouchingDistances {
  private let molecule: [Double]
  private let slab: [Double]
  /// Whether an atom keeps its distance from nonmetals; never for a single atom.
  private let isClosed: [Bool]
  private let isNonmetal: [Bool]

  init(molecule: Structure, slab: Structure) {
    self.molecule = molecule.species.map(Self.radius)
    self.slab = slab.species.map(Self.radius)
    isClosed = molecule.species.map { molecule.count > 1 && Self.isNonmetal($0) }
    isNonmetal = slab.species.map(Self.isNonmetal)
  }

  /// Å, of an atom of the molecule and one of the slab.
  func touching(_ atom: Int, _ other: Int) -> Double {
    let sum = covalent(atom, other)
    guard isClosed[atom], isNonmetal[other] else { return sum }
    return Self.share * (sum + 2 * Self.excess)
  }

  /// Sum of the covalent radii, Å.
  func covalent(_ atom: Int, _ other: Int) -> Double { molecule[atom] + slab[other] }

  /// No pair touches beyond this, Å.
  var longest: Double { (molecule.max() ?? 0) + (slab.max() ?? 0) + 2 * Self.excess }

  /// Of the van der Waals radius over the covalent one, Å.
  private static let excess = 0.8
  private static let share = 0.8

  private static let nonmetals: Set<String> = [
    "H", "He", "C", "N", "O", "F", "Ne", "P", "S", "Cl", "Ar", "Se", "Br", "Kr", "I", "Xe",
  ]

  private static func isNonmetal(_ species: Species) -> Bool {
    species.element.map { nonmetals.contains($0.symbol) } ?? false
  }

  /// 1.5 Å where none is tabulated.
  private static func radius(_ species: Species) -> Double {
    species.element?.covalentRadius ?? 1.5
  }
}
