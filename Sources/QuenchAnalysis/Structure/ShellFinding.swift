internal import QuenchModel
internal import QuenchNeighbors

/// What an atom may count as its neighbour, nearest first.
struct ShellCandidate {
  let square: Double
  let atom: Int32
  let image: SIMD3<Int32>

  static func isNearer(_ first: ShellCandidate, _ second: ShellCandidate) -> Bool {
    (first.square, first.atom, first.image.x, first.image.y, first.image.z) < (
      second.square, second.atom, second.image.x, second.image.y, second.image.z
    )
  }
}

/// Looks around each atom as far as its shell needs, over all periodic images.
struct ShellFinding {
  private let structure: Structure
  private let frame: Int
  private let rule: PairRule

  init(_ structure: Structure, frame: Int) {
    (self.structure, self.frame) = (structure, frame)
    rule = PairRule(structure.lattice)
  }

  /// Calls `decide` with the candidates of each atom within a range that grows until it returns true
  /// or no more atoms exist; with no more atoms `isLast` is true.
  func forEachAtom(
    _ decide: (
      _ atom: Int, _ candidates: [ShellCandidate], _ range: Double, _ isLast: Bool
    ) throws(AnalysisError) -> Bool
  ) throws(AnalysisError) {
    var open = [Bool](repeating: true, count: structure.count)
    var range = firstRange
    let limit = lastRange
    while open.contains(true) {
      let isLast = range >= limit
      let candidates = try candidates(within: range, of: open)
      for atom in open.indices where open[atom] {
        let sorted = candidates[atom].sorted(by: ShellCandidate.isNearer)
        open[atom] = try !decide(atom, sorted, range, isLast)
      }
      if isLast { return }
      range = min(1.6 * range, limit)
    }
  }

  func displacement(_ atom: Int, _ candidate: ShellCandidate) -> Vector3 {
    rule.displacement(
      structure.positions[atom], structure.positions[Int(candidate.atom)], image: candidate.image)
  }

  /// Å²: atoms nearer than 0.01 Å share a site.
  private static let sameSite = 1e-4

  private func candidates(
    within range: Double, of open: [Bool]
  ) throws(AnalysisError) -> [[ShellCandidate]] {
    var found = [[ShellCandidate]](repeating: [], count: structure.count)
    var shared: (Int, Int)?
    do throws(NeighborError) {
      try structure.forEachPair(within: range) { pair in
        let square = pair.square
        if square < Self.sameSite, pair.i != pair.j {
          let atoms = (min(pair.i, pair.j), max(pair.i, pair.j))
          shared = shared.map { $0 < atoms ? $0 : atoms } ?? atoms
        }
        if open[pair.i] {
          found[pair.i].append(
            ShellCandidate(square: square, atom: Int32(pair.j), image: pair.image))
        }
        if open[pair.j] {
          found[pair.j].append(
            ShellCandidate(square: square, atom: Int32(pair.i), image: .zero &- pair.image))
        }
      }
    } catch {
      throw .neighbors(error, frame: frame)
    }
    if let shared { throw .sharedSite(atoms: [shared.0, shared.1], frame: frame) }
    return found
  }

  /// Å: about forty atoms at uniform density.
  private var firstRange: Double {
    let edges = extent
    let isCrystal = structure.lattice != nil && structure.periodicity == .all
    let volume =
      isCrystal ? structure.lattice?.volume ?? 0 : edges.x * edges.y * edges.z
    let spacing = cubeRoot(volume / Double(max(1, structure.count)))
    return spacing.isFinite ? 2.2 * min(max(spacing, 1), 5) : 5
  }

  /// Å: holds every atom of a cluster, and of a crystal all that can shape a shell.
  private var lastRange: Double {
    var range = 1.01 * extent.length + 1
    guard let lattice = structure.lattice else { return range }
    for axis in 0..<3 where structure.periodicity[axis] { range += 2 * lattice[axis].length }
    return range
  }

  /// Å: edges of the box around all atoms.
  private var extent: Vector3 {
    guard let first = structure.positions.first else { return .zero }
    var (low, high) = (first, first)
    for position in structure.positions {
      (low, high) = (pointwiseMin(low, position), pointwiseMax(high, position))
    }
    return high - low
  }
}

extension ShellFinding {
  /// The neighbours of an atom by relative angular distance, closed form: nil while the range may
  /// still be too short.
  ///
  /// An atom j is blocked by a nearer k when 1/r_j² < cos θ_jk / r_k². The shell is all atoms nearer
  /// than the nearest blocked one; atoms at its distance (within 10⁻⁹) are left out with it, so that
  /// rounding cannot choose among equals.
  func angularShell(
    _ atom: Int, _ candidates: [ShellCandidate], isLast: Bool
  ) -> ArraySlice<ShellCandidate>? {
    var vectors: [Vector3] = []
    for (count, candidate) in candidates.enumerated() {
      let d = displacement(atom, candidate)
      let r = candidate.square.squareRoot()
      let isBlocked = (0..<count).contains { k in
        let nearer = candidates[k].square
        return nearer < candidate.square
          && nearer * nearer.squareRoot() < r * dot(d, vectors[k])
      }
      if isBlocked {
        let limit = candidate.square * (1 - 1e-9)
        let end = candidates.firstIndex { $0.square >= limit } ?? count
        return candidates[..<end]
      }
      vectors.append(d)
    }
    return isLast ? candidates[...] : nil
  }

  /// The points nearer to an atom than to any other: nil while the range may still be too short.
  ///
  /// No atom farther than twice the farthest corner can cut: where the range holds all nearer ones,
  /// the cell is exact.
  func voronoiCell(
    _ atom: Int, _ candidates: [ShellCandidate], range: Double
  ) -> ConvexCell? {
    var cell = ConvexCell(half: range)
    for (index, candidate) in candidates.enumerated() {
      if candidate.square >= 4 * cell.reachSquare { break }
      cell.cut(by: displacement(atom, candidate), source: index)
    }
    return 4 * cell.reachSquare <= range * range ? cell : nil
  }
}
