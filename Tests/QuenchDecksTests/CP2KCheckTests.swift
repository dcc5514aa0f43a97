import QuenchModel
import Testing

@testable import QuenchDecks

/// Each finding by one change of an input that has none.
@Suite struct CP2KCheckTests {
  private func findings(_ text: String, beside: [String: String] = [:]) -> [Finding] {
    var files = beside.mapValues { Array($0.utf8) }
    files["a.inp"] = Array(text.utf8)
    return DeckChecker.cp2k.check(DeckFolder(files: files))
  }

  private func codes(
    _ plan: String, _ path: String, _ old: String, _ new: String
  ) throws -> [String] {
    let text = try Rendering.deck(plan, "cp2k").text(path)
    #expect(text.contains(old), "\(old)")
    return findings(text.replacing(old, with: new)).map(\.code)
  }

  private func melt(_ old: String, _ new: String) throws -> [String] {
    try codes("tight-binding", "02-melt/cp2k.inp", old, new)
  }

  @Test func unitsAreChecked() throws {
    #expect(try melt("UNIT angstrom", "UNIT angstrom") == [])
    #expect(try melt("UNIT angstrom", "UNIT bohr").contains("E-UNIT"))
    #expect(try melt("UNIT angstrom", "UNIT nm").contains("E-UNIT"))
    #expect(try melt("A [angstrom]", "A [inch]") == ["E-CELL"])
  }

  @Test func dynamicsIsChecked() throws {
    #expect(try melt("[fs] 0.5", "[fs] 5") == ["E-TIMESTEP"])
    #expect(try melt("REGION DEFINED", "REGION MASSIVE") == ["E-THERMOSTAT-FROZEN"])
    #expect(try melt("REGION DEFINED", "REGION GLOBAL") == ["N-THERMOSTAT-FROZEN"])
    #expect(try melt("ENSEMBLE NVT", "ENSEMBLE NPT_I").contains("E-FROZEN-CELL"))
    #expect(
      try melt("ENSEMBLE NVT", "ENSEMBLE NVT\n    TEMPERATURE_ANNEALING 0.9") == ["E-ANNEALING"])
  }

  /// CP2K takes the rest of the line for the name, comment and all.
  @Test(arguments: ["plane-waves", "metal", "exchange", "heterophase"])
  func fileNamesHaveNoCommentBehindThem(plan: String) throws {
    for file in try Rendering.deck(plan, "cp2k").files where file.path.hasSuffix(".inp") {
      let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
      let named = lines.filter { $0.contains("_FILE_NAME ") }
      #expect(!named.isEmpty && named.allSatisfy { !$0.contains("#") }, "\(file.path)")
    }
  }

  @Test func sectionsAreChecked() throws {
    #expect(try melt("PERIODIC XYZ  #", "PERIODIC XY  #") == ["E-PERIODIC"])
    #expect(try melt("&END MD", "").contains("E-SECTION"))
    let whole = try Rendering.deck("plane-waves", "cp2k").text("01-single-point/cp2k.inp")
    let cut = findings(String(whole.prefix(whole.count / 2))).first
    #expect(cut?.code == "E-SECTION" && (cut?.line ?? 0) > 0)
    #expect(findings(whole.replacing("&KIND H", with: "&KIND He")).map(\.code).contains("E-KIND"))
    let smeared = whole.replacing("    &OT\n", with: "    &SMEAR ON\n    &END SMEAR\n    &OT\n")
    #expect(smeared == whole || findings(smeared).map(\.code).contains("E-OT-SMEAR"))
  }

  /// Coordinates in bohr, said to be in Å: 1.4 bohr of H2 are 0.74 Å.
  @Test func coordinatesInTheOtherUnitAreNoticed() {
    let text = Self.water.replacing("0.757", with: "1.430").replacing("0.587", with: "1.109")
    #expect(findings(Self.water).map(\.code) == [])
    #expect(findings(text).map(\.code) == ["W-UNIT"])
  }

  @Test func coordinatesOfAnotherFileAreRead() {
    let text = Self.water.replacing(
      "&COORD\n O 0 0 0\n H 0.757 0.587 0\n H -0.757 0.587 0\n&END COORD",
      with: "&TOPOLOGY\nCOORD_FILE_FORMAT XYZ\nCOORD_FILE_NAME w.xyz\n&END TOPOLOGY")
    #expect(text != Self.water)
    let far = "3\nwater\nO 0 0 0\nH 0.757 0.587 0\nH -0.757 0.587 0\n"
    let near = far.replacing("-0.757 0.587", with: "0.757 0.787")
    #expect(findings(text, beside: ["w.xyz": far]).map(\.code) == [])
    #expect(findings(text, beside: ["w.xyz": near]).map(\.code) == ["E-CONTACT"])
    #expect(findings(text).map(\.code) == [])
  }

  static let water = """
    &GLOBAL
    RUN_TYPE ENERGY
    &END GLOBAL
    &FORCE_EVAL
    METHOD Quickstep
    &DFT
    &QS
    METHOD xTB
    &END QS
    &END DFT
    &SUBSYS
    &CELL
    ABC 6 6 6
    &END CELL
    &COORD
     O 0 0 0
     H 0.757 0.587 0
     H -0.757 0.587 0
    &END COORD
    &END SUBSYS
    &END FORCE_EVAL

    """

  @Test func slabsAreChecked() {
    func slab(_ dft: String) -> [String] {
      let text = Self.water.replacing("ABC 6 6 6", with: "ABC 3.5 3.5 20")
        .replacing("METHOD xTB", with: "METHOD GPW")
        .replacing("&END QS", with: "&END QS\n&XC\n&XC_FUNCTIONAL PBE\n&END\n&END\n\(dft)")
        .replacing("&CELL", with: "&KIND DEFAULT\nBASIS_SET X\nPOTENTIAL GTH-PBE\n&END KIND\n&CELL")
      return findings(text).map(\.code)
    }
    #expect(slab("") == ["N-DIPOLE"])
    #expect(slab("SURFACE_DIPOLE_CORRECTION T") == [])
    #expect(slab("SURFACE_DIPOLE_CORRECTION T\nSURF_DIP_DIR X") == ["E-DIPOLE-AXIS"])
    #expect(slab("SURFACE_DIPOLE_CORRECTION T\nCHARGE 1") == ["E-CHARGED-SLAB"])
    #expect(
      slab("SURFACE_DIPOLE_CORRECTION T\n&KPOINTS\nSCHEME MONKHORST-PACK 4 4 2\n&END KPOINTS")
        == ["W-KPOINTS-VACUUM"])
  }
}
