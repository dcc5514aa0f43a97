import Testing

@testable import QuenchDecks

/// Beginners' mistakes in one input of CP2K; the comments are what its version 2023.1 says of each.
@Suite struct CP2KMistakeTests {
  static let base = """
    &GLOBAL
      PROJECT w
      RUN_TYPE MD
    &END GLOBAL
    &FORCE_EVAL
      METHOD QS
      STRESS_TENSOR ANALYTICAL
      &DFT
        BASIS_SET_FILE_NAME BASIS_MOLOPT
        POTENTIAL_FILE_NAME GTH_POTENTIALS
        &MGRID
          CUTOFF 400
        &END MGRID
        &SCF
          EPS_SCF 1E-6
          &OT
          &END OT
        &END SCF
        &XC
          &XC_FUNCTIONAL PBE
          &END XC_FUNCTIONAL
        &END XC
      &END DFT
      &SUBSYS
        &CELL
          ABC 6 6 6
        &END CELL
        &COORD
          O 0 0 0
          H 0.96 0 0
          H -0.24 0.93 0
        &END COORD
        &KIND H
          BASIS_SET SZV-MOLOPT-SR-GTH
          POTENTIAL GTH-PBE-q1
        &END KIND
        &KIND O
          BASIS_SET SZV-MOLOPT-SR-GTH-q6
          POTENTIAL GTH-PBE-q6
        &END KIND
      &END SUBSYS
    &END FORCE_EVAL
    &MOTION
      &MD
        ENSEMBLE NPT_I
        STEPS 1
        TIMESTEP 0.5
        TEMPERATURE 300
        &THERMOSTAT
          TYPE CSVR
        &END THERMOSTAT
        &BAROSTAT
        &END BAROSTAT
      &END MD
    &END MOTION

    """

  static func codes(_ text: String) -> [String] {
    DeckChecker.check([DeckFolder(files: ["a.inp": Array(text.utf8)])]).findings.map(\.code)
  }

  private static let thermostat = """
        &THERMOSTAT
          TYPE CSVR
        &END THERMOSTAT

    """
  private static let functional = """
        &XC
          &XC_FUNCTIONAL PBE
          &END XC_FUNCTIONAL
        &END XC

    """

  /// CP2K stops at each.
  static let stops: [(old: String, new: String, code: String)] = [
    // Virial evaluation not requested for this run in the input file!
    ("  STRESS_TENSOR ANALYTICAL\n", "", "E-STRESS"),
    // One constant temperature ensemble has been required, but no thermostat
    (thermostat, "", "E-THERMOSTAT"),
    // XC section missing.
    (functional, "", "E-XC"),
    // No basis set type was defined for the atomic kind
    ("      BASIS_SET SZV-MOLOPT-SR-GTH-q6\n", "", "E-KIND"),
    // No potential type was defined for the atomic kind
    ("      POTENTIAL GTH-PBE-q6\n", "", "E-KIND"),
    // No &KIND section was possible to associate to the atomic kind <H>
    ("&KIND H", "&KIND He", "E-KIND"),
    // found an unknown keyword STEPSS in section MD
    ("STEPS 1", "STEPSS 1", "E-KEYWORD"),
    // unknown subsection SFC of section DFT
    ("&SCF", "&SFC", "E-KEYWORD"),
    // found an unknown keyword STEPS in section GLOBAL
    ("PROJECT w", "PROJECT w\n  STEPS 1", "E-KEYWORD"),
    // LSD: try to use a different multiplicity
    ("    &SCF", "    UKS\n    MULTIPLICITY 2\n    &SCF", "E-SPIN"),
    // Use the LSD option for an odd number of electrons
    ("    &SCF", "    CHARGE 1\n    &SCF", "E-SPIN"),
    // invalid value for enumeration:MDD
    ("RUN_TYPE MD", "RUN_TYPE MDD", "E-VALUE"),
    ("METHOD QS", "METHOD QSS", "E-VALUE"),
    ("NPT_I", "NPTI", "E-VALUE"), ("FUNCTIONAL PBE", "FUNCTIONAL PBEE", "E-VALUE"),
    // Extra MOs (ADDED_MOS) are required for smearing
    (
      "      &OT\n      &END OT\n", "      &SMEAR\n      METHOD FERMI_DIRAC\n      &END SMEAR\n",
      "E-ADDED-MOS"
    ),
    // No atomic coordinates have been found!
    (
      "    &COORD\n      O 0 0 0\n      H 0.96 0 0\n      H -0.24 0.93 0\n    &END COORD\n", "",
      "E-COORD"
    ),
    // Invalid unit specifier found when parsing a number: high
    ("CUTOFF 400", "CUTOFF high", "E-VALUE"),
    // found unexpected extra argument fs
    ("TIMESTEP 0.5", "TIMESTEP 0.5 fs", "E-VALUE"),
    // Keyword STEPS in section MD should not repeat.
    ("STEPS 1", "STEPS 1\n    STEPS 2", "E-TWICE"),
  ]

