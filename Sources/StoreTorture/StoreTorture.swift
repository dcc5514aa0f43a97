import QuenchModel
import QuenchStore

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes stores that are cut short, and judges what is left of them.
///
///     StoreTorture write FILE SEED FRAMES        prints "n safe" after each flush
///     StoreTorture judge FILE SEED SAFE          recovers FILE.partial and compares every frame
///     StoreTorture full FILE SEED BYTES          writes into a limit of BYTES, then judges
///     StoreTorture follow FILE SEED FRAMES       reads while another process writes
///     StoreTorture read FILE 0 REPEATS           reads all positions; prints the shortest time
///     StoreTorture kills FOLDER SEED COUNT       kills COUNT writers with SIGKILL, judges each
@main
enum StoreTorture {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 5, let seed = UInt64(arguments[3]), let number = Int(arguments[4])
    else {
      say("usage: StoreTorture write|judge|full FILE SEED NUMBER, or kills FOLDER SEED COUNT")
      exit(64)
    }
    do {
      switch arguments[1] {
      case "write": try write(arguments[2], TortureRun(seed: seed), frames: number)
      case "judge":
        let frames = try judge(arguments[2], TortureRun(seed: seed), safe: number)
        say("\(frames) frames recovered")
      case "full": try full(arguments[2], TortureRun(seed: seed), bytes: number)
      case "follow": try follow(arguments[2], frames: number)
      case "read": try read(arguments[2], repeats: number)
      case "kills": try kills(arguments[2], seed: seed, count: number)
      default: exit(64)
      }
    } catch {
      say("\(error)")
      exit(1)
    }
  }

  static func say(_ text: String) {
    let line = Array((text + "\n").utf8)
    _ = Glibc.write(1, line, line.count)
  }

  static func write(_ path: String, _ run: TortureRun, frames: Int) throws {
    let writer = try TrajectoryWriter(path: path, options: run.options) { say("\($0) safe") }
    for index in 0..<frames { try writer.write(run.frame(index)) }
    try writer.finish()
  }

  /// Throws unless exactly `frames` frames come, each with ten times its number as step.
  static func follow(_ path: String, frames: Int) throws {
    let follower = try TrajectoryFollower(path: path, interval: 0.005, patience: 20)
    var frame = Frame(follower.prototype)
    var count = 0
    while let ticket = try follower.next() {
      try follower.decode(ticket, into: &frame)
      guard frame.step == 10 * count, frame.structure.lattice?.isValid == true else {
        throw Verdict(description: "frame \(count) is not what was written")
      }
      count += 1
    }
    guard count == frames else {
      throw Verdict(description: "\(count) frames of \(frames) were seen")
    }
  }

  /// Opening included, frames decoded into one buffer by one thread.
  static func read(_ path: String, repeats: Int) throws {
    var best = Duration.seconds(1_000_000)
    var atomFrames = 0
    for _ in 0..<repeats {
      atomFrames = 0
      best = try min(
        best,
        ContinuousClock().measure {
          let store = try TrajectoryStore(path: path)
          var frame = Frame(store.prototype)
          while let ticket = try store.next() {
            try store.decode(ticket, into: &frame)
            atomFrames += frame.structure.count
          }
        })
    }
    say("\(atomFrames) atom-frames in \(best)")
  }

  struct Verdict: Error, CustomStringConvertible { let description: String }

  /// Throws unless at least `safe` frames are recovered and all of them are what was written.
  @discardableResult
  static func judge(_ path: String, _ run: TortureRun, safe: Int) throws -> Int {
    let partial = path + ".partial"
    let left = access(partial, F_OK) == 0 ? partial : path
    let copy = path + ".recovered"
    defer { unlink(copy) }
    do {
      try StoreRecovery.recover(from: left, to: copy, overwrite: true)
    } catch  where safe == 0 {
      // Killed before the head was written: nothing was promised.
      return 0
    }
    let store = try TrajectoryStore(path: copy)
    var frame = Frame(store.prototype)
    var count = 0
    while let ticket = try store.next() {
      try store.decode(ticket, into: &frame)
      let expected = run.frame(ticket.index)
      guard frame.isSame(as: expected) else {
        throw Verdict(description: "\(left): frame \(ticket.index) differs")
      }
      count += 1
    }
    guard count >= safe else {
      throw Verdict(description: "\(left): \(count) frames of \(safe) safe ones")
    }
    return count
  }

  /// Writes until the process's file size limit stops it: the same errors as a full disk.
  static func full(_ path: String, _ run: TortureRun, bytes: Int) throws {
    signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    let before = limit
    limit.rlim_cur = rlim_t(bytes)
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    var safe = 0
    do {
      let writer = try TrajectoryWriter(path: path, options: run.options) { safe = $0 }
      for index in 0... { try writer.write(run.frame(index)) }
    } catch let error as StoreError {
      guard error.kind == .diskFull else { throw error }
      guard (error.framesSafe ?? 0) == safe else {
        throw Verdict(description: "the error reports \(error.framesSafe ?? 0) of \(safe) frames")
      }
      say("\(error)")
    }
    limit = before
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    let recovered = try judge(path, run, safe: safe)
    say("\(safe) safe, \(recovered) recovered")
  }
}

extension Frame {
  func isSame(as other: Frame) -> Bool {
    structure.positions == other.structure.positions
      && structure.velocities == other.structure.velocities
      && structure.lattice == other.structure.lattice
      && structure.species.codes == other.structure.species.codes
      && step == other.step && time == other.time && observables == other.observables
  }
}
