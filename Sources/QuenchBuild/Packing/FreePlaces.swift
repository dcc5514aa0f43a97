import QuenchModel
import QuenchNeighbors

/// Points spread evenly over the room there is: inside the cell and all regions, away from held atoms.
///
/// The additive sequence of the plastic number's kin in three dimensions (M. Roberts, 2018, "The
/// unreasonable effectiveness of quasirandom sequences"): any number of points, without clumps.
struct FreePlaces {
  let lattice: Lattice
  let regions: [PackingRegion]
  let held: Structure
  /// Å from any held nucleus.
  let clearance: Double

  /// Exactly `count` points; throws where hardly any point of the cell is free.
  func points(
    _ count: Int, using generator: inout SeededGenerator
  ) throws(PackingError) -> [Vector3] {
    let start = Vector3(generator.uniform(), generator.uniform(), generator.uniform())
    var found: [Vector3] = []
    var next = 0
    let batch = max(4 * count, 4096)
    for _ in 0..<64 {
      let candidates = (next..<(next + batch)).map { place(start, $0) }
        .filter { point in regions.allSatisfy { $0.wayIn(from: point, margin: 0) == .zero } }
      next += batch
      found += try awayFromHeld(candidates)
      if found.count >= count { return Array(found.prefix(count)) }
    }
    guard let first = found.first else {
      throw .region(
        "no place in the cell is inside the regions and \(rounded(clearance)) Å from held atoms")
    }
    // What room there is holds fewer points than bodies: the descent will tell whether they fit.
    return found + [Vector3](repeating: first, count: count - found.count)
  }

  /// The n-th point: within the cell, or within the bounds of the tightest region.
  private func place(_ start: Vector3, _ n: Int) -> Vector3 {
    // 1/g, 1/g², 1/g³ with g⁴ = g + 1.
    let step = Vector3(0.8191725133961645, 0.6710436067037893, 0.5497004779019703)
    var u = start + Double(n) * step
    u -= u.rounded(.down)
    let closed = regions.first { $0.bounds.low.x.isFinite }
    if let (low, high) = closed?.bounds { return low + u * (high - low) }
    var point = lattice.cartesian(u)
    for region in regions {
      // A slab of z: along c, which is the only vector that rises.
      let (low, high) = (region.bounds.low.z, region.bounds.high.z)
      point += ((low + u.z * (high - low)) - point.z) / lattice.c.z * lattice.c
    }
    return point
  }

  private func awayFromHeld(_ points: [Vector3]) throws(PackingError) -> [Vector3] {
    guard held.count > 0, !points.isEmpty else { return points }
    let probe = Species(label: "?", element: nil)
    var species = Categorical(held.species)
    species.append(probe, count: points.count)
    let all = Structure(
      lattice: held.lattice, periodicity: held.periodicity, species: species,
      positions: Coordinates(held.positions.map { $0 } + points))
    var isFree = [Bool](repeating: true, count: points.count)
    try PackingError.searching { () throws(NeighborError) in
      try all.forEachPair(within: clearance) { pair in
        let (low, high) = (min(pair.i, pair.j), max(pair.i, pair.j))
        if low < held.count, high >= held.count { isFree[high - held.count] = false }
      }
    }
    return points.indices.filter { isFree[$0] }.map { points[$0] }
  }
}
