import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `quench run` with a program that only pretends to be LAMMPS.
@Suite struct RunCommandTests {
  private func fake() throws -> FakeLAMMPS { try FakeLAMMPS() }

  @Test func runsEveryStageAndStreamsItsFramesIntoStores() throws {
    let fake = try fake()
    let run = try fake.run(["run", "deck", "--json"])
    #expect(run.status == 0, "\(run.errors)")
    let runs = try #require(try run.json["runs"] as? [[String: Any]])
    #expect(runs.map { $0["name"] as? String } == ["01-melt", "02-quench"])
    #expect(runs.map { $0["frames"] as? Int } == [51, 21])
    let info = try fake.run(["info", "deck/01-melt/trajectory.h5", "--json"])
    #expect(info.output.contains("51"), "\(info.output)\(info.errors)")
    #expect(!fake.has("deck/01-melt/trajectory.h5.partial"))
  }

  @Test func aCompleteDeckIsNotRunAgain() throws {
    let fake = try fake()
    _ = try fake.run(["run", "deck"])
    let again = try fake.run(["run", "deck"])
    #expect(again.status == 0)
    #expect(again.errors.contains("01-melt: done before"))
    #expect(fake.text("deck/starts") == "01-melt\n02-quench\n")
  }

  /// run.sh and quench run obey the same marks; what the script ran gets its store from quench.
  @Test func whatTheScriptRanIsOnlyStored() throws {
    let fake = try fake()
    let script = Process()
    script.executableURL = fake.folder.appendingPathComponent("deck/run.sh")
    script.arguments = ["02-quench"]
    script.environment = fake.environment(["QUENCH": "true"])
    try script.run()
    script.waitUntilExit()
    #expect(script.terminationStatus == 0)
    let run = try fake.run(["run", "deck"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(fake.text("deck/starts") == "02-quench\n01-melt\n")
    #expect(fake.has("deck/02-quench/trajectory.h5"))
  }

  @Test func aMeltThatNeverMeltedIsRefusedAndStopsTheRest() throws {
    let fake = try fake()
    for _ in 1...2 {
      let run = try fake.run(["run", "deck"], ["FAKE_SPEED": "0.001"])
      #expect(run.status == 3)
      #expect(run.errors.contains("01-melt is not molten: Ar MSD"), "\(run.errors)")
    }
    #expect(fake.text("deck/starts") == "01-melt\n")
    let verdict = try fake.run(["check", "deck", "--run", "01-melt", "--until", "molten"])
    #expect(verdict.status == 3)
  }

  /// Half of the atoms are held: over all of them the mean square displacement would not reach r₁².
  @Test func onlyFreeAtomsAreToMelt() throws {
    let fake = try fake()
    let run = try fake.run(["run", "deck"], ["FAKE_SPEED": "0.09"])
    #expect(run.status == 0, "\(run.errors)")
    let verdict = try fake.run(["check", "deck", "--run", "01-melt", "--until", "molten"])
    #expect(verdict.status == 0)
    #expect(verdict.output.contains("Ar MSD 20.25 Å²"), "\(verdict.output)")
  }

  @Test func healthSaysWhatEachPartDid() throws {
    let fake = try fake()
    _ = try fake.run(["run", "deck"])
    let check = try fake.run(["check", "deck", "--json"])
    let runs = try #require(try check.json["runs"] as? [[String: Any]])
    let melt = try #require(runs.first)
    #expect(melt["finished"] as? String == "yes")
    #expect((melt["held_displacement_A"] as? Double ?? 1) < 1e-9)
    #expect((melt["molten_Ar"] as? String)?.hasPrefix("yes") == true)
    #expect(melt["engine_temperature_Ar_K"] as? Double == 299)
    #expect(melt["recrystallised"] as? String == "no")
  }

  /// Whether it melted is asked of the melt alone, what came back from there on.
  @Test func onlyAMeltIsAskedWhetherItMelted() throws {
    let fake = try fake()
    _ = try fake.run(["run", "deck"])
    let check = try fake.run(["check", "deck", "--json"])
    let runs = try #require(try check.json["runs"] as? [[String: Any]])
    #expect(runs.count == 2)
    #expect(runs[1]["molten_Ar"] == nil && runs[1]["recrystallised"] != nil)
    let text = try fake.run(["check", "deck"]).output
    #expect(text.contains("temperature             299 ± 0.5 K"), "\(text)")
  }

  @Test func healthReadsWhatWasCompressedSince() throws {
    let fake = try fake()
    _ = try fake.run(["run", "deck"])
    let before = try fake.run(["check", "deck"]).output
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/bin/gzip")
    gzip.arguments = ["log.lammps", "trajectory.lammpstrj"]
    gzip.currentDirectoryURL = fake.folder.appendingPathComponent("deck/01-melt")
    try gzip.run()
    gzip.waitUntilExit()
    #expect(fake.has("deck/01-melt/log.lammps.gz") && !fake.has("deck/01-melt/log.lammps"))
    #expect(try fake.run(["check", "deck"]).output == before)
  }

  @Test func aMissingEngineIsNamedWithItsPackageBeforeAnythingStarts() throws {
    let fake = try fake()
    let run = try CommandRun(["run", "deck"], in: fake.folder, environment: ["PATH": "/nowhere"])
    #expect(run.status == 69)
    #expect(
      run.errors.contains(
        "01-melt needs 'lmp', which is not on PATH: apt-get install lammps, or name your own"))
    #expect(!fake.has("deck/01-melt/trajectory.h5.partial"))
  }

  @Test func aFailingEngineHasTheLastWord() throws {
    let fake = try fake()
    let run = try fake.run(["run", "deck"], ["FAKE_FAIL": "1"])
    #expect(run.status == 1)
    #expect(run.errors.contains("01-melt: lmp ended with 1"))
    #expect(run.errors.contains("ERROR: Lost atoms: original 32 current 31"))
    #expect(!fake.has("deck/01-melt/.quench-done"))
  }

  @Test(arguments: [SIGINT, SIGKILL]) func goesOnAfterAnInterruption(signal: Int32) throws {
    let fake = try fake()
    let process = try fake.waiting(in: "02-quench")
    kill(process.processIdentifier, signal)
    // A killed Quench could not end its engine, which keeps the deck closed until it ends.
    if signal == SIGKILL {
      usleep(300_000)
      #expect(try fake.run(["run", "deck"]).status == 3)
      fake.endEngine()
    }
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    let run = try fake.runWhenFree()
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("01-melt: done before"))
    #expect(fake.text("deck/starts") == "01-melt\n02-quench\n02-quench\n")
    #expect(run.errors.contains("02-quench: done in"))
    #expect(run.errors.contains("21 frames in deck/02-quench/trajectory.h5"))
  }

