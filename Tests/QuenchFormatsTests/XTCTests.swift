import QuenchModel
import Testing

@testable import QuenchFormats

@Suite struct XTCTests {
  /// Checksums by MDAnalysis 2 on the same files: the sum of all integers, first and last atom.
  @Test func integersEqualThoseOfAnotherReader() throws {
    let nacl = try FileFormat.xtc.read(fixture("nacl.xtc"), source: "x").frames
    #expect(nacl.map(\.structure.count) == [2588, 2588, 2588])
    #expect(nacl.map { sum($0) } == [11_383_927, 11_656_311, 11_478_859])
    #expect(nacl[0].structure.positions[0] == Vector3(2.2, 6.59, 0.91))
    #expect(nacl[1].structure.positions[2587] == Vector3(28.24, 16.51, 1.17))
    #expect(nacl.map(\.step) == [0, 25_000, 50_000])
    #expect(nacl.map(\.time) == [0, 50_000, 100_000])
    let sio2 = try FileFormat.xtc.read(fixture("sio2.xtc"), source: "x").frames
    #expect(sio2.map { sum($0) } == [2_091_649, 2_091_675])
    // 0.05 ps is not a float; its shortest decimal is meant.
    #expect(sio2.map(\.time) == [0, 50])
    #expect(sio2[0].resolution == 0.01)
  }

  private func sum(_ frame: Frame) -> Int {
    frame.structure.positions.flat.reduce(0) { $0 + Int(($1 * 100).rounded()) }
  }

  @Test func theLastFrameEqualsTheGROFileOfTheSameRun() throws {
    let frames = try FileFormat.xtc.read(fixture("nacl.xtc"), source: "x").frames
    let structure = try FileFormat.gro.read(fixture("nacl.gro"), source: "x").frames[0]
    #expect(frames[2].structure.positions == structure.structure.positions)
  }

  @Test(arguments: ["nacl.xtc", "sio2.xtc"]) func othersFilesAreWrittenBackByteForByte(
    name: String
  ) throws {
    let bytes = try fixture(name)
    let frames = try FileFormat.xtc.read(bytes, source: name).frames
    #expect(try FileFormat.xtc.write(frames) == bytes)
  }

  @Test(arguments: [1, 2, 9, 10, 11, 40, 700, 5000]) func anyNumberOfAtomsMakesARoundTrip(
    count: Int
  ) throws {
    for spread in [3, 60, 700, 4000, 2_000_000] {
      let frame = randomGROMACSFrame(seed: UInt64(count), count: count, spread: spread)
      let bytes = try FileFormat.xtc.write([frame, frame])
      #expect(bytes.count % 4 == 0)
      let back = try FileFormat.xtc.read(bytes, source: "x").frames
      #expect(back.count == 2)
      if count > 9 {
        #expect(back[1].structure.positions == frame.structure.positions)
      } else {
        for (a, b) in zip(back[1].structure.positions, frame.structure.positions) {
          #expect((a - b).length <= 1e-6 * b.length)
        }
      }
      #expect(back[1].structure.lattice == frame.structure.lattice)
    }
  }

  /// Chains of close neighbours, far jumps between them: long runs, changes of range, wide triples.
  @Test(arguments: 0..<24) func chainsAndJumpsMakeARoundTrip(seed: UInt64) throws {
    var random = SplitMix64(seed: 100 + seed)
    let decimals = [1, 2, 3, 4, 5, 6][Int(seed % 6)]
    let reach = [30, 4000, 3_000_000, 90_000_000][Int(seed / 6)]
    var here = SIMD3<Int>(0, 0, 0)
    var positions: [Double] = []
    for atom in 0..<2000 {
      let isJump = atom == 0 || Int.random(in: 0..<12, using: &random) == 0
      let step = isJump ? reach : 1 << Int.random(in: 1...10, using: &random)
      for axis in 0..<3 {
        let move = Int.random(in: -step...step, using: &random)
        here[axis] = isJump ? move : max(-reach, min(reach, here[axis] + move))
      }
      for axis in 0..<3 {
        positions.append(Double(here[axis]) / PowersOfTen.doubles[decimals - 1])
      }
    }
    var frame = randomGROMACSFrame(seed: seed, count: 2000)
    frame.structure.positions = Coordinates(flat: positions)
    let options = WriteOptions(decimals: decimals)
    let bytes = try FileFormat.xtc.write([frame], options: options)
    let back = try FileFormat.xtc.read(bytes, source: "x").frames[0]
    #expect(back.structure.positions.flat == positions)
    #expect(back.resolution == 10 / PowersOfTen.doubles[decimals])
  }

  @Test func namesOfAKnownStructureStay() throws {
    let bytes = try fixture("nacl.xtc")
    var frame = try FileFormat.gro.read(fixture("nacl.gro"), source: "x").frames[0]
    let species = frame.structure.species
    let place = FramePlace(source: "x", index: 0, line: 1, offset: 0)
    try bytes.withUnsafeBytes { try XTCReader().decode($0, place: place, into: &frame) }
    #expect(frame.structure.species == species)
    let bare = try FileFormat.xtc.read(bytes, source: "x").frames[0].structure
    #expect(bare.species.categories == [Species(label: "?", element: nil)])
  }

