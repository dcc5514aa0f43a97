#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The bytes of an input: mapped where they can be read twice, a stream where not.
enum InputBytes {
  case mapped(MappedFile)
  case stream(ByteStream)

  /// Opens a path, or standard input for `-`. Compression is told by magic bytes.
  static func open(_ path: String, maxDecompressed: Int?) throws(FileError) -> InputBytes {
    if path == "-" {
      return try stream(STDIN_FILENO, path, maxDecompressed)
    }
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError.system(path, .unreadable, "cannot open") }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let error = FileError.system(path, .unreadable, "cannot open")
      close(descriptor)
      throw error
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      close(descriptor)
      throw FileError(path, .unreadable, "is a directory; name a file in it")
    case S_IFREG:
      return try regular(descriptor, Int(status.st_size), path, maxDecompressed)
    default:
      return try stream(descriptor, path, maxDecompressed)
    }
  }

  private static func regular(
    _ descriptor: Int32, _ size: Int, _ path: String, _ limit: Int?
  ) throws(FileError) -> InputBytes {
    let head = try readHead(descriptor, path)
    guard Compression(magic: head) == nil else {
      return .stream(ByteStream(descriptor: descriptor, head: head, path: path, limit: limit))
    }
    return .mapped(try MappedFile(descriptor: descriptor, size: size, path: path))
  }

  private static func stream(
    _ descriptor: Int32, _ path: String, _ limit: Int?
  ) throws(FileError) -> InputBytes {
    .stream(
      ByteStream(
        descriptor: descriptor, head: try readHead(descriptor, path), path: path, limit: limit))
  }

  /// The first bytes, enough for any magic number; a pipe may give them in pieces.
  private static func readHead(_ descriptor: Int32, _ path: String) throws(FileError) -> [UInt8] {
    var head = [UInt8](repeating: 0, count: 16)
    var filled = 0
    while filled < head.count {
      let count = head.withUnsafeMutableBytes { buffer in
        Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError.system(path, .unreadable, "cannot read") }
      if count == 0 { break }
      filled += count
    }
    return Array(head.prefix(filled))
  }
}
