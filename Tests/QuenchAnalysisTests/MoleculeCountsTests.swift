import QuenchModel
import QuenchNeighbors
import Testing

@testable import QuenchAnalysis

/// Pairs between molecules: random rigid dimers (A–B) and bent trimers (A, B, B).
@Suite struct MoleculeCountsTests {
  private static let cell = Lattice(
    lengths: Vector3(19, 21, 20), alpha: 63, beta: 78, gamma: 71)

  private static func direction(_ random: inout SeededGenerator) -> Vector3 {
    while true {
      let point = 2 * random.point() - Vector3(repeating: 1)
      if point.length > 0.1, point.length < 1 { return point / point.length }
    }
  }

  /// Atoms of random molecules, each brought anywhere by whole cell vectors.
  static func gas(
    _ random: inout SeededGenerator, dimers: Int, trimers: Int, scattered: Bool = true
  ) throws -> Structure {
    let lattice = try #require(cell)
    var (codes, numbers): ([Int32], [Int32]) = ([], [])
    var positions: [Vector3] = []
    for molecule in 0..<(dimers + trimers) {
      let centre = lattice.cartesian(random.point())
      let (u, v) = (direction(&random), direction(&random))
      let across = cross(u, v) / cross(u, v).length
      let members =
        molecule < dimers
        ? [(0, .zero), (1, 1.3 * u)]
        : [(0, Vector3.zero), (1, 1.05 * u), (1, 0.3 * u + 0.9 * across)]
      for (code, offset) in members {
        codes.append(Int32(code))
        numbers.append(Int32(molecule))
        let cells = (5 * random.point()).rounded(.down) - Vector3(repeating: 2)
        positions.append(centre + offset + (scattered ? lattice.cartesian(cells) : .zero))
      }
    }
    var structure = Structure(
      lattice: lattice,
      species: Categorical(categories: ["A", "B"].map { Species(label: $0) }, codes: codes),
      positions: Coordinates(positions))
    structure.residues = Residues(
      numbers: numbers,
      names: Categorical([String](repeating: "MOL", count: codes.count)),
      atomNames: Categorical(codes.map { $0 == 0 ? "A" : "B" }))
    return structure
  }

  private func distributions(
    frames: Int, dimers: Int, trimers: Int, cutoff: Double
  ) throws -> (between: RadialDistribution, all: RadialDistribution) {
    let species = ["A", "B"]
    var between = try RadialDistribution(
      species: species, binWidth: 0.25, cutoff: cutoff, betweenMolecules: true)
    var all = try RadialDistribution(species: species, binWidth: 0.25, cutoff: cutoff)
    var random = SeededGenerator(77)
    for frame in 0..<frames {
      let structure = try Self.gas(&random, dimers: dimers, trimers: trimers)
      try between.add(structure, frame: frame)
      try all.add(structure, frame: frame)
    }
    return (between, all)
  }

  @Test func anIdealGasOfRigidMoleculesGivesOneBeyondTheCellToo() throws {
    let rdf = try distributions(frames: 200, dimers: 30, trimers: 40, cutoff: 25).between
    let table = try rdf.result(norm: .finiteSize)
    for curve in table.pairs + [table.total] {
      let errors = try #require(curve.gError)
      let isUnlike = curve.pair.a != curve.pair.b
      for k in 4..<rdf.bins.count where curve.count[k] > 200 {
        // Atoms of two molecules fall into one bin together more often than by chance: at most nine
        // pairs spread over 4 Å, which makes the variance no more than 2.25 times Poisson's.
        let unordered = Double(curve.count[k]) / (isUnlike ? 1 : 2)
        let sigma = max(errors[k], 1.5 / unordered.squareRoot())
        #expect(abs(curve.g[k] - 1) < 4 * sigma, "\(curve.pair) bin \(k) \(curve.g[k])")
      }
      // The whole range together holds to a few parts in a thousand.
      let (sum, shells) = (4..<rdf.bins.count).reduce((0.0, 0.0)) { sums, k in
        let shell = rdf.bins.shellVolume(k)
        return (sums.0 + curve.g[k] * shell, sums.1 + shell)
      }
      #expect(abs(sum / shells - 1) < 2e-3, "\(curve.pair) \(sum / shells)")
    }
  }

