import ArgumentParser
import QuenchFormats
import QuenchModel
import QuenchTrajectories

/// What was read, so that two programs can be held against each other.
struct Reading: Encodable {
  var frames = 0
  var atoms = 0
  /// Cartesian position of the last atom of the last frame, Å.
  var last: [Double] = []

  mutating func add(_ frame: Frame) {
    frames += 1
    let positions = frame.structure.positions
    atoms = positions.count
    last = Array(positions.flat.suffix(3))
  }
}

/// Reads all frames of a file into one frame of doubles.
struct ReadFile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Open a file and decode all its frames.")

  @Argument var file: String
  @OptionGroup var repetition: Repetition

  func run() throws {
    try repetition.run {
      var reading = Reading()
      try FileSource(path: file).forEach { reading.add($0) }
      return reading
    }
  }
}
