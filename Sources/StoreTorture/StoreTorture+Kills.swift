#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension StoreTorture {
  /// Starts writers, kills each after 20–300 ms, and judges what it left.
  static func kills(_ folder: String, seed: UInt64, count: Int) throws {
    var random = SplitMix64(state: seed)
    var (acknowledged, recovered, unborn) = (0, 0, 0)
    for number in 0..<count {
      let runSeed = random.next()
      let path = "\(folder)/killed-\(number).h5"
      let safe = try killedWriter(path, seed: runSeed, after: 20_000 + random.next() % 280_000)
      let found = try judge(path, TortureRun(seed: runSeed), safe: safe)
      acknowledged += safe
      recovered += found
      if safe == 0 { unborn += 1 }
      for name in [path, path + ".partial", path + ".log"] { unlink(name) }
    }
    say(
      "\(count) writers killed, \(unborn) of them before the first flush: "
        + "\(acknowledged) frames acknowledged, \(recovered) recovered, none lost")
  }

  /// Frames the writer had called safe when it was killed.
  private static func killedWriter(
    _ path: String, seed: UInt64, after microseconds: UInt64
  ) throws -> Int {
    let log = path + ".log"
    let process = try spawn(["write", path, "\(seed)", "1000000"], output: log)
    usleep(UInt32(microseconds))
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    guard status & 0x7f == SIGKILL else {
      throw Verdict(description: "\(path): the writer ended by itself with status \(status)")
    }
    return lastCount(log)
  }

  private static func spawn(_ arguments: [String], output: String) throws -> pid_t {
    let executable = CommandLine.arguments[0]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(
      &actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    var words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    guard posix_spawn(&process, executable, &actions, nil, words, environ) == 0 else {
      throw Verdict(description: "cannot start \(executable)")
    }
    return process
  }

  /// The last whole line "n safe".
  private static func lastCount(_ log: String) -> Int {
    guard let file = fopen(log, "r") else { return 0 }
    defer { fclose(file) }
    var last = 0
    var line = [CChar](repeating: 0, count: 200)
    while fgets(&line, 200, file) != nil {
      let text = String(
        decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasSuffix(" safe\n"), let count = Int(text.dropLast(6)) else { continue }
      last = count
    }
    return last
  }
}
