/// Rows of a tab-separated fixture, comments left out.
enum Fixture {
  static func rows(_ name: String, file: String = #filePath) throws -> [[String]] {
    let folder = file.split(separator: "/").dropLast().joined(separator: "/")
    let text = try String(contentsOfPath: "/\(folder)/Fixtures/\(name)")
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      line.split(separator: "\t").map(String.init)
    }
  }
}

extension String {
  init(contentsOfPath path: String) throws {
    guard let file = fopen(path, "r") else { throw MissingFixture(path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&block, 1, block.count, file)
      if count == 0 { break }
      bytes += block[..<count]
    }
    self.init(decoding: bytes, as: UTF8.self)
  }
}

struct MissingFixture: Error {
  let path: String
  init(_ path: String) { self.path = path }
}

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
