import QuenchModel
import QuenchNeighbors
import Testing

@testable import QuenchAnalysis

/// Independent uniform points: expected counts are known exactly.
///
/// The number of unordered pairs per bin is nearly Poisson; ordered counts of like pairs are twice
/// that, so their variance is twice their mean.
@Suite struct IdealGasTests {
  struct Box: Sendable, CustomTestStringConvertible {
    let name: String
    /// One lattice after another, frame by frame.
    let lattices: [Lattice]
    let cutoff: Double
    var testDescription: String { name }
  }

  static let boxes = [
    Box(name: "cubic", lattices: [.cubic(20)], cutoff: 9),
    Box(
      name: "hexagonal",
      lattices: [
        Lattice(a: Vector3(18, 0, 0), b: Vector3(-9, 15.588457268119896, 0), c: Vector3(0, 0, 27))
      ], cutoff: 10),
    Box(
      name: "strongly triclinic",
      lattices: [
        Lattice(lengths: Vector3(24, 23, 25), alpha: 41.55, beta: 56.39, gamma: 17.52)
      ].compactMap { $0 }, cutoff: 6),
    Box(name: "5 by 10 by 20", lattices: [Lattice(orthorhombic: Vector3(5, 10, 20))], cutoff: 10),
    Box(name: "alternating", lattices: [.cubic(20), .cubic(24)], cutoff: 9),
  ]

  private let atoms = (a: 1600, b: 2400)

  private func gas(_ box: Box, frames: Int) throws -> RadialDistribution {
    var rdf = try RadialDistribution(
      species: ["A", "B"], binWidth: box.cutoff / 100, cutoff: box.cutoff)
    var random = SeededGenerator(20261)
    let species = Categorical(
      categories: [Species(label: "A", element: nil), Species(label: "B", element: nil)],
      codes: (0..<(atoms.a + atoms.b)).map { $0 < atoms.a ? 0 : 1 })
    for frame in 0..<frames {
      let structure = Structure(
        lattice: box.lattices[frame % box.lattices.count], species: species,
        fractional: Coordinates((0..<(atoms.a + atoms.b)).map { _ in random.point() }))
      try rdf.add(structure, frame: frame)
    }
    return rdf
  }

  @Test(arguments: boxes) func pairsAreUniform(box: Box) throws {
    let frames = 200
    let rdf = try gas(box, frames: frames)
    let table = try rdf.result(norm: .finiteSize)
    let perVolume = (0..<frames).reduce(0.0) {
      $0 + 1 / box.lattices[$1 % box.lattices.count].volume
    }
    for curve in table.pairs {
      let like = curve.pair.a == curve.pair.b
      let first = curve.pair.a == "A" ? atoms.a : atoms.b
      let second = curve.pair.b == "A" ? atoms.a : atoms.b
      let density = Double(first) * Double(like ? second - 1 : second) * perVolume
      var (chi, bins) = (0.0, 0)
      for k in 0..<rdf.bins.count {
        // Unordered pairs: half of the ordered ones between like atoms.
        let expected = density * rdf.bins.shellVolume(k) / (like ? 2 : 1)
        guard expected >= 25 else { continue }
        let pairs = Double(curve.count[k] - curve.selfCount[k]) / (like ? 2 : 1)
        let off = (pairs - expected) / expected.squareRoot()
        #expect(abs(curve.g[k] - pairs / expected) < 1e-12)
        #expect(abs(off) < 4, "\(curve.pair) bin \(k)")
        chi += off * off
        bins += 1
      }
      let spread = 4 * (2 / Double(bins)).squareRoot()
      let ratio = chi / Double(bins)
      #expect(abs(ratio - 1) < spread, "\(curve.pair) \(ratio)")
    }
  }

  @Test func theErrorBarsCoverTheTruth() throws {
    let rdf = try gas(IdealGasTests.boxes[0], frames: 200)
    let table = try rdf.result(norm: .finiteSize)
    let curve = try #require(table.curve("A", "B"))
    let errors = try #require(curve.gError)
    let far = (20..<100).filter { abs(curve.g[$0] - 1) > 2 * errors[$0] }
    // 5 % of 80 bins are expected outside two standard errors.
    #expect(far.count < 14)
  }

  @Test func theMeanOfTheInverseVolumeCountsInAChangingBox() throws {
    let rdf = try gas(IdealGasTests.boxes[4], frames: 20)
    let table = try rdf.result(norm: .finiteSize)
    // Using the last box alone would give 0.79 or 1.37.
    let mean = table.total.g[40..<100].reduce(0, +) / 60
    #expect(abs(mean - 1) < 0.003)
  }

  @Test func thePeriodicNormGivesOneLessAtomBetweenLikeAtoms() throws {
    let rdf = try gas(IdealGasTests.boxes[0], frames: 20)
    let table = try rdf.result()
    let curve = try #require(table.curve("A", "A"))
    let finite = try #require(try rdf.result(norm: .finiteSize).curve("A", "A"))
    for k in 20..<100 {
      #expect(abs(curve.g[k] - finite.g[k] * 1599 / 1600) < 1e-9)
    }
  }
}
