import QuenchModel
import QuenchUnits
import Testing

@testable import QuenchFormats

/// Outputs of pw.x and cp.x 6.7 as trajectories; the numbers were read off the files by eye, and those
/// of pw.x agree with ASE 3.29 to the digits printed.
@Suite struct PWOutputTests {
  private func text(_ name: String) throws -> String {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let bytes = try SmallFile.bytes(of: "/\(folder)/Fixtures/QuantumESPRESSO/\(name).out.gz")
    return String(decoding: bytes, as: UTF8.self)
  }

  private func frames(_ text: String) throws -> [Frame] {
    try FileFormat.pwOutput.read(text: text).frames
  }

  @Test func dynamicsBeginWithTheHeadAndStepByStepFollow() throws {
    let frames = try frames(try text("water.md"))
    #expect(frames.count == 5)
    #expect(frames.map(\.step) == [0, 1, 2, 3, 4])
    #expect(zip(frames, 0...).allSatisfy { abs(($0.time ?? -1) - 0.9676 * Double($1)) < 1e-12 })
    #expect(frames[0].structure.species.map(\.label) == ["H", "O", "H"])
    #expect(frames[1].structure.positions[0] == Vector3(0.7854669621, 0.5734030668, -0.0203739680))
    #expect(frames[4].structure.positions[1] == Vector3(0, 0, 0.1))
    let cell = try #require(frames[4].structure.lattice)
    #expect((cell.b - Vector3(0.2, 4.8, -0.4)).length < 3e-6)
  }

  @Test func energiesAndForcesBelongToThePositionsBeforeThem() throws {
    let frames = try frames(try text("water.md"))
    let energies = frames.map { $0.observables["energy"].map { $0 / Constant.rydberg } }
    let printed = [-33.67024466, -33.67467192, -33.67933553, -33.67712895]
    #expect(zip(energies, printed).allSatisfy { abs(($0 ?? 0) - $1) < 1e-10 })
    // The last positions are printed and no SCF follows.
    #expect(energies[4] == nil && frames[4].structure.forces == nil)
    #expect(frames[3].structure.forces?.count == 3)
  }

  @Test func aChangingCellComesWithItsPositions() throws {
    let frames = try frames(try text("water.vc-md"))
    #expect(frames.count == 5)
    #expect(frames.map(\.step) == [nil, 1, 2, 3, 4])
    #expect(frames[2].structure.lattice?.c == Vector3(0.501715677, 0.595432039, 5.037882608))
    #expect(frames[2].structure.positions[2] == Vector3(-0.7524121733, 0.5697844910, 0.0016045620))
  }

  @Test func whatARelaxationRepeatsAtItsEndIsNoFrame() throws {
    let frames = try frames(try text("lithium.vc-relax"))
    #expect(frames.count == 6)
    // The last energy is that of the SCF in the final cell with its own plane waves.
    #expect(abs((frames[5].observables["energy"] ?? 0) + 29.34069201 * Constant.rydberg) < 1e-8)
    #expect(frames[5].structure.lattice?.a == Vector3(3.372662277, 0, 0))
  }

  @Test func dynamicsThatGoOnBeginWithTheirFirstStep() throws {
    let frames = try frames(try text("lithium.goes-on"))
    #expect(frames.map(\.step) == Array(14...23))
    #expect(frames.first?.time == 14)
    #expect(frames[0].structure.positions[0] == Vector3(-0.1701145878, 0.0282503181, -0.0118256986))
    // The energy before these positions belongs to the input's, which were not used.
    #expect(abs((frames[0].observables["energy"] ?? 0) / Constant.rydberg + 29.33573563) < 1e-9)
  }

