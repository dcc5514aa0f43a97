internal import CCompression
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that appears under its name only when it is complete.
///
/// Bytes go to a temporary file beside the target, made by `mkstemp`; `finish` renames it. What is
/// not finished is removed. `-` is standard output. A name ending in `.gz` is compressed.
public final class OutputFile {
  public let path: String
  private let replaces: Bool
  private var descriptor: Int32
  private var temporary: String?
  private var deflater: GzipEncoder?

  /// Throws `FileError(.exists)` where the target is there and `force` is not given.
  public init(path: String, force: Bool = false) throws(FileError) {
    self.path = path
    replaces = force
    guard path != "-" else {
      descriptor = STDOUT_FILENO
      return
    }
    if let device = try Self.device(path) {
      descriptor = device
      return
    }
    if !force, access(path, F_OK) == 0 { throw Self.exists(path) }
    (descriptor, temporary) = try Self.makeTemporary(beside: path)
    if path.lowercased().hasSuffix(".gz") { deflater = GzipEncoder() }
  }

  deinit {
    guard let temporary else {
      if descriptor >= 0, descriptor != STDOUT_FILENO { close(descriptor) }
      return
    }
    close(descriptor)
    discard(temporary)
  }

  /// Temporary files of outputs under way, for whoever must leave in a hurry.
  private static let unfinished = Mutex(Set<String>())

  /// Removes what is not finished; for signal handling, when no output goes on.
  public static func removeUnfinished() {
    unfinished.withLock { names in
      for name in names { unlink(name) }
      names.removeAll()
    }
  }

  private func discard(_ temporary: String) {
    unlink(temporary)
    forget(temporary)
  }

  private func forget(_ temporary: String) {
    _ = Self.unfinished.withLock { $0.remove(temporary) }
  }

  public func write(_ bytes: [UInt8]) throws(FileError) {
    if let deflater {
      try writePlain(deflater.encode(bytes, finishing: false))
    } else {
      try writePlain(bytes)
    }
  }

  /// Completes the file: on disk, closed, under its name.
  public func finish() throws(FileError) {
    if let deflater { try writePlain(deflater.encode([], finishing: true)) }
    guard let temporary else { return }
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else {
      throw FileError.system(path, .failed, "cannot write")
    }
    self.temporary = nil
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0 else {
      let error = FileError.system(path, .failed, "cannot write")
      discard(temporary)
      throw error
    }
    try moveIntoPlace(temporary)
  }

  /// `link` fails where the target exists, which `rename` would silently replace.
  private func moveIntoPlace(_ temporary: String) throws(FileError) {
    if !replaces {
      if link(temporary, path) == 0 {
        discard(temporary)
        return
      }
      if errno == EEXIST {
        discard(temporary)
        throw Self.exists(path)
      }
    }
    guard rename(temporary, path) == 0 else {
      let error = FileError.system(path, .failed, "cannot rename the finished file")
      discard(temporary)
      throw error
    }
    forget(temporary)
  }

  private func writePlain(_ bytes: [UInt8]) throws(FileError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileError.system(path, .failed, "cannot write") }
      done += count
    }
  }

  /// Opens what is there and no file (`/dev/null`, a FIFO): renaming would put a file in its place.
  private static func device(_ path: String) throws(FileError) -> Int32? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return nil
    case S_IFDIR: throw FileError(path, .failed, "is a directory; name a file in it")
    default: break
    }
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError.system(path, .failed, "cannot open") }
    return descriptor
  }

  private static func exists(_ path: String) -> FileError {
    FileError(path, .exists, "exists already; --force replaces it")
  }

  private static func makeTemporary(
    beside path: String
  ) throws(FileError) -> (Int32, String) {
    var template = Array((path + ".XXXXXX").utf8CString)
    let descriptor = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkstemp($0) } ?? -1
    }
    guard descriptor >= 0 else {
      throw FileError.system(path, .failed, "cannot create a file beside it")
    }
    let mask = umask(0)
    umask(mask)
    fchmod(descriptor, 0o666 & ~mask)
    let name = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    _ = unfinished.withLock { $0.insert(name) }
    return (descriptor, name)
  }
}

/// zlib's deflate with a gzip header.
final class GzipEncoder {
  private var stream = z_stream()

  init() { _ = quench_deflate_init(&stream) }
  deinit { deflateEnd(&stream) }

  func encode(_ bytes: [UInt8], finishing: Bool) -> [UInt8] {
    var output: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    var input = bytes
    input.withUnsafeMutableBufferPointer { source in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      repeat {
        let produced = block.withUnsafeMutableBufferPointer { target in
          stream.next_out = target.baseAddress
          stream.avail_out = UInt32(target.count)
          _ = deflate(&stream, finishing ? Z_FINISH : Z_NO_FLUSH)
          return target.count - Int(stream.avail_out)
        }
        output.append(contentsOf: block.prefix(produced))
      } while stream.avail_out == 0
    }
    return output
  }
}
