import QuenchModel
import Testing

@testable import QuenchDecks

/// Beginners' mistakes in one INCAR, each by one change of a deck that has none (VASP wiki).
@Suite struct VASPMistakeTests {
  static let incar = """
    SYSTEM = rutile
    ENCUT = 520
    EDIFF = 1E-6
    ISMEAR = 0; SIGMA = 0.05
    IBRION = 2
    NSW = 60
    ISIF = 2
    EDIFFG = -0.02
    """
  static let poscar = """
    rutile
    1.0
    4.6 0 0
    0 4.6 0
    0 0 2.96
    Ti O
    2 4
    Direct
    0.0 0.0 0.0
    0.5 0.5 0.5
    0.305 0.305 0.0
    0.695 0.695 0.0
    0.805 0.195 0.5
    0.195 0.805 0.5
    """
  static let kpoints = "k\n0\nGamma\n4 4 6\n0 0 0\n"

  static func findings(
    _ incar: String, poscar: String = poscar, kpoints: String? = kpoints,
    potcar: String = FirstPrinciplesCheckTests.potcar(["Ti", "O"])
  ) -> [Finding] {
    var files = ["INCAR": incar, "POSCAR": poscar, "POTCAR": potcar]
    files["KPOINTS"] = kpoints
    return DeckChecker.check([DeckFolder(files: files.mapValues { Array($0.utf8) })]).findings
  }

  private func codes(_ old: String, _ new: String) -> [String] {
    #expect(Self.incar.contains(old))
    return Self.findings(Self.incar.replacing(old, with: new)).map(\.code)
  }

  private func with(_ tags: String) -> [String] {
    Self.findings(Self.incar + "\n" + tags + "\n").map(\.code)
  }

