/// Whole files that are read at once: POTCAR, topology lists, settings.
public enum SmallFile {
  /// All bytes of a file, decompressed; throws `FileError` beyond `limit` bytes.
  public static func bytes(of path: String, limit: Int = 256 << 20) throws(FileError) -> [UInt8] {
    switch try InputBytes.open(path, maxDecompressed: limit) {
    case .mapped(let file):
      guard file.bytes.count <= limit else { throw tooLarge(path, limit) }
      return Array(file.bytes)
    case .stream(let stream): return try bytes(from: stream, path, limit: limit)
    }
  }

  static func bytes(
    from stream: ByteStream, _ path: String, limit: Int
  ) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    while try stream.read(1 << 20, appendingTo: &bytes) {
      guard bytes.count <= limit else { throw tooLarge(path, limit) }
    }
    return bytes
  }

  private static func tooLarge(_ path: String, _ limit: Int) -> FileError {
    FileError(path, .unreadable, "is larger than the \(limit) bytes expected at most")
  }
}