  @Test func framesWithByteCountsOf64BitsAreRead() throws {
    let frame = randomGROMACSFrame(seed: 1, count: 20)
    var bytes = try FileFormat.xtc.write([frame])
    bytes[2...3] = [0x07, 0xE7]
    // Head 52, number again 4, precision 4, ranges 24, index 4: the byte count stands at 88.
    bytes.insert(contentsOf: [0, 0, 0, 0], at: 88)
    let back = try FileFormat.xtc.read(bytes + bytes, source: "x").frames
    #expect(back.map(\.structure.positions) == [frame, frame].map(\.structure.positions))
  }

  @Test func aCutLastFrameIsDroppedWithAWarning() throws {
    let bytes = try fixture("sio2.xtc")
    let (frames, warnings) = try FileFormat.xtc.read(bytes.dropLast(5) + [], source: "x")
    #expect(frames.count == 1)
    #expect(warnings.map(\.code) == ["W-TRUNCATED"])
  }

  @Test(
    arguments: [
      (0, [0, 0, 7, 0xCA], 0), (4, [0xFF, 0xFF, 0xFF, 0xFF], 4), (4, [0x7F, 0xFF, 0xFF, 0xFF], 52),
      (12, [0x7F, 0xC0, 0, 0], 12), (16, [0x7F, 0xC0, 0, 0], 16), (16, [0, 0, 0, 0], 16),
      (52, [0, 0, 0, 9], 52), (56, [0, 0, 0, 0], 56), (60, [0x7F, 0xFF, 0xFF, 0xFF], 60),
      (84, [0, 0, 0, 8], 84), (84, [0, 0, 0, 73], 84), (88, [0, 0, 0, 1], 88),
      (88, [0xFF, 0xFF, 0xFF, 0xFF], 88), (88, [0, 0, 0, 0x50], 92),
    ] as [(Int, [UInt8], Int)]) func damagedHeadsNameTheByte(
      place: Int, value: [UInt8], column: Int
    ) throws
  {
    var bytes = try FileFormat.xtc.write([randomGROMACSFrame(seed: 2, count: 20)])
    bytes.replaceSubrange(place..<place + 4, with: value)
    let error = #expect(throws: ParseError.self) {
      try FileFormat.xtc.read(bytes, source: "x.xtc")
    }
    #expect(error?.line == 0)
    #expect(error?.column == column)
    #expect(error?.description.hasPrefix("x.xtc: byte") == true)
  }

  @Test func truncationAndFlippedBytesNeverTrapOrHang() throws {
    var random = SplitMix64(seed: 11)
    for (count, spread) in [(12, 90), (60, 20), (30, 500_000_000), (5, 90)] {
      let frame = randomGROMACSFrame(seed: 3, count: count, spread: spread)
      let bytes = try FileFormat.xtc.write([frame, frame])
      for end in bytes.indices {
        _ = try? FileFormat.xtc.read(Array(bytes[..<end]), source: "x")
        for _ in 0..<200 {
          var damaged = bytes
          for _ in 0..<Int.random(in: 1...4, using: &random) {
            damaged[Int.random(in: bytes.indices, using: &random)] =
              UInt8.random(in: 0...255, using: &random)
          }
          damaged[end] ^= 1 << UInt8.random(in: 0...7, using: &random)
          _ = try? FileFormat.xtc.read(damaged, source: "x")
        }
      }
    }
  }

  @Test func whatDoesNotFitIsAWriteError() throws {
    var frame = randomGROMACSFrame(seed: 4, count: 20)
    #expect(throws: WriteError.self) {
      try FileFormat.xtc.write([frame], options: WriteOptions(decimals: 9))
    }
    frame.structure.positions[3].x = 2e7
    #expect(throws: WriteError.self) { try FileFormat.xtc.write([frame]) }
    frame.structure.positions[3].x = .nan
    #expect(throws: WriteError.self) { try FileFormat.xtc.write([frame]) }
    frame.structure.positions[3].x = 0
    frame.step = 1 << 40
    #expect(throws: WriteError.self) { try FileFormat.xtc.write([frame]) }
  }

  @Test func divisionByReciprocalIsExact() {
    var random = SplitMix64(seed: 12)
    for _ in 0..<200_000 {
      let divisor =
        UInt32.random(in: 1...(.max), using: &random)
        >> UInt32.random(
          in: 0...31, using: &random)
      guard divisor > 0 else { continue }
      let dividend =
        UInt64.random(in: 0...(.max), using: &random)
        >> UInt64.random(
          in: 0...63, using: &random)
      let (quotient, remainder) = XTCDivisor(divisor).divide(dividend)
      #expect(quotient == dividend / UInt64(divisor))
      #expect(remainder == dividend % UInt64(divisor))
    }
  }
}