  /// An engine that goes on from its checkpoint, as mdrun -cpi does: two of five frames lie beyond it.
  @Test(arguments: [SIGINT, SIGKILL]) func goesOnFromACheckpointWithoutLosingFrames(signal: Int32)
    throws
  {
    let fake = try fake()
    let manifest = fake.text("deck/quench-deck.json").replacingOccurrences(
      of: #""directory" : "02-quench","#,
      with: #""checkpoint" : "fake.checkpoint", "directory" : "02-quench","#)
    try fake.scratch.write("deck/quench-deck.json", manifest)
    let process = try fake.waiting(in: "02-quench")
    kill(process.processIdentifier, signal)
    usleep(200_000)
    fake.endEngine()
    process.waitUntilExit()
    let run = try fake.runWhenFree()
    #expect(run.status == 0, "\(run.errors)")
    let info = try fake.run(["info", "deck/02-quench/trajectory.h5", "--json"])
    #expect(try info.json["frames"] as? Int == 21)
    let times = try fake.run(["convert", "deck/02-quench/trajectory.h5", "-o", "all.lammpstrj"])
    #expect(times.status == 0, "\(times.errors)")
    let lines = fake.text("all.lammpstrj").split(separator: "\n")
    let steps = zip(lines, lines.dropFirst()).filter { $0.0 == "ITEM: TIMESTEP" }
      .compactMap { Int($0.1) }
    #expect(steps == (0...20).map { $0 * 10 })
  }

  @Test func twoStartsAtOnceAreRefused() throws {
    let fake = try fake()
    let process = try fake.waiting(in: "01-melt")
    let second = try fake.run(["run", "deck"])
    #expect(second.status == 3)
    #expect(second.errors.contains("deck is being run already"))
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    #expect(fake.text("deck/starts") == "01-melt\n")
  }

  /// On a terminal, one line: stage, step, temperature, energy, frames, time left.
  @Test func aTerminalShowsWhatGoesOn() throws {
    let fake = try fake()
    let (terminal, end) = try #require(FakeLAMMPS.terminal())
    let process = try fake.process(["run", "deck"], ["FAKE_PAUSE": "2.5"])
    process.standardError = FileHandle(fileDescriptor: end)
    try process.run()
    let seen = FakeLAMMPS.read(terminal, while: process)
    close(terminal)
    close(end)
    #expect(seen.contains("490/500 steps"), "\(seen)")
    #expect(seen.contains("01-melt (1/2)  300 K  -2.375 eV"), "\(seen)")
    #expect(seen.contains("left"), "\(seen)")
  }
}

extension FakeLAMMPS {
  func process(_ words: [String], _ behaviour: [String: String]) throws -> Process {
    let process = Process()
    process.executableURL = CommandRun.executable
    process.arguments = words
    process.currentDirectoryURL = folder
    process.environment = environment(behaviour)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    return process
  }

