/// A stream of bits, the highest of each byte first; beyond the end it gives zeros and goes on.
struct XTCBits {
  private let start: UnsafeRawPointer
  private let count: Int
  /// In bits.
  private(set) var position = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    start = bytes.baseAddress ?? UnsafeRawPointer(PowersOfTen.emptyText)
    count = bytes.count
  }

  var isBeyondEnd: Bool { position > 8 * count }

  @inline(__always)
  mutating func skip(_ bits: Int) { position &+= bits }

  /// The next 57 or more bits, the first in the highest place.
  @inline(__always)
  var peek: UInt64 {
    let byte = position >> 3
    let word = byte &+ 8 <= count ? load(byte) : loadNearEnd(byte)
    return word &<< UInt64(position & 7)
  }

  @inline(__always)
  private func load(_ byte: Int) -> UInt64 {
    UInt64(bigEndian: start.loadUnaligned(fromByteOffset: byte, as: UInt64.self))
  }

  @inline(never)
  private func loadNearEnd(_ byte: Int) -> UInt64 {
    var word: UInt64 = 0
    for place in 0..<8 {
      let isInside = byte &+ place < count
      let value = isInside ? start.load(fromByteOffset: byte &+ place, as: UInt8.self) : 0
      word = word << 8 | UInt64(value)
    }
    return word
  }

  /// Up to 32 bits as a number.
  @inline(__always)
  mutating func take(_ bits: Int) -> UInt32 {
    guard bits > 0 else { return 0 }
    defer { skip(bits) }
    return UInt32(truncatingIfNeeded: peek &>> UInt64(64 &- bits))
  }
}

/// How to take a number of fixed length out of the stream: its bytes come lowest first, the last one
/// holding the bits left over.
struct XTCField {
  let bits: Int
  private let wholeMask: UInt64
  private let restMask: UInt64
  private let restShift: UInt64

  /// 1…57 bits.
  init(bits: Int) {
    self.bits = bits
    let (whole, rest) = (UInt64(bits & ~7), UInt64(bits & 7))
    wholeMask = (1 << whole) &- 1
    restShift = rest == 0 ? 0 : 8 - rest
    restMask = ((1 << rest) &- 1) << (whole + restShift)
  }

  /// From bits of which the field is the highest.
  @inline(__always)
  func value(_ word: UInt64) -> UInt64 {
    let bytes = word.byteSwapped
    return (bytes & wholeMask) | ((bytes & restMask) &>> restShift)
  }
}

/// Division by a fixed number through its reciprocal.
struct XTCDivisor {
  let value: UInt64
  private let reciprocal: UInt64

  init(_ value: UInt32) {
    self.value = UInt64(value)
    reciprocal = .max / UInt64(value)
  }

  /// Exact for every dividend: floor((2⁶⁴ − 1)/d) underestimates the quotient by at most one.
  @inline(__always)
  func divide(_ dividend: UInt64) -> (quotient: UInt64, remainder: UInt64) {
    let estimate = dividend.multipliedFullWidth(by: reciprocal).high
    let rest = dividend &- estimate &* value
    return rest >= value ? (estimate &+ 1, rest &- value) : (estimate, rest)
  }
}
