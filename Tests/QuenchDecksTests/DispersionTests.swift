import Testing

@testable import QuenchDecks

/// Pair corrections with the numbers of their functional in every engine.
@Suite struct DispersionTests {
  private func deck(_ engine: String, _ functional: String, _ dispersion: String) throws -> Deck {
    try Rendering.rendered(
      engine,
      """
      structure: V2O3.vasp
      dft: {functional: \(functional), dispersion: \(dispersion)}
      vasp: {ENCUT: 450 eV}
      cp2k: {cutoff: 400 Ry}
      qe: {ecutwfc: 50 Ry, pseudopotentials: {V: V.UPF, O: O.UPF}}
      stages: [single-point]
      """)
  }

  private func incar(_ functional: String, _ dispersion: String) throws -> String {
    try deck("vasp", functional, dispersion).text("01-single-point/INCAR")
  }

  /// Brandenburg et al. 2016, Ehlert et al. 2021, Moellmann and Grimme 2014, Grimme et al. 2010.
  @Test(
    arguments: [
      ("SCAN", "D3(BJ)", ["VDW_S8", "VDW_A1", "VDW_A2"], ["0", "0.538", "5.42"]),
      (
        "r2SCAN", "D3(BJ)", ["VDW_S8", "VDW_A1", "VDW_A2"],
        ["0.78981345", "0.49484001", "5.73083694"]
      ),
      ("HSE06", "D3(BJ)", ["VDW_S8", "VDW_A1", "VDW_A2"], ["2.31", "0.383", "5.685"]),
      ("PBE0", "D3(zero)", ["VDW_SR", "VDW_S8"], ["1.287", "0.928"]),
      ("SCAN", "D3(zero)", ["VDW_SR", "VDW_S8"], ["1.324", "0"]),
    ] as [(String, String, [String], [String])])
  func vaspGetsTheNumbersItDoesNotKnow(
    functional: String, dispersion: String, tags: [String], values: [String]
  ) throws {
    let deck = try deck("vasp", functional, dispersion)
    #expect(try tags.map { try deck.value($0, in: "01-single-point/INCAR") } == values)
  }

  @Test(arguments: ["PBE", "RPBE", "revPBE", "PBEsol"]) func vaspKnowsFour(functional: String)
    throws
  {
    let text = try incar(functional, "D3(BJ)")
    #expect(text.contains("IVDW") && !text.contains("VDW_A1"))
  }

  @Test(arguments: ["vasp", "cp2k", "qe"]) func nobodyHasNumbersForLDA(engine: String) {
    for dispersion in ["D2", "D3(zero)", "D3(BJ)"] {
      let error = #expect(throws: DeckError.self) { try deck(engine, "LDA", dispersion) }
      #expect(error?.description.contains("no published parameters for LDA") == true)
    }
  }

  /// r²SCAN was fitted with Becke and Johnson's damping alone.
  @Test func zeroDampingOfR2SCANIsRefused() {
    #expect(throws: DeckError.self) { try deck("vasp", "r2SCAN", "D3(zero)") }
  }

  /// s6, sr6, s8 and s6, a1, s8, a2, the orders CP2K 2023.1 echoes.
  @Test func cp2kGetsNumbersInsteadOfANameItMayNotKnow() throws {
    let zero = try deck("cp2k", "PBEsol", "D3(zero)").text("01-single-point/cp2k.inp")
    #expect(zero.contains("D3_SCALING 1 1.345 0.612 "))
    let rational = try deck("cp2k", "r2SCAN", "D3(BJ)").text("01-single-point/cp2k.inp")
    #expect(rational.contains("D3BJ_SCALING 1 0.49484001 0.78981345 5.73083694 "))
    #expect(!rational.contains("REFERENCE_FUNCTIONAL"))
  }

  @Test func threeBodyTermsAreNowhere() throws {
    let value = try deck("qe", "PBE", "D3(zero)").value(
      "dftd3_threebody", in: "01-single-point/pw.in")
    #expect(value == ".false.")
    #expect(throws: DeckError.self) { try deck("qe", "SCAN", "D3(BJ)") }
  }
}
