public import QuenchModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The smallest distance between atoms of two kinds.
public struct NearestPair: Hashable, Sendable {
  /// `Si-O`, in the order of the species table.
  public let name: String
  /// Å; nil where none lies within the range searched.
  public let distance: Double?
  /// Half the sum of the covalent radii, Å; nil where a radius is unknown.
  public let leastPlausible: Double?
}

extension Structure {
  /// The nearest distance of every two kinds of atoms, all periodic images counted.
  ///
  /// Kinds are elements (labels where there is no element); atoms on one site (shared occupancy) are
  /// no pair. The range grows until every two kinds have met, at most to `limit` (Å).
  public func nearestPairs(within limit: Double = 12) throws(NeighborError) -> [NearestPair] {
    let kinds = species.mapValues(\.name)
    var nearest = PairTable(kinds: kinds.categories.count)
    var cutoff = Swift.min(2.5, limit, firstRange)
    while true {
      try forEachPair(within: cutoff) { pair in
        guard pair.square > Self.sameSite else { return }
        nearest.lower(Int(kinds.codes[pair.i]), Int(kinds.codes[pair.j]), to: pair.square)
      }
      if cutoff >= limit || nearest.isComplete(counts: kinds.counts) { break }
      cutoff = Swift.min(cutoff * 1.5, limit)
    }
    return nearest.pairs(names: kinds.categories, radii: radii(of: kinds))
  }

  /// Å; in a crowded cell neighbours are nearer, and the usual range would hold millions of images.
  private var firstRange: Double {
    guard let lattice, count > 0 else { return 2.5 }
    let spacing = cbrt(lattice.volume / Double(count))
    return spacing.isFinite ? Swift.max(2 * spacing, 0.02) : 2.5
  }

  /// Å²: atoms nearer than 0.01 Å share a site.
  private static let sameSite = 1e-4

  private func radii(of kinds: Categorical<String>) -> [Double?] {
    kinds.categories.map { Element(symbol: $0)?.covalentRadius }
  }
}

/// Smallest squared distance of each unordered pair of kinds.
private struct PairTable {
  private let kinds: Int
  private var squares: [Double]

  init(kinds: Int) {
    self.kinds = kinds
    squares = [Double](repeating: .infinity, count: kinds * kinds)
  }

  mutating func lower(_ a: Int, _ b: Int, to square: Double) {
    let place = Swift.min(a, b) * kinds + Swift.max(a, b)
    if square < squares[place] { squares[place] = square }
  }

  /// Kinds without atoms never meet.
  func isComplete(counts: [Int]) -> Bool {
    (0..<kinds).allSatisfy { a in
      (a..<kinds).allSatisfy { b in
        counts[a] == 0 || counts[b] == 0 || squares[a * kinds + b].isFinite
      }
    }
  }

  func pairs(names: [String], radii: [Double?]) -> [NearestPair] {
    (0..<kinds).flatMap { a in
      (a..<kinds).map { b in
        let square = squares[a * kinds + b]
        let sum = radii[a].flatMap { first in radii[b].map { first + $0 } }
        return NearestPair(
          name: "\(names[a])-\(names[b])", distance: square.isFinite ? square.squareRoot() : nil,
          leastPlausible: sum.map { $0 / 2 })
      }
    }
  }
}
