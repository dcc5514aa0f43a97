import QuenchModel
import QuenchUnits
import Testing

@testable import QuenchFormats

/// `prefix.pos` as cp.x 6.7 writes it.
@Suite struct CPPositionsTests {
  private static let text = """
           2    0.00024189
         0.15285728733642E+01     0.11457522524680E+01    -0.18604961879814E-02
        -0.51735412025432E-04    -0.14931587745148E-02     0.18922681289868E+00
           4    0.00048378
         0.15563541150476E+01     0.11659575441917E+01    -0.51570205653150E-02
        -0.13286780300956E-03    -0.40294772564186E-02     0.18967579519063E+00

    """

  @Test func stepsTimesAndPositionsAreRead() throws {
    let (frames, warnings) = try FileFormat.cpPositions.read(text: Self.text)
    #expect(frames.map(\.step) == [2, 4])
    #expect(frames.map(\.time) == [0.24189, 0.48378])
    #expect(frames[1].structure.positions[0].x == 1.5563541150476 * Constant.bohr)
    #expect(frames.allSatisfy { $0.structure.lattice == nil && $0.structure.count == 2 })
    #expect(warnings.isEmpty)
  }

  @Test func aFrameCutOffIsLeftOutWithAWarning() throws {
    let lines = Self.text.split(separator: "\n").dropLast()
    let (frames, warnings) = try FileFormat.cpPositions.read(
      text: lines.joined(separator: "\n") + "\n")
    #expect(frames.count == 1)
    #expect(warnings.contains { $0.message.contains("frame 2 has 1 of 2 atoms") })
  }

  @Test func whatIsNoNumberIsNamedWithItsPlace() throws {
    let error = #expect(throws: ParseError.self) {
      try FileFormat.cpPositions.read(
        text: Self.text.replacing("0.11659575441917E+01", with: "**************"))
    }
    #expect("\(try #require(error))".hasPrefix("test:5:"))
  }
}
