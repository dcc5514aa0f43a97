import Testing

@testable import QuenchModel

@Suite struct CompositionTests {
  private func structure(_ labels: [String], occupancies: [Double]? = nil) -> Structure {
    var structure = Structure(
      lattice: .cubic(4.20464), species: Categorical(labels.map { Species(label: $0) }),
      positions: Coordinates(repeating: .zero, count: labels.count))
    structure.occupancies = occupancies
    return structure
  }

  @Test func formulaKeepsTheOrderOfSpecies() {
    let composition = structure(["V", "V", "V", "V", "O", "O", "O", "O", "O", "O"]).composition
    #expect(composition.formula == "V4O6")
    #expect(composition.reducedFormula == "V2O3")
    #expect(composition.units == 2)
  }

  @Test func labelsOfOneElementCountTogether() {
    #expect(structure(["Ti_pv", "O", "Ti_sv"]).composition.formula == "Ti2O")
  }

  @Test func partlyOccupiedSitesCountAsSuch() throws {
    // Rocksalt NaTiO2 of paper 003: 4 Na/Ti sites at ½ each, 4 O; a = 4.20464 Å, 4.595 g/cm³.
    let sites = structure(
      ["Na", "Ti", "Na", "Ti", "Na", "Ti", "Na", "Ti", "O", "O", "O", "O"],
      occupancies: [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1])
    #expect(sites.composition.formula == "Na2Ti2O4")
    #expect(sites.composition.reducedFormula == "NaTiO2")
    let density = try #require(sites.density)
    #expect(abs(density - 4.595) < 1e-3)
  }

  @Test func unknownMassesGiveNoDensity() {
    #expect(structure(["X", "O"]).density == nil)
  }
}
