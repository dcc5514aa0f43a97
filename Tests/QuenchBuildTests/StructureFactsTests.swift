import QuenchBuild
import QuenchModel
import Testing

@Suite struct StructureFactsTests {
  private func fact(_ key: String, of structure: Structure, host: Composition? = nil)
    -> BuildReport.Fact.Value?
  {
    StructureFacts(structure, host: host).all.first { $0.key == key }?.value
  }

  private func rocksalt(_ labels: [String]) -> Structure {
    let places = [
      Vector3(0, 0, 0), Vector3(0, 0.5, 0.5), Vector3(0.5, 0, 0.5), Vector3(0.5, 0.5, 0),
      Vector3(0.5, 0.5, 0.5), Vector3(0.5, 0, 0), Vector3(0, 0.5, 0), Vector3(0, 0, 0.5),
    ]
    return Structure(
      lattice: .cubic(5.64), species: Categorical(labels.map { Species(label: $0) }),
      fractional: Coordinates(places.prefix(labels.count)))
  }

  @Test func amountsAreCountedPerUnitOfTheHost() {
    let host = rocksalt(["Na", "Na", "Na", "Na", "Cl", "Cl", "Cl", "Cl"])
    var defective = host
    defective = defective.selecting(Array(1..<8))
    #expect(
      fact("formula_per_host_unit", of: defective, host: host.composition)
        == .text("Na0.75Cl1 per NaCl (4 units)"))
  }

  @Test func spaceGroupAndShortestDistancesComeWithTheCard() {
    let crystal = rocksalt(["Na", "Na", "Na", "Na", "Cl", "Cl", "Cl", "Cl"])
    #expect(fact("space_group", of: crystal) == .text("Fm-3m (225), tolerance 0.01 Å"))
    #expect(
      fact("shortest_A", of: crystal)
        == .table(
          columns: ["pair", "distance/Å"],
          rows: [["Na-Na", "3.9881"], ["Na-Cl", "2.82"], ["Cl-Cl", "3.9881"]]))
  }

  @Test func netChargeComesWithTheChargesUsed() {
    var crystal = rocksalt(["Na", "Cl"])
    crystal.charges = [1, -0.5]
    #expect(fact("net_charge_e", of: crystal) == .number(0.5, unit: "e", decimals: 6))
    #expect(fact("charges", of: crystal) == .list(["Na 1.0", "Cl -0.5"]))
  }
}
