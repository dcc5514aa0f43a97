import QuenchModel
import Testing

@testable import QuenchStore

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct StoreRecoveryTests {
  /// A store whose writer went away after ten flushed frames; its path without `.partial`.
  private func abandoned(_ folder: TemporaryFolder, frames: Int = 10) throws -> String {
    let path = folder / "t.h5"
    let writer = try TrajectoryWriter(path: path)
    for index in 0..<frames { try writer.write(Frame.random(atoms: 20, index: index)) }
    try writer.flush()
    // As a crash leaves it: the copy still carries the mark of a writer.
    write(bytes(of: path + ".partial"), to: folder / "left.h5")
    return folder / "left.h5"
  }

  @Test func anUnclosedFileNamesTheCommandThatRecoversIt() throws {
    let folder = TemporaryFolder()
    let left = try abandoned(folder)
    do {
      _ = try TrajectoryStore(path: left)
      Issue.record("it was opened")
    } catch {
      #expect(error.kind == .unfinished)
      #expect("\(error)".contains("quench recover \(left)"))
    }
  }

  @Test func allSafeFramesAreRecoveredAndTheOnlyCopyStays() throws {
    let folder = TemporaryFolder()
    let left = try abandoned(folder)
    let before = bytes(of: left)
    let report = try StoreRecovery.recover(from: left, to: folder / "new.h5")
    #expect(report == RecoveryReport(frames: 10, damaged: 0, reason: nil))
    #expect(bytes(of: left) == before)
    for (index, frame) in try readAll(folder / "new.h5").enumerated() {
      #expect(frame.structure == Frame.random(atoms: 20, index: index).structure)
    }
  }

  @Test func aDamagedFrameEndsTheRun() throws {
    let folder = TemporaryFolder()
    let left = try abandoned(folder)
    var damaged = bytes(of: left)
    let number = Frame.random(atoms: 20, index: 6).structure.positions[3]
    let needle = withUnsafeBytes(of: number.x) { Array($0) }
    let place = try #require(damaged.firstRange(of: needle)?.lowerBound)
    damaged[place] ^= 1
    write(damaged, to: left)
    let report = try StoreRecovery.recover(from: left, to: folder / "new.h5")
    #expect(report.frames == 6 && report.damaged == 4)
    #expect(report.reason?.contains("checksum") == true)
  }

  @Test func aFollowerSeesAllFramesAndTheEnd() throws {
    let folder = TemporaryFolder()
    let path = folder / "t.h5"
    var options = StoreOptions()
    options.flushFrames = 3
    let writer = try TrajectoryWriter(path: path, options: options)
    for index in 0..<3 { try writer.write(Frame.random(atoms: 9, index: index)) }
    let process = try spawnFollower(path)
    for index in 3..<60 {
      try writer.write(Frame.random(atoms: 9, index: index))
      usleep(2000)
    }
    try writer.finish()
    var status: Int32 = 0
    waitpid(process, &status, 0)
    #expect(status == 0)
  }

  /// The library shares an open file within a process; a follower is another one.
  private func spawnFollower(_ path: String) throws -> pid_t {
    try Torture.start(["follow", path, "1", "60"])
  }

  @Test func killedWritersLoseNothingTheyCalledSafe() throws {
    let folder = TemporaryFolder()
    #expect(try Torture.run(["kills", folder.path, "11", "20"]) == 0)
  }

  @Test(arguments: [1000, 20_000, 300_000, 2_500_000])
  func aFullDiskIsAClearErrorAndLosesNothing(bytes: Int) throws {
    let folder = TemporaryFolder()
    for seed in 1...6 {
      #expect(try Torture.run(["full", folder / "\(seed).h5", "\(seed)", "\(bytes)"]) == 0)
    }
  }
}

/// The program beside the tests that is made to be killed.
enum Torture {
  static func start(_ arguments: [String]) throws -> pid_t {
    var name = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &name, 4095)
    var executable = String(
      decoding: name.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    executable = executable.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
    executable += "/StoreTorture"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    try #require(posix_spawn(&process, executable, &actions, nil, words, environ) == 0)
    return process
  }

  static func run(_ arguments: [String]) throws -> Int32 {
    let process = try start(arguments)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return status
  }
}
