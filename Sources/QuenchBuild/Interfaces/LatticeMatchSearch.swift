import QuenchModel

/// Compares superlattices two by two.
struct LatticeMatchSearch {
  let cells: (film: PlaneCell, substrate: PlaneCell)
  let films: [ReducedSuperlattice]
  let substrates: [ReducedSuperlattice]
  let maximumStrain: Double

  /// Vectors of the substrate that may fall on the film's shortest ones: a strain below 30 % moves
  /// no vector farther from the shortest ones than these.
  private static let candidates: [SIMD2<Int>] = (-2...2).flatMap { m in
    (-2...2).compactMap { n in
      greatestCommonDivisor(abs(m), abs(n)) == 1 ? SIMD2(m, n) : nil
    }
  }

  /// Calls `body` with each film superlattice and the substrate bases that fall on its vectors.
  private func forEachPair(
    _ body: (ReducedSuperlattice, [PlaneMatrix]) -> Void
  ) {
    let sorted = substrates.sorted { $0.area < $1.area }
    let (low, high) = (1 - maximumStrain, 1 + maximumStrain)
    for film in films {
      let start = sorted.partitioningPoint { $0.area >= film.area * low * low * (1 - 1e-9) }
      for substrate in sorted[start...] {
        guard substrate.area <= film.area * high * high * (1 + 1e-9) else { break }
        // Successive minima change by no more than the stretches.
        let ratio = substrate.lengths / film.lengths
        guard ratio.min() >= low - 1e-9, ratio.max() <= high + 1e-9 else { continue }
        let bases = bases(of: substrate, on: film)
        if !bases.isEmpty { body(film, bases) }
      }
    }
  }

  /// Right-handed bases of the substrate's superlattice within the strain of the film's vectors.
  private func bases(
    of substrate: ReducedSuperlattice, on film: ReducedSuperlattice
  ) -> [PlaneMatrix] {
    let (low, high) = (1 - maximumStrain - 1e-9, 1 + maximumStrain + 1e-9)
    func near(_ length: Double) -> [SIMD2<Int>] {
      Self.candidates.filter { n in
        let ratio = substrate.cell.vector(n).length / length
        return ratio >= low && ratio <= high
      }
    }
    let seconds = near(film.lengths.y)
    guard !seconds.isEmpty else { return [] }
    var found: [PlaneMatrix] = []
    for first in near(film.lengths.x) {
      for second in seconds {
        let change = PlaneMatrix(first, second)
        guard change.determinant == 1 else { continue }
        let stretch = PlaneStretch(from: film.cell, to: substrate.cell.transformed(change))
        if stretch.mismatch <= maximumStrain + 1e-9 { found.append(change * substrate.matrix) }
      }
    }
    return found
  }

  /// Without those that symmetry makes equal, best first.
  func ranked(
    symmetry: (film: PlaneSymmetry, substrate: PlaneSymmetry), keepsMultiples: Bool
  ) -> LatticeMatches {
    var (pairs, alignments) = (0, 0)
    let orbits = MatchOrbits(film: symmetry.film, substrate: symmetry.substrate)
    var distinct: Set<MatchOrbits.Key> = []
    forEachPair { film, bases in
      pairs += 1
      alignments += bases.count
      for basis in bases { distinct.insert(orbits.first(film: film.matrix, substrate: basis)) }
    }
    let all = distinct.compactMap { key in nice(key, orbits) }
    let kept = keepsMultiples ? all : all.filter { !$0.isMultiple }
    return LatticeMatches(
      matches: kept.sorted(by: LatticeMatch.isBefore), pairs: pairs, alignments: alignments,
      distinct: all.count)
  }

  /// Of all equal ones that with the least twist, in the shortest vectors of the film's superlattice.
  private func nice(_ key: MatchOrbits.Key, _ orbits: MatchOrbits) -> LatticeMatch? {
    orbits.equals(film: key.film, substrate: key.substrate).map { key in
      let change = cells.film.transformed(key.film).reduced().matrix
      return LatticeMatch(
        film: change * key.film, substrate: change * key.substrate, cells: cells)
    }.min(by: LatticeMatch.isBefore)
  }
}

extension Array {
  /// First place from which on the predicate holds; it holds for a tail of the array.
  fileprivate func partitioningPoint(_ predicate: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Which matches symmetry makes equal.
///
/// A match is a pair of bases up to a common change of basis; turning the film or the substrate by an
/// operation that leaves it as it is gives an equal interface, mirroring both its mirror image.
struct MatchOrbits {
  struct Key: Hashable {
    let film: PlaneMatrix
    let substrate: PlaneMatrix
  }

  private let operations: [(film: PlaneMatrix, substrate: PlaneMatrix)]

  init(film: PlaneSymmetry, substrate: PlaneSymmetry) {
    operations = film.operations.flatMap { first in
      substrate.operations.compactMap { second in
        first.determinant == second.determinant ? (first, second) : nil
      }
    }
  }

  /// All equal ones, in Hermite form.
  func equals(film: PlaneMatrix, substrate: PlaneMatrix) -> Set<Key> {
    Set(
      operations.map { operation in
        let (basis, change) = (film * operation.film).hermite
        return Key(film: basis, substrate: change * (substrate * operation.substrate))
      })
  }

  /// The first of all equal ones.
  func first(film: PlaneMatrix, substrate: PlaneMatrix) -> Key {
    equals(film: film, substrate: substrate).min(by: Self.isBefore)
      ?? Key(film: film, substrate: substrate)
  }

  private static func isBefore(_ left: Key, _ right: Key) -> Bool {
    if left.film != right.film { return PlaneMatrix.isBefore(left.film, right.film) }
    return PlaneMatrix.isBefore(left.substrate, right.substrate)
  }
}
