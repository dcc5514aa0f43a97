import QuenchModel
import QuenchUnits
import Testing

@testable import QuenchFormats

@Suite struct LAMMPSDumpTests {
  private let small = """
    ITEM: UNITS
    real
    ITEM: TIME
    12.5
    ITEM: TIMESTEP
    25
    ITEM: NUMBER OF ATOMS
    2
    ITEM: BOX BOUNDS pp ff pp
    0 4
    0 5
    0 6
    ITEM: ATOMS z element id x y vx vy vz fx fy fz q type c_pe ix iy iz
    3.5 O 2 1.5 2.5 0.1 0.2 0.3 1 2 3 -1.2 2 9.9 0 1 -1
    0.125 Si 1 0.5 0.25 0.4 0.5 0.6 4 5 6 2.4 1 9.9 0 0 0
    ITEM: TIME
    25
    ITEM: TIMESTEP
    50
    ITEM: NUMBER OF ATOMS
    1
    ITEM: BOX BOUNDS pp ff pp
    0 4
    0 5
    0 6
    ITEM: ATOMS z element id x y vx vy vz fx fy fz q type c_pe ix iy iz
    3.5 O 2 1.5 2.5 0.1 0.2 0.3 1 2 3 -1.2 2 9.9 0 1 -1

    """

  /// One atom in a box of the given header lines.
  private func dump(_ box: String, _ columns: String, _ row: String) -> String {
    "ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n1\n\(box)\nITEM: ATOMS \(columns)\n\(row)\n"
  }

  @Test func readsProductionFramesOfAGlass() throws {
    let (frames, _) = try FileFormat.lammpsDump.read(
      try Sample.bytes("sio2_two_frames.lammpstrj.gz"), source: "test")
    #expect(frames.map(\.step) == [0, 500])
    #expect(frames.map(\.structure.count) == [648, 648])
    let last = try #require(frames.last?.structure)
    #expect(last.species.categories.map(\.name) == ["Si", "O"])
    #expect(last.positions[647] == Vector3(20.9644, 16.8068, 11.2579))
    #expect(abs(last.positions.map(\.z).reduce(0, +) - 7080.23986319) < 1e-8)
    #expect(last.images?.count == 648)
    #expect(Sample.codes(frames[0]) == ["W-LMP-UNITS"])
    #expect(Sample.codes(frames[1]) == [])
  }

  @Test func keepsUnwrappedPositionsAsTheyAre() throws {
    let (frames, _) = try FileFormat.lammpsDump.read(
      try Sample.bytes("tio2_unwrapped.lammpstrj.gz"), source: "test")
    let structure = try #require(frames.first?.structure)
    #expect(structure.count == 768)
    #expect(structure.positions[9].x == -2.59452)
    #expect(structure.images == nil)
  }

  @Test func readsColumnsInAnyOrderAndSortsByNumber() throws {
    let (frames, warnings) = try Sample.read(small, .lammpsDump)
    #expect(warnings.isEmpty && frames.count == 2)
    let structure = frames[0].structure
    #expect(structure.positions == [Vector3(0.5, 0.25, 0.125), Vector3(1.5, 2.5, 3.5)])
    #expect(structure.species.map(\.name) == ["Si", "O"])
    #expect(structure.velocities?[0] == Vector3(0.4, 0.5, 0.6))
    let kilocalorie = Factor.electronvoltPerKilocaloriePerMole
    #expect(structure.forces?[1] == Vector3(1, 2, 3) * kilocalorie)
    #expect(structure.charges == [2.4, -1.2])
    #expect(structure.images?[1] == SIMD3(0, 1, -1))
    #expect(structure.periodicity == [.a, .c])
    #expect(frames.map(\.time) == [12.5, 25])
    #expect(frames.map(\.step) == [25, 50])
    #expect(structure.identifiers == nil && frames[1].structure.identifiers == [2])
    #expect(Sample.codes(frames[0]) == ["W-LMP-COLUMNS"])
  }

