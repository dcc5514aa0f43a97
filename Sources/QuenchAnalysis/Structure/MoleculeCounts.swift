internal import QuenchModel
internal import QuenchNeighbors

/// Pairs inside molecules, counted by the rule that counts all pairs: integers to subtract.
///
/// Rows of (a, b), a ≤ b, in the order of `PairCounts`; ordered pairs of different atoms.
struct MoleculeCounts: Sendable {
  let bins: RadialBins
  let groups: Int
  /// Pairs inside a molecule: the nearest image.
  var inside: [UInt64]
  /// An atom and the images of the other atoms of its molecule.
  var images: [UInt64]

  init(bins: RadialBins, groups: Int) {
    (self.bins, self.groups) = (bins, groups)
    inside = [UInt64](repeating: 0, count: bins.count * groups * (groups + 1) / 2)
    images = inside
  }

  static func row(_ a: Int, _ b: Int, of groups: Int) -> Int {
    let (a, b) = (min(a, b), max(a, b))
    return a * groups - a * (a - 1) / 2 + (b - a)
  }

  func slice(_ counts: [UInt64], _ a: Int, _ b: Int) -> ArraySlice<UInt64> {
    let start = MoleculeCounts.row(a, b, of: groups) * bins.count
    return counts[start..<(start + bins.count)]
  }

  mutating func add(_ other: MoleculeCounts) {
    for k in inside.indices {
      inside[k] += other.inside[k]
      images[k] += other.images[k]
    }
  }

  /// Adds one frame; returns Σ_m n_a n_b over its molecules for each row.
  mutating func count(
    _ structure: Structure, codes: [Int32], frame: Int
  ) throws(AnalysisError) -> [Double] {
    guard let residues = structure.residues, residues.numbers.count == structure.count else {
      throw .noMolecules(frame: frame)
    }
    let starts = residues.starts + [structure.count]
    var same = [Double](repeating: 0, count: groups * (groups + 1) / 2)
    let frame = try MoleculeFrame(structure, codes, bins, index: frame)
    for molecule in starts.indices.dropLast() {
      let atoms = starts[molecule]..<starts[molecule + 1]
      addProducts(of: codes[atoms], to: &same)
      try count(frame, atoms)
    }
    return same
  }

  private func addProducts(of codes: ArraySlice<Int32>, to same: inout [Double]) {
    var numbers = [Double](repeating: 0, count: groups)
    for code in codes where code >= 0 { numbers[Int(code)] += 1 }
    for a in 0..<groups where numbers[a] > 0 {
      for b in a..<groups {
        same[MoleculeCounts.row(a, b, of: groups)] += numbers[a] * numbers[b]
      }
    }
  }

  private mutating func count(
    _ frame: MoleculeFrame, _ atoms: Range<Int>
  ) throws(AnalysisError) {
    // Images of all members against the first: any two must agree with them.
    var fromFirst: [SIMD3<Int32>] = []
    for j in atoms {
      fromFirst.append(try frame.nearest(atoms.lowerBound, j, in: atoms))
      for i in atoms.lowerBound..<j {
        let image = try frame.nearest(i, j, in: atoms)
        guard image == fromFirst[j - atoms.lowerBound] &- fromFirst[i - atoms.lowerBound] else {
          throw frame.tooLarge(atoms)
        }
        count(frame, i, j, image)
      }
    }
  }

  private mutating func count(
    _ frame: MoleculeFrame, _ i: Int, _ j: Int, _ image: SIMD3<Int32>
  ) {
    let (a, b) = (Int(frame.codes[i]), Int(frame.codes[j]))
    guard a >= 0, b >= 0 else { return }
    let start = MoleculeCounts.row(a, b, of: groups) * bins.count
    let orders: UInt64 = a == b ? 2 : 1
    if let bin = bins.bin(ofSquare: frame.square(i, j, image)) { inside[start + bin] += orders }
    for further in frame.further {
      if let bin = bins.bin(ofSquare: frame.square(i, j, image &+ further)) {
        images[start + bin] += orders
      }
    }
  }
}

/// Positions and images of one frame.
private struct MoleculeFrame {
  let codes: [Int32]
  let positions: Coordinates
  let index: Int
  let rule: PairRule
  let search: NearestImage
  /// Images of a molecule that can come within range.
  let further: [SIMD3<Int32>]

  init(
    _ structure: Structure, _ codes: [Int32], _ bins: RadialBins, index: Int
  ) throws(AnalysisError) {
    (self.codes, self.index, positions) = (codes, index, structure.positions)
    rule = PairRule(structure.lattice)
    do throws(NeighborError) {
      search = try NearestImage(
        structure.lattice, periodicity: structure.lattice == nil ? .none : structure.periodicity)
      further =
        search.innerRadius.isFinite
        ? try search.images(within: bins.cutoff + search.innerRadius) : []
    } catch {
      throw .neighbors(error, frame: index)
    }
  }

  func square(_ i: Int, _ j: Int, _ image: SIMD3<Int32>) -> Double {
    PairRule.square(rule.displacement(positions[i], positions[j], image: image))
  }

  func nearest(_ i: Int, _ j: Int, in atoms: Range<Int>) throws(AnalysisError) -> SIMD3<Int32> {
    if i == j { return .zero }
    guard let image = search.image(from: positions[i], to: positions[j]) else {
      throw tooLarge(atoms)
    }
    return image
  }

  func tooLarge(_ atoms: Range<Int>) -> AnalysisError {
    .moleculeTooLarge(atoms: atoms, frame: index)
  }
}
