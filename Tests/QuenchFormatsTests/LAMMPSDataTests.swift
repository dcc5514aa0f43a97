import QuenchModel
import QuenchUnits
import Testing

@testable import QuenchFormats

@Suite struct LAMMPSDataTests {
  private let small = """
    two atoms, units = metal

    2 atoms  # a comment
    2 atom types
    0 4 xlo xhi
    0 5 ylo yhi
    0 6 zlo zhi

    Masses

    1 28.0855 # Si
    2 15.9994 # O

    Atoms # charge

    2 2 -1.2 1.5 2.5 3.5 0 1 -1
    1 1 2.4 0.5 0.25 0.125 0 0 0

    Velocities

    1 1 2 3
    2 -4 5 6

    """

  @Test func readsAnnealedGlassOfWriteData() throws {
    let (frames, _) = try FileFormat.lammpsData.read(
      try Sample.bytes("sio2_final.data.gz"), source: "sio2.data")
    let frame = try #require(frames.first)
    let structure = frame.structure
    #expect(structure.count == 648)
    #expect(structure.species.categories.map(\.name) == ["Si", "O"])
    #expect(structure.species.counts == [216, 432])
    #expect(structure.lattice == .cubic(21.397))
    // Atom 1 of the file, and sums over all atoms taken with numpy.
    #expect(abs(structure.positions[0].x - 8.48711162) < 1e-8)
    #expect(abs(structure.positions.map(\.x).reduce(0, +) - 6884.565252341498) < 1e-8)
    let velocity = try #require(structure.velocities)[0]
    #expect(abs(velocity.x - 1.06230973e-3) < 1e-11)
    #expect(abs(structure.charges?.reduce(0, +) ?? 1) < 1e-9)
    #expect(structure.images?[0] == SIMD3(0, 0, 0))
    #expect(structure.identifiers == nil)
    #expect(structure.masses == nil)
    #expect(frame.step == 10000)
    #expect(Sample.codes(frame) == ["W-LMP-MASS"])
  }

  @Test func sortsByAtomNumberAndJoinsVelocities() throws {
    let frame = try Sample.first(small, .lammpsData)
    #expect(frame.structure.title == "two atoms")
    #expect(frame.structure.positions == [Vector3(0.5, 0.25, 0.125), Vector3(1.5, 2.5, 3.5)])
    #expect(frame.structure.velocities?[1] == Vector3(-0.004, 0.005, 0.006))
    #expect(frame.structure.images?[1] == SIMD3(0, 1, -1))
    #expect(frame.structure.charges == [2.4, -1.2])
    #expect(frame.warnings.isEmpty)
  }

  @Test func movesTheBoxToZeroAndSaysSo() throws {
    let text = small.replacing("0 4 xlo xhi", with: "-1 3 xlo xhi")
    let frame = try Sample.first(text, .lammpsData)
    #expect(frame.structure.lattice?.a == Vector3(4, 0, 0))
    #expect(frame.structure.positions[0] == Vector3(1.5, 0.25, 0.125))
    #expect(Sample.codes(frame) == ["W-LMP-ORIGIN"])
  }

  @Test func readsRestrictedAndGeneralTriclinicBoxes() throws {
    let tilted = small.replacing("0 6 zlo zhi", with: "0 6 zlo zhi\n0.5 0.25 -0.75 xy xz yz")
    let restricted = try Sample.first(tilted, .lammpsData).structure.lattice
    #expect(restricted?.b == Vector3(0.5, 5, 0))
    #expect(restricted?.c == Vector3(0.25, -0.75, 6))
    let general = small.replacing(
      "0 4 xlo xhi\n0 5 ylo yhi\n0 6 zlo zhi",
      with: "0 4 0 avec\n5 0 1 bvec\n0 0 -6 cvec\n0 0 1 abc origin")
    let frame = try Sample.first(general, .lammpsData)
    #expect(frame.structure.lattice?.a == Vector3(0, 4, 0))
    #expect(frame.structure.lattice?.b == Vector3(5, 0, 1))
    #expect(frame.structure.positions[0].z == -0.875)
  }

