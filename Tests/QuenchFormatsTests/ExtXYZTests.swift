import QuenchModel
import QuenchUnits
import Testing

@testable import QuenchFormats

@Suite struct ExtXYZTests {
  private let small = """
    2
    Lattice="4 0 0 1 5 0 0 0 6" Properties=species:S:1:pos:R:3:velo:R:3:forces:R:3:tags:I:2 \
    pbc="T F T" energy=-1.5 step=7 time=2 time_unit=ps stress="1 6 5 6 2 4 5 4 3" note="a \\"b\\" c"
    Si 0.5 0.25 0.125 1 2 3 4 5 6 0 1
    O  1.5 2.5 3.5 -1 -2 -3 -4 -5 -6 1 0
    1
    Properties=species:S:1:pos:R:3
    He 1 2 3

    """

  @Test func readsFramesWrittenByLAMMPS() throws {
    let (frames, _) = try FileFormat.extxyz.read(
      try Sample.bytes("sio2_two_frames.extxyz.gz"), source: "test")
    #expect(frames.map(\.step) == [0, 500])
    let last = try #require(frames.last)
    #expect(last.structure.positions[647] == Vector3(20.9644, 16.8068, 11.2579))
    #expect(abs(last.structure.positions.map(\.y).reduce(0, +) - 6930.9214851) < 1e-8)
    #expect(last.structure.forces?.count == 648)
    #expect(frames[0].observables["energy"] == -12432.275248956314)
    #expect(frames[0].observables["Temperature"] == 313.92502222582357)
    #expect(last.time == nil)
    let metal = try FileFormat.extxyz.read(
      try Sample.bytes("sio2_two_frames.extxyz.gz"), source: "test",
      options: ReadOptions(lammpsUnits: "metal"))
    #expect(abs((metal.frames[1].time ?? 0) - 500) < 1e-9)
  }

