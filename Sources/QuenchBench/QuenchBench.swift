import ArgumentParser
import Foundation

/// Does one piece of work again and again and says what each repetition cost.
///
/// Prints one line of JSON per repetition. `Scripts/bench` runs it beside the same work done by
/// another program.
@main
struct QuenchBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quench-bench",
    abstract: "Time parts of Quench in-process.",
    subcommands: [
      ReadFile.self, ReadStore.self, Radial.self, RadialPoints.self, Memory.self,
      MakeStore.self, AddOutputs.self,
    ])
}

/// How often to repeat.
struct Repetition: ParsableArguments {
  @Option(help: "Repeat so many times; without it, once per line of standard input.")
  var repetitions: Int?

  /// Runs `work` and prints what it found with the time it took.
  func run<Result: Encodable>(_ work: () throws -> Result) throws {
    for _ in 0..<(repetitions ?? .max) {
      if repetitions == nil, readLine() == nil { return }
      let start = Clock.now
      let result = try work()
      try Line.write(Measurement(time: Clock.now - start, result: result))
    }
  }
}

/// Seconds of this process: all its threads' work, and what passes on the wall.
struct Clock: Encodable {
  let cpu: Double
  let wall: Double

  static var now: Clock {
    Clock(cpu: seconds(CLOCK_PROCESS_CPUTIME_ID), wall: seconds(CLOCK_MONOTONIC))
  }

  static func - (end: Clock, start: Clock) -> Clock {
    Clock(cpu: end.cpu - start.cpu, wall: end.wall - start.wall)
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

struct Measurement<Result: Encodable>: Encodable {
  let time: Clock
  let result: Result
}

/// Standard output as lines of JSON, each handed over at once.
enum Line {
  static func write(_ value: some Encodable) throws {
    var data = try JSONEncoder().encode(value)
    data.append(UInt8(ascii: "\n"))
    try FileHandle.standardOutput.write(contentsOf: data)
  }
}
