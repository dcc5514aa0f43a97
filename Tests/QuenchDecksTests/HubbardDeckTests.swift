import QuenchDecks
import Testing

/// U and J as each engine wants them: Liechtenstein's scheme takes both, Dudarev's their difference.
@Suite struct HubbardDeckTests {
  private func deck(_ engine: String, _ hubbard: String, version: String = "6.7") throws -> Deck {
    try Rendering.rendered(
      engine,
      """
      structure: V2O3.vasp
      dft: {hubbard: {V: \(hubbard)}, spin: collinear, moments: {V: 2 muB}}
      vasp: {ENCUT: 450 eV}
      cp2k: {cutoff: 400 Ry}
      qe: {ecutwfc: 50 Ry, version: '\(version)', pseudopotentials: {V: V.UPF, O: O.UPF}}
      stages: [single-point]
      """)
  }

  private let full = "{l: d, U: 5 eV, J: 1 eV, scheme: liechtenstein}"
  private let simple = "{l: d, U_eff: 4 eV}"

  @Test func vaspTakesUAndJ() throws {
    let names = ["LDAUTYPE", "LDAUU", "LDAUJ"]
    let liechtenstein = try deck("vasp", full)
    let values = try names.map { try liechtenstein.value($0, in: "01-single-point/INCAR") }
    #expect(values == ["1", "5 0", "1 0"])
    let dudarev = try deck("vasp", simple)
    #expect(
      try names.map { try dudarev.value($0, in: "01-single-point/INCAR") } == ["2", "4 0", "0 0"])
  }

  @Test func cp2kTakesTheDifferenceOnce() throws {
    for scheme in [full, simple] {
      let input = try deck("cp2k", scheme).text("01-single-point/cp2k.inp")
      #expect(input.contains("U_MINUS_J [eV] 4\n"))
    }
    #expect(try deck("cp2k", full).notExpressed.contains { $0.contains("Liechtenstein") })
  }

  @Test func pwOldTakesUAndJ() throws {
    let names = ["lda_plus_u_kind", "Hubbard_U(1)", "Hubbard_J(1,1)"]
    let liechtenstein = try deck("qe", full)
    let values = try names.map { try liechtenstein.value($0, in: "01-single-point/pw.in") }
    #expect(values == ["1", "5", "1"])
    let dudarev = try deck("qe", simple)
    #expect(
      try names.map { try dudarev.value($0, in: "01-single-point/pw.in") } == ["0", "4", nil])
  }

  /// J0 would be something else (INPUT_PW, HUBBARD).
  @Test func pwNewTakesTheCard() throws {
    let input = try deck("qe", full, version: "7.3").text("01-single-point/pw.in")
    #expect(input.contains("HUBBARD (ortho-atomic)\nU V-3d 5\nJ V-3d 1\n"))
    let dudarev = try deck("qe", simple, version: "7.3").text("01-single-point/pw.in")
    #expect(dudarev.contains("U V-3d 4\n"))
    #expect(!dudarev.contains("J V-3d"))
  }
}
