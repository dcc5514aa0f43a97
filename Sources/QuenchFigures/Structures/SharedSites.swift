import QuenchModel
import QuenchNeighbors

/// Which slice of its site each atom of a disordered structure takes.
struct SharedSites {
  private var starts: [Double] = []
  private let occupancies: [Double]

  /// Atoms nearer than 0.02 Å share a site; slices follow one another in atom order.
  init(_ structure: Structure) {
    guard let given = structure.occupancies, given.contains(where: { $0 < 1 }) else {
      occupancies = []
      return
    }
    let occupancies = given.map { min(max($0.isFinite ? $0 : 0, 0), 1) }
    self.occupancies = occupancies
    var starts = [Double](repeating: 0, count: structure.count)
    do throws(NeighborError) {
      try structure.forEachPair(within: 0.02) { pair in
        if pair.i != pair.j { starts[max(pair.i, pair.j)] += occupancies[min(pair.i, pair.j)] }
      }
    } catch {
      // Atoms that cannot be placed are drawn as whole slices from the top.
      starts = [Double](repeating: 0, count: structure.count)
    }
    self.starts = starts
  }

  /// Parts of the whole pie; nil where the atom has its site for itself.
  func share(of atom: Int) -> Range<Double>? {
    guard occupancies.indices.contains(atom), occupancies[atom] < 1 else { return nil }
    return starts[atom]..<(starts[atom] + occupancies[atom])
  }
}
