import QuenchModel
import QuenchNeighbors

/// The pairs of disordered sites of a supercell, by their distance.
struct PairShells {
  struct Shell {
    /// Mean, Å.
    let distance: Double
    /// Sublattices of the two ends, ascending.
    let sublattices: SIMD2<Int>
    /// Ordered pairs in the cell, images counted.
    let pairs: Int
  }

  let shells: [Shell]
  /// Neighbours of site i are the entries starts[i] ..< starts[i + 1].
  let starts: [Int]
  let neighbors: [Int32]
  let shellOfEntry: [Int32]

  /// Distances nearer than this are one shell, Å.
  private static let tolerance = 0.02

  /// `sites`: Cartesian, with their sublattices. All shells up to `cutoff` (Å).
  init(
    _ sites: [Vector3], _ sublattices: [Int], in cell: Structure, cutoff: Double
  ) throws(OrderingError) {
    let points = Structure(
      lattice: cell.lattice,
      species: Categorical(sites.map { _ in Species(label: "X", element: nil) }),
      positions: Coordinates(sites))
    let list: NeighborList
    do throws(NeighborError) {
      list = try NeighborList(points, cutoff: cutoff)
    } catch {
      throw .neighbors(error)
    }
    guard !list.atoms.isEmpty else { throw .noShells(cutoff: cutoff) }
    let edges = Self.edges(list.squares.map { $0.squareRoot() })
    var numbers: [SIMD3<Int>: Int] = [:]
    var sums: [(sum: Double, pairs: Int, ends: SIMD2<Int>)] = []
    var entries: [Int32] = []
    for site in 0..<list.count {
      for neighbor in list.neighbors(of: site) {
        let (s, t) = (sublattices[site], sublattices[neighbor.atom])
        let shell = edges.partitioningIndex { neighbor.distance < $0 }
        let key = SIMD3(min(s, t), max(s, t), shell)
        let number = numbers[key] ?? sums.count
        if number == sums.count {
          numbers[key] = number
          sums.append((0, 0, SIMD2(min(s, t), max(s, t))))
        }
        sums[number].sum += neighbor.distance
        sums[number].pairs += 1
        entries.append(Int32(number))
      }
    }
    starts = list.starts
    neighbors = list.atoms
    (shells, shellOfEntry) = Self.sorted(sums, entries)
  }

  /// Upper bounds of the shells.
  private static func edges(_ distances: [Double]) -> [Double] {
    let sorted = distances.sorted()
    var edges: [Double] = []
    for (low, high) in zip(sorted, sorted.dropFirst()) where high - low > tolerance {
      edges.append((low + high) / 2)
    }
    return edges + [.infinity]
  }

  private static func sorted(
    _ sums: [(sum: Double, pairs: Int, ends: SIMD2<Int>)], _ entries: [Int32]
  ) -> ([Shell], [Int32]) {
    let shells = sums.map {
      Shell(distance: $0.sum / Double($0.pairs), sublattices: $0.ends, pairs: $0.pairs)
    }
    let order = shells.indices.sorted {
      (shells[$0].distance, shells[$0].sublattices.x) < (
        shells[$1].distance, shells[$1].sublattices.x
      )
    }
    var rank = [Int32](repeating: 0, count: shells.count)
    for (place, shell) in order.enumerated() { rank[shell] = Int32(place) }
    return (order.map { shells[$0] }, entries.map { rank[Int($0)] })
  }
}

extension Array {
  /// The first index whose element satisfies a condition that holds from there on.
  func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