  /// A run whose engine stands still in a stage.
  func waiting(in stage: String) throws -> Process {
    let process = try process(["run", "deck"], ["FAKE_WAIT": stage])
    try process.run()
    for _ in 0..<200 where !text("deck/\(stage)/trajectory.lammpstrj").contains("TIMESTEP\n40") {
      usleep(50_000)
    }
    usleep(300_000)
    return process
  }

  /// Ends what sleeps in the deck, and nothing else.
  func endEngine() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
      guard let process = pid_t(name),
        let place = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(name)/cwd"),
        place.hasPrefix(folder.resolvingSymlinksInPath().path)
      else { continue }
      kill(process, SIGTERM)
    }
  }

  /// The ended engine may take a moment to let go.
  func runWhenFree() throws -> CommandRun {
    var run = try self.run(["run", "deck"])
    for _ in 0..<40 where run.status == 3 && run.errors.contains("is being run already") {
      usleep(50_000)
      run = try self.run(["run", "deck"])
    }
    return run
  }

  /// Both ends of a terminal; Swift's Glibc has no posix_openpt, so by what it does on Linux.
  static func terminal() -> (Int32, Int32)? {
    let (unlock, number) = (UInt(0x4004_5431), UInt(0x8004_5430))  // TIOCSPTLCK, TIOCGPTN
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (isLocked, place) = (Int32(0), UInt32(0))
    guard master >= 0, ioctl(master, unlock, &isLocked) == 0, ioctl(master, number, &place) == 0
    else { return nil }
    let end = open("/dev/pts/\(place)", O_RDWR | O_NOCTTY)
    return end >= 0 ? (master, end) : nil
  }

  static func read(_ terminal: Int32, while process: Process) -> String {
    _ = fcntl(terminal, F_SETFL, O_NONBLOCK)
    var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 4096))
    var isLast = false
    while true {
      let count = Glibc.read(terminal, &buffer, buffer.count)
      if count > 0 {
        bytes += buffer[..<count]
      } else if isLast {
        return String(decoding: bytes, as: UTF8.self)
      } else {
        isLast = !process.isRunning
        usleep(20_000)
      }
    }
  }
}