  @Test func outputsOneBehindAnotherAreReadByTheirOwnHeads() throws {
    let joined = try text("water.md") + (try text("lithium.goes-on")) + (try text("water.vc-md"))
    let frames = try frames(joined)
    #expect(
      frames.map(\.structure.count) == Array(repeating: 3, count: 5)
        + Array(repeating: 2, count: 10) + Array(repeating: 3, count: 5))
    #expect(abs((frames[5].structure.lattice?.a.x ?? 0) - 3.3726622694) < 1e-9)
    #expect(abs((frames[4].structure.lattice?.a.x ?? 0) - 4.5) < 3e-6)
  }

  @Test func carParrinelloPrintsColumnsVelocitiesAndForces() throws {
    let frame = try #require(try frames(try text("water.cp")).first)
    #expect(frame.step == 6)
    let cell = try #require(frame.structure.lattice)
    #expect((cell.a - Vector3(4.5, 0.3, 0.1)).length < 1e-8)
    #expect((cell.c - Vector3(0.5, 0.6, 5.1)).length < 1e-8)
    #expect(frame.structure.positions[0].x == 1.5778300272563 * Constant.bohr)
    let unit = Constant.bohr / Constant.atomicTime
    #expect(abs((frame.structure.velocities?[2].y ?? 0) - 0.0014347291303949 * unit) < 1e-15)
    let force = 0.66581005820306 * Constant.hartree / Constant.bohr
    #expect(abs((frame.structure.forces?[0].x ?? 0) - force) < 1e-12)
    #expect(abs((frame.observables["energy"] ?? 0) + 6.97443696414 * Constant.hartree) < 1e-9)
  }

  @Test func aGrowingFileShowsTheSameFrames() throws {
    let text = try text("water.md")
    let whole = try frames(text)
    for cut in [1, 700, 5000] {
      // What a growing file shows: all frames but the last are whole at any moment.
      let bytes = Array(text.utf8)
      let part = Array(bytes[..<(bytes.count - cut)])
      let (frames, _) = try FileFormat.pwOutput.read(part, source: "growing")
      #expect(frames.count >= 4)
      for (a, b) in zip(frames, whole).prefix(4) { #expect(a.structure == b.structure) }
    }
  }

  @Test func aFrameCutOffIsLeftOutWithAWarning() throws {
    let text = try text("water.md")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let place = try #require(lines.lastIndex { $0.hasPrefix("ATOMIC_POSITIONS") })
    let cut = lines[...(place + 2)].joined(separator: "\n")
    let (frames, warnings) = try FileFormat.pwOutput.read(text: cut)
    #expect(frames.count == 4)
    #expect(warnings.contains { $0.message.contains("frame 5 ends within its positions") })
  }

  @Test(arguments: [
    ("H             0.7854669621", "H             ************", "expected a number"),
    ("H             0.7854669621", "N             0.7854669621", "expected atom 1, H, found 'N'"),
    ("H             0.7854669621", "H                      NaN", "'NaN' is not a finite number"),
  ])
  func aDamagedRowIsNamedWithItsLine(_ old: String, _ new: String, _ message: String) throws {
    let damaged = try text("water.md").replacing(old, with: new, maxReplacements: 1)
    let error = #expect(throws: ParseError.self) { try frames(damaged) }
    #expect(error?.line == 328)
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }

  @Test func aCarParrinelloRunWithoutPositionsSaysWhereTheyAre() throws {
    let text = try text("water.cp")
    let head = text.split(separator: " * Physical Quantities")[0]
    let error = #expect(throws: ParseError.self) { try frames(String(head)) }
    #expect(error?.advice?.contains("prefix.pos") == true)
  }

  @Test func damageNeverTraps() throws {
    let bytes = Array(try text("water.md").utf8)
    for place in stride(from: 0, to: bytes.count, by: 13) {
      for byte: UInt8 in [0x00, 0x2D, 0x39, 0x0A] {
        var changed = bytes
        changed[place] = byte
        _ = try? FileFormat.pwOutput.read(changed, source: "damaged")
      }
      _ = try? FileFormat.pwOutput.read(Array(bytes[..<place]), source: "cut")
    }
  }
}
