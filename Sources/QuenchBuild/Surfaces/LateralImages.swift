import QuenchModel
import QuenchNeighbors

/// How near the copies of a molecule in neighbouring cells of the plane come to it.
struct LateralImages {
  let lattice: Lattice

  init(_ lattice: Lattice) { self.lattice = lattice }

  /// Å beyond which images are not looked for.
  private static let reach = 15.0

  /// Least distance between atoms of the molecule and of its own images, Å; 15 where none is nearer.
  func distance(of positions: [Vector3]) throws(SurfaceError) -> Double {
    try distance(of: [positions])
  }

  /// Also between different molecules.
  func distance(of molecules: [[Vector3]]) throws(SurfaceError) -> Double {
    let owner = molecules.indices.flatMap { owner in molecules[owner].map { _ in owner } }
    let all = molecules.flatMap(\.self)
    let spread = (all.map(\.z).max() ?? 0) - (all.map(\.z).min() ?? 0)
    let structure = Structure(
      lattice: Lattice(a: lattice.a, b: lattice.b, c: Vector3(0, 0, spread + 100)),
      periodicity: [.a, .b],
      species: Categorical(repeatElement(Species(label: "?", element: nil), count: all.count)),
      positions: Coordinates(all))
    var nearest = Self.reach
    try structure.nearbyPairs(within: Self.reach) { pair in
      guard owner[pair.i] != owner[pair.j] || pair.image != .zero else { return }
      nearest = min(nearest, pair.distance)
    }
    return nearest
  }

  /// The smallest n × m copies of the cell in which images keep a distance; n and m up to 40.
  func smallestRepeat(of positions: [Vector3], apart: Double) throws(SurfaceError) -> SIMD2<Int> {
    var sizes: [SIMD2<Int>] = []
    for n in 1...40 { for m in 1...40 { sizes.append(SIMD2(n, m)) } }
    func key(_ size: SIMD2<Int>) -> (Int, Int, Int) {
      (size.x * size.y, abs(size.x - size.y), size.y)
    }
    sizes.sort { key($0) < key($1) }
    let extent = (positions.map(\.length).max() ?? 0) * 2
    for size in sizes {
      let large = Lattice(
        a: Double(size.x) * lattice.a, b: Double(size.y) * lattice.b, c: lattice.c)
      // Far too small and far too large cells are told without a search.
      if large.area(2) < 0.2 * apart * apart { continue }
      if PlaneLattice(large.a, large.b).shortest >= apart + extent { return size }
      if try LateralImages(large).distance(of: positions) >= apart { return size }
    }
    throw .refused(
      "no supercell up to 40 × 40 keeps images of the molecule \(shown(apart)) Å apart")
  }
}
