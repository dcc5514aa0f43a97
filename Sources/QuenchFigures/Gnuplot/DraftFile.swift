#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A temporary file beside its target that becomes the target when it is complete, or goes away.
struct DraftFile: ~Copyable {
  /// Its name in the folder.
  let name: String
  private let path: String
  private var isFinished = false

  init(folder: String) throws(FigureError) {
    var template = Array("\(folder)/.quench-XXXXXX".utf8CString)
    let file = mkstemp(&template)
    path = template.withUnsafeBufferPointer { buffer in
      String(decoding: buffer.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    name = String(path.dropFirst(folder.count + 1))
    guard file >= 0 else { throw .system("create a file in", folder) }
    // mkstemp hides the file from everyone else; a finished figure is like any other file.
    let mode = fchmod(file, 0o644)
    let code = errno
    guard close(file) == 0, mode == 0 else {
      unlink(path)
      errno = code
      throw .system("create", path)
    }
  }

  deinit { if !isFinished { unlink(path) } }

  func write(_ text: String) throws(FigureError) {
    let file = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC)
    guard file >= 0 else { throw .system("write", path) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Self.writeOnce(file, $0) }
      if count < 0 {
        let code = errno
        close(file)
        errno = code
        throw .system("write", path)
      }
      rest = rest.dropFirst(count)
    }
    guard close(file) == 0 else { throw .system("write", path) }
  }

  private static func writeOnce(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    while true {
      #if canImport(Glibc)
        let count = Glibc.write(file, bytes.baseAddress, bytes.count)
      #else
        let count = Darwin.write(file, bytes.baseAddress, bytes.count)
      #endif
      if count >= 0 || errno != EINTR { return count }
    }
  }

  /// Takes the target's name.
  consuming func finish(as target: String) throws(FigureError) {
    guard rename(path, target) == 0 else { throw .system("write", target) }
    isFinished = true
  }
}

extension FigureError {
  /// The operation that has just failed, with errno's reason.
  static func system(_ operation: String, _ path: String) -> FigureError {
    let reason = strerror(errno).map { String(cString: $0) } ?? "unknown"
    return .system(operation: operation, path: path, reason: reason)
  }
}
