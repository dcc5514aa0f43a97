/// Reads big-endian XDR values (RFC 4506) from bytes; nil where they end.
struct XDRCursor {
  private let bytes: UnsafeRawBufferPointer
  private(set) var offset = 0

  init(_ bytes: UnsafeRawBufferPointer, at offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  var remaining: Int { bytes.count - offset }

  mutating func int32() -> Int32? { take(UInt32.self).map { Int32(bitPattern: $0) } }

  mutating func int64() -> Int64? { take(UInt64.self).map { Int64(bitPattern: $0) } }

  mutating func float() -> Float? { take(UInt32.self).map { Float(bitPattern: $0) } }

  mutating func double() -> Double? { take(UInt64.self).map { Double(bitPattern: $0) } }

  private mutating func take<Word: FixedWidthInteger>(_ type: Word.Type) -> Word? {
    let size = MemoryLayout<Word>.size
    guard remaining >= size else { return nil }
    defer { offset += size }
    return Word(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
  }
}

extension TextBuffer {
  mutating func append(xdr value: Int32) { append(bytes: Self.bigEndian(value)) }
  mutating func append(xdr value: Int64) { append(bytes: Self.bigEndian(value)) }
  mutating func append(xdr value: Float) { append(bytes: Self.bigEndian(value.bitPattern)) }
  mutating func append(xdr value: Double) { append(bytes: Self.bigEndian(value.bitPattern)) }

  private static func bigEndian<Word: FixedWidthInteger>(_ value: Word) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }
}

extension ParseError {
  /// An error in a binary file: line 0, the column is the byte.
  static func binary(
    _ place: FramePlace, _ offset: Int, _ reason: Reason, advice: String? = nil
  ) -> ParseError {
    ParseError(
      source: place.source, line: 0, column: place.offset + offset, reason: reason, advice: advice)
  }
}