  @Test func readsTheCommentLineOfCP2K() throws {
    let (frames, _) = try FileFormat.extxyz.read(
      try Sample.bytes("cp2k-pos-1.xyz.gz"), source: "cp2k-pos-1.xyz")
    #expect(frames.count == 2 && frames.map(\.step) == [0, 1] && frames.map(\.time) == [0, 1])
    let energy = try #require(frames[0].observables["energy"])
    #expect(abs(energy + 274.3074498868 * Constant.hartree) < 1e-9)
    #expect(frames[0].structure.lattice == nil && frames[0].structure.periodicity == .none)
    #expect(throws: ParseError.self) {
      try FileFormat.extxyz.read(
        try Sample.bytes("cp2k-pos-1.xyz.gz"), source: "run-vel-1.xyz")
    }
  }

  @Test func readsColumnsAndKeys() throws {
    let (frames, warnings) = try Sample.read(small, .extxyz)
    #expect(frames.count == 2 && warnings.isEmpty)
    let frame = frames[0]
    #expect(frame.structure.lattice?.b == Vector3(1, 5, 0))
    #expect(frame.structure.periodicity == [.a, .c])
    #expect(frame.structure.positions[1] == Vector3(1.5, 2.5, 3.5))
    #expect(frame.structure.velocities?[0] == Vector3(1, 2, 3))
    #expect(frame.structure.forces?[1] == Vector3(-4, -5, -6))
    #expect(frame.step == 7 && frame.time == 2000)
    #expect(frame.observables["energy"] == -1.5)
    let gigapascal = Factor.gigapascalPerElectronvoltPerCubicAngstrom
    let voigt = XYZTensor.components.map { frame.observables["stress_\($0)"] ?? 0 }
    let wanted: [Double] = [1, 2, 3, 4, 5, 6]
    #expect(voigt == wanted.map { $0 * gigapascal })
    #expect(Sample.codes(frame) == ["W-XYZ-COLUMNS"])
    #expect(frames[1].structure.count == 1 && frames[1].structure.periodicity == .none)
  }

  @Test func plainXYZHasATitleAndNoCell() throws {
    let frame = try Sample.first("1\n  water \"cut\n O 1 2 3\n", .extxyz)
    #expect(frame.structure.title == "water \"cut")
    #expect(frame.structure.lattice == nil && frame.warnings.isEmpty)
    let extra = try Sample.first("1\n\nO 1 2 3 0.5\n", .extxyz)
    #expect(Sample.codes(extra) == ["W-XYZ-COLUMNS"])
  }

  @Test func numbersAsSymbolsAreTypesToBeNamed() throws {
    let text = "2\nAtoms. Timestep: 0\n1 0 0 0\n2 0 0 1\n"
    let frame = try Sample.first(text, .extxyz)
    #expect(frame.structure.species.categories.map(\.element) == [nil, nil])
    #expect(Sample.codes(frame) == ["W-XYZ-TYPES"])
    let named = try Sample.first(text, .extxyz, ReadOptions(species: ["Si", "O"]))
    #expect(named.structure.species.map(\.name) == ["Si", "O"])
  }

  @Test func readsAtomicNumbersMasksAndMomenta() throws {
    let text = """
      2
      Properties=Z:I:1:pos:R:3:momenta:R:3:move_mask:L:1 Lattice="4 0 0 0 4 0 0 0 4" pbc=[T,T,T]
      1 0 0 0 1.008 0 0 T
      8 1 1 1 0 15.999 0 F

      """
    let structure = try Sample.first(text, .extxyz).structure
    #expect(structure.species.map(\.name) == ["H", "O"])
    // One eV is ½ m v² · 2 for v² = 1 eV/u: 0.0982269 Å/fs.
    #expect(abs((structure.velocities?[0].x ?? 0) - 0.0982269478) < 1e-9)
    #expect(abs((structure.velocities?[1].y ?? 0) - 0.0982269478) < 1e-9)
    #expect(structure.fixedAxes == [.none, .all])
    #expect(structure.periodicity == .all)
  }

  @Test func movesTheOrigin() throws {
    let text = small.replacing("pbc=", with: "Origin=\"1 0 0\" pbc=")
    let frame = try Sample.first(text, .extxyz)
    #expect(frame.structure.positions[0].x == -0.5)
    #expect(Sample.codes(frame).contains("W-XYZ-ORIGIN"))
  }

  @Test(arguments: UInt64(1)...5)
  func writesWhatItReads(seed: UInt64) throws {
    var structure = Sample.structure(seed: seed)
    structure.images = nil
    structure.fixedAxes = structure.charges?.map { $0 > 0 ? .all : .none }
    structure.title = "a \"quoted\" title \\ with = signs"
    let observables = ["energy": -3.25, "Temperature": 300.5, "odd name": 1e-20]
    let frame = Frame(structure, step: 3, time: 1.5, observables: observables)
    let bytes = try FileFormat.extxyz.write([frame, frame])
    let back = try FileFormat.extxyz.read(bytes, source: "test").frames
    #expect(back.count == 2)
    let last = try #require(back.last)
    #expect(last.structure.lattice == structure.lattice)
    #expect(last.structure.positions == structure.positions)
    #expect(last.structure.velocities == structure.velocities)
    #expect(last.structure.forces == structure.forces)
    #expect(last.structure.charges == structure.charges)
    #expect(Array(last.structure.species) == Array(structure.species))
    #expect(last.structure.fixedAxes == structure.fixedAxes)
    #expect(last.structure.title == structure.title)
    #expect(last.step == 3 && last.time == 1.5 && last.observables == observables)
    #expect(back[0].warnings.isEmpty)
  }

  @Test func stressSurvivesARoundTrip() throws {
    let frame = try Sample.first(small, .extxyz)
    let bytes = try FileFormat.extxyz.write([frame])
    let back = try #require(try FileFormat.extxyz.read(bytes, source: "test").frames.first)
    for (key, value) in frame.observables {
      #expect(abs((back.observables[key] ?? 0) - value) < 1e-12 * abs(value))
    }
  }

  @Test func aCutLastFrameIsDroppedWithAWarning() throws {
    for end in [1, 2, 4, 6, 10, 30] {
      let (frames, warnings) = try Sample.read(String(small.dropLast(end)), .extxyz)
      #expect(frames.count == (end < 2 ? 2 : 1), "\(end)")
      #expect(warnings.map(\.code) == (end < 2 ? [] : ["W-TRUNCATED"]), "\(end)")
    }
  }

  @Test func blankLinesBetweenFramesAndNoAtomsAreLegal() throws {
    let text = "0\n\n\n1\n\nH 0 0 0\n\n  \n"
    let (frames, _) = try Sample.read(text, .extxyz)
    #expect(frames.map(\.structure.count) == [0, 1])
  }

  @Test func errorsNameTheirPlace() {
    let cases: [(String, String, String)] = [
      ("Si 0.5", "Si NaN", "test:3:4: 'NaN' is not a finite number"),
      ("Si 0.5", "Si 1e400", "test:3:4"), ("Si 0.5", "Si 0,5", "decimal comma"),
      ("2\n", "-1\n", "test:1:1: -1 is not"), ("2\n", "9223372036854775807\n", "test:1:1"),
      ("2\n", "2 x\n", "nothing behind the number of atoms"),
      ("4 0 0 1", "4 0 0", "test:2:1: expected nine numbers"),
      ("4 0 0 1", "0 0 0 1", "spans no volume"),
      ("pos:R:3:velo", "pos:R:velo", "name:type:columns"),
      ("pos:R:3", "pos:R:2", "pos:R:3"), ("pbc=\"T F T\"", "pbc=\"T F\"", "three of T and F"),
      ("c\\\"\n", "c\n", "no error"), ("0 1\n", "0\n", "test:3"), ("0 1\n", "0 1 2\n", "found '2'"),
    ]
    for (old, new, message) in cases {
      let found = Sample.failure(small.replacing(old, with: new, maxReplacements: 1), .extxyz)
      #expect(found.contains(message), "\(old) → \(new): \(found)")
    }
  }

  @Test func noPrefixAndNoDamageTraps() {
    #expect(Sample.readPrefixes(small, .extxyz) > 0)
    #expect(Sample.readDamaged(small, .extxyz) > 1000)
  }

  @Test func aHugeCountAllocatesNothing() {
    let found = Sample.failure("2000000000\n\nH 0 0 0\n", .extxyz)
    #expect(found.contains("expected 2000000000 atom lines, found 1"))
  }

  @Test func isFoundByContent() {
    Array(small.utf8).withUnsafeBytes { #expect(FileFormat.extxyz.ownsContent($0)) }
    Array("1\n\nH 0 0 0\n".utf8).withUnsafeBytes { #expect(FileFormat.extxyz.ownsContent($0)) }
    Array("title\n1\n".utf8).withUnsafeBytes { #expect(!FileFormat.extxyz.ownsContent($0)) }
  }
}

@Suite struct LineScanTests {
  @Test(arguments: [0, 1, 5, 4095, 4096, 4097, 20_000])
  func countsLineBreaksAsAPlainLoopDoes(length: Int) {
    let bytes: [UInt8] = (0..<length).map { index in
      let isBreak = index % 7 == 3 || index % 11 == 0
      return isBreak ? 0x0A : UInt8(index & 0xFF)
    }
    let places = bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    bytes.withUnsafeBytes { raw in
      for count in [1, 2, 50, places.count, places.count + 1] where count > 0 {
        let found = LineScan.offset(afterLines: count, in: raw)
        #expect(found.offset == (count <= places.count ? places[count - 1] : nil))
        #expect(found.found == min(count, places.count))
      }
    }
  }
}