  @Test func theBaseIsFine() { #expect(Self.findings(Self.incar).isEmpty) }

  /// VASP skips what it does not know without a word.
  @Test func tagsAreKnown() {
    #expect(codes("ENCUT = 520", "ENCUT = 520\nENCUTT = 500") == ["W-TAG"])
    let found = Self.findings(Self.incar + "\nENCUTT = 500\n").first
    #expect(found?.message.contains("did you mean ENCUT?") == true)
    #expect(with("LCLIMB = T") == [])
    #expect(with("ML_NEW_IN_2031 = T") == [])
    #expect(with("SOMETHING_WHOLLY_ELSE = T") == ["N-TAG"])
  }

  @Test func halfSettingsAreNone() {
    #expect(codes("IBRION = 2", "IBRION 2").contains("E-TAG"))
    #expect(with(" = 3") == ["W-TAG"])
    #expect(with("a comment without a mark") == [])
    #expect(with("MAGMOM = 2*1 \\\n 4*0\nISPIN = 2") == [])
  }

  @Test func stepsAreCounted() {
    #expect(codes("IBRION = 2", "IBRION = -1") == ["W-NSW"])
    #expect(codes("NSW = 60", "NSW = 0") == ["W-NSW"])
    #expect(codes("IBRION = 2\n", "").contains("E-POTIM"))
    #expect(codes("EDIFF = 1E-6", "EDIFF = 1E-2") == ["W-EDIFF"])
    #expect(codes("EDIFFG = -0.02", "EDIFFG = 1E-7") == ["W-EDIFFG"])
    let dynamics = Self.incar.replacing("IBRION = 2", with: "IBRION = 0; ISYM = 0; POTIM = 1")
    #expect(Self.findings(dynamics).map(\.code) == ["W-TEBEG"])
    #expect(Self.findings(dynamics + "\nTEBEG = 300").isEmpty)
    let held =
      Self.poscar.replacing("Direct", with: "Selective dynamics\nDirect").replacing(
        #/(\d\.\d+ \d\.\d+ \d\.\d)\n/#, with: { "\($0.1) F F F\n" }) + " F F F"
    #expect(Self.findings(Self.incar, poscar: held).map(\.code) == ["E-ALL-FIXED"])
  }

  @Test func functionalsHaveTheirCompany() {
    #expect(with("LHFCALC = T; ALGO = Fast") == ["W-ALGO"])
    #expect(with("LHFCALC = T; ALGO = Damped") == [])
    #expect(with("METAGGA = SCAN") == ["W-LASPH"])
    #expect(with("METAGGA = SCAN; LASPH = T") == [])
    #expect(with("METAGGA = SCAN; LASPH = T; LHFCALC = T") == ["W-METAGGA"])
    #expect(with("IVDW = 12; LVDW = T") == ["W-VDW"])
    #expect(with("LVDW = T") == ["N-VDW"])
    #expect(with("IVDW = 12; LUSE_VDW = T") == ["W-VDW"])
  }

  @Test func shellsAreThose() {
    let plus = "LDAU = T; LMAXMIX = 4; LDAUL = %; LDAUU = @; LDAUJ = 0 0"
    func codes(_ shells: String, _ values: String) -> [String] {
      with(plus.replacing("%", with: shells).replacing("@", with: values))
    }
    #expect(codes("2 -1", "4 0") == [])
    #expect(codes("-1 2", "0 4") == ["W-LDAU"])
    #expect(codes("2 1", "4 5") == [])
  }

  @Test func whatIsReadHasToBeThere() {
    #expect(with("ICHARG = 11") == ["E-CHGCAR"])
    #expect(with("ICHARG = 1") == ["W-CHGCAR"])
    #expect(with("NPAR = 4; NCORE = 4") == ["W-NCORE"])
    #expect(with("NBANDS = 12") == ["E-NBANDS"])
    #expect(with("NBANDS = 24") == [])
    #expect(codes("ISMEAR = 0", "ISMEAR = 1") == ["N-ISMEAR"])
  }

  @Test func kPointsAreNamedByTheirLine() {
    let wrong = Self.findings(Self.incar, kpoints: "auto\n0\nGamma\n2 2\n").first
    #expect(wrong?.code == "E-KPOINTS" && wrong?.line == 4)
    #expect(Self.findings(Self.incar, kpoints: "auto\nx\nGamma\n2 2 2\n").first?.line == 2)
    let spacing = Self.incar + "\nKSPACING = "
    #expect(Self.findings(spacing + "0.8", kpoints: nil).map(\.code) == ["W-KPOINTS"])
    #expect(Self.findings(spacing + "0.3", kpoints: nil).isEmpty)
  }

  /// VASP 4: the potentials say which species.
  @Test func filesWithoutSpeciesAreRead() {
    let bare = Self.poscar.replacing("Ti O\n", with: "")
    #expect(Self.findings(Self.incar, poscar: bare).map(\.code) == ["N-POS-POTCAR"])
    let near = bare.replacing("0.695 0.695 0.0", with: "0.315 0.305 0.0")
    let contact = Self.findings(Self.incar, poscar: near).first { $0.code == "E-CONTACT" }
    #expect(contact?.line == 11)
    // A structure that cannot be read hides nothing else.
    let broken = Self.findings(Self.incar + "\nENCUTT = 3", poscar: "x", kpoints: "k\n0\nG\n2\n")
    #expect(broken.map(\.code) == ["W-TAG", "E-KPOINTS", "E-POSCAR"])
  }

  /// Findings come by file and line, each once.
  @Test func findingsAreInOrder() {
    let found = Self.findings("LVDW = T\nENCUT = 300\nENCUTT = 3\nNSW = x", kpoints: "k\n0\nG\n2\n")
    let places = found.map { ($0.file ?? "", $0.line ?? 0) }
    #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(Set(found).count == found.count)
    let twice = [Finding(.note, "A", "a", file: "x"), Finding(.note, "A", "a", file: "x")]
    #expect(twice.inFileOrder.count == 1)
  }

  // MARK: Bands

  private func path(_ places: [[Double]]) -> BandPath? {
    BandPath(
      places.map { xs in
        Structure(
          lattice: Lattice(a: Vector3(10, 0, 0), b: Vector3(0, 10, 0), c: Vector3(0, 0, 10)),
          species: Categorical(xs.map { _ in Species(label: "Li") }),
          positions: Coordinates(xs.map { Vector3(10 * $0, 0, 0) }))
      })
  }

  /// From 0.95 to 0.05 through the boundary is a tenth of the cell; back through the cell is nine.
  @Test func theLongWayRoundIsNoticed() {
    func codes(_ xs: [Double], isPeriodic: Bool = true) -> [String] {
      let places = xs.map { _ in (file: "POSCAR", line: Int?.none) }
      return path(xs.map { [$0] })?.findings(places, isPeriodic: isPeriodic).map(\.code) ?? []
    }
    #expect(codes([0.95, 1.0, 1.05]) == [])
    #expect(codes([0.95, 0.0, 0.05]) == ["N-NEB-PATH"])
    #expect(codes([0.95, 0.0, 0.05], isPeriodic: false) == ["W-NEB-PATH"])
    #expect(codes([0.95, 0.65, 0.35, 0.05]) == ["W-NEB-PATH"])
  }

  @Test func listsInTwoOrdersAreNoticed() {
    let first = [0.0, 0.2, 0.4, 0.6, 0.8]
    let places = [(file: "00", line: Int?.none), (file: "01", line: Int?.none)]
    let shifted = path([first, [0.2, 0.4, 0.6, 0.8, 0.0]])
    #expect(shifted?.findings(places, isPeriodic: true).map(\.code) == ["W-NEB-ORDER"])
    // Two atoms that change places do so in some crystals.
    let exchange = path([first, [0.2, 0.0, 0.4, 0.6, 0.8]])
    #expect(exchange?.findings(places, isPeriodic: true).map(\.code) == [])
  }
}
