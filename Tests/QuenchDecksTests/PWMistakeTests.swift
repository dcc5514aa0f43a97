import Testing

@testable import QuenchDecks

/// Beginners' mistakes in one input of pw.x; the comments are what pw.x 6.7 says of each.
@Suite struct PWMistakeTests {
  static let base = """
    &CONTROL
      calculation = 'scf'
      outdir = './tmp'
    /
    &SYSTEM
      ibrav = 2
      celldm(1) = 10.26
      nat = 2
      ntyp = 1
      ecutwfc = 12
    /
    &ELECTRONS
      conv_thr = 1.d-6
    /
    ATOMIC_SPECIES
     Si 28.086 Si.pz-vbc.UPF
    ATOMIC_POSITIONS alat
     Si 0.00 0.00 0.00
     Si 0.25 0.25 0.25
    K_POINTS automatic
     4 4 4 0 0 0

    """

  static func codes(_ text: String) -> [String] {
    DeckChecker.check([DeckFolder(files: ["pw.in": Array(text.utf8)])]).findings.map(\.code)
  }

  static let cell = "CELL_PARAMETERS angstrom\n 2.7 2.7 0\n 0 2.7 2.7\n 2.7 0 2.7\n"

  /// pw.x stops at each.
  static let stops: [(old: String, new: String, code: String)] = [
    // ecutrho <= ecutwfc?!?
    ("ecutwfc = 12", "ecutwfc = 12\n ecutrho = 6", "E-ECUTRHO"),
    // ecutwfc not set
    ("  ecutwfc = 12\n", "", "E-MISSING"),
    // smearing requires a vaklue for gaussian broadening (degauss)
    ("ecutwfc = 12", "ecutwfc = 12\n occupations='smearing'", "E-DEGAUSS"),
    // nonexistent bravais lattice
    ("  ibrav = 2\n", "", "E-MISSING"),
    // invalid lattice parameters ( celldm or a )
    ("  celldm(1) = 10.26\n", "", "E-CELL"),
    // bad line in namelist &system
    ("ecutwfc = 12", "ecutwfc = 12\n ecutwfcc = 20", "E-VARIABLE"),
    // bad line in namelist &control
    ("outdir", "conv_thr = 1.d-4\n outdir", "E-VARIABLE"),
    // lda_plus_u calculation but Hubbard_l not set
    ("ecutwfc = 12", "ecutwfc = 12\n Hubbard_U(2)=4, lda_plus_u=.true.", "E-INDEX"),
    // some starting_magnetization MUST be set
    (
      "ecutwfc = 12", "ecutwfc = 12\n nspin=2, occupations='smearing', degauss=0.02", "E-MAGMOM"
    ),
    // fixed occupations and lsda need tot_magnetization
    ("ecutwfc = 12", "ecutwfc = 12\n nspin = 2", "E-MAGMOM"),
    // calculation "sfc" not allowed
    ("'scf'", "'sfc'", "E-VALUE"),
    // ibrav=0: must read cell parameters
    ("ibrav = 2", "ibrav = 0", "E-CELL"),
    // redundant data for cell parameters
    ("K_POINTS", cell + "K_POINTS", "E-CELL"),
    // bad line in namelist &ions
    ("'scf'", "'relax'", "E-NAMELIST"),
    // bad line in namelist &control
    ("'scf'", "scf", "E-VALUE"),
    // species Si in ATOMIC_POSITIONS is nonexistent
    ("  ntyp = 1\n", "", "E-MISSING"),
    // noncolin .and. nspin==2 are conflicting flags
    (
      "ecutwfc = 12",
      "ecutwfc = 12\n nspin=2, noncolin=.true., starting_magnetization(1)=0.2", "E-SPIN"
    ),
    // spin orbit requires a non collinear calculation
    ("ecutwfc = 12", "ecutwfc = 12\n lspinorb=.true.", "E-SPIN"),
    // bad line in namelist &electrons
    ("conv_thr = 1.d-6\n/", "conv_thr = 1.d-6\n", "E-SECTION"),
    // bad line in namelist &system, three times
    ("ecutwfc = 12", "ecutwfc = 12 Ry", "E-VALUE"),
    ("ecutwfc = 12", "ecutwfc = 12 # Ry", "E-VALUE"),
    ("&SYSTEM", "&SYSTEMS", "E-NAMELIST"),
    ("ecutwfc = 12", "ecutwfc = 12,5", "E-VALUE"),
    // end of file while reading tpiba k points
    ("K_POINTS automatic", "K_POINTS auto", "E-CARD"),
    // smearing gauss1 unknown
    (
      "ecutwfc = 12",
      "ecutwfc = 12\n occupations='smearing', smearing='gauss1', degauss=0.01", "E-VALUE"
    ),
    // tetrahedra need automatic k-point grid
    ("ecutwfc = 12", "ecutwfc = 12\n occupations='tetrahedra'", "E-KPOINTS"),
    // two occurrences
    (
      "K_POINTS", "ATOMIC_POSITIONS crystal\n Si 0 0 0\n Si .2 .2 .2\nK_POINTS", "E-CARD"
    ),
  ]

