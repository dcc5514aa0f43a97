import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A program that was started, in its own directory, with its streams in files.
final class EngineProcess: Sendable {
  private let process: pid_t

  /// Everything running, so that an interrupted Quench leaves no engine behind.
  private static let running = Mutex<Set<pid_t>>([])

  /// Starts a program from PATH in `directory`; standard error goes with standard output.
  ///
  /// The child takes signals as usual, whatever Quench itself ignores. Throws `RunError`.
  init(
    _ words: [String], directory: String, input: String? = nil, output: String,
    appends: Bool = false
  ) throws(RunError) {
    guard let program = words.first, Self.isOnPath(program) else {
      throw RunError(
        .programMissing, "'\(words.first ?? "")' is not on PATH: install the engine or name it")
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input ?? "/dev/null", O_RDONLY, 0)
    let mode = O_WRONLY | O_CREAT | (appends ? O_APPEND : O_TRUNC)
    posix_spawn_file_actions_addopen(&actions, 1, output, mode, 0o666)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    Self.setSignals(&attributes)
    // The shell changes directory: posix_spawn itself cannot everywhere.
    let line = ["/bin/sh", "-c", "cd -- \"$1\" && shift && exec \"$@\"", "sh", directory] + words
    var arguments = line.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var started: pid_t = 0
    let code = posix_spawn(&started, line[0], &actions, &attributes, &arguments, environ)
    guard code == 0 else {
      throw RunError(.failed, "\(program) cannot be started: \(String(cString: strerror(code)))")
    }
    process = started
    Self.running.withLock { [started] in _ = $0.insert(started) }
  }

  /// Whether a word names a program: a path, or a name in a folder of PATH.
  static func isOnPath(_ program: String) -> Bool {
    if program.contains("/") { return access(program, X_OK) == 0 }
    guard !program.isEmpty, let path = getenv("PATH") else { return false }
    return String(cString: path).split(separator: ":").contains {
      access("\($0)/\(program)", X_OK) == 0
    }
  }

  /// Default actions for every signal, none blocked.
  private static func setSignals(_ attributes: inout posix_spawnattr_t) {
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
  }

  /// The exit status, or 128 + signal; nil while it runs.
  func status() -> Int32? {
    var status: Int32 = 0
    let found = waitpid(process, &status, WNOHANG)
    if found == 0 || (found < 0 && errno == EINTR) { return nil }
    Self.running.withLock { [process] in _ = $0.remove(process) }
    guard found > 0 else { return 127 }
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }

  /// Asks the engine to end; it may write a last restart file.
  func terminate() { kill(process, SIGTERM) }

  /// Asks everything that runs to end: for handlers of signals.
  static func terminateAll() {
    running.withLock { for process in $0 { kill(process, SIGTERM) } }
  }
}

/// Ends the engines that this process started.
public enum RunningEngines {
  public static func terminateAll() { EngineProcess.terminateAll() }
}
