public import QuenchModel

/// Writes frames to one file in a format, in constant memory.
public struct FileSink: FrameSink {
  private let file: OutputFile
  private var encoder: any FrameEncoder
  private var buffer = TextBuffer()
  private let format: FileFormat
  private var written = 0

  /// Throws `WriteError` for formats that can only be read, `FileError` where the target cannot be made.
  public init(
    path: String, format: FileFormat, options: WriteOptions = WriteOptions(), force: Bool = false
  ) throws {
    guard let makeEncoder = format.makeEncoder else {
      throw WriteError("\(format.title) can only be read; choose another format with --to")
    }
    encoder = makeEncoder(options)
    self.format = format
    file = try OutputFile(path: path, force: force)
  }

  public mutating func write(_ frame: Frame) throws {
    guard format.isTrajectory || written == 0 else {
      throw WriteError(
        "\(format.title) holds one structure; choose a frame with --frames, or a trajectory format")
    }
    try encoder.encode(frame, into: &buffer)
    written += 1
    if buffer.count > 1 << 20 { try flush() }
  }

  public mutating func finish() throws {
    try encoder.finish(into: &buffer)
    try flush()
    try file.finish()
  }

  private mutating func flush() throws {
    try file.write(buffer.bytes)
    buffer.removeAll()
  }
}
