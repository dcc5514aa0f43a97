import QuenchModel
import Testing

@testable import QuenchFormats

@Suite struct PDBTests {
  static let crystal = """
    HEADER    A TEST
    TITLE     two residues and an ion
    CRYST1   20.000   30.000   40.000  90.00 100.00  90.00 P 21          4
    ATOM      1  N   ALA A   1      11.104   6.134  -6.504  1.00  0.00           N
    ATOM      2  CA  ALA A   1      11.639   6.071  -5.147  1.00  0.00           C
    HETATM    3 CA    CA B   2       0.000   0.000   1.000  1.00  0.00          CA2+
    CONECT    1    2
    END

    """

  private func atom(
    _ serial: String = "    1", name: String = " N  ", alternate: String = " ",
    residue: String = "ALA ", number: String = "   1 ", x: String = "   1.000",
    occupancy: String = "  1.00", tail: String = "  0.00           N  "
  ) -> String {
    "ATOM  \(serial) \(name)\(alternate)\(residue)A\(number)   \(x)   2.000   3.000\(occupancy)\(tail)\n"
  }

  @Test func aCrystalIsRead() throws {
    let frame = try FileFormat.pdb.frame(Self.crystal)
    let structure = frame.structure
    #expect(structure.title == "two residues and an ion")
    #expect(structure.species.map(\.name) == ["N", "C", "Ca"])
    #expect(structure.positions[0] == Vector3(11.104, 6.134, -6.504))
    #expect(structure.charges == [0, 0, 2])
    let residues = try #require(structure.residues)
    #expect(residues.numbers == [1, 1, 2] && Array(residues.names) == ["ALA", "ALA", "CA"])
    #expect(Array(residues.atomNames) == ["N", "CA", "CA"])
    let lattice = try #require(structure.lattice)
    #expect((lattice.lengths - Vector3(20, 30, 40)).length < 1e-12)
    #expect((lattice.angles - Vector3(90, 100, 90)).length < 1e-9)
    #expect(structure.identifiers == nil && structure.occupancies == nil)
    #expect(Set(frame.warnings.map(\.code)) == ["W-PDB-SYMMETRY", "W-PDB-CHAIN"])
  }

  /// cctbx's examples: A0000 follows 99999, a0000 follows ZZZZZ; VMD goes on in hexadecimal.
  @Test(
    arguments: [
      ("99999", 99_999), ("A0000", 100_000), ("A0001", 100_001), ("ZZZZZ", 43_770_015),
      ("a0000", 43_770_016), ("zzzzz", 87_440_031), ("186a0", 100_000), ("-999", -999),
      ("A0b00", nil), ("1x", nil), ("", nil),
    ] as [(String, Int?)])
  func serialsBeyondTheirColumnsAreRead(_ text: String, _ value: Int?) {
    var serial = PDBSerial()
    #expect(serial.value(text, width: 5) == value)
  }

  @Test func hexadecimalGoesOnOnceItBegan() {
    var serial = PDBSerial()
    #expect(serial.value("1869f", width: 5) == 99_999)
    #expect(serial.value("99999", width: 5) == 0x99999)
    #expect(serial.value("a0000", width: 5) == 0xA0000)
  }

  @Test func serialsAreWrittenAsTheyAreRead() throws {
    for value in [-999, 0, 1, 99_999, 100_000, 1_000_000, 43_770_015, 43_770_016, 87_440_031] {
      var serial = PDBSerial()
      #expect(serial.value(try #require(PDBSerial.text(value, width: 5)), width: 5) == value)
    }
    #expect(PDBSerial.text(87_440_032, width: 5) == nil)
    #expect(PDBSerial.text(10_000, width: 4) == "A000")
  }

  /// The symbol ends in column 14; names of four letters that begin with H are hydrogen.
  @Test(
    arguments: [
      (" CA ", "XYZ ", "C"), ("CA  ", " CA ", "Ca"), ("HG11", "VAL ", "H"), ("1HB ", "ALA ", "H"),
      ("FE  ", "HEM ", "Fe"), (" OW ", "SOL ", "O"), (" LI ", " LI ", "Li"), ("NA  ", " NA ", "Na"),
      // The columns say nitrogen, a residue of the atom's own name says sodium: nobody knows.
      (" NA ", " NA ", nil), (" MW ", "SOL ", nil), ("CA  ", "ALA ", nil), ("ZN  ", " ZN ", "Zn"),
    ] as [(String, String, String?)])
  func elementsComeFromAlignmentWhereColumnsAreBlank(
    _ name: String, _ residue: String, _ symbol: String?
  ) throws {
    let frame = try FileFormat.pdb.frame(atom(name: name, residue: residue, tail: ""))
    #expect(frame.structure.species[0].element?.symbol == symbol)
    #expect(frame.warnings.map(\.code) == ["W-PDB-ELEMENT"])
  }

