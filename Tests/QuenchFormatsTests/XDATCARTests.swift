import QuenchModel
import Testing

@testable import QuenchFormats

@Suite struct XDATCARTests {
  private let xdatcar = FileFormat.xdatcar

  private func header(_ edge: String = "4.0", counts: String = "1 1", title: String = "oxide")
    -> String
  {
    "\(title)\n 1.0\n \(edge) 0.0 0.0\n 0.0 \(edge) 0.0\n 0.0 0.0 \(edge)\n Ti O\n \(counts)\n"
  }
  private func frame(_ step: Int, _ x: String = "0.25000000") -> String {
    "Direct configuration=\(step < 10 ? "     " : "    ")\(step)\n"
      + "  0.00000000  0.00000000  0.00000000\n  \(x)  0.50000000  0.75000000\n"
  }

  @Test func aFixedCellStandsOnce() throws {
    let (frames, warnings) = try xdatcar.read(text: header() + frame(1) + frame(2, "0.26000000"))
    #expect(frames.count == 2 && warnings.isEmpty)
    #expect(frames.map(\.step) == [1, 2])
    #expect(frames.map { $0.structure.positions[1].x } == [1, 1.04])
    #expect(frames[1].structure.title == "oxide")
    #expect(frames[1].structure.periodicity == .all)
  }

  @Test func aVariableCellStandsBeforeEveryFrame() throws {
    let text = header() + frame(1) + header("5.0") + frame(2) + header("6.0") + frame(3)
    let frames = try xdatcar.read(text: text).frames
    #expect(frames.map { $0.structure.lattice } == [.cubic(4), .cubic(5), .cubic(6)])
    #expect(frames.map { $0.structure.positions[1].x } == [1, 1.25, 1.5])
  }

