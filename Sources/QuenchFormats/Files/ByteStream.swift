#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Bytes that come once and in order: a pipe, a compressed file, or both. Not thread-safe.
final class ByteStream {
  /// How far decompression may go before it is taken for a bomb.
  ///
  /// Without a limit from the user: 256 MiB and 200 times what was read, so that memory stays bounded
  /// by the input. Text trajectories compress by 3 to 30.
  static func defaultLimit(consumed: Int) -> Int { (256 << 20) + 200 * consumed }

  private let descriptor: Int32
  private let path: String
  private let limit: Int?
  private var input: [UInt8]
  private var inputRange = 0..<0
  private var inputEnded = false
  private var decoder: (any StreamDecoder)?
  private var insideStream = false
  private var hasWholeStream = false
  /// Bytes since the last line end.
  private var lineLength = 0
  private(set) var consumed = 0
  private var produced = 0

  /// Takes ownership of `descriptor`; `head` are bytes already read from it.
  init(descriptor: Int32, head: [UInt8], path: String, limit: Int?) {
    self.descriptor = descriptor
    self.path = path
    self.limit = limit
    input = head
    inputRange = 0..<head.count
    consumed = head.count
    decoder = Compression(magic: head)?.makeDecoder()
    if input.count < 1 << 18 {
      input.append(contentsOf: repeatElement(0, count: (1 << 18) - input.count))
    }
  }

  deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

  /// Appends up to about `count` more bytes to `target`; false at the end.
  func read(_ count: Int, appendingTo target: inout [UInt8]) throws(FileError) -> Bool {
    let before = target.count
    target.append(contentsOf: repeatElement(0, count: count))
    var filled = before
    while filled < target.count {
      let step = try fill(&target, from: filled)
      if step == 0 { break }
      filled += step
    }
    target.removeLast(target.count - filled)
    produced += filled - before
    try checkLimit()
    try checkLine(target[before..<filled])
    return filled > before
  }

  /// A device that sends zeros for ever would fill the memory with one line.
  private static let longestLine = 256 << 20

  private func checkLine(_ bytes: ArraySlice<UInt8>) throws(FileError) {
    if let end = bytes.lastIndex(of: 0x0A) {
      lineLength = bytes.endIndex - end
    } else {
      lineLength += bytes.count
    }
    guard lineLength <= Self.longestLine else {
      throw FileError(path, .unreadable, "sends \(lineLength) bytes without a line end")
    }
  }

  private func fill(_ target: inout [UInt8], from start: Int) throws(FileError) -> Int {
    guard decoder != nil else { return try copyPlain(&target, from: start) }
    while true {
      if inputRange.isEmpty { try refill() }
      if inputRange.isEmpty {
        guard !insideStream else {
          throw FileError(path, .badCompression, "the compressed data end in the middle")
        }
        return 0
      }
      let produced = try decode(&target, from: start)
      if produced > 0 { return produced }
    }
  }

  private func copyPlain(_ target: inout [UInt8], from start: Int) throws(FileError) -> Int {
    if inputRange.isEmpty { try refill() }
    let count = min(inputRange.count, target.count - start)
    let end = inputRange.lowerBound + count
    target.replaceSubrange(start..<start + count, with: input[inputRange.lowerBound..<end])
    inputRange = end..<inputRange.upperBound
    return count
  }

  private func decode(_ target: inout [UInt8], from start: Int) throws(FileError) -> Int {
    guard let decoder else { return 0 }
    let step: DecodeStep
    do {
      step = try input.withUnsafeBytes { input in
        try target.withUnsafeMutableBytes { output in
          try decoder.step(
            UnsafeRawBufferPointer(rebasing: input[inputRange]),
            UnsafeMutableRawBufferPointer(rebasing: output[start...]))
        }
      }
      insideStream = !step.atEnd
      inputRange = inputRange.lowerBound + step.consumed..<inputRange.upperBound
      if step.atEnd {
        hasWholeStream = true
        try decoder.restart()
      }
    } catch {
      // Tapes and some tools pad with zeros behind the last whole stream.
      if !insideStream, hasWholeStream, input[inputRange].first == 0 {
        inputRange = 0..<0
        inputEnded = true
        return 0
      }
      throw FileError(path, .badCompression, "the compressed data are damaged")
    }
    if step.consumed == 0, step.produced == 0, !step.atEnd { try refillKeepingRest() }
    return step.produced
  }

  private func refillKeepingRest() throws(FileError) {
    guard !inputEnded else {
      throw FileError(path, .badCompression, "the compressed data end in the middle")
    }
    input.removeSubrange(..<inputRange.lowerBound)
    inputRange = 0..<inputRange.count
    input.append(contentsOf: repeatElement(0, count: 1 << 18))
    try readMore(at: inputRange.count)
  }

  private func refill() throws(FileError) {
    guard !inputEnded else { return }
    inputRange = 0..<0
    try readMore(at: 0)
  }

  private func readMore(at place: Int) throws(FileError) {
    while true {
      let count = input.withUnsafeMutableBytes { buffer in
        Glibc.read(descriptor, buffer.baseAddress.map { $0 + place }, buffer.count - place)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError.system(path, .failed, "cannot read") }
      inputEnded = count == 0
      consumed += count
      inputRange = inputRange.lowerBound..<place + count
      return
    }
  }

  private func checkLimit() throws(FileError) {
    guard decoder != nil else { return }
    let allowed = limit ?? Self.defaultLimit(consumed: consumed)
    guard produced <= allowed else {
      throw FileError(
        path, .badCompression,
        "\(consumed) compressed bytes grow beyond \(allowed); if that is meant, allow more with "
          + "--max-decompressed")
    }
  }
}
