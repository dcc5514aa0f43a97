import QuenchModel
import QuenchNeighbors

/// The bonds of a crystal: pairs nearer than 1.2 times the sum of their covalent radii.
///
/// Two atoms that both lose electrons (both oxidation states positive) are no bond, however near
/// large radii let them seem.
struct CrystalBonds {
  struct Bond {
    let i: Int
    let j: Int
    /// Cell vectors added to x_j.
    let image: SIMD3<Int>
    /// Part of a molecular unit: between two elements that are no metals, or of a kind asked for.
    let isCovalent: Bool
  }

  let bonds: [Bond]

  /// A bond is at most this many times the sum of the covalent radii.
  static let stretch = 1.2

  init(
    _ crystal: Structure, charges: [Double]?, wholeBonds: [BondKind]
  ) throws(SurfaceError) {
    let elements = crystal.species.categories.map(\.element)
    let radii = elements.map { $0?.covalentRadius }
    let longest = (radii.compactMap(\.self).max() ?? 0) * 2 * Self.stretch
    guard longest > 0 else {
      bonds = []
      return
    }
    var found: [Bond] = []
    let codes = crystal.species.codes.map(Int.init)
    try crystal.nearbyPairs(within: longest) { pair in
      let (a, b) = (codes[pair.i], codes[pair.j])
      guard let one = radii[a], let other = radii[b], pair.square > 0.01 else { return }
      let reach = Self.stretch * (one + other)
      guard pair.square <= reach * reach else { return }
      if let charges, charges[pair.i] > 0, charges[pair.j] > 0 { return }
      found.append(
        Bond(
          i: pair.i, j: pair.j, image: SIMD3<Int>(truncatingIfNeeded: pair.image),
          isCovalent: Self.isCovalent(elements[a], elements[b], wholeBonds)))
    }
    bonds = found
  }

  private static func isCovalent(
    _ one: Element?, _ other: Element?, _ asked: [BondKind]
  ) -> Bool {
    guard let one, let other else { return false }
    guard asked.isEmpty else { return asked.contains(BondKind(one, other)) }
    return OxidationTable.anions.contains(one.symbol)
      && OxidationTable.anions.contains(other.symbol)
  }
}
