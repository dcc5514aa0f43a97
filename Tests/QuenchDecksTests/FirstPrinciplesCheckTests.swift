import QuenchModel
import Testing

@testable import QuenchDecks

/// VASP; each finding by one change of a deck that has none.
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
    IBRION = 0; NSW = 10; TEBEG = 300
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

  private func check(_ potcar: String) -> [String] {
    let files = [
      "INCAR": Self.incar, "POSCAR": Self.poscar, "KPOINTS": Self.kpoints, "POTCAR": potcar,
    ].mapValues { Array($0.utf8) }
    return DeckChecker.vasp.check(DeckFolder(files: files)).map(\.code)
  }

  @Test func aGoodDeckHasNoFinding() { #expect(codes() == []) }

  @Test func potentialsAreComparedWithPOSCAR() {
    #expect(codes(potcar: ["O", "Ti"]) == ["E-POT-ORDER"])
    #expect(codes(potcar: ["Ti"]) == ["E-POT-COUNT"])
    #expect(codes(potcar: []) == ["E-POTCAR"])
    let order = findings(Self.incar, Self.poscar, ["O", "Ti"], Self.kpoints).first
    #expect(order?.file == "POTCAR" && order?.line == 2)
    let mixed = Self.potcar(["Ti", "O"]).replacing("PAW_PBE O", with: "PAW O")
    #expect(check(mixed) == ["E-POT-MIXED"])
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

  private func line(_ code: String, incar: String) -> Int? {
    findings(incar, Self.poscar, ["Ti", "O"], Self.kpoints).first { $0.code == code }?.line
  }

  private func incar(_ old: String, _ new: String) -> String {
    Self.incar.replacing(old, with: new)
  }

  @Test func valuesAreRead() {
    #expect(codes(incar: incar("POTIM = 1.5", "POTIM = fast")) == ["E-VALUE", "E-POTIM"])
    #expect(codes(incar: incar("ISPIN = 2", "ISPIN = 2.5")).contains("E-VALUE"))
    #expect(codes(incar: Self.incar + "\nENCUT = 400\n") == ["W-TAG-TWICE"])
    #expect(line("W-TAG-TWICE", incar: Self.incar + "\nENCUT = 400\n") == 9)
    #expect(codes(incar: Self.incar + "\nLANGEVIN_GAMMA = 10\n") == ["E-LANGEVIN_GAMMA"])
    #expect(codes(incar: Self.incar + "\nRWIGS = 1 x\n") == ["E-LIST"])
  }

  @Test func electronsAreChecked() {
    #expect(codes(incar: incar("ENCUT = 500", "ENCUT = 300")) == ["W-ENCUT"])
    #expect(codes(incar: incar("ENCUT = 500 ;", "")) == ["W-ENCUT"])
    #expect(codes(incar: Self.incar + "\nLDAU=T\nLDAUL=2 -1\nLDAUU=3 0\n") == ["W-LMAXMIX"])
    #expect(codes(incar: Self.incar + "\nLDAUU=3 0\n") == ["W-LDAU"])
    #expect(codes(incar: incar("ISPIN = 2", "ISPIN = 1")) == ["W-MAGMOM"])
    #expect(codes(incar: incar("MAGMOM = 2.0 \\\n  2*0", "")) == ["N-MAGMOM"])
    #expect(
      codes(incar: Self.incar + "\nISMEAR = -5\n", kpoints: "k\n0\nG\n3 1 1\n").contains("E-ISMEAR")
    )
  }

  @Test func dynamicsIsChecked() {
    #expect(codes(incar: incar("ISYM = 0", "")) == ["W-ISYM"])
    #expect(codes(incar: incar("POTIM = 1.5", "POTIM = 9")) == ["E-TIMESTEP"])
    #expect(line("E-TIMESTEP", incar: incar("POTIM = 1.5", "POTIM = 9")) == 4)
    #expect(codes(incar: incar("POTIM = 1.5", "")) == ["E-POTIM"])
    let langevin = Self.incar + "\nMDALGO = 3\nLANGEVIN_GAMMA = 10 10\n"
    #expect(codes(incar: langevin) == [])
    #expect(codes(incar: langevin + "ISIF = 3\n").contains("E-FROZEN-CELL"))
    #expect(line("E-FROZEN-CELL", incar: langevin + "ISIF = 3\n") == 11)
    #expect(codes(incar: Self.incar + "\nMDALGO = 3\n") == ["W-THERMOSTAT"])
    #expect(codes(incar: Self.incar + "\nMDALGO = 2\n") == ["W-THERMOSTAT"])
    #expect(codes(incar: Self.incar + "\nTEEND = 300\n") == ["W-THERMOSTAT"])
    #expect(codes(incar: Self.incar + "\nSMASS = -1\n") == ["N-THERMOSTAT-FROZEN"])
    let free = Self.poscar.replacing("F F F", with: "T T T")
    #expect(codes(incar: Self.incar + "\nISIF = 3\n", poscar: free).contains("E-NPT"))
    let still = incar("IBRION = 0; NSW = 10", "IBRION = 2; NSW = 9; ISIF = 3")
    #expect(codes(incar: still, poscar: free) == ["W-ENCUT-PULAY", "W-VACUUM-CELL"])
  }

  @Test func vacuumIsChecked() {
    #expect(codes(incar: incar("IDIPOL = 3", "IDIPOL = 1")) == ["E-DIPOLE-AXIS"])
    #expect(codes(incar: incar("IDIPOL = 3; ", "")) == ["W-DIPOLE"])
    #expect(codes(incar: incar("IDIPOL = 3; LDIPOL = T", "")) == ["N-DIPOLE"])
    #expect(codes(incar: Self.incar + "\nDIPOL = 0.5 0.5 0.5\n") == [])
    #expect(codes(incar: Self.incar + "\nDIPOL = 0.5 0.5 0.0\n") == ["E-DIPOLE-PLACE"])
    #expect(codes(incar: Self.incar + "\nNELECT = 17\n") == ["E-CHARGED-SLAB"])
    #expect(codes(incar: Self.incar + "\nNELECT = 18\n") == [])
    let bulk = Self.poscar.replacing("0 0 20.0", with: "0 0 4.0")
    #expect(codes(poscar: bulk, kpoints: "k\n0\nGamma\n4 4 4\n") == ["W-DIPOLE-BULK"])
  }

  @Test func kPointsAreComparedWithTheCell() {
    #expect(codes(kpoints: "k\n0\nGamma\n4 4 2\n0 0 0\n") == ["W-KPOINTS-VACUUM"])
    #expect(codes(kpoints: "k\n0\nGamma\n1 1 1\n0 0 0\n") == ["W-KPOINTS"])
    #expect(codes(kpoints: "k\n0\nGamma\n") == ["E-KPOINTS"])
    #expect(codes(incar: Self.incar + "\nKSPACING = 0.3\n") == ["W-KSPACING"])
    let hexagonal = Self.poscar.replacing("0 4.0 0\n", with: "-2 3.4641016 0\n")
    #expect(
      codes(poscar: hexagonal, kpoints: "k\n0\nMonkhorst\n4 4 1\n").contains("E-KPOINTS-GAMMA"))
  }

  /// Lines of POSCAR: the cell from 3, "Selective dynamics" in 8, atoms from 10.
  @Test func theStructureIsChecked() {
    func found(_ old: String, _ new: String) -> Finding? {
      findings(
        Self.incar, Self.poscar.replacing(old, with: new), ["Ti", "O"], Self.kpoints
      ).first { $0.severity == .error }
    }
    let contact = found("0.0 0.5 0.5", "0.4 0.5 0.5")
    #expect(contact?.code == "E-CONTACT" && contact?.line == 11)
    #expect(contact?.message.contains("Ti-O come as near as 0.4 Å (atoms 1 and 2)") == true)
    let double = found("0.5 0.0 0.5", "0.0 0.5 0.5")
    #expect(double?.message == "atoms 2 and 3 are on one place" && double?.line == 12)
    let left = found("4.0 0 0\n0 4.0 0", "0 4.0 0\n4.0 0 0")
    #expect(left?.code == "E-LEFTHANDED" && left?.line == 3)
    #expect(codes(poscar: "nonsense") == ["E-POSCAR"])
  }

  /// A band of hydrogen with one thing wrong at a time.
  @Test func bandsAreChecked() throws {
    let deck = try Rendering.deck("exchange", "vasp")
    func codes(_ change: (inout [String: [UInt8]]) -> Void) -> [String] {
      var files: [String: [UInt8]] = [:]
      for file in deck.files where file.path.hasPrefix("01-neb/") {
        files[String(file.path.dropFirst("01-neb/".count))] = file.bytes
      }
      change(&files)
      return DeckChecker.vasp.check(DeckFolder(files: files)).filter { $0.severity == .error }
        .map(\.code)
    }
    func edit(_ file: String, _ old: String, _ new: String) -> [String] {
      codes { files in
        let text = String(decoding: files[file] ?? [], as: UTF8.self)
        files[file] = Array(text.replacing(old, with: new).utf8)
      }
    }
    #expect(codes { _ in } == [])
    #expect(codes { $0["02/POSCAR"] = nil } == ["E-NEB-IMAGES"])
    #expect(codes { $0["05/POSCAR"] = $0["04/POSCAR"] } == ["E-NEB-IMAGES"])
    #expect(edit("02/POSCAR", "    H\n", "   Li\n").contains("E-NEB-ORDER"))
    // The nearest image is taken: an atom written a cell further is no error.
    #expect(edit("03/POSCAR", "0.2857142857142857 ", "1.2857142857142857 ") == [])
    #expect(edit("02/POSCAR", "0.4571428571428571", "0.2957142857142857").contains("E-CONTACT"))
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
}
