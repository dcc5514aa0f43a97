import QuenchModel
import QuenchNeighbors
import Testing

@testable import QuenchAnalysis

@Suite struct AccumulatorTests {
  /// Frames whose cell, number of atoms and species change.
  private func frames(_ count: Int) -> [Structure] {
    var random = SeededGenerator(11)
    return (0..<count).map { frame in
      let atoms = 20 + frame % 5
      let edge = 9 + random.unit()
      let names = ["Na", "Cl", "H"].map { Species(label: $0) }
      return Structure(
        lattice: Lattice(
          a: Vector3(edge, 0.3, 0), b: Vector3(-1, edge, 0.2), c: Vector3(0.5, 2, edge)),
        species: Categorical(categories: names, codes: (0..<atoms).map { Int32($0 % 3) }),
        fractional: Coordinates((0..<atoms).map { _ in random.point() }))
    }
  }

  private func empty() throws -> RadialDistribution {
    try RadialDistribution(species: ["Cl", "Na"], binWidth: 0.1, cutoff: 6)
  }

  @Test func resultsAreTheSameBitsInAnyOrderAndFromAnyNumberOfWorkers() throws {
    let frames = frames(300)
    var one = try empty()
    for (index, frame) in frames.enumerated() { try one.add(frame, frame: index) }
    let expected = try one.result()
    for workers in [2, 3, 7] {
      var parts = try (0..<workers).map { _ in try empty() }
      for (index, frame) in frames.enumerated().reversed() {
        try parts[index * 5 % workers].add(frame, frame: index)
      }
      var sum = try empty()
      for part in parts.reversed() { sum.merge(part) }
      let table = try sum.result()
      for (first, second) in zip(table.pairs + [table.total], expected.pairs + [expected.total]) {
        #expect(first.g == second.g && first.gError == second.gError)
        #expect(first.n == second.n && first.nError == second.nError)
        #expect(first.count == second.count && first.selfCount == second.selfCount)
      }
      #expect(table.innerRadius == expected.innerRadius)
      #expect(table.uniqueFraction == expected.uniqueFraction)
    }
  }

  @Test func blocksDoubleSoThatMemoryStaysConstant() throws {
    var rdf = try empty()
    let frame = frames(1)[0]
    for index in 0..<1000 { try rdf.add(frame, frame: index) }
    #expect(rdf.blocks.length == 16)
    let table = try rdf.result()
    #expect(table.blockCount <= BlockError.most && table.blockCount >= BlockError.least)
    // All frames are equal: no scatter.
    let errors = try #require(table.total.gError)
    #expect(errors.allSatisfy { $0 < 1e-12 })
  }

  @Test func aHugeFrameIndexIsHarmless() throws {
    var rdf = try empty()
    let frame = frames(1)[0]
    try rdf.add(frame, frame: .max)
    try rdf.add(frame, frame: 0)
    #expect(try rdf.result().frameCount == 2)
    #expect(throws: AnalysisError.frameIndex(-1)) { try rdf.add(frame, frame: -1) }
  }

  @Test func fewFramesGiveNoErrorButAWarning() throws {
    var rdf = try empty()
    #expect(throws: AnalysisError.noFrames) { try rdf.result() }
    for (index, frame) in frames(4).enumerated() { try rdf.add(frame, frame: index) }
    let table = try rdf.result()
    #expect(table.total.gError == nil && table.pairs[0].nError == nil)
    #expect(table.warnings.map(\.code) == ["W-RDF-IMAGE", "W-RDF-FEWFRAMES"])
  }

  @Test func neighborNumbersAreStraightCountsBothWaysRound() throws {
    var rdf = try empty()
    for (index, frame) in frames(6).enumerated() { try rdf.add(frame, frame: index) }
    let table = try rdf.result()
    let curve = try #require(table.curve("Na", "Cl"))
    let back = try #require(table.curve("Cl", "Na"))
    let atoms = frames(6).map { $0.species.counts }
    let (na, cl) = (atoms.reduce(0) { $0 + $1[0] }, atoms.reduce(0) { $0 + $1[1] })
    let pairs = Double(curve.count.reduce(0, +))
    #expect(curve.n.last == pairs / Double(na) && back.n.last == pairs / Double(cl))
    #expect(curve.count == back.count && curve.g == back.g)
  }

  @Test func aSingleAtomHasNoFiniteSizeDistribution() throws {
    var rdf = try RadialDistribution(species: ["X"], binWidth: 0.1, cutoff: 4)
    let one = Structure(
      lattice: .cubic(3), species: Categorical([Species(label: "X", element: nil)]),
      positions: [Vector3(1, 1, 1)])
    try rdf.add(one, frame: 0)
    let finite = try rdf.result(norm: .finiteSize)
    #expect(finite.pairs[0].g.allSatisfy { $0.isNaN })
    #expect(finite.warnings.contains { $0.code == "W-RDF-UNDEFINED" })
    let periodic = try rdf.result()
    #expect(periodic.pairs[0].count[30] == 6 && periodic.pairs[0].n.last == 6)
  }

  @Test func aStructureWithoutACellNeedsAVolume() throws {
    let cluster = Structure(
      species: Categorical([Species(label: "H"), Species(label: "H")]),
      positions: [.zero, Vector3(0.74, 0, 0)])
    var rdf = try RadialDistribution(species: ["H"], binWidth: 0.1, cutoff: 2)
    #expect(throws: AnalysisError.noVolume(frame: 0)) { try rdf.add(cluster, frame: 0) }
    rdf = try RadialDistribution(species: ["H"], binWidth: 0.1, cutoff: 2, volume: 100)
    try rdf.add(cluster, frame: 0)
    let table = try rdf.result()
    #expect(table.pairs[0].count[7] == 2)
    #expect(table.innerRadius == .infinity && table.uniqueFraction.allSatisfy { $0 == 1 })
  }

  @Test func labelsKeepKindsOfOneElementApart() throws {
    let structure = Structure(
      lattice: .cubic(20), species: Categorical([Species(label: "O1"), Species(label: "O2")]),
      positions: [.zero, Vector3(1.5, 0, 0)])
    #expect(SpeciesKey.name.names(of: structure) == ["O"])
    #expect(SpeciesKey.label.names(of: structure) == ["O1", "O2"])
    var rdf = try RadialDistribution(
      species: ["O1", "O2"], binWidth: 1, cutoff: 2, key: .label)
    try rdf.add(structure, frame: 0)
    #expect(try rdf.result().curve("O1", "O2")?.count == [0, 1])
  }

  @Test func fixedSumsHoldWhatDoublesHold() {
    var sum = FixedSum()
    for value in [1e-9, 0.1, 12345.678, 1e12] {
      #expect(abs(FixedSum(value).value - value) <= 1e-15 * value + 1e-22)
      sum += FixedSum(value)
    }
    #expect(abs(sum.value - 1_000_000_012_345.778) < 1e-3)
    #expect(FixedSum(-1).value == 0 && FixedSum(.nan).value == 0)
    #expect(FixedSum(.infinity).value > 4e15)
    sum += FixedSum(.infinity)
    #expect(sum.value > 4e15)
  }
}
