#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the file system refused.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// The input is not there or cannot be read as a file.
    case unreadable
    /// The output exists and may not be replaced.
    case exists
    /// Reading or writing failed: full disk, broken device.
    case failed
    /// The reader of our output has gone (EPIPE).
    case brokenPipe
    /// Compressed data are damaged, cut or grow beyond the limit.
    case badCompression
  }

  public let path: String
  public let kind: Kind
  public let reason: String

  public init(_ path: String, _ kind: Kind, _ reason: String) {
    self.path = path
    self.kind = kind
    self.reason = reason
  }

  public var description: String { "\(Self.displayName(path)): \(reason)" }

  /// `-` as a person calls it.
  static func displayName(_ path: String) -> String { path == "-" ? "standard input" : path }

  /// The present `errno` as an error about standard output.
  public static func standardOutput() -> FileError {
    system("standard output", .failed, "cannot write")
  }

  /// The present `errno` as an error about `path`.
  static func system(_ path: String, _ kind: Kind, _ action: String) -> FileError {
    let code = errno
    let message = strerror(code).map { String(cString: $0) } ?? "error \(code)"
    return FileError(path, code == EPIPE ? .brokenPipe : kind, "\(action): \(message)")
  }
}
