import QuenchModel
import Testing

@testable import QuenchFormats

@Suite struct FileFormatMemoryTests {
  /// Frames of four bytes `abc\n`; a shorter last one is cut off.
  private struct Fours: FrameReader {
    func extent(
      of bytes: UnsafeRawBufferPointer, isComplete: Bool, previous: FrameExtent?,
      place: FramePlace
    ) throws(ParseError) -> FrameExtent {
      if bytes.isEmpty { return .end }
      return bytes.count < 4 ? .truncated("short") : .frame(length: 4, lines: 1)
    }
    func decode(
      _ bytes: UnsafeRawBufferPointer, place: FramePlace, into frame: inout Frame
    ) throws(ParseError) {
      guard bytes.count == 4 else {
        throw ParseError(
          source: place.source, line: place.line, column: 1, reason: .endOfFile(expected: "four"))
      }
      frame.structure.title = String(decoding: bytes, as: UTF8.self)
      frame.step = place.line
    }
  }

  private let fours = FileFormat(
    name: "fours", title: "Fours", isTrajectory: true, holds: [], ownsName: { _ in false },
    makeReader: { _, _, _ in Fours() })

  @Test func framesComeInOrderWithTheirLines() throws {
    let (frames, warnings) = try fours.read(text: "aaa\nbbb\nccc\n")
    #expect(frames.map(\.structure.title) == ["aaa\n", "bbb\n", "ccc\n"])
    #expect(frames.map(\.step) == [1, 2, 3])
    #expect(warnings.isEmpty)
  }

  @Test func aCutLastFrameIsDroppedWithAWarning() throws {
    let (frames, warnings) = try fours.read(text: "aaa\nbb")
    #expect(frames.count == 1)
    #expect(warnings.map(\.code) == ["W-TRUNCATED"])
  }

  @Test func aCutOnlyFrameIsItsError() {
    #expect(fours.failure("aa")?.reason == .endOfFile(expected: "four"))
    #expect(fours.failure("") != nil)
  }

  @Test func aByteOrderMarkIsSkipped() throws {
    #expect(
      try fours.read([0xEF, 0xBB, 0xBF, 0x61, 0x61, 0x61, 0x0A], source: "t").frames.count == 1)
  }

  @Test func otherEncodingsAreNamed() {
    func failure(_ bytes: [UInt8]) -> String {
      do {
        _ = try fours.read(bytes, source: "t")
        return ""
      } catch { return "\(error)" }
    }
    #expect(failure([0xFF, 0xFE, 0x61, 0]).contains("UTF-16"))
    #expect(failure([0xFE, 0xFF, 0, 0x61]).contains("UTF-16"))
    #expect(failure([0x61, 0, 0x62, 0]).contains("UTF-16LE"))
    #expect(failure([0, 0x61, 0, 0x62]).contains("UTF-16BE"))
    #expect(failure([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0]).contains("UTF-32"))
    #expect(failure(Array("aaa\rbbb\r".utf8)).contains("carriage return"))
  }

  @Test func formatsThatOnlyWriteOrReadSayso() {
    let mute = FileFormat(
      name: "mute", title: "Mute", isTrajectory: false, holds: [], ownsName: { _ in false })
    #expect(throws: ParseError.self) { try mute.read(text: "x") }
    #expect(throws: WriteError.self) { try mute.write([Frame()]) }
  }
}
