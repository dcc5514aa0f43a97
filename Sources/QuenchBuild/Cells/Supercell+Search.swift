public import QuenchModel

extension Supercell {
  /// A supercell that was searched for, and how good it is.
  public struct Choice: Hashable, Sendable {
    public let supercell: Supercell
    public let atoms: Int
    /// Shortest distance between an atom and its own images, Å.
    public let imageDistance: Double
    /// False where there were too many superlattices to look at all of them.
    public let isExhaustive: Bool
  }

  /// The supercell near a number of atoms whose images are farthest apart.
  ///
  /// Looks at every superlattice (Hermite normal form; Hart & Forcade, Phys. Rev. B 77 (2008) 224115,
  /// doi 10.1103/PhysRevB.77.224115) whose number of atoms is within `tolerance` (a fraction) of
  /// `atoms`, at the nearest possible number if there is none. Among equals the one with vectors
  /// closest to right angles, then the number closest to `atoms`. Beyond some five million
  /// superlattices only the nearest number is searched, beyond that only whole multiples of the
  /// reduced cell. Throws `BuildError`.
  public static func target(
    atoms: Int, tolerance: Double = 0.1, of structure: Structure
  ) throws(BuildError) -> Choice {
    guard (1...mostAtoms).contains(atoms) else {
      throw .outOfRange(
        parameter: "the number of atoms", value: "\(atoms)", allowed: "1…\(mostAtoms)")
    }
    guard (0...1).contains(tolerance) else {
      throw .outOfRange(parameter: "the tolerance", value: "\(tolerance)", allowed: "0…1")
    }
    var search = try SupercellSearch(structure)
    let exact = Double(atoms) / Double(structure.count)
    let nearest = max(1, Int(exact.rounded()))
    let first = max(1, Int((exact * (1 - tolerance)).rounded(.up)))
    let last = min(Int((exact * (1 + tolerance)).rounded(.down)), mostAtoms / structure.count)
    search.wanted = exact
    let range = first <= last ? first...last : nearest...nearest
    if SupercellSearch.work(range) <= SupercellSearch.budget {
      for index in range { search.tryAll(index: index) }
      return try search.choice(isExhaustive: true)
    }
    if SupercellSearch.work(nearest...nearest) <= SupercellSearch.budget {
      search.tryAll(index: nearest)
      return try search.choice(isExhaustive: false)
    }
    search.tryMultiples(range)
    return try search.choice(isExhaustive: false)
  }

  /// The smallest supercell whose images are at least `distance` (Å) apart.
  ///
  /// Of the superlattices of the smallest index that reaches it, the one with the largest distance,
  /// then with vectors closest to right angles. Where the search grows too long, the smallest whole
  /// multiple of the reduced cell is taken. Throws `BuildError`.
  public static func minimumImage(
    _ distance: Double, of structure: Structure
  ) throws(BuildError) -> Choice {
    guard distance > 0, distance <= 1e3 else {
      throw .outOfRange(
        parameter: "the image distance", value: "\(distance) Å",
        allowed: "above 0 and at most 1000 Å")
    }
    var search = try SupercellSearch(structure)
    // No lattice is denser than fcc: d³ ≤ √2 V.
    let least = distance * distance * distance / (2.0.squareRoot() * search.volume)
    let most = Double(mostAtoms / structure.count)
    guard least <= most else {
      throw .imageTooClose(asked: distance, best: search.reach(most), atoms: mostAtoms)
    }
    search.floor = distance * (1 - 1e-9)
    var index = max(1, Int((least * (1 - 1e-9)).rounded(.up)))
    var work = 0.0
    while true {
      work += SupercellSearch.work(index...index)
      guard work <= SupercellSearch.budget else { break }
      search.tryAll(index: index)
      if search.best != nil { return try search.choice(isExhaustive: true) }
      index += 1
    }
    search.tryMultiples(reaching: distance)
    return try search.choice(isExhaustive: false)
  }
}
