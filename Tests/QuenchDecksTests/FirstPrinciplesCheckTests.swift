import QuenchModel
import Testing

@testable import QuenchDecks

@Suite struct FirstPrinciplesCheckTests {
  static let poscar = """
    TiO2 and vacuum
    1.0
    4.0 0 0
    0 4.0 0
    0 0 20.0
    Ti O
    1 2
    Selective dynamics
    Direct
    0.5 0.5 0.5 F F F
    0.0 0.5 0.5 T T T
    0.5 0.0 0.5 T T T
    """
  static func potcar(_ symbols: [String]) -> String {
    symbols.map { symbol in
      """
        PAW_PBE \(symbol) 01Jan2000
         TITEL  = PAW_PBE \(symbol) 01Jan2000
         VRHFIN =\(symbol): x
         POMASS =   16.000; ZVAL   =    6.000    mass and valenz
         ENMAX  =  400.000; ENMIN  =  300.000 eV
       End of Dataset

      """
    }.joined()
  }
  static let kpoints = "k\n0\nGamma\n4 4 1\n0 0 0\n"
  static let incar = """
    ENCUT = 500 ; EDIFF = 1E-5   # two tags, a comment
    IBRION = 0
    ISYM = 0
    POTIM = 1.5 ! fs
    MAGMOM = 2.0 \\
      2*0
    ISPIN = 2
    IDIPOL = 3; LDIPOL = T
    """

  private func codes(
    incar: String = incar, poscar: String = poscar, potcar: [String] = ["Ti", "O"],
    kpoints: String = kpoints
  ) -> [String] {
    findings(incar, poscar, potcar, kpoints).map(\.code)
  }

  private func findings(
    _ incar: String, _ poscar: String, _ potcar: [String], _ kpoints: String
  ) -> [Finding] {
    let folder = DeckFolder(files: [
      "INCAR": Array(incar.utf8), "POSCAR": Array(poscar.utf8), "KPOINTS": Array(kpoints.utf8),
      "POTCAR": Array(Self.potcar(potcar).utf8),
    ])
    #expect(DeckChecker.vasp.owns(folder))
    return DeckChecker.vasp.check(folder)
  }

