/// Whole files without a copy where they can be mapped, and in pieces where they are long.
///
/// For readers in other modules of this package.
package enum FileBytes {
  /// Hands over all bytes, decompressed; throws `FileError` beyond `limit` decompressed bytes.
  package static func with<Result>(
    _ path: String, maxDecompressed limit: Int = 4 << 30,
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    switch try InputBytes.open(path, maxDecompressed: limit) {
    case .mapped(let file):
      return try withExtendedLifetime(file) { try body(file.bytes) }
    case .stream(let stream):
      // Opened once: standard input does not come a second time.
      return try SmallFile.bytes(from: stream, path, limit: limit).withUnsafeBytes(body)
    }
  }

  /// The first bytes, decompressed; fewer where the file is shorter.
  package static func head(of path: String, _ count: Int = 1 << 14) throws -> [UInt8] {
    switch try InputBytes.open(path, maxDecompressed: nil) {
    case .mapped(let file): return Array(file.bytes.prefix(count))
    case .stream(let stream):
      var bytes: [UInt8] = []
      while bytes.count < count, try stream.read(count - bytes.count, appendingTo: &bytes) {}
      return Array(bytes.prefix(count))
    }
  }

  /// Hands over the bytes in pieces of at most `size`, in order; memory does not grow with the file.
  package static func forEachPiece(
    of path: String, size: Int = 1 << 20, maxDecompressed limit: Int? = nil,
    _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    switch try InputBytes.open(path, maxDecompressed: limit) {
    case .mapped(let file):
      var start = 0
      while start < file.bytes.count {
        let end = min(start + size, file.bytes.count)
        try body(UnsafeRawBufferPointer(rebasing: file.bytes[start..<end]))
        file.release(start..<end)
        start = end
      }
    case .stream(let stream):
      var bytes: [UInt8] = []
      while try stream.read(size, appendingTo: &bytes) {
        try bytes.withUnsafeBytes(body)
        bytes.removeAll(keepingCapacity: true)
      }
    }
  }
}
