import QuenchModel
import Testing

@testable import QuenchDecks

/// What decks read off POTCARs, with made-up ones.
@Suite struct PotentialContentsTests {
  private let incar = "01-single-point/INCAR"

  private func deck(
    _ keys: String, dft: String = "{}", stage: String = "single-point", has potentials: Bool = true
  ) throws -> Deck {
    try Rendering.rendered(
      "vasp", attachments: potentials ? MadeUpPotential.attachments(["V_sv", "O"]) : [:],
      """
      structure: V2O3.vasp
      dft: \(dft)
      vasp: \(keys)
      stages: [\(stage)]
      """)
  }

  /// 12 V with 13 and 18 O with 6 electrons: 264, less the charge.
  @Test func aChargeIsANumberOfElectrons() throws {
    for (charge, electrons) in [("2 e", "262"), ("-1 e", "265")] {
      let deck = try deck("{ENCUT: 520 eV}", dft: "{charge: \(charge)}")
      #expect(try deck.value("NELECT", in: incar) == electrons)
    }
  }

  /// Not a comment: a neutral cell would run.
  @Test func aChargeWithoutPotentialsStopsVASP() throws {
    let deck = try deck("{ENCUT: 520 eV}", dft: "{charge: 2 e}", has: false)
    #expect(try deck.value("NELECT", in: incar) == "sum-of-ZVAL-less-2")
    #expect(deck.notExpressed.contains { $0.hasPrefix("dft.charge:") })
  }

  @Test func aNumberOfElectronsOfOnesOwnIsKept() throws {
    let deck = try deck(
      "{ENCUT: 520 eV, tags: {NELECT: 262}}", dft: "{charge: 2 e}", has: false)
    #expect(try deck.value("NELECT", in: incar) == "262")
    #expect(deck.notExpressed.isEmpty)
  }

  @Test func cutOffsAreHeldAgainstENMAX() throws {
    #expect(try deck("{ENCUT: 390 eV}").warnings.map(\.code) == ["W-ENCUT"])
    #expect(try deck("{ENCUT: 410 eV}").warnings.isEmpty)
    let relaxed = try deck("{ENCUT: 519 eV}", stage: "relax: {cell: full}")
    #expect(relaxed.warnings.map(\.code) == ["W-ENCUT-PULAY"])
    #expect(try deck("{ENCUT: 521 eV}", stage: "relax: {cell: full}").warnings.isEmpty)
  }

  @Test func aMissingCutOffIsAdvisedFromENMAX() {
    let error = #expect(throws: DeckError.self) { try deck("{PREC: Normal}") }
    #expect(error?.description.contains("the largest ENMAX of V_sv, O, 400 eV") == true)
  }

  @Test func aPotentialOfAnotherElementIsRefused() throws {
    var attachments = MadeUpPotential.attachments(["V_sv", "O"])
    attachments[VASPPotentials.attachment("O")] = Array(MadeUpPotential.text("N").utf8)
    let job = try Rendering.job(try Rendering.plan("heterophase"), attachments: attachments)
    let error = #expect(throws: DeckError.self) { try DeckEngine.vasp.render(job) }
    #expect(error?.description.contains("is one of N") == true)
  }

  @Test func aSetMadeForAnotherFunctionalIsWarnedOf() throws {
    var attachments = MadeUpPotential.attachments(["V_sv", "O"])
    attachments[VASPPotentials.attachment("O")] = Array(
      MadeUpPotential.text("O", set: "PAW").utf8)
    let job = try Rendering.job(try Rendering.plan("heterophase"), attachments: attachments)
    #expect(try DeckEngine.vasp.render(job).warnings.map(\.code) == ["W-POT-FUNCTIONAL"])
  }
}
