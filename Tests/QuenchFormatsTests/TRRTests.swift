import QuenchModel
import Testing

@testable import QuenchFormats

@Suite struct TRRTests {
  /// First atom by MDAnalysis: x 2.3375597 1.3271946 2.2497659 nm, v 0.49387366 0.1485296 −0.68892175
  /// nm/ps, f −143.91977 −1605.0706 −781.2445 kJ/mol/nm; 1 kJ/mol/nm = 0.00103642697 eV/Å.
  @Test func floatsOfGromacsBecomeTheUnitsOfTheHouse() throws {
    let frame = try #require(
      try FileFormat.trr.read(fixture("nacl.trr"), source: "x").frames.first)
    let structure = frame.structure
    #expect(structure.count == 2588)
    #expect((structure.positions[0] - Vector3(23.375597, 13.271946, 22.497659)).length < 2e-6)
    let velocity = try #require(structure.velocities?[0])
    #expect((velocity - Vector3(0.0049387366, 0.001485296, -0.0068892175)).length < 1e-9)
    let force = try #require(structure.forces?[0])
    #expect((force - Vector3(-0.1491623, -1.6635385, -0.8097029)).length < 1e-6)
    #expect(frame.step == 50_000)
    #expect(frame.time == 100_000)
    #expect(abs((structure.lattice?.a.x ?? 0) - 29.63889) < 1e-5)
  }

  @Test func doublesMakeARoundTrip() throws {
    var frame = randomGROMACSFrame(seed: 1, count: 50, velocities: true)
    frame.structure.forces = frame.structure.velocities
    let bytes = try FileFormat.trr.write([frame, frame])
    let back = try FileFormat.trr.read(bytes, source: "x").frames
    #expect(back.count == 2)
    for (a, b) in zip(back[1].structure.positions, frame.structure.positions) {
      #expect((a - b).length <= 1e-15 * b.length)
    }
    for vectors in [back[1].structure.velocities, back[1].structure.forces] {
      for (a, b) in zip(try #require(vectors), try #require(frame.structure.forces)) {
        #expect((a - b).length <= 1e-15 * b.length)
      }
    }
    #expect(back[1].time == frame.time)
    #expect(back[1].structure.lattice == frame.structure.lattice)
  }

  @Test func truncationAndFlippedBytesNeverTrap() throws {
    let frame = randomGROMACSFrame(seed: 2, count: 5, velocities: true)
    let bytes = try FileFormat.trr.write([frame, frame])
    var random = SplitMix64(seed: 3)
    for end in bytes.indices {
      _ = try? FileFormat.trr.read(Array(bytes[..<end]), source: "x")
      for _ in 0..<50 {
        var damaged = bytes
        damaged[end] = UInt8.random(in: 0...255, using: &random)
        damaged[Int.random(in: 0..<100, using: &random)] ^= 1
        _ = try? FileFormat.trr.read(damaged, source: "x")
      }
    }
  }

  @Test func lengthsThatDoNotFitTheAtomsAreErrors() throws {
    var bytes = try FileFormat.trr.write([randomGROMACSFrame(seed: 4, count: 5)])
    // The number of positions' bytes stands at 24 + 7 · 4.
    bytes[55] ^= 1
    let error = #expect(throws: ParseError.self) {
      try FileFormat.trr.read(bytes, source: "x.trr")
    }
    #expect(error?.column == 52)
  }
}
