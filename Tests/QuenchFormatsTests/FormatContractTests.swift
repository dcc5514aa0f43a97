import QuenchModel
import Testing

@testable import QuenchFormats

/// What every format owes its reader.
@Suite struct FormatContractTests {
  static let writable = FileFormat.all.filter { $0.makeEncoder != nil && $0.makeReader != nil }
  static let texts = FileFormat.all.filter { $0.isText && $0.makeReader != nil }

  /// Two frames (one where the format holds one) in a cell that every format can describe.
  private func sample(_ format: FileFormat, atoms: Int = 7, seed: UInt64 = 77) -> [Frame] {
    var random = SplitMix64(seed: seed)
    let lattice = Lattice(a: Vector3(9, 0, 0), b: Vector3(1, 8, 0), c: Vector3(-0.5, 1.5, 7))
    var species = Categorical<Species>()
    for atom in 0..<atoms { species.append(Species(label: atom < atoms / 2 ? "Ti" : "O")) }
    return (0..<(format.isTrajectory ? 2 : 1)).map { step in
      let fractional = Coordinates(
        (0..<atoms).map { _ in Vector3.random(in: 0..<1, using: &random) })
      let structure = Structure(
        title: "sample", lattice: lattice, species: species, fractional: fractional)
      return Frame(structure, step: step)
    }
  }

  /// Reads and looks only at how it fails: an error with a place, or values that are finite.
  private func survives(_ format: FileFormat, _ bytes: [UInt8], _ what: @autoclosure () -> String) {
    do {
      let (frames, _) = try format.read(bytes, source: "damaged")
      for frame in frames {
        let count = frame.structure.positions.count
        #expect(frame.structure.species.count == count, "\(what())")
        #expect(frame.structure.positions.flat.allSatisfy { $0.isFinite }, "\(what())")
      }
    } catch {
      #expect(error.source == "damaged" && error.line >= 0 && error.column >= 0, "\(what())")
      #expect(!format.isText || error.line > 0 && error.column > 0, "\(what()): \(error)")
      #expect(error.description.utf8.count < 600, "\(what()): \(error)")
    }
  }

  // MARK: Names and contents

  @Test func namesAreUniqueAndFound() {
    #expect(Set(FileFormat.all.map(\.name)).count == FileFormat.all.count)
    for format in FileFormat.all {
      #expect(FileFormat.named(format.name.uppercased())?.name == format.name)
    }
    #expect(FileFormat.named("nothing") == nil)
  }

  @Test(arguments: [
    ("POSCAR", "poscar"), ("POSCAR.relaxed", "poscar"), ("CONTCAR", "poscar"), ("a.vasp", "poscar"),
    ("slab.poscar", "poscar"), ("XDATCAR", "xdatcar"), ("XDATCAR.1", "xdatcar"),
    ("V2O3.cif", "cif"), ("V2O3.CIF", "cif"), ("pw.in", "pw-in"), ("si.scf.pw.in", "pw-in"),
    ("si.pwi", "pw-in"), ("water-1.restart", "cp2k"), ("1abc.pdb", "pdb"), ("pdb1abc.ent", "pdb"),
    ("vasprun.xml", "vasprun"), ("vasprun_2.xml", "vasprun"), ("OUTCAR", "outcar"),
    ("OUTCAR.1", "outcar"),
  ])
  func aFileNameBelongsToOneFormat(name: String, format: String) {
    #expect(FileFormat.all.filter { $0.ownsName(name) }.map(\.name) == [format])
  }

  @Test(arguments: [
    "notes.txt", "data", "", "INCAR", "POTCAR", "x.cif2", "md.inp", "si.in", "x.xml",
  ])
  func otherFileNamesBelongToNone(name: String) {
    #expect(FileFormat.all.filter { $0.ownsName(name) }.isEmpty)
  }

  @Test(arguments: writable) func contentsAreRecognisedByTheirFormatAlone(format: FileFormat) throws
  {
    let bytes = try format.write(sample(format))
    let owners = bytes.withUnsafeBytes { bytes in FileFormat.all.filter { $0.ownsContent(bytes) } }
    #expect(owners.map(\.name) == [format.name])
  }

  @Test func otherContentsAreRecognisedByNone() {
    let texts = [
      "", "\n", "hello world\n", "1 2 3\n", "{\"a\": 1}\n", "\u{0}\u{1}\u{2}\u{3}", "#\n",
    ]
    for text in texts {
      Array(text.utf8).withUnsafeBytes { bytes in
        let owners = FileFormat.all.filter { $0.ownsContent(bytes) }
        #expect(owners.isEmpty, "\(text.debugDescription) is taken by \(owners.map(\.name))")
      }
    }
  }

  // MARK: Round trips

  @Test(arguments: writable) func whatIsWrittenIsRead(format: FileFormat) throws {
    // Formats with fixed columns hold 0.001 nm at least, half a step of that along each axis of a
    // skewed cell; those with all digits say so.
    let tolerance = format.holds.contains(.precision) ? 1e-12 : 0.013
    for seed in UInt64(1)...20 {
      let frames = sample(format, atoms: 1 + Int(seed * 3), seed: seed)
      let (again, _) = try format.read(try format.write(frames), source: "again")
      #expect(again.count == frames.count)
      for (old, new) in zip(frames, again) {
        #expect(new.structure.count == old.structure.count)
        let names = zip(old.structure.species, new.structure.species)
        #expect(names.allSatisfy { $1.element == nil || $0.element == $1.element })
        // Formats that keep lengths and angles only may turn the crystal: compare fractions.
        let (a, b) = (
          try #require(old.structure.fractional), try #require(new.structure.fractional)
        )
        for (a, b) in zip(a, b) {
          var difference = a - b
          difference -= difference.rounded(.toNearestOrEven)
          #expect((difference * 9).length < tolerance)
        }
      }
    }
  }

