import ArgumentParser
import Foundation
import QuenchFormats
import QuenchModel
import QuenchTrajectories

/// Reads a file much larger than the memory it may take.
struct Memory: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memory", abstract: "Read a trajectory, its first frames into g(r).")

  @Argument var file: String
  @Option(help: "Frames that also enter g(r).") var frames = 1000
  @OptionGroup var question: RadialQuestion
  @OptionGroup var repetition: Repetition

  struct Finding: Encodable {
    let reading: Reading
    /// Largest resident size so far, MB of 10⁶ bytes.
    let peak: Double
  }

  func run() throws {
    try repetition.run {
      _ = try question.answer(
        SelectedSource(try FileSource(path: file), FrameRange(stop: frames)))
      let reading = try Reading(FileSource(path: file))
      return Finding(reading: reading, peak: Self.peakResidentSize)
    }
  }

  /// Linux counts it in KiB, Darwin in bytes.
  private static var peakResidentSize: Double {
    var usage = rusage()
    // RUSAGE_SELF, which is an enumeration in C and unlike on the two systems.
    getrusage(0, &usage)
    #if canImport(Glibc)
      return Double(usage.ru_maxrss) * 1024 / 1e6
    #else
      return Double(usage.ru_maxrss) / 1e6
    #endif
  }
}
