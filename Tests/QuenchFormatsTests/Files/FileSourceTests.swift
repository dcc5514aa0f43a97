import Testing

@testable import QuenchFormats
@testable import QuenchModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A directory that goes with the test.
final class ScratchDirectory {
  let path: String
  private static var parent: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp" }

  init() throws {
    var template = Array("\(ScratchDirectory.parent)/quench-test-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkdtemp($0) != nil } ?? false
    }
    try #require(made)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in names { unlink(path + "/" + name) }
    rmdir(path)
  }

  func file(_ name: String) -> String { path + "/" + name }

  /// What is in it, without `.` and `..`.
  var names: [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let output = try OutputFile(path: file(name))
    try output.write(bytes)
    try output.finish()
    return file(name)
  }
}

@Suite struct FileSourceTests {
  /// Ten frames of one atom at x = frame/100 of a 10 Å cell.
  private static let xdatcar: String =
    "walk\n1.0\n10 0 0\n0 10 0\n0 0 10\nO\n1\n"
    + (0..<10).map { "Direct configuration= \($0 + 1)\n  0.0\($0) 0.5 0.5\n" }.joined()

  private func positions(_ source: FileSource) throws -> [Double] {
    var found: [Double] = []
    var frame = Frame(source.prototype)
    while let ticket = try source.next() {
      try source.decode(ticket, into: &frame)
      found.append(frame.structure.positions[0].x)
    }
    return found
  }

  private let expected = (0..<10).map { Double($0) / 100 * 10 }

  @Test func plainFilesAreReadFrameByFrameAndInAnyOrder() throws {
    let scratch = try ScratchDirectory()
    let source = try FileSource(
      path: try scratch.write("XDATCAR", Array(Self.xdatcar.utf8)))
    #expect(source.isRandomAccess)
    var tickets: [FrameTicket] = []
    while let ticket = try source.next() { tickets.append(ticket) }
    #expect(tickets.count == 10)
    var frame = Frame(source.prototype)
    for ticket in tickets.reversed() {
      try source.decode(ticket, into: &frame)
      #expect(abs(frame.structure.positions[0].x - expected[ticket.index]) < 1e-12)
    }
  }

  @Test func compressedFilesGiveTheSameFramesOnce() throws {
    let scratch = try ScratchDirectory()
    let source = try FileSource(
      path: try scratch.write("XDATCAR.gz", Array(Self.xdatcar.utf8)))
    #expect(!source.isRandomAccess)
    #expect(try positions(source) == expected)
  }

  @Test func aByteOrderMarkAndWindowsLineEndsChangeNothing() throws {
    let scratch = try ScratchDirectory()
    let windows = Array(
      Self.xdatcar.split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: "\r\n").utf8)
    let path = try scratch.write("XDATCAR", [0xEF, 0xBB, 0xBF] + windows)
    #expect(try positions(FileSource(path: path)) == expected)
  }

  @Test func aDamagedCompressedFileIsNamed() throws {
    let scratch = try ScratchDirectory()
    let whole = try SmallBytes.gzip(Array(Self.xdatcar.utf8), in: scratch)
    let cut = try scratch.write("XDATCAR.cut", Array(whole.prefix(whole.count / 2)))
    #expect(throws: FileError.self) { try positions(FileSource(path: cut)) }
    var damaged = whole
    damaged[whole.count / 2] ^= 0xFF
    let path = try scratch.write("XDATCAR.damaged", damaged)
    #expect(throws: (any Error).self) { try positions(FileSource(path: path)) }
  }

  @Test func zerosBehindAWholeStreamArePadding() throws {
    let scratch = try ScratchDirectory()
    let whole = try SmallBytes.gzip(Array(Self.xdatcar.utf8), in: scratch)
    let padded = try scratch.write("XDATCAR.padded", whole + [UInt8](repeating: 0, count: 100))
    #expect(try positions(FileSource(path: padded)) == expected)
    let followed = try scratch.write("XDATCAR.followed", whole + Array("more".utf8))
    #expect(throws: FileError.self) { try positions(FileSource(path: followed)) }
  }

  @Test func aDeviceThatEndsNoLineIsLeftBeforeItFillsTheMemory() {
    let error = #expect(throws: FileError.self) {
      _ = try FileSource(path: "/dev/zero", format: .poscar)
    }
    #expect(error?.kind == .unreadable)
  }

  @Test(arguments: [
    ("a.h5", [UInt8]("text".utf8), "not an HDF5 file"), ("a.h5", [], "empty"),
    ("nothing", [], "empty"), ("nothing", [UInt8]("\u{1}\u{2}".utf8), "--from"),
  ])
  func whatIsNoKnownFormatSaysWhy(name: String, bytes: [UInt8], reason: String) throws {
    let scratch = try ScratchDirectory()
    let path = try scratch.write(name, bytes)
    let error = #expect(throws: ParseError.self) { _ = try FileSource(path: path) }
    #expect(error?.description.contains(reason) == true)
  }

  @Test func anErrorShowsOnlyTheBeginningOfALongLine() {
    let error = FileFormat.gro.failure("title\n" + String(repeating: "x", count: 100_000) + "\n")
    #expect((error?.description.utf8.count ?? .max) < 200)
  }

  @Test func aBombStopsAtTheLimit() throws {
    let scratch = try ScratchDirectory()
    let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: 4 << 20)
    let path = try scratch.write("XDATCAR.gz", zeros)
    let error = #expect(throws: FileError.self) {
      _ = try FileSource(path: path, maxDecompressed: 1 << 19)
    }
    #expect(error?.kind == .badCompression)
    #expect(error?.description.contains("--max-decompressed") == true)
  }

  @Test func directoriesAndMissingFilesAreUnreadable() throws {
    let scratch = try ScratchDirectory()
    let directory = #expect(throws: FileError.self) { _ = try FileSource(path: scratch.path) }
    #expect(directory?.kind == .unreadable)
    let missing = #expect(throws: FileError.self) {
      _ = try FileSource(path: scratch.file("POSCAR"))
    }
    #expect(missing?.kind == .unreadable)
  }

  @Test func anEmptyFileIsAParseError() throws {
    let scratch = try ScratchDirectory()
    let path = try scratch.write("POSCAR", [])
    #expect(throws: ParseError.self) { _ = try FileSource(path: path) }
  }
}

enum SmallBytes {
  /// Bytes as `OutputFile` compresses them.
  static func gzip(_ bytes: [UInt8], in scratch: ScratchDirectory) throws -> [UInt8] {
    let path = try scratch.write("plain.gz", bytes)
    let descriptor = open(path, O_RDONLY)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    let count = read(descriptor, &buffer, buffer.count)
    return Array(buffer.prefix(max(0, count)))
  }
}