  @Test func aGoodDeckHasNoFinding() { #expect(codes() == []) }

  @Test func potentialsAreComparedWithPOSCAR() {
    #expect(codes(potcar: ["O", "Ti"]) == ["E-POT-ORDER"])
    #expect(codes(potcar: ["Ti"]) == ["E-POT-COUNT"])
  }

  /// The line is that of the tag, through comments, several tags and continued lines.
  @Test func listsAreCounted() throws {
    let text = Self.incar + "\nLDAU = T\nLDAUL = 2 -1 -1\nLMAXMIX = 4\n"
    let found = findings(text, Self.poscar, ["Ti", "O"], Self.kpoints)
    #expect(found.map(\.code) == ["E-LDAU"])
    #expect(found.first?.line == 10)
    #expect(found.first?.file == "INCAR")
    #expect(codes(incar: Self.incar.replacing("2*0", with: "3*0")) == ["E-MAGMOM"])
  }

  @Test func everyCheckSpeaks() {
    #expect(codes(incar: Self.incar.replacing("ISYM = 0", with: "")) == ["W-ISYM"])
    #expect(
      codes(incar: Self.incar.replacing("IDIPOL = 3", with: "IDIPOL = 1")) == ["E-DIPOLE-AXIS"])
    #expect(codes(incar: Self.incar.replacing("ENCUT = 500", with: "ENCUT = 300")) == ["W-ENCUT"])
    #expect(codes(incar: Self.incar.replacing("ENCUT = 500 ;", with: "")) == ["W-ENCUT"])
    #expect(codes(incar: Self.incar + "\nISIF = 3\n") == ["E-FROZEN-CELL"])
    #expect(codes(incar: Self.incar + "\nNELECT = 17\n") == ["E-CHARGED-SLAB"])
    #expect(codes(incar: Self.incar + "\nNELECT = 18\n") == [])
    #expect(codes(incar: Self.incar + "\nENCUT = 400\n") == ["W-TAG-TWICE"])
    #expect(codes(incar: Self.incar + "\nLDAU=T\nLDAUL=2 -1\nLDAUU=3 0\n") == ["W-LMAXMIX"])
    #expect(codes(kpoints: "k\n0\nGamma\n4 4 2\n0 0 0\n") == ["W-KPOINTS-VACUUM"])
    #expect(codes(kpoints: "k\n0\nGamma\n1 1 1\n0 0 0\n") == ["W-KPOINTS"])
    #expect(
      codes(poscar: Self.poscar.replacing("0.0 0.5 0.5", with: "0.4 0.5 0.5")) == ["E-CONTACT"])
    let left = Self.poscar.replacing("4.0 0 0\n0 4.0 0", with: "0 4.0 0\n4.0 0 0")
    #expect(codes(poscar: left).contains("E-LEFTHANDED"))
    #expect(codes(poscar: "nonsense") == ["E-POSCAR"])
    let slow = codes(incar: Self.incar.replacing("POTIM = 1.5", with: "POTIM = 9"))
    #expect(slow == ["E-TIMESTEP"])
  }

  @Test func ourOwnDecksHaveNoErrors() throws {
    for (plan, engine) in SnapshotTests.cases {
      let deck = try Rendering.deck(plan, engine)
      let directories = Set(deck.runs.map(\.directory))
      for directory in directories.sorted() {
        let files = deck.files.filter { $0.path.hasPrefix(directory + "/") }
        let folder = DeckFolder(
          path: directory,
          files: Dictionary(
            uniqueKeysWithValues: files.map { file in
              (String(file.path.dropFirst(directory.count + 1)), file.bytes)
            }))
        let found = DeckChecker.check([folder])
        let errors = found.findings.filter { $0.severity == .error }
        #expect(found.engines == [engine] || files.isEmpty, "\(plan) \(engine) \(directory)")
        #expect(errors.isEmpty, "\(plan) \(engine): \(errors)")
      }
    }
  }

  private func cp2k(_ change: (String) -> String) throws -> [String] {
    let text = try Rendering.deck("tight-binding", "cp2k").text("02-melt/cp2k.inp")
    let folder = DeckFolder(files: ["a.inp": Array(change(text).utf8)])
    return DeckChecker.cp2k.check(folder).map(\.code)
  }

  @Test func cp2kInputsAreChecked() throws {
    #expect(try cp2k { $0 } == [])
    #expect(try cp2k { $0.replacing("UNIT angstrom", with: "UNIT bohr") }.contains("E-UNIT"))
    #expect(try cp2k { $0.replacing("UNIT angstrom", with: "UNIT nm") }.contains("E-UNIT"))
    #expect(try cp2k { $0.replacing("A [angstrom]", with: "A [nm]") } == ["E-CELL"])
    #expect(try cp2k { $0.replacing("[fs] 0.5", with: "[fs] 5") } == ["E-TIMESTEP"])
    #expect(
      try cp2k { $0.replacing("REGION DEFINED", with: "REGION MASSIVE") } == ["E-THERMOSTAT-FROZEN"]
    )
    #expect(
      try cp2k { $0.replacing("PERIODIC XYZ  #", with: "PERIODIC XY  #") } == ["E-PERIODIC"])
    #expect(
      try cp2k { $0.replacing("ENSEMBLE NVT", with: "ENSEMBLE NPT_I") } == ["E-FROZEN-CELL"])
  }

  private func pw(_ plan: String, _ path: String, _ change: (String) -> String) throws -> [String] {
    let text = try Rendering.deck(plan, "qe").text(path)
    let folder = DeckFolder(files: ["pw.in": Array(change(text).utf8)])
    return DeckChecker.quantumESPRESSO.check(folder).map(\.code)
  }

  @Test func pwInputsAreChecked() throws {
    let slab = "01-relax/pw.in"
    #expect(try pw("slab", slab) { $0 } == [])
    #expect(
      try pw("slab", slab) { $0.replacing("edir        = 3", with: "edir = 1") }
        .contains("E-DIPOLE-AXIS"))
    #expect(
      try pw("slab", slab) { $0.replacing("emaxpos     = 0.95", with: "emaxpos = 0.45") }
        == ["E-DIPOLE-PLACE"])
    #expect(try pw("slab", slab) { $0.replacing("= 3\n", with: "= 4\n") }.contains("E-NAT"))
    let melt = "03-melt/pw.in"
    #expect(
      try pw("metal", melt) { $0.replacing("'svr'", with: "'nose'") } == ["E-THERMOSTAT"])
    #expect(
      try pw("metal", melt) { $0.replacing(".true.  ! held", with: ".false.  ! held") }
        == ["W-ISYM"])
    #expect(
      try pw("metal", melt) { $0.replacing("2 2 2 0 0 0", with: "1 1 1 0 0 0") }
        == ["W-KPOINTS"])
  }
}
