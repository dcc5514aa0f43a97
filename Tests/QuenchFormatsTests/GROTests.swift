import QuenchModel
import Testing

@testable import QuenchFormats

@Suite struct GROTests {
  private func read(_ text: String, _ options: ReadOptions = ReadOptions()) throws -> [Frame] {
    try FileFormat.gro.read(Array(text.utf8), source: "x.gro", options: options).frames
  }

  private func error(_ text: String) -> ParseError? {
    do {
      _ = try read(text)
      return nil
    } catch { return error as? ParseError }
  }

  private let water = """
    water t=   1.50000 step= 3
        3
        1SOL     OW    1   0.126   1.624   1.679  0.1227 -0.0580  0.0434
        1SOL    HW1    2   0.190   1.661   1.747  0.8085  0.3191 -0.7791
    99999SOL    HW299999  -0.177   1.568   1.613 -0.9045 -2.6469  1.3180
       1.82060   1.82060   1.82060

    """

  @Test func nanometresBecomeAngstromsAsIfTheDecimalHadBeenWritten() throws {
    let frame = try read(water)[0]
    let structure = frame.structure
    #expect(structure.positions[0] == Vector3(1.26, 16.24, 16.79))
    #expect(structure.positions[2] == Vector3(-1.77, 15.68, 16.13))
    // 0.1227 nm/ps = 0.001227 Å/fs
    #expect(structure.velocities?[0] == Vector3(0.001227, -0.00058, 0.000434))
    #expect(structure.velocities?[2] == Vector3(-0.009045, -0.026469, 0.01318))
    #expect(structure.lattice == .cubic(18.206))
    #expect(structure.title == "water")
    #expect(frame.time == 1500)
    #expect(frame.step == 3)
    #expect(frame.resolution == 0.01)
    #expect(structure.residues?.numbers == [1, 1, 99999])
    #expect(structure.residues.map { Array($0.atomNames) } == ["OW", "HW1", "HW2"])
    #expect(structure.species.map(\.element?.symbol) == ["O", "H", "H"])
  }

  @Test func everyThreeDecimalColumnIsCorrectlyRounded() throws {
    // All |m| < 10⁷ in steps, against the decimal read by the standard library.
    let scale = DecimalScale(digits: 2)
    let velocityScale = DecimalScale(digits: 6)
    for mantissa in stride(from: 0, to: 10_000_000, by: 7) {
      #expect(scale(Double(mantissa)) == Double("\(mantissa)e-2"))
      #expect(velocityScale(Double(mantissa)) == Double("\(mantissa)e-6"))
    }
  }

  @Test(arguments: 0...7) func scalingByTwoProductsEqualsDivision(digits: Int) {
    var random = SplitMix64(seed: 7)
    let scale = DecimalScale(digits: digits)
    for _ in 0..<300_000 {
      let integer = Int32.random(in: .min ... .max, using: &random)
      #expect(scale(Double(integer)) == Double(integer) / PowersOfTen.doubles[digits])
    }
  }

  @Test(arguments: 3...10) func everyPrecisionMakesARoundTrip(decimals: Int) throws {
    let angstromStep = 10 / PowersOfTen.doubles[decimals]
    for (seed, velocities) in [(1, false), (2, true)] {
      let frame = randomGROMACSFrame(
        seed: UInt64(seed), count: 300, step: angstromStep, velocities: velocities,
        spread: Int(PowersOfTen.integers[decimals + 1]))
      let bytes = try FileFormat.gro.write([frame], options: WriteOptions(decimals: decimals))
      let back = try #require(try FileFormat.gro.read(bytes, source: "x").frames.first)
      #expect(back.structure.positions == frame.structure.positions)
      #expect(back.structure.velocities == frame.structure.velocities)
      #expect(back.structure.lattice == frame.structure.lattice)
      #expect(Array(back.structure.species) == Array(frame.structure.species))
      #expect(back.time == frame.time)
      #expect(back.step == frame.step)
      #expect(back.structure.title == frame.structure.title)
    }
  }

