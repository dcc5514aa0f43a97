import QuenchModel
import Testing

@testable import QuenchAnalysis

@Suite struct MeltTestTests {
  /// Simple cubic, 4 × 4 × 4 atoms 3 Å apart.
  private func crystal() -> Structure {
    var places: [Vector3] = []
    for x in 0..<4 {
      for y in 0..<4 {
        for z in 0..<4 { places.append(3 * Vector3(Double(x), Double(y), Double(z))) }
      }
    }
    return Structure(
      lattice: .cubic(12), species: Categorical(places.map { _ in Species(label: "Ar") }),
      positions: Coordinates(places))
  }

  private func normal(_ generator: inout SeededGenerator) -> Vector3 {
    func one() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + generator.uniform() } }
    return Vector3(one(), one(), one())
  }

  @Test func aVibratingCrystalIsNotMolten() throws {
    var generator = SeededGenerator(seed: 1)
    var test = MeltTest()
    let start = crystal()
    for frame in 0..<200 {
      var moved = start
      moved.positions = Coordinates(start.positions.map { $0 + 0.3 * normal(&generator) })
      try test.add(moved, time: Double(frame) * 50)
    }
    let verdict = try #require(try test.verdicts().first)
    #expect(!verdict.isMolten)
    #expect(abs(try #require(verdict.firstMaximum) - 3) < 0.3)
  }

  /// Steps of 0.25 Å per axis and 50 fs: MSD = 3 · 0.0625 · n, 37.5 Å² after 200 steps, slope 1.
  @Test func aRandomWalkIsMolten() throws {
    var generator = SeededGenerator(seed: 2)
    var test = MeltTest()
    var walker = crystal()
    for frame in 0...200 {
      try test.add(walker, time: Double(frame) * 50)
      walker.positions = Coordinates(walker.positions.map { $0 + 0.25 * normal(&generator) })
    }
    let verdict = try #require(try test.verdicts().first)
    #expect(abs(verdict.displacement - 37.5) < 7)
    #expect(abs(try #require(verdict.slope) - 1) < 0.25)
    #expect(verdict.isMolten)
  }

  @Test func heldAtomsAreNotAskedToMove() throws {
    var generator = SeededGenerator(seed: 3)
    let start = crystal()
    let mobile = start.positions.map { $0.x > 5 }
    var test = MeltTest(mobile: mobile)
    var walker = start
    for frame in 0...200 {
      try test.add(walker, time: Double(frame) * 50)
      walker.positions = Coordinates(
        zip(walker.positions, mobile).map { $1 ? $0 + 0.25 * normal(&generator) : $0 })
    }
    let verdict = try #require(try test.verdicts().first)
    #expect(verdict.atoms == 32)
    #expect(verdict.isMolten)
  }

  @Test func aRunBelowTwoPicosecondsIsNotJudged() throws {
    var test = MeltTest()
    for frame in 0..<10 { try test.add(crystal(), time: Double(frame) * 50) }
    #expect(try test.verdicts().first?.slope == nil)
  }
}

@Suite struct UnwrappingTests {
  private func atom(at place: Vector3, cell: Double) -> Structure {
    Structure(
      lattice: .cubic(cell), species: Categorical([Species(label: "Li")]),
      fractional: Coordinates([place]))
  }

  @Test func anAtomIsFollowedThroughTheBoundary() throws {
    var path = Unwrapping()
    for x in [0.8, 0.95, 0.1, 0.3] { try path.add(atom(at: Vector3(x, 0, 0), cell: 10)) }
    #expect(abs(path.displacements[0].x - 5) < 1e-12)
  }

  @Test func anAtomThatRestsInABreathingCellHasNotMoved() throws {
    var path = Unwrapping()
    for cell in [10.0, 11, 9, 10] {
      try path.add(atom(at: Vector3(0.3, 0.4, 0.5), cell: cell))
    }
    #expect(path.displacements[0] == .zero)
  }

  @Test func aStepOfHalfACellIsRefused() throws {
    var path = Unwrapping()
    try path.add(atom(at: Vector3(0, 0, 0), cell: 10))
    #expect(throws: AnalysisError.stepTooLong(atom: 0, frame: 1)) {
      try path.add(atom(at: Vector3(0.45, 0, 0), cell: 10))
    }
  }
}
