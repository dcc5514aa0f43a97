import Foundation
import Testing

/// `quench deck` as a person calls it.
@Suite struct DeckCommandTests {
  private static let plan = """
    structure: {series: {rutile: TiO2_rutile, anatase: {supercell: TiO2_anatase 2x2x1}}}
    dft: {kpoints: gamma}
    vasp: {ENCUT: 520 eV, potentials: pp}
    stages: [single-point]

    """

  /// No potential: the few lines that are read.
  private static func potential(_ title: String, _ element: String, zval: Int) -> String {
    """
      PAW_PBE \(title) 01Jan2000
       VRHFIN =\(element): made up
       TITEL  = PAW_PBE \(title) 01Jan2000
       POMASS =   10.000; ZVAL   =   \(zval).000    mass and valenz
       ENMAX  =  300.000; ENMIN  =  200.000 eV
     End of Dataset

    """
  }

  private func scratch() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write("plan.yaml", Self.plan)
    for (title, element, zval) in [("Ti_sv", "Ti", 12), ("O", "O", 6)] {
      try FileManager.default.createDirectory(
        at: scratch.folder.appendingPathComponent("pp/\(title)"), withIntermediateDirectories: true)
      try scratch.write("pp/\(title)/POTCAR", Self.potential(title, element, zval: zval))
    }
    return scratch
  }

  private func text(_ scratch: Scratch, _ name: String) -> String {
    (try? String(contentsOf: scratch.folder.appendingPathComponent(name), encoding: .utf8)) ?? ""
  }

  private let wanted = potential("Ti_sv", "Ti", zval: 12) + potential("O", "O", zval: 6)

  @Test func potentialsOfTheLibraryBecomePOTCAR() throws {
    let scratch = try scratch()
    let run = try scratch.run("deck", "plan.yaml", "--engine", "vasp", "-o", "deck")
    #expect(run.status == 0, "\(run.errors)")
    for member in ["rutile", "anatase"] {
      #expect(text(scratch, "deck/\(member)/01-single-point/POTCAR") == wanted)
    }
    #expect(!(run.output + run.errors).contains("W-POTCAR"))
    let check = try scratch.run("check", "deck")
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    #expect(!check.output.contains("E-"))
  }

  @Test(arguments: ["VASP_PP_PATH", "PMG_VASP_PSP_DIR"])
  func theEnvironmentNamesALibraryToo(variable: String) throws {
    let scratch = try scratch()
    try scratch.write("plan.yaml", Self.plan.replacingOccurrences(of: ", potentials: pp", with: ""))
    let words = ["deck", "plan.yaml", "--engine", "vasp", "-o", "deck"]
    let library = scratch.folder.appendingPathComponent("pp").path
    let run = try CommandRun(words, in: scratch.folder, environment: [variable: library])
    #expect(run.status == 0, "\(run.errors)")
    #expect(text(scratch, "deck/rutile/01-single-point/POTCAR") == wanted)
  }

  @Test func withoutALibraryTheTitlesAreWritten() throws {
    let scratch = try scratch()
    try scratch.write("plan.yaml", Self.plan.replacingOccurrences(of: ", potentials: pp", with: ""))
    let words = ["deck", "plan.yaml", "--engine", "vasp", "-o", "deck"]
    let run = try CommandRun(words, in: scratch.folder, environment: [:])
    #expect(run.status == 0, "\(run.errors)")
    #expect(text(scratch, "deck/rutile/01-single-point/POTCAR.spec") == "Ti_sv\nO\n")
    #expect((run.output + run.errors).contains("W-POTCAR"))
  }

  /// Without ZVAL the number of electrons is left open: said, found by check, and fatal to VASP.
  @Test func aChargeWithoutPotentialsIsAnErrorOfCheck() throws {
    let scratch = try scratch()
    let plan = Self.plan.replacingOccurrences(of: ", potentials: pp", with: "")
      .replacingOccurrences(of: "kpoints: gamma", with: "kpoints: gamma, charge: 1 e")
    try scratch.write("plan.yaml", plan)
    let words = ["deck", "plan.yaml", "--engine", "vasp", "-o", "deck"]
    let run = try CommandRun(words, in: scratch.folder, environment: [:])
    #expect(run.status == 0 && (run.output + run.errors).contains("dft.charge: VASP has no tag"))
    let check = try scratch.run("check", "deck")
    #expect(check.status != 0)
    #expect((check.output + check.errors).contains("E-VALUE: NELECT = 'sum-of-ZVAL-less-1'"))
  }

  @Test func aLibraryThatIsNotThereIsRefused() throws {
    let scratch = try scratch()
    try scratch.write(
      "plan.yaml", Self.plan.replacingOccurrences(of: "potentials: pp", with: "potentials: qq"))
    let run = try scratch.run("deck", "plan.yaml", "--engine", "vasp", "-o", "deck")
    #expect(run.status != 0)
    #expect(run.errors.contains("there is no directory 'qq'"))
  }

  /// 6 atoms beside 48: both get the larger one's projectors, and the fingerprint knows.
  @Test func membersOfASeriesShareWhatSizeDecides() throws {
    let scratch = try scratch()
    let run = try scratch.run("deck", "plan.yaml", "--engine", "vasp", "-o", "deck")
    for member in ["rutile", "anatase"] {
      #expect(text(scratch, "deck/\(member)/01-single-point/INCAR").contains("= Auto"))
    }
    #expect((run.output + run.errors).contains("vasp.LREAL = Auto"))
  }

  @Test func aUThatNobodyHasIsWarnedOf() throws {
    let scratch = try scratch()
    try scratch.write(
      "plan.yaml",
      Self.plan.replacingOccurrences(
        of: "kpoints: gamma", with: "kpoints: gamma, hubbard: {Fe: {l: d, U_eff: 4 eV}}"))
    let run = try scratch.run("deck", "plan.yaml", "--engine", "vasp", "--dry-run")
    #expect(
      (run.output + run.errors).contains("dft.hubbard names Fe"), "\(run.output)\(run.errors)")
  }
}
