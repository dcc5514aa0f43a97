import CCompression

/// Filters of one chunk, done outside the library so that many threads may work at once.
enum ChunkCodec {
  /// All first bytes, then all second bytes …; a tail shorter than an element stays as it is.
  static func shuffled(_ bytes: [UInt8], size: Int) -> [UInt8] {
    guard size > 1 else { return bytes }
    let count = bytes.count / size
    return [UInt8](unsafeUninitializedCapacity: bytes.count) { target, filled in
      bytes.withUnsafeBufferPointer { source in
        for byte in 0..<size {
          for element in 0..<count {
            target[byte * count + element] = source[element * size + byte]
          }
        }
        for tail in (count * size)..<bytes.count { target[tail] = source[tail] }
      }
      filled = bytes.count
    }
  }

  static func unshuffled(_ bytes: [UInt8], size: Int) -> [UInt8] {
    guard size > 1 else { return bytes }
    let count = bytes.count / size
    return [UInt8](unsafeUninitializedCapacity: bytes.count) { target, filled in
      bytes.withUnsafeBufferPointer { source in
        for byte in 0..<size {
          for element in 0..<count {
            target[element * size + byte] = source[byte * count + element]
          }
        }
        for tail in (count * size)..<bytes.count { target[tail] = source[tail] }
      }
      filled = bytes.count
    }
  }

  /// Nil where the result would not be smaller.
  static func deflated(_ bytes: [UInt8], level: UInt32) -> [UInt8]? {
    var size = uLong(bytes.count)
    var status: Int32 = 0
    let packed = [UInt8](unsafeUninitializedCapacity: bytes.count) { target, filled in
      status = compress2(target.baseAddress, &size, bytes, uLong(bytes.count), Int32(level))
      filled = status == Z_OK ? Int(size) : 0
    }
    return status == Z_OK && packed.count < bytes.count ? packed : nil
  }

  /// Nil unless the bytes unpack to exactly `count`; zlib's Adler-32 is verified on the way.
  static func inflated(_ bytes: UnsafeRawBufferPointer, count: Int) -> [UInt8]? {
    var size = uLong(count)
    var status: Int32 = 0
    let source = bytes.assumingMemoryBound(to: UInt8.self)
    let plain = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
      status = uncompress(target.baseAddress, &size, source.baseAddress, uLong(bytes.count))
      filled = status == Z_OK ? Int(size) : 0
    }
    return status == Z_OK && plain.count == count ? plain : nil
  }

  /// Each number rounded to the nearest multiple of `quantum`, a power of two; NaN stays NaN.
  static func rounded(_ value: Double, to quantum: Double) -> Double {
    // Beyond this the spacing of doubles is the quantum or more; the sum below would be inexact.
    let limit = quantum * 0x1p51
    guard abs(value) < limit else { return value }
    let shift = 3 * limit
    return (value + shift) - shift
  }
}
