import QuenchModel

/// Goes through superlattices and keeps the best one seen.
struct SupercellSearch {
  /// Superlattices looked at before a search is cut short: about a second's work.
  static let budget = 5e6

  /// Shortest vectors first, so that most candidates are told to be bad by their first row.
  let lattice: Lattice
  /// From the given cell to `lattice`.
  private let reduction: IntegerMatrix
  private let given: Lattice
  private let atomsPerCell: Int
  let volume: Double

  /// Candidates below this image distance, Å, are not kept.
  var floor = 0.0
  /// Index that ties are decided for; nil where the index does not matter.
  var wanted: Double?
  private(set) var best: Candidate?

  struct Candidate {
    /// Rows in terms of `lattice`.
    let matrix: IntegerMatrix
    /// Å.
    let distance: Double
    /// Sum of |cos| of the angles of the reduced cell: 0 is a box.
    let skew: Double
    let index: Int
  }

  init(_ structure: Structure) throws(BuildError) {
    guard let lattice = structure.lattice else { throw .noLattice }
    // The bounds keep whole numbers of cells within reach; no crystal comes near them.
    guard lattice.isValid, lattice.faceDistances.min() > 0.01, lattice.lengths.max() < 1e6 else {
      throw .invalidLattice
    }
    guard structure.count > 0 else { throw .noAtoms }
    for axis in 0..<3 where !structure.periodicity[axis] { throw .notPeriodic(axis: axis) }
    given = lattice
    (self.lattice, reduction) = lattice.reduced()
    atomsPerCell = structure.count
    volume = lattice.volume
  }

  /// About how many superlattices have these indices; their number for n is near 1.5 n².
  static func work(_ indices: ClosedRange<Int>) -> Double {
    let (n, count) = (Double(indices.upperBound), Double(indices.count))
    return 1.5 * n * n * count
  }

  /// The largest image distance any lattice of so many cells could have, Å.
  func reach(_ index: Double) -> Double { cubeRoot(2.0.squareRoot() * volume * index) }

  /// All superlattices of an index, by their Hermite normal forms.
  mutating func tryAll(index: Int) {
    for a in 1...index where index.isMultiple(of: a) {
      let u = Double(a) * lattice.a
      guard u.length >= threshold else { continue }
      let rest = index / a
      for c in 1...rest where rest.isMultiple(of: c) {
        for b in 0..<a {
          let v = Double(b) * lattice.a + Double(c) * lattice.b
          let plane = PlaneLattice(u, v)
          guard plane.shortest >= threshold else { continue }
          tryThirdRows(a: a, b: b, c: c, f: rest / c, plane)
        }
      }
    }
  }

  private mutating func tryThirdRows(a: Int, b: Int, c: Int, f: Int, _ plane: PlaneLattice) {
    for e in 0..<c {
      for d in 0..<a {
        let w = Double(d) * lattice.a + Double(e) * lattice.b + Double(f) * lattice.c
        guard let distance = plane.shortest(with: w, atLeast: threshold) else { continue }
        consider(
          IntegerMatrix(SIMD3(a, 0, 0), SIMD3(b, c, 0), SIMD3(d, e, f)), distance, index: a * c * f)
      }
    }
  }

  /// Whole multiples of the reduced cell whose index lies in a range.
  mutating func tryMultiples(_ indices: ClosedRange<Int>) {
    // Vectors longer than three times the cube's edge never win.
    let edge = 3 * cubeRoot(volume * Double(indices.upperBound))
    let most = (0..<3).map { max(1, Int(min(edge / lattice[$0].length, 1e4))) }
    for i in 1...most[0] {
      for j in 1...most[1] {
        let first = max(1, (indices.lowerBound + i * j - 1) / (i * j))
        let last = min(most[2], indices.upperBound / (i * j))
        guard first <= last else { continue }
        for k in first...last { tryMultiple(SIMD3(i, j, k)) }
      }
    }
  }

  /// The smallest whole multiple of the reduced cell that keeps images a distance apart.
  mutating func tryMultiples(reaching distance: Double) {
    let gaps = lattice.faceDistances
    let ranges = (0..<3).map { axis -> ClosedRange<Int> in
      let most = max(1, Int((distance / gaps[axis]).rounded(.up)))
      let least = max(1, Int((distance / lattice[axis].length * (1 - 1e-9)).rounded(.up)))
      return min(least, most)...most
    }
    var smallest = Supercell.mostAtoms / atomsPerCell
    for i in ranges[0] {
      for j in ranges[1] where i * j <= smallest {
        for k in ranges[2] where i * j * k <= smallest {
          if i * j * k < smallest {
            let held = best
            best = nil
            tryMultiple(SIMD3(i, j, k))
            if best == nil { best = held } else { smallest = i * j * k }
          } else {
            tryMultiple(SIMD3(i, j, k))
          }
        }
      }
    }
  }

  private mutating func tryMultiple(_ sizes: SIMD3<Int>) {
    let matrix = IntegerMatrix(diagonal: sizes)
    let distance = lattice.transformed(by: matrix).shortestVectorLength
    guard distance >= threshold else { return }
    consider(matrix, distance, index: sizes.x * sizes.y * sizes.z)
  }

  /// Å; what a candidate must reach to be of interest.
  private var threshold: Double { max(floor, (best?.distance ?? 0) * (1 - 1e-9)) }

  private mutating func consider(_ matrix: IntegerMatrix, _ distance: Double, index: Int) {
    guard distance >= threshold else { return }
    let angles = lattice.transformed(by: matrix).reduced().lattice
    let found = Candidate(
      matrix: matrix, distance: distance, skew: angles.skew, index: index)
    if best.map({ isBetter(found, than: $0) }) ?? true { best = found }
  }

  /// Distance, then right angles, then the number of atoms asked for.
  private func isBetter(_ new: Candidate, than old: Candidate) -> Bool {
    if abs(new.distance - old.distance) > 1e-9 * old.distance {
      return new.distance > old.distance
    }
    if abs(new.skew - old.skew) > 1e-9 { return new.skew < old.skew }
    guard let wanted else { return false }
    return abs(Double(new.index) - wanted) < abs(Double(old.index) - wanted)
  }

  /// The best one, in the basis people would write down.
  func choice(isExhaustive: Bool) throws(BuildError) -> Supercell.Choice {
    guard let best else {
      throw .outOfRange(
        parameter: "the number of atoms", value: "what was asked",
        allowed: "a multiple of \(atomsPerCell)")
    }
    let rows = given.niceBasis(of: reduction.followed(by: best.matrix))
    let supercell = try Supercell(matrix: rows)
    let (atoms, overflow) = atomsPerCell.multipliedReportingOverflow(by: best.index)
    guard !overflow, atoms <= Supercell.mostAtoms else {
      throw .imageTooClose(
        asked: floor, best: reach(Double(Supercell.mostAtoms / atomsPerCell)),
        atoms: Supercell.mostAtoms)
    }
    return Supercell.Choice(
      supercell: supercell, atoms: atoms, imageDistance: best.distance, isExhaustive: isExhaustive)
  }
}
