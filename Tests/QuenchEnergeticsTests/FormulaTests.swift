import QuenchEnergetics
import Testing

@Suite struct FormulaTests {
  @Test func bracketsMultiply() throws {
    let formula = try Formula(parsing: "Na3V2(PO4)3")
    #expect(formula["O"] == 12)
    #expect(formula["P"] == 3)
    #expect(formula.atoms == 20)
  }

  @Test func fractionsStay() throws {
    #expect(try Formula(parsing: "Na0.5TiO2")["Na"] == 0.5)
  }

  @Test(arguments: ["", "Xx", "Na3(", "3Na", "Na)", "na", "Li2O$", "((((((((((((((((((((H"])
  func nonsenseIsRefused(text: String) {
    #expect(throws: EnergeticsError.self) { try Formula(parsing: text) }
  }

  @Test func metalsComeFirst() {
    #expect(Formula(atoms: ["O", "Li", "Li"]).description == "Li2O")
    #expect(Formula(atoms: ["O", "H", "H"]).description == "H2O")
  }

  @Test func multiplesAreCounted() throws {
    let cell = try Formula(parsing: "Ti4O8")
    #expect(cell.multiples(of: try Formula(parsing: "TiO2")) == 4)
    #expect(cell.multiples(of: try Formula(parsing: "TiO")) == nil)
    #expect(cell.reduced.description == "TiO2")
  }
}

@Suite struct CapacityTests {
  /// physics.md §7: F = 96485.33212 C/mol, IUPAC weights.
  @Test(arguments: [
    ("TiO2", 1.0, 335.59), ("NaTiO2", 1, 260.58), ("V2O3", 2, 357.64), ("V2O5", 3, 442.08),
    ("VO2", 1, 323.15),
  ]) func capacitiesOfKnownHosts(formula: String, electrons: Double, expected: Double) throws {
    let capacity = try Capacity(electrons: electrons, formula: Formula(parsing: formula))
    #expect(abs(capacity.value - expected) < 0.006)
  }

  /// 409.75 mAh/g needs M = 65.409 g/mol: zinc's, not VO2's.
  @Test func zincIsRecognised() throws {
    let value = PublishedValue(
      quantity: "capacity", value: 409.75, decimals: 2, unit: "mAh/g",
      formula: "capacity(1, M(VO2))")
    guard case .doesNotFollow(_, let remark) = try value.verdict() else {
      Issue.record("409.75 does not follow from VO2")
      return
    }
    #expect(remark == "it needs M = 65.409 g/mol, which is zinc")
  }

  /// τ 600 s, m V_M / (M S) 10⁻⁴ cm, ratio 0.1: 4/(600 π) · 10⁻¹⁰ = 2.12207e-13 cm²/s.
  @Test func aDiffusionCoefficientOfTitration() throws {
    let expression = try Expression(
      "4/(pi*tau) * (m*V/(M_B*S))^2 * (steps/pulse)^2",
      inputs: ["tau": 600, "m": 1e-3, "V": 10, "M_B": 100, "S": 1, "steps": 0.1, "pulse": 1])
    #expect(abs(expression.value - 2.12207e-13) < 1e-18)
  }

  @Test func aMeanFollows() throws {
    let value = PublishedValue(
      quantity: "interface", value: -1.79, decimals: 2, unit: "eV", formula: "mean(-0.77, -2.81)")
    #expect(try value.verdict() == .follows(computed: -1.79))
  }

  @Test(arguments: [
    "1+", "capacity(1)", "((((((((((((((((((((((((((((((((((((1", "x", "1/0", "M(Qq)",
  ])
  func badFormulasAreRefused(text: String) {
    #expect(throws: EnergeticsError.self) { try Expression(text) }
  }
}