  @Test func theBaseIsFine() { #expect(Self.codes(Self.base) == []) }

  @Test(arguments: stops.indices)
  func whatStopsTheRunIsAnError(index: Int) {
    let mistake = Self.stops[index]
    #expect(Self.base.contains(mistake.old), "\(mistake.old)")
    let text = Self.base.replacing(mistake.old, with: mistake.new)
    #expect(Self.codes(text).contains(mistake.code), "\(mistake.new): \(Self.codes(text))")
  }

  /// CP2K runs on, with numbers that are noise or another functional's.
  @Test func whatRunsIsNamedToo() {
    func codes(_ old: String, _ new: String) -> [String] {
      Self.codes(Self.base.replacing(old, with: new))
    }
    #expect(codes("CUTOFF 400", "CUTOFF 30") == ["W-CUTOFF"])
    #expect(codes("CUTOFF 400", "CUTOFF [eV] 4000") == [])
    #expect(codes("GTH-PBE-q6", "GTH-PADE-q6") == ["E-POT-MIXED"])
    #expect(codes("POTENTIAL GTH-PBE", "POTENTIAL GTH-PADE") == ["W-POT-FUNCTIONAL"])
    #expect(codes("SR-GTH-q6", "SR-GTH-q4") == ["E-VALENCE"])
    #expect(codes("RUN_TYPE MD", "RUN_TYPE ENERGY") == ["W-RUN-TYPE"])
    #expect(codes("EPS_SCF", "NEW_WORD_OF_2031 1\n EPS_SCF") == ["W-KEYWORD"])
  }

  /// Atoms held along two axes take up heat along the third.
  @Test func atomsHeldAlongSomeAxesAreThermal() {
    func codes(_ axes: String) -> [String] {
      let text = Self.base.replacing("NPT_I", with: "NVT").replacing(
        "  &MD\n",
        with:
          "  &CONSTRAINT\n&FIXED_ATOMS\nCOMPONENTS_TO_FIX \(axes)\nLIST 1\n&END\n&END CONSTRAINT\n  &MD\n"
      ).replacing("TYPE CSVR", with: "TYPE CSVR\nREGION MASSIVE")
      return Self.codes(text)
    }
    #expect(codes("XY") == [])
    #expect(codes("XYZ") == ["E-THERMOSTAT-FROZEN"])
  }

  /// "Variable ${EDGE} not defined in file"
  @Test func variablesAreSetBeforeTheyAreUsed() {
    let text = Self.base.replacing("ABC 6 6 6", with: "ABC ${EDGE} 6 6")
    #expect(Self.codes(text).contains("E-CELL"))
    #expect(!Self.codes("@SET EDGE 6\n" + text).contains { $0.hasPrefix("E-") })
  }
}
