import QuenchModel
import QuenchNeighbors

/// The distance asked between every two kinds of atoms of one packing.
///
/// A kind is an element, as a loose (or held) atom or as part of a molecule.
struct ContactTable {
  struct Kind: Hashable, Sendable {
    let element: Element
    let isAtomic: Bool
  }

  /// One per atom.
  let codes: [Int32]
  let kinds: Int
  /// Å, kinds × kinds.
  let distances: [Double]
  let categories: [Kind]

  init(kinds list: Categorical<Kind>, distances contact: ContactDistances) {
    let all = list.categories
    let atomic = CovalentDistances(all.filter(\.isAtomic).map(\.element))
    codes = list.codes
    kinds = all.count
    categories = all
    distances = all.flatMap { a in
      all.map { b in
        if let given = contact.given[ElementPair(a.element, b.element)] { return given }
        guard a.isAtomic, b.isAtomic else { return contact.betweenMolecules }
        return atomic.distance(a.element, b.element)
      }
    }
  }

  func distance(_ i: Int, _ j: Int) -> Double { distances[Int(codes[i]) * kinds + Int(codes[j])] }

  var largest: Double { distances.max() ?? 0 }
  var smallest: Double { distances.min() ?? 0 }

  func kind(_ atom: Int) -> Kind { categories[Int(codes[atom])] }
}
