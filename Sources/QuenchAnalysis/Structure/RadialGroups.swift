/// Groups of atoms that g(r) counts apart.
///
/// One per species; where centres are chosen, a second one per species holds the chosen atoms.
struct RadialGroups: Hashable, Sendable {
  let species: Int
  let choosesCentres: Bool

  var count: Int { choosesCentres ? 2 * species : species }

  /// Groups of the centres of a species, and of all its atoms.
  func centres(_ species: Int) -> [Int] { choosesCentres ? [species + self.species] : [species] }
  func atoms(_ species: Int) -> [Int] {
    choosesCentres ? [species, species + self.species] : [species]
  }

  /// Pairs of species of the tables: all ordered ones where centres are chosen, since the neighbours of
  /// a chosen a are then other pairs than those of a chosen b; else a ≤ b.
  var pairs: [(Int, Int)] {
    (0..<species).flatMap { a in ((choosesCentres ? 0 : a)..<species).map { (a, $0) } }
  }

  /// Groups of atoms from their species, −1 for none.
  func codes(_ species: [Int32], centres: [Bool]?) -> [Int32] {
    guard choosesCentres else { return species }
    return species.enumerated().map { atom, code in
      code >= 0 && centres?[atom] ?? true ? code + Int32(self.species) : code
    }
  }

  func counts(_ codes: [Int32]) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for code in codes where code >= 0 { counts[Int(code)] += 1 }
    return counts
  }
}