  @Test func gromacsOwnFilesAreWrittenBackByteForByte() throws {
    for name in ["electrolyte.gro", "nacl.gro"] {
      let source = String(decoding: try fixture(name), as: UTF8.self)
      try #require(!source.isEmpty)
      // A zero carries no minus in files written here.
      let bytes = Array(source.replacing("-0.0000", with: " 0.0000").utf8)
      let frames = try FileFormat.gro.read(bytes, source: name).frames
      let written = try FileFormat.gro.write(frames)
      // GROMACS right-aligns the count in five columns or writes a blank before it.
      #expect(written.split(separator: 10).dropFirst(2) == bytes.split(separator: 10).dropFirst(2))
    }
  }

  @Test func numbersWrapAndTheLineIsTheIdentity() throws {
    var frame = randomGROMACSFrame(seed: 3, count: 100_003)
    frame.structure.residues = nil
    let bytes = try FileFormat.gro.write([frame])
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines[2 + 99_998].hasPrefix("99999"))
    #expect(lines[2 + 99_999].prefix(5) == "    0")
    #expect(lines[2 + 100_000].dropFirst(15).prefix(5) == "    1")
    #expect(Set(lines.dropFirst(2).dropLast().map(\.utf8.count)) == [44])
    let back = try FileFormat.gro.read(bytes, source: "x").frames
    #expect(back.first?.structure.positions == frame.structure.positions)
  }

  @Test func nineBoxNumbersAreInGromacsOrder() throws {
    let lattice = Lattice(
      a: Vector3(30, 0, 0), b: Vector3(5, 28, 0), c: Vector3(-3, 7, 25))
    let frame = randomGROMACSFrame(seed: 4, count: 12, lattice: lattice)
    let bytes = try FileFormat.gro.write([frame])
    let last = String(decoding: bytes, as: UTF8.self).split(separator: "\n").last
    #expect(
      last.map { $0.split(separator: " ").map(String.init) } == [
        "3.00000", "2.80000", "2.50000", "0.00000", "0.00000", "0.50000", "0.00000", "-0.30000",
        "0.70000",
      ])
    #expect(try FileFormat.gro.read(bytes, source: "x").frames[0].structure.lattice == lattice)
  }

  @Test func aTurnedCellIsTurnedBackWithPositionsAndVelocities() throws {
    let lattice = Lattice(
      a: Vector3(0, 30, 0), b: Vector3(0, 5, 28), c: Vector3(25, -3, 7))
    var frame = randomGROMACSFrame(seed: 5, count: 40, lattice: lattice, velocities: true)
    frame.structure.positions[0] = Vector3(1, 2, 3)
    frame.structure.velocities?[0] = Vector3(0.001, 0.002, 0.003)
    let bytes = try FileFormat.gro.write([frame], options: WriteOptions(decimals: 6))
    let back = try FileFormat.gro.read(bytes, source: "x").frames[0].structure
    // x′ = y, y′ = z, z′ = x.
    #expect(back.positions[0] == Vector3(2, 3, 1))
    #expect(back.velocities?[0] == Vector3(0.002, 0.003, 0.001))
    #expect(
      back.lattice
        == Lattice(a: Vector3(30, 0, 0), b: Vector3(5, 28, 0), c: Vector3(-3, 7, 25)))
  }

  @Test func aLeftHandedCellIsRefused() {
    let lattice = Lattice(a: Vector3(0, 9, 0), b: Vector3(9, 0, 0), c: Vector3(0, 0, 9))
    let frame = randomGROMACSFrame(seed: 6, count: 3, lattice: lattice)
    #expect(throws: WriteError.self) { try FileFormat.gro.write([frame]) }
    #expect(throws: WriteError.self) { try FileFormat.xtc.write([frame]) }
  }

  @Test func aNumberThatDoesNotFitIsAnErrorNotAShiftedColumn() throws {
    var frame = randomGROMACSFrame(seed: 7, count: 2)
    frame.structure.positions[1].y = 99_999.99
    #expect(throws: Never.self) { try FileFormat.gro.write([frame]) }
    frame.structure.positions[1].y = 99_999.996
    #expect(throws: WriteError.self) { try FileFormat.gro.write([frame]) }
    frame.structure.positions[1].y = -9_999.99
    #expect(throws: Never.self) { try FileFormat.gro.write([frame]) }
    frame.structure.positions[1].y = -10_000
    #expect(throws: WriteError.self) { try FileFormat.gro.write([frame]) }
    frame.structure.positions[1].y = .nan
    #expect(throws: WriteError.self) { try FileFormat.gro.write([frame]) }
    frame.structure.positions[1].y = 0
    frame.structure.species = Categorical(repeatElement(Species(label: "TOOLONG"), count: 2))
    #expect(throws: WriteError.self) { try FileFormat.gro.write([frame]) }
  }

  @Test func aBoxOfZerosIsNoPeriodicity() throws {
    let frame = randomGROMACSFrame(seed: 8, count: 4, lattice: nil)
    let bytes = try FileFormat.gro.write([frame])
    let back = try FileFormat.gro.read(bytes, source: "x").frames[0].structure
    #expect(back.lattice == nil)
    #expect(back.periodicity == .none)
  }

  @Test func framesFollowEachOtherWithCountsOfTheirOwn() throws {
    let frames = (0..<5).map { randomGROMACSFrame(seed: UInt64($0), count: 3 + $0) }
    let bytes = try FileFormat.gro.write(frames)
    let back = try FileFormat.gro.read(bytes, source: "x").frames
    #expect(back.map(\.structure.positions) == frames.map(\.structure.positions))
    #expect(back.map(\.time) == frames.map(\.time))
  }

  @Test func aCutLastFrameIsDroppedWithAWarning() throws {
    let frames = (0..<2).map { randomGROMACSFrame(seed: UInt64($0), count: 3) }
    let bytes = try FileFormat.gro.write(frames)
    let boxLength = bytes.reversed().dropFirst().prefix { $0 != 10 }.count + 1
    let (back, warnings) = try FileFormat.gro.read(bytes.dropLast(boxLength) + [], source: "x")
    #expect(back.count == 1)
    #expect(warnings.map(\.code) == ["W-TRUNCATED"])
  }

  @Test func carriageReturnsTrailingBlanksAndAPlusSignAreRead() throws {
    let expected = try read(water)[0].structure
    let returns = water.replacing("\n", with: "\r\n")
    #expect(try read(returns)[0].structure == expected)
    let blanks = water.replacing("1.3180\n", with: "1.3180   \n")
    #expect(try read(blanks)[0].structure == expected)
    let plus = water.replacing("   0.126", with: "  +0.126")
    #expect(try read(plus)[0].structure == expected)
    let bare = String(water.dropLast())
    #expect(try read(bare)[0].structure == expected)
  }

  @Test(arguments: [
    ("   1.624", "   1.6x4", 3, 29, "1.6x4"),
    ("   1.624", "     nan", 3, 29, "finite"),
    ("   1.624", "  1.6240", 3, 29, "point in column 33"),
    ("-0.7791", "*******", 4, 61, "*******"),
    ("    1SOL    HW1", "   1xSOL    HW1", 4, 1, "1x"),
    ("    3\n", "    x\n", 2, 5, "number of atoms"),
    ("    3\n", "   -3\n", 2, 4, "-3"),
    ("    3\n", "  3e18\n", 2, 3, "3e18"),
    ("    3\n", "99999999999999999999\n", 2, 1, "too large"),
    ("    3\n", "    4\n", 2, 1, "found 3"),
    ("1.3180\n", "1.3180 more\n", 5, 70, "more"),
    ("1.82060   1.82060   1.82060", "1.82060   1.82060", 6, 4, "box"),
    ("1.82060   1.82060   1.82060", "0.00000   1.82060   1.82060", 6, 4, "volume"),
    ("   1.82060   1.82060   1.82060\n", "", 6, 1, "box"),
    ("     OW", "       ", 3, 11, "atom name"),
  ]) func badFilesNameThePlace(old: String, new: String, line: Int, column: Int, word: String) {
    let found = error(water.replacing(old, with: new, maxReplacements: 1))
    #expect(found?.line == line)
    #expect(found?.column == column)
    #expect(found?.description.contains(word) == true, "\(found.map(\.description) ?? "read")")
  }

  @Test func truncationAndFlippedBytesNeverTrap() throws {
    var frame = randomGROMACSFrame(seed: 9, count: 6, velocities: true)
    frame.structure.title = "t= 1 step= 2"
    let bytes = try FileFormat.gro.write([frame, frame])
    var random = SplitMix64(seed: 10)
    for end in bytes.indices {
      _ = try? FileFormat.gro.read(Array(bytes[..<end]), source: "x")
      for _ in 0..<20 {
        var damaged = bytes
        damaged[end] = UInt8.random(in: 0...255, using: &random)
        damaged[Int.random(in: bytes.indices, using: &random)] ^= 0x10
        _ = try? FileFormat.gro.read(damaged, source: "x")
      }
    }
  }

  @Test func emptyAndForeignFilesAreErrors() {
    for text in ["", "\n", "title", "title\n", "title\n\n", "\0\0\0\0", "title\n5\n"] {
      #expect(error(text) != nil, "\(text)")
    }
    #expect((try? read("none\n0\n 1 1 1\n"))?.first?.structure.count == 0)
  }

  @Test(arguments: [
    ("LI", "LI", "Li"), ("NA", "NA", "Na"), ("CA", "CA", "Ca"), ("NA", "NA+", "Na"),
    ("SOD", "SOD", "Na"), ("V", "V", "V"), ("C1", "DME", "C"), ("H10", "DOL", "H"),
    ("OW", "SOL", "O"), ("HW1", "SOL", "H"), ("MW", "SOL", nil), ("Ti", "TIO", "Ti"),
    ("CL", "DCM", "Cl"), ("CL1", "DCM", "Cl"), ("BR2", "X", "Br"), ("SI1", "X", "Si"),
    ("LI", "SLT", "Li"), ("CA", "ALA", "C"), ("CD", "ARG", "C"), ("HG", "SER", "H"),
    ("NE", "ARG", "N"), ("OXT", "GLY", "O"), ("MCB1", "ALA", nil), ("CA", "X", nil),
    ("CD", "X", nil), ("HG", "X", nil), ("NA", "BMI", nil), ("OS", "DME", nil),
    ("SE", "MSE", nil), ("CT", "DME", "C"), ("OBT", "TFS", "O"), ("FBT", "TFS", "F"),
    ("NBT", "TFS", nil), ("1HB", "X", "H"), ("SG", "CYS", "S"), ("CF", "TFS", "C"),
    ("LP1", "X", nil), ("BB", "ALX", nil), ("ZN", "X", "Zn"), ("D", "DUM", nil),
  ]) func elementsAreReadOnlyWhereNoOtherIsPossible(atom: String, residue: String, symbol: String?)
  {
    #expect(GROElements.element(atom: atom, residue: residue)?.symbol == symbol)
  }

  @Test func theUserMaySayWhichElementANameIs() throws {
    let text = water.replacing("SOL     OW", with: "DME     OS")
    let frames = try read(text, ReadOptions(species: ["OS=O"]))
    #expect(frames[0].structure.species[0].element?.symbol == "O")
    let warning = try #require(try read(text)[0].warnings.first)
    #expect(warning.code == "W-GRO-ELEMENT")
    #expect(warning.message.contains("no element for OS"))
    #expect(throws: ParseError.self) { try read(text, ReadOptions(species: ["O"])) }
  }

  @Test func textThatOnlyLooksLikeATimeStaysInTheTitle() throws {
    #expect(GROHead.split("cut=5 t= x").title == "cut=5 t= x")
    #expect(GROHead.split("a, t= 0.002 step= 1") == ("a,", 2, 1))
    #expect(GROHead.split("a t=7") == ("a", 7000, nil))
    #expect(GROHead.split("set=7") == ("set=7", nil, nil))
  }
}