  @Test func readsTypeLabelsMoleculesAndOtherSections() throws {
    let text = """
      water
      3 atoms
      2 bonds
      2 atom types
      0 9 xlo xhi
      0 9 ylo yhi
      0 9 zlo zhi

      Atom Type Labels

      1 HW
      2 OW

      Masses

      HW 1.008
      OW 15.9994

      Atoms # full

      10 7 OW -0.8 0 0 0
      11 7 HW 0.4 0.9 0 0
      12 7 HW 0.4 0 0.9 0

      Bonds

      1 1 10 11
      2 1 10 12
      """
    let frame = try Sample.first(text, .lammpsData, ReadOptions(lammpsUnits: "real"))
    let structure = frame.structure
    #expect(structure.species.categories.map(\.label) == ["HW", "OW"])
    #expect(structure.species.categories.map(\.name) == ["H", "O"])
    #expect(structure.species.codes == [1, 0, 0])
    #expect(structure.identifiers == [10, 11, 12])
    #expect(structure.residues?.numbers == [7, 7, 7])
    #expect(structure.residues?.names[0] == "MOL")
    #expect(Sample.codes(frame) == ["W-LMP-SECTION"])
  }

  @Test func takesElementsFromThePersonCommentsOrMasses() throws {
    let named = try Sample.first(small, .lammpsData, ReadOptions(species: ["Ge", "S"]))
    #expect(named.structure.species.categories.map(\.name) == ["Ge", "S"])
    let plain = small.replacing(" # Si", with: "").replacing(" # O", with: "")
    let byMass = try Sample.first(plain, .lammpsData)
    #expect(byMass.structure.species.categories.map(\.name) == ["Si", "O"])
    #expect(byMass.warnings.first?.message.contains("type 1 (28.0855 u) = Si") == true)
    let unknown = plain.replacing("28.0855", with: "77.7")
    #expect(Sample.failure(unknown, .lammpsData).contains("atom type 1 has no element"))
    #expect(Sample.failure(unknown, .lammpsData).contains("--species Si,O"))
  }