  @Test(arguments: writable) func writingTwiceGivesTheSameBytes(format: FileFormat) throws {
    let bytes = try format.write(sample(format))
    let (again, _) = try format.read(bytes, source: "again")
    let twice = try format.write(again)
    let thrice = try format.write(try format.read(twice, source: "again").frames)
    #expect(twice == thrice)
  }

  // MARK: Damage

  @Test(arguments: writable) func truncationAtEveryByteNeverTraps(format: FileFormat) throws {
    let bytes = try format.write(sample(format))
    for end in bytes.indices { survives(format, Array(bytes[..<end]), "cut at \(end)") }
  }

  @Test(arguments: writable) func aStrangeByteAnywhereNeverTraps(format: FileFormat) throws {
    let bytes = try format.write(sample(format, atoms: 3))
    for place in bytes.indices {
      for byte: UInt8 in [0x00, 0x2D, 0x39, 0x0A, 0x0D, 0x20, 0x2E, 0x65, 0xFF] {
        var changed = bytes
        changed[place] = byte
        survives(format, changed, "\(byte) at \(place)")
        changed = bytes
        changed.insert(byte, at: place)
        survives(format, changed, "\(byte) before \(place)")
      }
    }
  }

  @Test(arguments: writable) func randomDamageNeverTraps(format: FileFormat) throws {
    let bytes = try format.write(sample(format))
    var random = SplitMix64(seed: 5)
    for round in 0..<3000 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: changed.indices, using: &random)
        let end = min(changed.count, place + Int.random(in: 1...40, using: &random))
        switch Int.random(in: 0..<4, using: &random) {
        case 0: changed[place] = UInt8.random(in: 0...255, using: &random)
        case 1 where end - place < changed.count: changed.removeSubrange(place..<end)
        case 2: changed.insert(contentsOf: changed[place..<end], at: place)
        default: changed.insert(contentsOf: Array("99999999999999999999".utf8), at: place)
        }
      }
      survives(format, changed, "round \(round)")
    }
  }

  @Test(arguments: texts) func hostileTextsNeverTrap(format: FileFormat) throws {
    var texts = ["", " ", "\n", "\r\n\r\n", "\u{0}", "\n\n\n\n\n\n\n\n\n\n\n\n"]
    for token in [
      "nan", "inf", "1e400", "-1", "2147483648", "9223372036854775808", "1e18", "0", "x", "*****",
      "0,5",
    ] {
      texts.append(token)
      for lines in 1...12 {
        texts.append(String(repeating: "\(token)\n", count: lines))
        texts.append(String(repeating: "\(token) \(token) \(token)\n", count: lines))
        texts.append("title\n" + String(repeating: "\(token)\n", count: lines))
      }
    }
    for text in texts { survives(format, Array(text.utf8), text) }
    survives(format, [UInt8](repeating: 0x41, count: 1 << 20), "a long line")
    survives(format, [UInt8](repeating: 0x30, count: 1 << 20), "a long number")
    survives(format, [UInt8](repeating: 0, count: 1 << 16), "zeros")
  }

  /// Replaces each number of the text in turn.
  @Test(arguments: writable.filter(\.isText)) func everyNumberMayBeAbsurd(format: FileFormat) throws
  {
    let text = String(decoding: try format.write(sample(format, atoms: 2)), as: UTF8.self)
    let numbers = text.ranges(of: /-?[0-9]+(\.[0-9]+)?/)
    for range in numbers {
      for value in [
        "nan", "inf", "-inf", "1e400", "-1", "2147483648", "9223372036854775807",
        "9223372036854775808",
        "1000000000000000000", "-9223372036854775808", "0,5", "\u{0}", "1e308", "1e-320", "",
      ] {
        survives(
          format, Array(text.replacingCharacters(range, value).utf8), "\(value) for \(text[range])")
      }
    }
  }

  // MARK: Text

  @Test(arguments: writable.filter(\.isText))
  func lineBreaksOfWindowsAndAByteOrderMarkChangeNothing(
    format: FileFormat
  ) throws {
    let text = String(decoding: try format.write(sample(format)), as: UTF8.self)
    let plain = try format.read(text: text).frames
    let windows = try format.read(text: text.replacing("\n", with: "\r\n")).frames
    let marked = try format.read(text: "\u{FEFF}" + text).frames
    #expect(windows.map(\.structure) == plain.map(\.structure))
    #expect(marked.map(\.structure) == plain.map(\.structure))
  }

  @Test(arguments: texts) func wideTextIsNamed(format: FileFormat) throws {
    let wide = "data\nline\n".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    for bytes in [[0xFF, 0xFE] + wide, wide] {
      #expect { try format.read(bytes, source: "wide") } throws: { "\($0)".contains("UTF-16") }
    }
  }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<String.Index>, _ text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
