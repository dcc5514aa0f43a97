public import QuenchModel

extension FileFormat {
  /// All frames of a file that is already in memory, and what is to be said about it.
  ///
  /// A cut last frame is dropped with `W-TRUNCATED` when whole ones stand before it; otherwise it is
  /// the error that decoding it gives.
  public func read(
    _ bytes: UnsafeRawBufferPointer, source: String, options: ReadOptions = ReadOptions()
  ) throws(ParseError) -> (frames: [Frame], warnings: [Warning]) {
    guard let makeReader else {
      throw ParseError(
        source: source, line: 1, column: 1, reason: .unsupported("\(title) can only be written"))
    }
    let bytes = UnsafeRawBufferPointer(rebasing: bytes[try textStart(bytes, source: source)...])
    let reader = try makeReader(bytes, source, options)
    var frames: [Frame] = []
    var warnings: [Warning] = []
    var frame = Frame()
    var previous: FrameExtent?
    var place = FramePlace(
      source: source, index: 0, line: 1 + reader.start.lines, offset: reader.start.offset)
    while true {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[place.offset...])
      let extent = try reader.extent(of: rest, isComplete: true, previous: previous, place: place)
      guard let length = try frameLength(extent, rest, place, &warnings) else { break }
      // A reader that finds a frame in no bytes would find it for ever.
      if place.index > 0, length == 0 { break }
      frame.warnings = []
      try reader.decode(
        UnsafeRawBufferPointer(rebasing: rest[..<length]), place: place, into: &frame)
      frames.append(frame)
      previous = extent
      place = place.next(after: extent, length: length)
    }
    return (frames, warnings)
  }

  public func read(
    _ bytes: [UInt8], source: String, options: ReadOptions = ReadOptions()
  ) throws(ParseError) -> (frames: [Frame], warnings: [Warning]) {
    try bytes.withUnsafeBufferPointer { (bytes) throws(ParseError) in
      try read(UnsafeRawBufferPointer(bytes), source: source, options: options)
    }
  }

  /// The bytes of a file that holds `frames`.
  public func write(
    _ frames: [Frame], options: WriteOptions = WriteOptions()
  ) throws(WriteError) -> [UInt8] {
    guard let makeEncoder else { throw WriteError("\(title) can only be read") }
    var encoder = makeEncoder(options)
    var output = TextBuffer()
    for frame in frames { try encoder.encode(frame, into: &output) }
    try encoder.finish(into: &output)
    return output.bytes
  }

  private func frameLength(
    _ extent: FrameExtent, _ rest: UnsafeRawBufferPointer, _ place: FramePlace,
    _ warnings: inout [Warning]
  ) throws(ParseError) -> Int? {
    switch extent {
    case .frame(let length, _): return length
    case .end where place.index == 0, .needsMore: return rest.count
    case .end: return nil
    case .truncated(let what):
      if place.index == 0 { return rest.count }
      warnings.append(.truncated(what, frames: place.index))
      return nil
    }
  }
}

extension Warning {
  static func truncated(_ what: String, frames: Int) -> Warning {
    Warning("W-TRUNCATED", "\(what); the \(frames) complete frames before it are used")
  }
}

extension FramePlace {
  /// The place of the frame that follows one of this extent.
  func next(after extent: FrameExtent, length: Int) -> FramePlace {
    var lines = 0
    if case .frame(_, let counted) = extent { lines = counted }
    return FramePlace(
      source: source, index: index + 1, line: line + lines, offset: offset + length)
  }
}
