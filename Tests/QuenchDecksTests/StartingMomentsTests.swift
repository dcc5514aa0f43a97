import QuenchModel
import Testing

@testable import QuenchDecks

/// Every engine starts from the same moments.
@Suite struct StartingMomentsTests {
  private func deck(_ engine: String, _ keys: String) throws -> Deck {
    try Rendering.rendered(
      engine,
      """
      structure: V2O3.vasp
      dft: {spin: collinear\(keys)}
      vasp: {ENCUT: 450 eV}
      cp2k: {cutoff: 400 Ry}
      qe: {ecutwfc: 50 Ry, pseudopotentials: {V: V.UPF, O: O.UPF}}
      stages: [single-point]
      """)
  }

  @Test(arguments: ["vasp", "cp2k", "qe"]) func silenceAboutAnOpenShellIsWarnedOf(engine: String)
    throws
  {
    let silent = try deck(engine, "").warnings.filter { $0.code == "W-MOMENTS" }
    #expect(silent.count == 1)
    #expect(silent.first?.message.contains("silent about V ") == true)
    let told = try deck(engine, ", moments: {V: 2 muB}")
    #expect(told.warnings.allSatisfy { $0.code != "W-MOMENTS" })
  }

  /// 1 µB on V, none on O: 1 of 13 valence electrons in pw.x.
  @Test func defaultsAreTheSame() throws {
    #expect(try deck("vasp", "").value("MAGMOM", in: "01-single-point/INCAR") == "12*1 18*0")
    let pw = try deck("qe", "")
    let names = ["starting_magnetization(1)", "starting_magnetization(2)"]
    #expect(try names.map { try pw.value($0, in: "01-single-point/pw.in") } == ["0.07692308", "0"])
    let cp2k = try deck("cp2k", "").text("01-single-point/cp2k.inp")
    #expect(cp2k.contains("&KIND V\n      ELEMENT V\n      MAGNETIZATION 1 "))
    #expect(!cp2k.contains("ELEMENT O\n      MAGNETIZATION"))
  }

  /// 12 V of 2 µB are 24 unpaired electrons; without smearing they stay, with it they are a start.
  @Test func cp2kFixesTheMomentOnlyWithoutSmearing() throws {
    let fixed = try deck("cp2k", ", moments: {V: 2 muB}")
    #expect(try fixed.text("01-single-point/cp2k.inp").contains("MULTIPLICITY 25 "))
    #expect(fixed.choices.contains { $0.contains("24 unpaired") && $0.contains("kept fixed") })
    let smeared = try deck(
      "cp2k", ", moments: {V: 2 muB}, smearing: {kind: fermi, width: 0.1 eV}")
    #expect(smeared.choices.contains { $0.contains("24 unpaired") && $0.contains("relaxes") })
    #expect(!smeared.choices.contains { $0.contains("kept fixed") })
  }

  @Test func withoutMagneticElementsEverybodyStarts() throws {
    let water = try Rendering.rendered(
      "vasp",
      """
      structure: water.vasp
      dft: {spin: collinear}
      vasp: {ENCUT: 450 eV}
      stages: [single-point]
      """)
    let moments = try water.value("MAGMOM", in: "01-single-point/INCAR") ?? ""
    #expect(moments.hasSuffix("*1") && !moments.contains("*0"))
    #expect(water.warnings.allSatisfy { $0.code != "W-MOMENTS" })
  }
}