  @Test func aMassOverrulesACommentThatOnlyLooksLikeAnElement() throws {
    let gaff = small.replacing("28.0855 # Si", with: "12.011 # ca")
    let frame = try Sample.first(gaff, .lammpsData)
    #expect(
      frame.structure.species.categories[0] == Species(label: "ca", element: Element(symbol: "C")))
    #expect(Sample.codes(frame) == ["W-LMP-MASS"])
  }

  @Test func keepsMassesThatAreNotTheElements() throws {
    let heavy = try Sample.first(small.replacing("15.9994", with: "17.9992"), .lammpsData)
    #expect(heavy.structure.masses == [28.0855, 17.9992])
  }

  @Test func infersTheStyleOnlyWhereItIsPlain() throws {
    let bare = small.replacing("Atoms # charge", with: "Atoms")
    #expect(try Sample.first(bare, .lammpsData).structure.charges == [2.4, -1.2])
    let doubtful = bare.replacing("2 2 -1.2", with: "2 2 1").replacing("1 1 2.4", with: "1 1 2")
    let message = Sample.failure(doubtful, .lammpsData)
    #expect(message.contains("test:16:1") && message.contains("atomic, charge, molecular"))
    let atomic = bare.replacing("2 2 -1.2", with: "2 2").replacing("1 1 2.4", with: "1 1")
    #expect(try Sample.first(atomic, .lammpsData).structure.charges == nil)
  }

  @Test func convertsUnitStyles() throws {
    let electron = try Sample.first(small.replacing("metal", with: "electron"), .lammpsData)
    #expect(abs((electron.structure.lattice?.a.x ?? 0) - 4 * 0.529177210903) < 1e-12)
    let real = try Sample.first(small.replacing("metal", with: "real"), .lammpsData)
    #expect(real.structure.velocities?[0] == Vector3(1, 2, 3))
    let si = """
      argon, units = si
      1 atoms
      1 atom types
      0 1e-9 xlo xhi
      0 1e-9 ylo yhi
      0 1e-9 zlo zhi

      Masses

      1 6.6335e-26

      Atoms # charge

      1 1 1.602176634e-19 5e-10 0 0

      Velocities

      1 500 0 0
      """
    let argon = try Sample.first(si, .lammpsData).structure
    #expect(argon.species.categories.map(\.name) == ["Ar"])
    #expect(abs(argon.positions[0].x - 5) < 1e-12)
    #expect(abs((argon.velocities?[0].x ?? 0) - 0.005) < 1e-15)
    #expect(abs((argon.charges?[0] ?? 0) - 1) < 1e-12)
    let reduced = Sample.failure(small.replacing("metal", with: "lj"), .lammpsData)
    #expect(reduced.contains("test:1:1") && reduced.contains("lj"))
    let silent = try Sample.first(small.replacing(", units = metal", with: ""), .lammpsData)
    #expect(Sample.codes(silent) == ["W-LMP-UNITS"])
  }

  @Test(arguments: UInt64(1)...5)
  func writesWhatItReads(seed: UInt64) throws {
    let structure = Sample.structure(seed: seed)
    let frame = Frame(structure, step: 42)
    let bytes = try FileFormat.lammpsData.write([frame])
    let back = try #require(try FileFormat.lammpsData.read(bytes, source: "test").frames.first)
    #expect(back.structure.title == structure.title)
    #expect(back.structure.lattice == structure.lattice)
    #expect(back.structure.positions == structure.positions)
    #expect(back.structure.species == structure.species)
    #expect(back.structure.charges == structure.charges)
    #expect(back.structure.images == structure.images)
    #expect(Sample.largestDifference(back.structure.velocities, structure.velocities) < 1e-17)
    #expect(back.step == 42)
    #expect(back.warnings.isEmpty)
  }

  @Test func turnsTiltedCellsWithAllVectors() throws {
    var structure = Structure(
      lattice: Lattice(a: Vector3(0, 4, 0), b: Vector3(0, 0, 5), c: Vector3(6, 0, 0)),
      species: Categorical([Species(label: "Si")]), positions: [Vector3(1, 2, 3)])
    structure.velocities = [Vector3(0.001, 0.002, 0.003)]
    let text = String(decoding: try FileFormat.lammpsData.write([Frame(structure)]), as: UTF8.self)
    #expect(text.contains("0 4 xlo xhi\n0 5 ylo yhi\n0 6 zlo zhi"))
    let back = try Sample.first(text, .lammpsData).structure
    #expect(back.positions[0] == Vector3(2, 3, 1))
    #expect(Sample.largestDifference(back.velocities, [Vector3(0.002, 0.003, 0.001)]) < 1e-18)
  }

  @Test func refusesWhatLAMMPSCannotHold() throws {
    let molecule = Structure(
      species: Categorical([Species(label: "Si")]), positions: [.zero])
    #expect(throws: WriteError.self) { try FileFormat.lammpsData.write([Frame(molecule)]) }
    var mixed = Structure(
      lattice: .cubic(3), species: Categorical([Species(label: "H"), Species(label: "H")]),
      positions: [.zero, .zero])
    mixed.masses = [1, 2]
    #expect(throws: WriteError.self) { try FileFormat.lammpsData.write([Frame(mixed)]) }
    mixed.masses = nil
    #expect(throws: WriteError.self) {
      try FileFormat.lammpsData.write([Frame(mixed), Frame(mixed)])
    }
  }

  @Test func errorsNameTheirPlace() {
    let cases: [(String, String, String)] = [
      ("1 1 2.4 0.5", "1 1 2.4 x", "test:17:9: expected coordinate x, found 'x'"),
      ("0 4 xlo", "0 nan xlo", "test:5:3"), ("0 4 xlo", "0 0 xlo", "spans no volume"),
      ("0 4 xlo xhi\n", "", "expected xlo xhi"), ("2 atoms", "-2 atoms", "test:3:1: -2 is not"),
      ("2 atoms", "99999999999999999999 atoms", "test:3:1"),
      ("2 atoms", "3 atoms", "test:18:1"), ("2 atoms", "1 atoms", "test:17:1"),
      ("2 atoms", "1000000 atoms", "expected 1000000 atom lines"),
      ("1 1 2.4", "2 1 2.4", "atom number 2 occurs twice"),
      ("1 1 2.4", "1 3 2.4", "atom type 3"), ("-4 5 6", "-4 5 1e400", "test:22:8"),
      ("\n2 -4 5", "\n3 -4 5", "other atom numbers"), ("# charge", "# granular", "granular"),
    ]
    for (old, new, message) in cases {
      let found = Sample.failure(small.replacing(old, with: new, maxReplacements: 1), .lammpsData)
      #expect(found.contains(message), "\(old) → \(new): \(found)")
    }
    #expect(Sample.failure("", .lammpsData).contains("test:1:1"))
  }

  @Test func noPrefixAndNoDamageTraps() {
    #expect(Sample.readPrefixes(small, .lammpsData) > 0)
    #expect(Sample.readDamaged(small, .lammpsData) > 1000)
  }

  @Test func isFoundByNameAndContent() {
    #expect(FileFormat.lammpsData.ownsName("start.data"))
    #expect(FileFormat.lammpsData.ownsName("data.glass"))
    Array(small.utf8).withUnsafeBytes { #expect(FileFormat.lammpsData.ownsContent($0)) }
  }
}
