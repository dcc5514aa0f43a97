#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One run of gnuplot.
enum GnuplotProcess {
  /// Runs `gnuplot` from PATH, without the user's start-up file.
  ///
  /// Throws `gnuplotMissing`, or `gnuplotFailed` with what it wrote to stderr.
  static func run(_ arguments: [String]) throws(FigureError) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw .system("open a pipe for", "gnuplot") }
    let (reader, writer) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let started = spawn(["gnuplot", "--default-settings"] + arguments, errors: writer)
    close(writer)
    let message = started.code == 0 ? readAll(reader) : ""
    close(reader)
    guard started.code == 0 else {
      if started.code == ENOENT { throw .gnuplotMissing }
      errno = started.code
      throw .system("start", "gnuplot")
    }
    let status = wait(for: started.process)
    guard status == 0 else { throw .gnuplotFailed(status: status, message: message) }
  }

  private static func spawn(
    _ arguments: [String], errors: Int32
  ) -> (process: pid_t, code: Int32) {
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    var texts = arguments.map { strdup($0) }
    defer { for text in texts { free(text) } }
    texts.append(nil)
    var process: pid_t = 0
    let code = posix_spawnp(&process, arguments[0], &actions, nil, texts, environ)
    return (process, code)
  }

  /// At most 64 KiB are kept; the rest is read and dropped, so that the writer never waits.
  private static func readAll(_ file: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(file, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      if bytes.count < 65536 { bytes += buffer[..<count] }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The exit status, or 128 + signal.
  private static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { return 127 }
    }
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }
}