  @Test func aPersonMaySayWhatANameIs() throws {
    let text = atom(name: " NA ", residue: " NA ", tail: "")
    let frame = try FileFormat.pdb.frame(text, options: ReadOptions(species: ["NA=Na"]))
    #expect(frame.structure.species[0].element?.symbol == "Na" && frame.warnings.isEmpty)
    #expect {
      try FileFormat.pdb.frame(text, options: ReadOptions(species: ["NA"]))
    } throws: { "\($0)".contains("NAME=Element") }
  }

  /// Conformer B has more of residue 1; in residue 2 both are equal, and the first is kept.
  @Test func oneConformerOfEachResidueIsKept() throws {
    let text =
      atom(name: " N  ") + atom(name: " CA ", alternate: "A", x: "   2.000", occupancy: "  0.40")
      + atom(name: " CA ", alternate: "B", x: "   3.000", occupancy: "  0.60")
      + atom(name: " CB ", alternate: "A", number: "   2 ", x: "   4.000", occupancy: "  0.50")
      + atom(name: " CB ", alternate: "B", number: "   2 ", x: "   5.000", occupancy: "  0.50")
    let frame = try FileFormat.pdb.frame(text)
    #expect(frame.structure.positions.map(\.x) == [1, 3, 4])
    #expect(frame.structure.occupancies == [1, 0.6, 0.5])
    let warning = try #require(frame.warnings.first { $0.code == "W-PDB-ALTLOC" })
    #expect(warning.message.contains("2 residues") && warning.message.contains("2 atoms"))
  }

  @Test func modelsAreFrames() throws {
    let body = atom() + atom(x: "   2.000")
    let moved = atom(x: "   7.000") + atom(x: "   8.000")
    let cell = "CRYST1   20.000   30.000   40.000  90.00  90.00  90.00 P 1           1\n"
    let models = cell + "MODEL        1\n\(body)ENDMDL\nMODEL        2\n\(moved)ENDMDL\nEND\n"
    let vmd = cell + body + "END\n" + moved + "END\n"
    let gromacs =
      "TITLE     water t=   1.00000 step= 500\n\(cell)MODEL        1\n\(body)TER\nENDMDL\n"
      + "TITLE     water t=   2.00000 step= 1000\n"
      + cell.replacing("20.000", with: "21.000") + "MODEL        2\n\(moved)TER\nENDMDL\n"
    for text in [models, vmd, gromacs] {
      let (frames, warnings) = try FileFormat.pdb.read(text: text)
      #expect(frames.count == 2 && warnings.isEmpty)
      #expect(frames.last?.structure.positions.map(\.x) == [7, 8])
      #expect(frames.allSatisfy { $0.structure.lattice?.b.y == 30 })
    }
    let frames = try FileFormat.pdb.read(text: gromacs).frames
    #expect(frames.map(\.time) == [1000, 2000] && frames.map(\.step) == [500, 1000])
    #expect(frames.map { $0.structure.lattice?.a.x } == [20, 21])
    let cut = models.replacing("ENDMDL\nEND\n", with: "")
    let (whole, warnings) = try FileFormat.pdb.read(text: cut)
    #expect(whole.count == 1 && warnings.map(\.code) == ["W-TRUNCATED"])
  }

  @Test func severalFramesAreWrittenAsModels() throws {
    let structure = try FileFormat.pdb.frame(Self.crystal).structure
    let bytes = try FileFormat.pdb.write([Frame(structure, step: 5, time: 10), Frame(structure)])
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("MODEL        2\n") && text.hasSuffix("ENDMDL\n"))
    let frames = try FileFormat.pdb.read(text: text).frames
    #expect(frames.map(\.structure) == [structure, structure])
    #expect(frames.map(\.step) == [5, nil] && frames.map(\.time) == [10, nil])
  }

  @Test func aCellOfOneStandsForNone() throws {
    let cell = "CRYST1    1.000    1.000    1.000  90.00  90.00  90.00 P 1           1\n"
    let frame = try FileFormat.pdb.frame(cell + atom())
    #expect(frame.structure.lattice == nil && frame.structure.periodicity == .none)
    #expect(frame.warnings.map(\.code) == ["W-PDB-CELL"])
  }

  @Test func whatIsWrittenHasItsColumns() throws {
    var structure = try FileFormat.pdb.frame(Self.crystal).structure
    structure.identifiers = [99_999, 100_000, 100_001]
    let lines = try FileFormat.pdb.text(structure).split(separator: "\n")
    #expect(
      lines == [
        "TITLE     two residues and an ion",
        "CRYST1   20.000   30.000   40.000  90.00 100.00  90.00 P 1           1",
        "ATOM  99999  N   ALA     1      11.104   6.134  -6.504  1.00  0.00           N",
        "ATOM  A0000  CA  ALA     1      11.639   6.071  -5.147  1.00  0.00           C",
        "ATOM  A0001 CA    CA     2       0.000   0.000   1.000  1.00  0.00          CA2+", "END",
      ])
    let again = try FileFormat.pdb.frame(try FileFormat.pdb.text(structure)).structure
    #expect(again.identifiers == structure.identifiers && again.residues == structure.residues)
    #expect(again.positions == structure.positions && again.charges == structure.charges)
  }

  @Test func longTitlesGoOnOverLines() throws {
    var structure = try FileFormat.pdb.frame(Self.crystal).structure
    structure.title = (0..<40).map { "word\($0)" }.joined(separator: " ")
    let text = try FileFormat.pdb.text(structure)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(try FileFormat.pdb.frame(text).structure.title == structure.title)
  }

  @Test func whatDoesNotFitAColumnIsRefused() throws {
    func refusal(_ change: (inout Structure) -> Void) throws -> String {
      var structure = try FileFormat.pdb.frame(Self.crystal).structure
      change(&structure)
      do {
        return try FileFormat.pdb.text(structure)
      } catch let error as WriteError { return error.description }
    }
    #expect(try refusal { $0.positions[0].x = 10_000 }.contains("eight columns"))
    #expect(try refusal { $0.positions[0].x = -1_000 }.contains("eight columns"))
    #expect(try !refusal { $0.positions[0].x = -999.999 }.contains("eight columns"))
    #expect(try refusal { $0.residues?.numbers[0] = -2000 }.contains("four columns"))
    #expect(
      try refusal { $0.residues?.atomNames = Categorical(["LONGNAME", "A", "B"]) }
        .contains("columns 13-16"))
    #expect(
      try refusal { $0.residues?.names = Categorical(["LONGNAME", "A", "B"]) }
        .contains("columns 18-21"))
    #expect(try refusal { $0.lattice = $0.lattice?.scaled(by: -1) }.contains("left-handed"))
  }

  @Test(arguments: [
    ("   1.0x0", 34, "x in columns 31-38"), ("        ", 31, "x in columns 31-38"),
    ("  1e400 ", 33, "too large"), ("1.0  2.0", 31, "x in columns 31-38"),
  ])
  func badCoordinatesNameTheirColumn(_ x: String, _ column: Int, _ words: String) {
    let error = FileFormat.pdb.failure("REMARK\n" + atom(x: x))
    #expect(error?.line == 2 && error?.column == column, "\(error as Any)")
    #expect("\(error as Any)".contains(words))
  }

  @Test func otherBadRecordsNameTheirColumn() {
    for (text, column, words) in [
      (atom("   1x"), 7, "number in columns 7-11"),
      (atom(number: "12345"), 27, "five digits"), (atom(number: "x1   "), 23, "columns 23-26"),
      (atom(tail: "  0.00          Qq"), 77, "an element"),
      (atom(occupancy: "  one "), 57, "the occupancy"),
      (String(atom().prefix(52)), 53, "z in columns"),
      ("CRYST1   20.000   30.000   40.000  90.00 190.00  90.00\n" + atom(), 7, "close no cell"),
      ("CRYST1   20.000   30.000\n" + atom(), 25, "length c"),
    ] {
      let error = FileFormat.pdb.failure(text)
      #expect(error?.column == column && "\(error as Any)".contains(words), "\(error as Any)")
    }
    #expect(FileFormat.pdb.failure("REMARK\nEND\n")?.reason == .endOfFile(expected: "ATOM records"))
  }
}
