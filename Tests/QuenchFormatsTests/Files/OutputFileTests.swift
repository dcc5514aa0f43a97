import Testing

@testable import QuenchFormats

@Suite struct OutputFileTests {
  @Test func nothingAppearsBeforeItIsFinished() throws {
    let scratch = try ScratchDirectory()
    do {
      let output = try OutputFile(path: scratch.file("a"))
      try output.write([1, 2, 3])
      #expect(!scratch.names.contains("a"))
    }
    #expect(scratch.names.isEmpty, "what was not finished is removed")
  }

  @Test func existingFilesNeedForce() throws {
    let scratch = try ScratchDirectory()
    let path = try scratch.write("a", [1])
    let error = #expect(throws: FileError.self) { _ = try OutputFile(path: path) }
    #expect(error?.kind == .exists)
    let output = try OutputFile(path: path, force: true)
    try output.write([2, 3])
    try output.finish()
    #expect(try SmallFile.bytes(of: path) == [2, 3])
    #expect(scratch.names == ["a"])
  }

  @Test func aDeviceIsWrittenToAndNotReplaced() throws {
    let output = try OutputFile(path: "/dev/null", force: true)
    try output.write([1, 2, 3])
    try output.finish()
    #expect(try SmallFile.bytes(of: "/dev/null").isEmpty)
    let scratch = try ScratchDirectory()
    let error = #expect(throws: FileError.self) {
      _ = try OutputFile(path: scratch.path, force: true)
    }
    #expect(error?.description.contains("directory") == true)
  }

  @Test func aFileThatAppearsMeanwhileIsNotReplaced() throws {
    let scratch = try ScratchDirectory()
    let output = try OutputFile(path: scratch.file("a"))
    try output.write([1])
    let other = try scratch.write("b", [9])
    #expect(other.hasSuffix("b"))
    let rival = try OutputFile(path: scratch.file("a"))
    try rival.write([2])
    try rival.finish()
    let error = #expect(throws: FileError.self) { try output.finish() }
    #expect(error?.kind == .exists)
    #expect(try SmallFile.bytes(of: scratch.file("a")) == [2])
    #expect(scratch.names.sorted() == ["a", "b"])
  }

  @Test func aDirectoryThatCannotBeWrittenIsAnError() {
    let error = #expect(throws: FileError.self) { _ = try OutputFile(path: "/proc/none/a") }
    #expect(error?.kind == .failed)
  }
}
