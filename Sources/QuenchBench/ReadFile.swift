import ArgumentParser
import QuenchFormats
import QuenchModel

/// What was read, so that two programs can be held against each other.
struct Reading: Encodable {
  private(set) var frames = 0
  private(set) var atoms = 0
  /// Cartesian position of the last atom of the last frame, Å.
  private(set) var last: [Double] = []

  /// Decodes every frame into one buffer.
  init(_ source: any FrameSource) throws {
    var frame = Frame(source.prototype)
    while let ticket = try source.next() {
      try source.decode(ticket, into: &frame)
      frames += 1
    }
    atoms = frame.structure.count
    last = Array(frame.structure.positions.flat.suffix(3))
  }
}

/// Reads all frames of a file into one frame of doubles.
struct ReadFile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Open a file and decode all its frames.")

  @Argument var file: String
  @OptionGroup var repetition: Repetition

  func run() throws {
    try repetition.run { try Reading(FileSource(path: file)) }
  }
}