  @Test func undoesTheBoundingBoxOfTiltedCells() throws {
    // xlo 0, xhi 4, xy −1, xz 0.5, yz −0.75: bounds −1…4.5, −0.75…5, 0…6.
    let text = dump(
      "ITEM: BOX BOUNDS xy xz yz pp pp pp\n-1 4.5 -1\n-0.75 5 0.5\n0 6 -0.75", "element x y z",
      "Si 1 2 3")
    let frame = try Sample.first(text, .lammpsDump)
    #expect(
      frame.structure.lattice
        == Lattice(a: Vector3(4, 0, 0), b: Vector3(-1, 5, 0), c: Vector3(0.5, -0.75, 6)))
    #expect(frame.structure.positions[0] == Vector3(1, 2, 3))
  }

  @Test func readsGeneralTriclinicBoxes() throws {
    let text = dump(
      "ITEM: BOX BOUNDS abc origin pp pp ff\n0 4 0 1\n5 0 1 2\n0 0 -6 3", "element x y z",
      "Si 1 2 4")
    let frame = try Sample.first(text, .lammpsDump)
    #expect(
      frame.structure.lattice
        == Lattice(a: Vector3(0, 4, 0), b: Vector3(5, 0, 1), c: Vector3(0, 0, -6)))
    #expect(frame.structure.positions[0] == Vector3(0, 0, 1))
    #expect(frame.structure.periodicity == [.a, .b])
    #expect(Sample.codes(frame).contains("W-LMP-ORIGIN"))
  }

  @Test func scaledPositionsStayExactFractions() throws {
    let box = "ITEM: BOX BOUNDS pp pp pp\n-1 3\n0 5\n0 6"
    for columns in ["element xs ys zs", "element xsu ysu zsu"] {
      let frame = try Sample.first(dump(box, columns, "Si 0.25 1.5 0.1"), .lammpsDump)
      #expect(frame.structure.sourceFractional?[0] == Vector3(0.25, 1.5, 0.1))
      #expect(frame.structure.positions[0].y == 7.5)
    }
    let both = try Sample.first(
      dump(box, "element x y z xu yu zu", "Si 0 1 2 4 6 8"), .lammpsDump)
    #expect(both.structure.positions[0] == Vector3(1, 1, 2))
  }

  @Test func typesWithoutElementsStayTypes() throws {
    let text = dump("ITEM: BOX BOUNDS pp pp pp\n0 4\n0 5\n0 6", "id type x y z", "1 2 0 0 0")
    let frame = try Sample.first(text, .lammpsDump)
    #expect(frame.structure.species.categories == [Species(label: "2", element: nil)])
    #expect(Sample.codes(frame).contains("W-LMP-TYPES"))
    let named = try Sample.first(text, .lammpsDump, ReadOptions(species: ["Si", "O"]))
    #expect(named.structure.species.categories.map(\.name) == ["Si", "O"])
    #expect(named.structure.species.codes == [1])
    #expect(Sample.failure(text, .lammpsDump, ReadOptions(species: ["Si"])).contains("type 2"))
  }

  @Test func doesNotBelieveThatEverythingIsCarbon() throws {
    let text = small.replacing("Si 1 0.5", with: "C 1 0.5").replacing("O 2 1.5", with: "C 2 1.5")
    let frame = try Sample.first(text, .lammpsDump)
    #expect(frame.structure.species.categories.map(\.label) == ["1", "2"])
    #expect(Sample.codes(frame).contains("W-LMP-ELEMENT"))
  }

  @Test func speciesFollowTypesWhateverTheOrderOfAtoms() throws {
    let frame = try Sample.first(small, .lammpsDump)
    #expect(frame.structure.species.categories.map(\.name) == ["Si", "O"])
  }

  @Test func moleculesBecomeResidues() throws {
    let text = dump("ITEM: BOX BOUNDS pp pp pp\n0 4\n0 5\n0 6", "mol element x y z", "3 Si 0 0 0")
    let residues = try #require(try Sample.first(text, .lammpsDump).structure.residues)
    #expect(residues.numbers == [3] && residues.names[0] == "MOL" && residues.atomNames[0] == "Si")
  }

  @Test(arguments: UInt64(1)...5)
  func writesWhatItReads(seed: UInt64) throws {
    let structure = Sample.structure(seed: seed)
    let frames = [Frame(structure, step: 5, time: 2.5), Frame(structure, step: 10, time: 5)]
    let bytes = try FileFormat.lammpsDump.write(frames)
    let back = try FileFormat.lammpsDump.read(bytes, source: "test").frames
    #expect(back.map(\.step) == [5, 10] && back.map(\.time) == [2.5, 5])
    let last = try #require(back.last?.structure)
    #expect(last.positions == structure.positions)
    #expect(last.species.map(\.name) == structure.species.map(\.name))
    #expect(last.forces == structure.forces && last.charges == structure.charges)
    #expect(last.images == structure.images)
    #expect(Sample.largestDifference(last.velocities, structure.velocities) < 1e-17)
    let (found, wanted) = (try #require(last.lattice), try #require(structure.lattice))
    for row in 0..<3 { #expect((found[row] - wanted[row]).length < 1e-14) }
  }

  @Test func aCutLastFrameIsDroppedWithAWarning() throws {
    let cut = String(small.dropLast(20))
    let (frames, warnings) = try Sample.read(cut, .lammpsDump)
    #expect(frames.count == 1 && warnings.map(\.code) == ["W-TRUNCATED"])
    let open = try Sample.read(String(small.dropLast()), .lammpsDump)
    #expect(open.frames.count == 2 && Sample.codes(open.frames[1]) == ["W-LASTLINE"])
  }

  @Test func errorsNameTheirPlace() {
    let cases: [(String, String, String)] = [
      ("3.5 O", "3,5 O", "test:14:1"), ("ITEM: UNITS\nreal", "ITEM: UNITS\nlj", "lj"),
      ("ITEM: NUMBER OF ATOMS\n2", "ITEM: NUMBER OF ATOMS\n-2", "test:8:1"),
      ("ITEM: NUMBER OF ATOMS\n2", "ITEM: NUMBER OF ATOMS\n1000000000000000000", "test:8:1"),
      ("0 4\n", "0 inf\n", "test:10:3: 'inf' is not a finite number"),
      ("ATOMS z", "ATOMS w", "x y z"), ("Si 1 0.5", "Si 2 0.5", "atom number 2 occurs twice"),
      ("ITEM: BOX BOUNDS pp ff pp\n0 4\n0 5\n0 6\n", "", "ITEM: BOX BOUNDS"),
      ("NUMBER OF ATOMS", "NUMBER OF ENTRIES", "ENTRIES"), ("0 1 -1", "0 1 -9999999999", "image"),
      ("0 1 -1", "0 1", "test:14"), ("0 1 -1", "0 1 -1 7", "the end of the line, found '7'"),
    ]
    for (old, new, message) in cases {
      let found = Sample.failure(small.replacing(old, with: new, maxReplacements: 1), .lammpsDump)
      #expect(found.contains(message), "\(old) → \(new): \(found)")
    }
  }

  @Test func carriageReturnsDoNotMatter() throws {
    let (plain, _) = try Sample.read(small, .lammpsDump)
    let (dos, _) = try Sample.read(small.replacing("\n", with: "\r\n"), .lammpsDump)
    #expect(plain.map(\.structure) == dos.map(\.structure))
  }

  @Test func noPrefixAndNoDamageTraps() {
    #expect(Sample.readPrefixes(small, .lammpsDump) > 0)
    #expect(Sample.readDamaged(small, .lammpsDump) > 1000)
  }
}
