import QuenchModel
import Testing

@testable import QuenchDecks

/// Each finding by one change of an input that has none.
@Suite struct PWCheckTests {
  private func findings(_ text: String) -> [Finding] {
    DeckChecker.quantumESPRESSO.check(DeckFolder(files: ["pw.in": Array(text.utf8)]))
  }

  private func codes(_ text: String) -> [String] { findings(text).map(\.code) }

  private func pw(_ plan: String, _ path: String, _ change: (String) -> String) throws -> [String] {
    codes(change(try Rendering.deck(plan, "qe").text(path)))
  }

  @Test func slabsAreChecked() throws {
    let slab = "01-relax/pw.in"
    #expect(try pw("slab", slab) { $0 } == [])
    #expect(
      try pw("slab", slab) { $0.replacing("edir            = 3", with: "edir = 1") }
        .contains("E-DIPOLE-AXIS"))
    #expect(
      try pw("slab", slab) { $0.replacing("emaxpos         = 0.95", with: "emaxpos = 0.45") }
        == ["E-DIPOLE-PLACE"])
    #expect(try pw("slab", slab) { $0.replacing("= 3\n", with: "= 4\n") }.contains("E-NAT"))
    #expect(
      try pw("slab", slab) { $0.replacing("dipfield", with: "lelfield") }.contains("N-DIPOLE"))
    #expect(
      try pw("slab", slab) { $0.replacing("&SYSTEM\n", with: "&SYSTEM\n tot_charge = 1\n") }
        == ["E-CHARGED-SLAB"])
  }

  @Test func dynamicsIsChecked() throws {
    let melt = "03-melt/pw.in"
    #expect(
      try pw("metal", melt) { $0.replacing("'svr'", with: "'nose'") }
        == ["E-THERMOSTAT", "W-KPOINTS"])
    #expect(
      try pw("metal", melt) { $0.replacing(".true.  ! held", with: ".false.  ! held") }
        == ["W-ISYM", "W-KPOINTS"])
    #expect(
      try pw("metal", melt) { $0.replacing("2 2 2 0 0 0", with: "1 1 1 0 0 0") } == ["W-KPOINTS"])
    #expect(
      try pw("metal", melt) { $0.replacing("2 2 2 0 0 0", with: "2 2 2") } == ["E-KPOINTS"])
  }

  /// Four hydrogen atoms, two held: 6 degrees of freedom, and cp.x counts 12 by itself.
  @Test func carParrinelloThermostatsCountFreeAtoms() {
    func text(_ ions: String) -> String {
      """
      &CONTROL
      calculation = 'cp', dt = 4
      /
      &SYSTEM
      ibrav = 1, A = 8, nat = 4, ntyp = 1, ecutwfc = 20
      /
      &ELECTRONS
      /
      &IONS
      ion_temperature = 'nose'\(ions)
      /
      ATOMIC_SPECIES
      H 1.008 H.pz-vbc.UPF
      ATOMIC_POSITIONS angstrom
      H 1 1 1 0 0 0
      H 1.8 1 1 0 0 0
      H 5 5 5
      H 5.8 5 5
      """
    }
    #expect(codes(text("")) == ["E-THERMOSTAT-FROZEN"])
    #expect(codes(text(", ndega = -3")) == ["E-THERMOSTAT-FROZEN"])
    #expect(codes(text(", ndega = 6")) == [])
    let fast = codes(text(", ndega = 6").replacing("dt = 4", with: "dt = 80"))
    #expect(fast == ["W-TIMESTEP"])
  }

  static let silicon = """
    &CONTROL
      calculation = 'scf'
    /
    &SYSTEM
      ibrav = 2, celldm(1) = 10.26, nat = 2, ntyp = 1, ecutwfc = 20
    /
    &ELECTRONS
    /
    ATOMIC_SPECIES
     Si 28.086 Si.pz-vbc.UPF
    ATOMIC_POSITIONS alat
     Si 0.00 0.00 0.00
     ! a comment between
     Si 0.25 0.25 0.25
    K_POINTS automatic
     4 4 4 0 0 0

    """

  /// Somebody else's input: a lattice by number, positions in its parameter.
  @Test func bravaisLatticesAreRead() {
    #expect(codes(Self.silicon) == [])
    let near = findings(Self.silicon.replacing("0.25 0.25 0.25", with: "0.10 0.10 0.10"))
    #expect(near.map(\.code) == ["E-CONTACT"])
    #expect(near.first?.line == 14)
    #expect(
      codes(Self.silicon.replacing("4 4 4 0 0 0", with: "4 4 4 1 1 1")) == ["E-KPOINTS-GAMMA"])
    #expect(codes(Self.silicon.replacing("celldm(1) = 10.26", with: "A = 5.43")) == [])
    #expect(codes(Self.silicon.replacing("ibrav = 2", with: "ibrav = 14")) == ["N-GEOMETRY"])
    #expect(codes(Self.silicon.replacing(" alat", with: "")) == ["W-UNIT"])
  }

  @Test func speciesAreChecked() {
    #expect(codes(Self.silicon.replacing("Si.pz-vbc", with: "Al.pz-vbc")) == ["E-POT-ORDER"])
    #expect(codes(Self.silicon.replacing(" Si 0.25", with: " C 0.25")).contains("E-SPECIES"))
    #expect(codes(Self.silicon.replacing("ntyp = 1", with: "ntyp = 2")) == ["E-NTYP"])
    #expect(
      codes(Self.silicon.replacing("ntyp = 1", with: "ntyp = 1, nspin = 2")) == ["E-MAGMOM"])
    #expect(codes(String(Self.silicon.prefix(60))) == [])
    let cut = Self.silicon.replacing("&ELECTRONS\n/", with: "&ELECTRONS")
    #expect(codes(cut).contains("E-SECTION"))
  }

  @Test func cellsAreChecked() {
    let given = Self.silicon.replacing("ibrav = 2, celldm(1) = 10.26", with: "ibrav = 0")
      .replacing("positions alat", with: "positions angstrom")
      .replacing("ATOMIC_POSITIONS alat", with: "ATOMIC_POSITIONS crystal")
    let right = "CELL_PARAMETERS angstrom\n 0 2.7 2.7\n 2.7 0 2.7\n 2.7 2.7 0\n"
    let left = "CELL_PARAMETERS angstrom\n 2.7 0 2.7\n 0 2.7 2.7\n 2.7 2.7 0\n"
    #expect(codes(given + right) == [])
    #expect(codes(given + left) == ["W-LEFTHANDED"])
    let freedom = given.replacing(
      "&ELECTRONS\n/", with: "&ELECTRONS\n/\n&CELL\ncell_dofree='volume'\n/")
    #expect(codes(freedom + right) == ["E-CELL-DOFREE"])
  }

  @Test func imagesNameTheSameAtoms() throws {
    let text = try Rendering.deck("exchange", "qe").text("01-neb/neb.in")
    #expect(codes(text) == ["W-ECUTRHO", "W-KPOINTS"])
    let parts = text.split(separator: "LAST_IMAGE")
    let broken = parts[0] + "LAST_IMAGE" + parts[1].replacing("\nH ", with: "\nLi ")
    #expect(codes(String(broken)).contains("E-NEB-ORDER"))
  }
}
