#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Looks through the heaps in which a file keeps its strings of variable length.
///
/// These have no checksum, and the library (1.10.8) copies as many bytes as they claim: a wrong
/// length ends the process. HDF5 File Format Specification 3.0, §III.E.
enum GlobalHeap {
  /// Headers stand at the beginning of a file; so much of it is looked at.
  private static let searched = 1 << 20
  private static let headerSize = 16
  private static let start: [UInt8] = Array("GCOL".utf8) + [1, 0, 0, 0]

  /// False where a heap holds an object that does not fit into it.
  static func isSound(_ descriptor: Int32, fileSize: Int) -> Bool {
    var bytes = [UInt8](repeating: 0, count: min(fileSize, searched))
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count == bytes.count else { return false }
    var place = 0
    while let heap = next(in: bytes, from: place), heap + headerSize <= bytes.count {
      guard isSound(bytes, at: heap, fileSize: fileSize) else { return false }
      place = heap + headerSize
    }
    return true
  }

  /// Where the next heap begins.
  private static func next(in bytes: [UInt8], from place: Int) -> Int? {
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return nil }
      var place = place
      while place + start.count <= bytes.count {
        guard let letter = memchr(base + place, Int32(start[0]), bytes.count - place) else {
          return nil
        }
        place = UnsafeRawPointer(letter) - base
        if place + start.count <= bytes.count, memcmp(letter, start, start.count) == 0 {
          return place
        }
        place += 1
      }
      return nil
    }
  }

  private static func isSound(_ bytes: [UInt8], at start: Int, fileSize: Int) -> Bool {
    let size = word(bytes, start + 8)
    guard size >= 4096, size <= UInt64(fileSize - start) else { return false }
    let end = start + Int(size)
    var place = start + headerSize
    while place + headerSize <= min(end, bytes.count) {
      let length = word(bytes, place + 8)
      let room = UInt64(end - place)
      let index = UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8
      // Object 0 is the free space at the end and counts its own header.
      if index == 0 { return length == 0 || length <= room }
      guard length <= room - UInt64(headerSize) else { return false }
      place += headerSize + (Int(length) + 7) / 8 * 8
    }
    return true
  }

  private static func word(_ bytes: [UInt8], _ place: Int) -> UInt64 {
    (0..<8).reduce(0) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) }
  }
}