  @Test func noPeakInsideMoleculesIsLeftAndTheCountsAddUp() throws {
    let (between, all) = try distributions(frames: 20, dimers: 20, trimers: 20, cutoff: 22)
    let (kept, whole) = (try between.result(), try all.result())
    for (curve, other) in zip(kept.pairs + [kept.total], whole.pairs + [whole.total]) {
      for k in 0..<between.bins.count {
        #expect(curve.count[k] + curve.moleculeCount[k] == other.count[k])
        #expect(other.moleculeCount[k] == 0)
      }
      #expect(curve.selfCount == other.selfCount)
    }
    // A dimer's 1.3 Å is in bin 5; B–B of a trimer, √(0.75² + 0.9²) = 1.1715 Å, in bin 4.
    let ab = try #require(kept.curve("A", "B"))
    #expect(ab.moleculeCount.reduce(0, +) == 20 * (20 + 40))
    #expect(ab.moleculeCount[5] == 20 * 20)
    #expect(kept.curve("B", "B")?.moleculeCount[4] == 2 * 20 * 20)
    #expect(ab.g[5] < 2 && (whole.curve("A", "B")?.g[5] ?? 0) > 6)
  }

  @Test func thePeriodicNormIsTheSameInASupercell() throws {
    var random = SeededGenerator(5)
    let small = try Self.gas(&random, dimers: 1, trimers: 1, scattered: false)
    let lattice = try #require(small.lattice)
    var large = small.selecting(Array(0..<5) + Array(0..<5))
    large.positions = Coordinates(
      (0..<10).map { large.positions[$0] + ($0 < 5 ? .zero : lattice.a) })
    large.lattice = Lattice(a: 2 * lattice.a, b: lattice.b, c: lattice.c)
    large.residues?.numbers = [0, 0, 1, 1, 1, 2, 2, 3, 3, 3]
    let tables = try [small, large].map { structure in
      var rdf = try RadialDistribution(
        species: ["A", "B"], binWidth: 0.2437, cutoff: 24, betweenMolecules: true)
      try rdf.add(structure, frame: 0)
      return try rdf.result()
    }
    for (one, two) in zip(tables[0].pairs, tables[1].pairs) {
      #expect(zip(one.g, two.g).allSatisfy { abs($0 - $1) < 1e-9 })
      #expect(one.moleculeCount.map { 2 * $0 } == two.moleculeCount)
    }
  }

  @Test func whatIsNoMoleculeIsAnError() throws {
    var random = SeededGenerator(9)
    var structure = try Self.gas(&random, dimers: 2, trimers: 0)
    var rdf = try RadialDistribution(
      species: ["A", "B"], binWidth: 0.1, cutoff: 5, betweenMolecules: true)
    structure.residues?.numbers = [1, 1, 1, 1]
    structure.positions = [.zero, Vector3(1, 0, 0), Vector3(9.6, 0, 0), Vector3(10, 0, 0)]
    #expect(throws: AnalysisError.moleculeTooLarge(atoms: 0..<4, frame: 3)) {
      try rdf.add(structure, frame: 3)
    }
    structure.residues = nil
    #expect(throws: AnalysisError.noMolecules(frame: 4)) { try rdf.add(structure, frame: 4) }
    // Each step is short, but the ring closes through the boundary.
    var ring = try Self.gas(&random, dimers: 0, trimers: 1)
    ring.lattice = .cubic(9)
    ring.positions = [.zero, Vector3(3, 0, 0), Vector3(6, 0, 0)]
    #expect(throws: AnalysisError.moleculeTooLarge(atoms: 0..<3, frame: 0)) {
      try rdf.add(ring, frame: 0)
    }
  }
}