  @Test func theBaseIsFine() { #expect(Self.codes(Self.base) == []) }

  @Test(arguments: stops.indices)
  func whatStopsTheRunIsAnError(index: Int) {
    let mistake = Self.stops[index]
    #expect(Self.base.contains(mistake.old))
    var text = Self.base.replacing(mistake.old, with: mistake.new)
    if mistake.code == "E-KPOINTS" {
      text = text.replacing("automatic\n 4 4 4 0 0 0", with: "gamma")
    }
    #expect(Self.codes(text).contains(mistake.code), "\(mistake.new): \(Self.codes(text))")
  }

  /// pw.x runs, with a message or without.
  @Test func whatRunsIsAWarning() {
    func codes(_ old: String, _ new: String) -> [String] {
      Self.codes(Self.base.replacing(old, with: new))
    }
    // set_cutoff: ecutrho < 4*ecutwfc, are you sure?
    #expect(codes("ecutwfc = 12", "ecutwfc = 12\n ecutrho = 30") == ["W-ECUTRHO"])
    #expect(codes("ecutwfc = 12", "ecutwfc = 12\n degauss = 0.02") == ["W-DEGAUSS"])
    #expect(codes("K_POINTS automatic\n 4 4 4 0 0 0\n", "").contains("W-KPOINTS"))
    #expect(codes("Si.pz-vbc.UPF", "Si.pbe-n-rrkjus_psl.UPF") == ["W-ECUTRHO"])
    #expect(codes("K_POINTS", "K_POINT\nK_POINTS").contains("E-CARD"))
  }

  /// ATOMIC_POSITIONS of an atom that leaves the cell and comes in on the other side.
  @Test func newImagesAreDrawnBetweenThoseGiven() {
    func band(_ path: String, _ last: String) -> [String] {
      let text = """
        BEGIN
        BEGIN_PATH_INPUT
        &PATH
         num_of_images = 5\(path)
        /
        END_PATH_INPUT
        BEGIN_ENGINE_INPUT
        &CONTROL
        /
        &SYSTEM
         ibrav = 1, A = 6, nat = 2, ntyp = 1, ecutwfc = 30
        /
        &ELECTRONS
        /
        ATOMIC_SPECIES
         H 1.008 H.pz-vbc.UPF
        K_POINTS automatic
         2 2 2 0 0 0
        BEGIN_POSITIONS
        FIRST_IMAGE
        ATOMIC_POSITIONS crystal
         H 0.0 0.0 0.05
         H 0.5 0.5 0.5
        LAST_IMAGE
        ATOMIC_POSITIONS crystal
         H 0.0 0.0 \(last)
         H 0.5 0.5 0.5
        END_POSITIONS
        END_ENGINE_INPUT
        END
        """
      return Self.codes(text)
    }
    #expect(band("", "-0.05") == [])
    #expect(band("", "0.95") == ["W-NEB-PATH"])
    #expect(band(", minimum_image = .true.", "0.95") == [])
  }
}
