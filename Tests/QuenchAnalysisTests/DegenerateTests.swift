import QuenchModel
import QuenchNeighbors
import Testing

@testable import QuenchAnalysis

/// Structures that nobody means, which must still give an answer or an error.
@Suite struct DegenerateTests {
  @Test func framesWithoutAtomsHaveNoPairs() throws {
    var rdf = try RadialDistribution(species: [], binWidth: 0.5, cutoff: 4)
    try rdf.add(
      Structure(lattice: .cubic(4), species: Categorical<Species>(), fractional: Coordinates()),
      frame: 0)
    let table = try rdf.result()
    #expect(table.pairs.isEmpty)
    #expect(table.total.count.allSatisfy { $0 == 0 })
  }

  @Test func aCellOfAHundredthOfAnAngstromIsSearchedAtItsOwnScale() throws {
    let structure = Structure(
      lattice: .cubic(0.04), species: Categorical([Species(label: "H"), Species(label: "O")]),
      fractional: Coordinates([Vector3(0, 0, 0), Vector3(0.5, 0.5, 0.5)]))
    let pairs = try structure.nearestPairs()
    let unlike = try #require(pairs.first { $0.name == "H-O" }?.distance)
    #expect(abs(unlike - 0.02 * 3.0.squareRoot()) < 1e-9)
  }
}
