import ArgumentParser
import QuenchFormats
import QuenchModel
import QuenchStore
import QuenchTrajectories

/// Reads all frames of an HDF5 file into one frame of doubles.
struct ReadStore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read-store", abstract: "Open an H5MD file and decode all its frames.")

  @Argument var file: String
  @OptionGroup var repetition: Repetition

  func run() throws {
    try repetition.run { try Reading(TrajectoryStore(path: file)) }
  }
}

/// Writes the store that `read-store` reads.
struct MakeStore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make-store", abstract: "Store the first frames of a trajectory as doubles.")

  @Argument var file: String
  @Argument var output: String
  @Option var frames: Int

  func run() throws {
    let writer = try TrajectoryWriter(path: output, options: StoreOptions(overwrite: true))
    let source = SelectedSource(try FileSource(path: file), FrameRange(stop: frames))
    try source.forEachFrame(writer.write)
    try writer.finish()
  }
}