  @Test func joinedRunsKeepTheLastCell() throws {
    let text =
      header() + frame(1) + frame(2) + header("5.0", title: "again") + frame(1) + frame(2)
      + frame(3) + header("6.0") + frame(1)
    let frames = try xdatcar.read(text: text).frames
    #expect(
      frames.map { $0.structure.lattice?.a.x } == [4, 4, 5, 5, 5, 6])
    #expect(
      frames.map(\.structure.title) == ["oxide", "oxide", "again", "again", "again", "oxide"])
    #expect(frames.map(\.step) == [1, 2, 1, 2, 3, 1])
  }

  @Test func joinedRunsMayHaveOtherAtoms() throws {
    let more =
      header("5.0", counts: "1 2") + frame(1) + "  0.1  0.1  0.1\n" + frame(2)
      + "  0.1  0.1  0.1\n"
    let frames = try xdatcar.read(text: header() + frame(1) + more).frames
    #expect(frames.map(\.structure.count) == [2, 3, 3])
    #expect(frames.map { $0.structure.species.counts } == [[1, 1], [1, 2], [1, 2]])
  }

  @Test func blankLinesMaySeparateFrames() throws {
    let body = "  0.00000000  0.00000000  0.00000000\n  0.25000000  0.50000000  0.75000000\n"
    let text = header() + String(repeating: "\n" + body, count: 57)
    let frames = try xdatcar.read(text: text).frames
    #expect(frames.count == 57)
    #expect(frames.allSatisfy { $0.step == nil && $0.structure.positions[1].x == 1 })
    #expect(try xdatcar.read(text: text + "\n \n").frames.count == 57)
  }

  @Test func symbolsAfterCoordinatesAndGluedNumbersAreRead() throws {
    let text = header() + "Direct configuration=  1\n 0.1-0.2-0.3 Ti\n-0.4-0.5 0.6 O\n"
    let frames = try xdatcar.read(text: text).frames
    #expect(frames[0].structure.fractional == [Vector3(0.1, -0.2, -0.3), Vector3(-0.4, -0.5, 0.6)])
  }

  @Test func labelsOfAnyStepAreKept() throws {
    let text =
      header() + frame(1).replacing("     1", with: "    50")
      + frame(1).replacing("     1", with: "1000000") + frame(1).replacing("     1", with: "******")
      + frame(1).replacing("Direct configuration=     1", with: "Konfig=   7")
    #expect(try xdatcar.read(text: text).frames.map(\.step) == [50, 1_000_000, nil, 7])
  }

  @Test func aCutLastFrameLeavesTheOthers() throws {
    let text = header() + frame(1) + frame(2)
    let whole = try xdatcar.read(text: text).frames
    for end in (header() + frame(1)).utf8.count + 1..<text.utf8.count - 1 {
      let (frames, warnings) = try xdatcar.read(Array(text.utf8.prefix(end)), source: "cut")
      #expect(frames.count == 1 && frames[0].structure == whole[0].structure, "cut at \(end)")
      #expect(warnings.map(\.code) == ["W-TRUNCATED"], "cut at \(end)")
    }
    // Only the last line break is missing.
    #expect(try xdatcar.read(Array(text.utf8.dropLast()), source: "cut").frames.count == 2)
  }

  @Test func aMissingLineIsAnErrorWithItsPlace() {
    let short = frame(2).split(separator: "\n").prefix(2).joined(separator: "\n") + "\n"
    let error = xdatcar.failure(header() + frame(1) + short + frame(3))
    #expect(error?.line == 13)
    #expect(error?.description.contains("Direct") == true)
  }

  @Test func framesOfOtherLengthsAreFound() throws {
    var text = header()
    for step in 1...120 { text += frame(step, step % 7 == 0 ? "0.250000001" : "0.25000000") }
    let frames = try xdatcar.read(text: text).frames
    #expect(frames.map(\.step) == Array(1...120))
  }

  @Test func aFileWithoutFramesIsAnError() {
    #expect(xdatcar.failure(header())?.description.contains("no frames") == true)
    #expect(xdatcar.failure(header() + "0.1 0.2 0.3\n")?.line == 8)
  }

  @Test func aBlockOfBytesGivesWholeFramesOnly() throws {
    let text = Array((header() + frame(1) + header("5.0") + frame(2) + frame(3)).utf8)
    try text.withUnsafeBytes { bytes in
      let reader = try XDATCARReader(bytes, source: "s", options: ReadOptions())
      let begin = reader.start.offset
      let place = FramePlace(source: "s", index: 0, line: 8, offset: begin)
      let length = frame(1).utf8.count
      for end in begin..<bytes.count {
        let shown = UnsafeRawBufferPointer(rebasing: bytes[begin..<end])
        let extent = try reader.extent(of: shown, isComplete: false, previous: nil, place: place)
        let expected: FrameExtent =
          end - begin < length
          ? .needsMore : .frame(length: length, lines: 3)
        #expect(extent == expected)
      }
    }
  }

  @Test func theHeaderIsWrittenAgainOnlyOnceTheCellChanges() throws {
    var random = SplitMix64(seed: 21)
    var structure = randomStructure(&random, atoms: 5, elements: ["Si"])
    let first = Frame(structure, step: 10)
    structure.lattice = structure.lattice?.scaled(by: 1.01)
    let second = Frame(structure, step: 20)
    let fixed = String(decoding: try xdatcar.write([first, first, first]), as: UTF8.self)
    #expect(fixed.components("random") == 1)
    let variable = String(
      decoding: try xdatcar.write([first, first, second, first]), as: UTF8.self)
    #expect(variable.components("random") == 3)
    let again = try xdatcar.read(text: variable).frames
    #expect(again.map(\.step) == [10, 10, 20, 10])
    #expect(
      again.map { $0.structure.lattice } == [first, first, second, first].map(\.structure.lattice))
  }

  @Test func aNewOrderOfSpeciesGetsANewHeader() throws {
    var structure = Structure(
      lattice: .cubic(4), species: Categorical([Species(label: "O"), Species(label: "H")]),
      fractional: Coordinates([Vector3(0, 0, 0), Vector3(0, 0, 0.25)]))
    let first = Frame(structure)
    structure.species = Categorical([Species(label: "H"), Species(label: "O")])
    let again = try xdatcar.read(try xdatcar.write([first, Frame(structure), first]), source: "x")
    let symbols = again.frames.map { frame in
      (0..<2).map { frame.structure.species[$0].label }
    }
    #expect(symbols == [["O", "H"], ["H", "O"], ["O", "H"]])
  }

  @Test func writtenFramesAreReadWithinTheirDigits() throws {
    var random = SplitMix64(seed: 22)
    let frames = (1...4).map {
      Frame(randomStructure(&random, atoms: 12, elements: ["Na"]), step: $0)
    }
    let again = try xdatcar.read(try xdatcar.write(frames), source: "x").frames
    for (a, b) in zip(frames, again) {
      #expect(a.structure.lattice == b.structure.lattice)
      let (x, y) = (try #require(a.structure.fractional), try #require(b.structure.fractional))
      #expect(zip(x.flat, y.flat).allSatisfy { abs($0 - $1) <= 0.5000001e-8 })
    }
  }
}

extension String {
  /// How often `word` occurs.
  fileprivate func components(_ word: String) -> Int { ranges(of: word).count }
}
