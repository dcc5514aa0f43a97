import QuenchDecks
import QuenchFormats
import Testing

@Suite struct BadProtocolTests {
  @Test func theCorpusIsThere() { #expect(Fixture.badProtocols.count >= 60) }

  /// The first line of each file says `# expects: LINE:COLUMN: message`.
  @Test(arguments: Fixture.badProtocols) func saysWhatIsWrongAndWhere(name: String) throws {
    let bytes = try Fixture.bytes("Bad/\(name).yaml")
    let first = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    let expected = first.dropFirst("# expects: ".count)
    let error = #expect(throws: ParseError.self) {
      _ = try RunProtocol.read(bytes, source: "p.yaml")
    }
    #expect(error?.description == "p.yaml:\(expected)")
  }

  @Test(arguments: ProtocolTemplate.all.map(\.name))
  func cutProtocolsNeverTrap(name: String) throws {
    let bytes = Array(try #require(ProtocolTemplate.named(name)).text.utf8)
    for end in stride(from: 0, to: bytes.count, by: 3) {
      for text in [Array(bytes[..<end]), bytes[..<end] + [UInt8(ascii: "{")] + bytes[end...]] {
        do { _ = try RunProtocol.read(text, source: "cut") } catch { #expect(error.line > 0) }
      }
    }
  }

  @Test func bytesThatAreNoTextAreRefused() {
    #expect(throws: ParseError.self) { _ = try RunProtocol.read([0xFF, 0xFE, 0x00], source: "p") }
  }

  @Test func aMegabyteIsTheLimit() {
    let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: (1 << 20) + 1)
    #expect(throws: ParseError.self) { _ = try RunProtocol.read(bytes, source: "p") }
  }
}
