import Testing

@testable import QuenchModel

@Suite struct ElementTests {
  @Test func thereAre118InOrder() {
    #expect(Element.all.count == 118)
    #expect(Element.all.first?.symbol == "H")
    #expect(Element.all.last?.symbol == "Og")
    #expect(zip(Element.all, Element.all.dropFirst()).allSatisfy { $0 < $1 })
    #expect(Set(Element.all.map(\.symbol)).count == 118)
  }

  @Test func symbolsAreReadInAnyCase() {
    #expect(Element(symbol: "TI")?.atomicNumber == 22)
    #expect(Element(symbol: "ti")?.name == "titanium")
    #expect(Element(symbol: "D") == Element(symbol: "H"))
    #expect(Element(symbol: "Xx") == nil)
    #expect(Element(atomicNumber: 0) == nil)
    #expect(Element(atomicNumber: 119) == nil)
  }

  @Test(arguments: [
    ("V", 50.9415), ("O", 15.999), ("Li", 6.94), ("Si", 28.085), ("Na", 22.98976928),
  ])
  func weightsAreIUPAC(symbol: String, mass: Double) {
    #expect(Element(symbol: symbol)?.mass == mass)
  }

  @Test func massesFindTheirElement() {
    #expect(Element.nearest(mass: 28.0855)?.symbol == "Si")
    #expect(Element.nearest(mass: 15.9994)?.symbol == "O")
    #expect(Element.nearest(mass: 1.008)?.symbol == "H")
    #expect(Element.nearest(mass: 17.5) == nil)
  }

  @Test(arguments: [
    ("Ti_pv", "Ti"), ("Ti/3f2a", "Ti"), ("H.5", "H"), ("Fe3+", "Fe"), ("O1", "O"), ("OW", "O"),
    ("O2-", "O"), ("Si", "Si"), ("V_sv", "V"),
  ])
  func labelsKeepTheirElement(label: String, symbol: String) {
    let species = Species(label: label)
    #expect(species.label == label)
    #expect(species.element?.symbol == symbol)
  }

  @Test func nothingIsGuessedFromWords() {
    #expect(Species(label: "water").element == nil)
    #expect(Species(label: "X").element == nil)
    #expect(Species(label: "1").element == nil)
  }
}
