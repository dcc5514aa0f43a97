import QuenchModel
import QuenchNeighbors
import Testing

@testable import QuenchAnalysis

/// First shells and coordination of amorphous SiO2 (648 atoms, BKS, 300 K, 21 frames).
@Suite struct CoordinationTests {
  private func glass() throws -> [Structure] {
    try packedFrames("sio2_every10.packed", species: ["Si", "O"])
  }

  private func distribution() throws -> RadialDistribution {
    var rdf = try RadialDistribution(species: ["Si", "O"], binWidth: 0.02, cutoff: 8)
    for (index, frame) in try glass().enumerated() { try rdf.add(frame, frame: index) }
    return rdf
  }

  @Test func theFirstShellOfSilicaIsFound() throws {
    let rdf = try distribution()
    let bond = try rdf.firstShell(SpeciesPair("Si", "O"))
    #expect(abs(bond.maximum - 1.61) < 0.02)
    // g is zero from about 1.9 to 2.9 Å: the middle of a plateau.
    #expect(bond.cutoff > 1.9 && bond.cutoff < 2.9 && bond.depth < 0.01)
    #expect(try #require(bond.cutoffError) < 0.2)
    #expect(try rdf.firstShell(SpeciesPair("O", "Si")).cutoff == bond.cutoff)
    let oxygen = try rdf.firstShell(SpeciesPair("O", "O"))
    #expect(abs(oxygen.maximum - 2.61) < 0.03)
    let silicon = try rdf.firstShell(SpeciesPair("Si", "Si"))
    #expect(abs(silicon.maximum - 3.15) < 0.05)
  }

  @Test func whereThereIsNoMinimumTheErrorNamesThePair() throws {
    var rdf = try RadialDistribution(species: ["Si", "O"], binWidth: 0.02, cutoff: 1.7)
    for (index, frame) in try glass().enumerated() { try rdf.add(frame, frame: index) }
    let pair = SpeciesPair("Si", "O")
    #expect(throws: AnalysisError.noMinimum(pair)) { try rdf.firstShell(pair) }
    #expect(throws: AnalysisError.noMaximum(SpeciesPair("O", "O"))) {
      try rdf.firstShell(SpeciesPair("O", "O"))
    }
    #expect(throws: AnalysisError.unknownPair(SpeciesPair("O", "X"))) {
      try rdf.firstShell(SpeciesPair("O", "X"))
    }
    #expect("\(AnalysisError.noMinimum(pair))".contains("Si-O"))
  }

  @Test func siliconHasFourOxygensAndOxygenTwoSilicons() throws {
    var numbers = try CoordinationNumbers(
      species: ["Si", "O"], cutoffs: [SpeciesPair("Si", "O"): 2.0])
    for (index, frame) in try glass().enumerated() {
      let atoms = try numbers.add(frame, frame: index)
      #expect(atoms.numbers.count == 2 * 648)
      #expect(atoms.count(around: 0, of: 0) == 0)
    }
    let table = try numbers.result()
    let silicon = try #require(table.row("Si", "O"))
    // The 201 frames of the run give 3.9954.
    #expect(abs(silicon.mean - 3.9954) < 0.003)
    #expect(silicon.histogram.reduce(0, +) == 21 * 216)
    let oxygen = try #require(table.row("O", "Si"))
    #expect(abs(oxygen.mean - silicon.mean / 2) < 1e-12)
    #expect(table.row("O", "O") == nil)
    #expect(try #require(silicon.error) < 0.01)
  }

  @Test func coordinationAtABinEdgeEqualsTheRunningNumber() throws {
    let table = try distribution().result()
    var numbers = try CoordinationNumbers(
      species: ["Si", "O"],
      cutoffs: [SpeciesPair("O", "O"): table.bins.edge(150), SpeciesPair("Si", "O"): 2])
    for (index, frame) in try glass().enumerated() { try numbers.add(frame, frame: index) }
    let curve = try #require(table.curve("O", "O"))
    #expect(try numbers.result().row("O", "O")?.mean == curve.n[149])
  }

  @Test func anAtomCountsItsOwnImages() throws {
    let one = Structure(
      lattice: .cubic(3), species: Categorical([Species(label: "Po")]), positions: [.zero])
    var numbers = try CoordinationNumbers(
      species: ["Po"], cutoffs: [SpeciesPair("Po", "Po"): 3.1])
    #expect(try numbers.add(one, frame: 0).numbers == [6])
  }

  @Test func unusableCutoffsThrow() {
    #expect(throws: AnalysisError.unknownPair(SpeciesPair("A", "B"))) {
      try CoordinationNumbers(species: ["A"], cutoffs: [SpeciesPair("A", "B"): 1])
    }
    #expect(throws: AnalysisError.neighbors(.cutoff(0), frame: 0)) {
      try CoordinationNumbers(species: ["A"], cutoffs: [SpeciesPair("A", "A"): 0])
    }
  }
}
