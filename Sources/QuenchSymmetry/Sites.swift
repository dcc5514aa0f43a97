import QuenchModel

/// What spglib is asked about: one point per site, where atoms that share a site are one point.
struct Sites {
  /// Right-handed.
  let lattice: Lattice
  /// Fractional in `lattice`, flat.
  let fractional: [Double]
  /// Sites of one number hold the same species in the same shares.
  let types: [Int32]
  /// Atoms of each site, ascending.
  let members: [[Int]]
  /// True where c was turned round, because spglib wants right-handed cells.
  let isMirrored: Bool

  /// Throws where a structure is no crystal.
  init(_ structure: Structure, tolerance: Double) throws(SymmetryError) {
    guard let given = structure.lattice else { throw .noLattice }
    guard !structure.periodicity.isEmpty else { throw .notPeriodic }
    guard given.isValid else { throw .invalidLattice }
    guard tolerance > 0, tolerance.isFinite else { throw .toleranceOutOfRange(tolerance) }
    guard structure.count > 0 else { throw .noAtoms }
    guard structure.count <= 10_000_000 else { throw .tooManyAtoms(structure.count) }
    isMirrored = given.isLeftHanded
    lattice = isMirrored ? Lattice(a: given.a, b: given.b, c: -given.c) : given
    let places = (structure.fractional ?? Coordinates()).map { [isMirrored] in
      isMirrored ? Vector3($0.x, $0.y, -$0.z) : $0
    }
    for (atom, place) in places.enumerated() where !place.sum().isFinite {
      throw .notFinite(atom: atom)
    }
    members = Self.grouped(structure, places, lattice, tolerance)
    types = try Self.typed(structure, members)
    fractional = members.flatMap { [places[$0[0]].x, places[$0[0]].y, places[$0[0]].z] }
  }

  /// Atoms with an occupancy below 1 join the first such atom within the tolerance.
  private static func grouped(
    _ structure: Structure, _ places: [Vector3], _ lattice: Lattice, _ tolerance: Double
  ) -> [[Int]] {
    guard let occupancies = structure.occupancies else { return places.indices.map { [$0] } }
    var members: [[Int]] = []
    var shared: [Int] = []
    for atom in places.indices {
      guard occupancies[atom] < 1 else {
        members.append([atom])
        continue
      }
      let home = shared.first { site in
        distance(places[members[site][0]], places[atom], lattice) <= tolerance
      }
      if let home {
        members[home].append(atom)
      } else {
        shared.append(members.count)
        members.append([atom])
      }
    }
    return members
  }

  private static func typed(
    _ structure: Structure, _ members: [[Int]]
  ) throws(SymmetryError) -> [Int32] {
    var known: [[Share]: Int32] = [:]
    var types: [Int32] = []
    types.reserveCapacity(members.count)
    let alone = structure.occupancies == nil
    for site in members {
      if alone {
        types.append(structure.species.codes[site[0]])
        continue
      }
      let shares = site.map { Share(structure, $0) }.sorted {
        ($0.code, $0.parts) < ($1.code, $1.parts)
      }
      let total = site.reduce(0) { $0 + (structure.occupancies?[$1] ?? 1) }
      guard total <= 1 + 1e-3 else { throw .overfullSite(atom: site[0], occupancy: total) }
      let fresh = Int32(known.count)
      types.append(known[shares, default: fresh])
      known[shares] = types[types.count - 1]
    }
    return types
  }

  /// A species and its share in parts per million, so that rounding in a file does not matter.
  private struct Share: Hashable {
    let code: Int32
    let parts: Double

    init(_ structure: Structure, _ atom: Int) {
      code = structure.species.codes[atom]
      parts = ((structure.occupancies?[atom] ?? 1) * 1e6).rounded()
    }
  }

  /// Å; right for points that nearly coincide, which is all it is used for.
  static func distance(_ s: Vector3, _ t: Vector3, _ lattice: Lattice) -> Double {
    let step = t - s
    return lattice.cartesian(step - step.rounded(.toNearestOrEven)).length
  }

  /// The two atoms closest to one another, for a message.
  func closestPair() -> (Int, Int, Double)? {
    var best: (Int, Int, Double)?
    let limit = min(members.count, 5000)
    for i in 0..<limit {
      for j in (i + 1)..<max(limit, i + 1) {
        let gap = Self.distance(place(i), place(j), lattice)
        if gap < best?.2 ?? .infinity { best = (members[i][0], members[j][0], gap) }
      }
    }
    return best
  }

  private func place(_ site: Int) -> Vector3 {
    Vector3(fractional[3 * site], fractional[3 * site + 1], fractional[3 * site + 2])
  }
}
