import Quench

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Standard output for results, standard error for everything said about them.
enum Terminal {
  static let errorIsTerminal = isatty(STDERR_FILENO) == 1

  static func complain(_ message: String) { put(inert(message) + "\n", to: STDERR_FILENO) }

  static func say(_ text: String) throws {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(STDOUT_FILENO, buffer.baseAddress.map { $0 + done }, buffer.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileError.standardOutput() }
      done += count
    }
  }

  /// Columns of the terminal at standard error; 80 where it does not say.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 80 }
    return Int(size.ws_col)
  }

  static func put(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }

  /// Text from files without the control characters a terminal would obey.
  static func inert(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          let isControl =
            (scalar.value < 0x20 && scalar != "\n" && scalar != "\t")
            || (0x7F..<0xA0).contains(scalar.value)
          return isControl ? "?" : scalar
        }))
  }
}
