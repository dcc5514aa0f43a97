/// Unpacks the integers of one XTC frame.
///
/// Each group is a full position and a run of small steps from atom to atom; the first step leads
/// backwards, because water packs better oxygen second. A flag says whether the length of the run
/// and the range of steps change (GROMACS source, xdr3dfcoord).
struct XTCDecoder {
  private let packing: XTCPacking
  private var bits: XTCBits
  private let fullField: XTCField?
  private let divisors: (y: XTCDivisor, z: XTCDivisor)
  private var smallIndex: Int
  private var smallField: XTCField?
  private var smallDivisor: XTCDivisor
  private var half: Int32
  /// Small steps per group.
  private var run = 0
  private var isCorrupt = false

  /// Why a frame cannot be unpacked.
  enum Fault {
    case range
    case run
    case ended
  }

  /// Most atoms a group can hold.
  static let groupLimit = 11

  init(_ packing: XTCPacking, _ data: UnsafeRawBufferPointer) {
    self.packing = packing
    bits = XTCBits(data)
    // With its six bits of run behind it, a full triple must fit one load.
    fullField = packing.tripleBits.flatMap { $0 <= 51 ? XTCField(bits: $0) : nil }
    divisors = (XTCDivisor(packing.sizes.y), XTCDivisor(packing.sizes.z))
    smallIndex = packing.smallIndex
    let range = XTCPacking.ranges[smallIndex]
    smallField = smallIndex <= 57 ? XTCField(bits: smallIndex) : nil
    smallDivisor = XTCDivisor(range)
    half = Int32(range / 2)
  }

  /// Unpacks `count` atoms; `store` takes them in pieces, in order, three integers each.
  @inline(__always)
  mutating func decode(
    _ count: Int, _ store: (_ firstAtom: Int, UnsafeBufferPointer<Int32>) -> Void
  ) -> Fault? {
    withUnsafeTemporaryAllocation(
      of: Int32.self, capacity: 3 * (Self.pieceSize + Self.groupLimit)
    ) { piece in
      guard let start = piece.baseAddress else { return .ended }
      var (stored, filled) = (0, 0)
      while stored &+ filled < count {
        if let fault = decodeGroup(start + 3 &* filled, room: count &- stored &- filled) {
          return fault
        }
        filled &+= 1 &+ run
        if filled >= Self.pieceSize || stored &+ filled == count {
          store(stored, UnsafeBufferPointer(start: start, count: 3 &* filled))
          stored &+= filled
          filled = 0
        }
      }
      if bits.isBeyondEnd { return .ended }
      return isCorrupt ? .range : nil
    }
  }

  private static let pieceSize = 512

  @inline(__always)
  private mutating func decodeGroup(
    _ target: UnsafeMutablePointer<Int32>, room: Int
  ) -> Fault? {
    var (x, y, z): (Int32, Int32, Int32)
    var change = 0
    if let fullField {
      let word = bits.peek
      (x, y, z) = fullPosition(fullField.value(word))
      let behind = word &<< UInt64(fullField.bits)
      if behind >> 63 == 1 {
        change = setRun(Int(behind &>> 58) & 31)
        bits.skip(fullField.bits &+ 6)
      } else {
        bits.skip(fullField.bits &+ 1)
      }
    } else {
      (x, y, z) = widePosition()
      if bits.take(1) == 1 { change = setRun(Int(bits.take(5))) }
    }
    guard run < room else { return .run }
    if run == 0 {
      target[0] = x
      target[1] = y
      target[2] = z
    } else {
      decodeRun(target, x, y, z)
    }
    return change == 0 ? nil : changeRange(change)
  }

  /// Gives −1, 0 or 1: how the range of small steps changes after this group.
  @inline(__always)
  private mutating func setRun(_ code: Int) -> Int {
    run = code / 3
    return code - 3 * run - 1
  }

  @inline(__always)
  private mutating func fullPosition(_ value: UInt64) -> (Int32, Int32, Int32) {
    let (above, z) = divisors.z.divide(value)
    let (x, y) = divisors.y.divide(above)
    if x >= UInt64(packing.sizes.x) { isCorrupt = true }
    return (
      packing.minimum.x &+ Int32(truncatingIfNeeded: x),
      packing.minimum.y &+ Int32(truncatingIfNeeded: y),
      packing.minimum.z &+ Int32(truncatingIfNeeded: z)
    )
  }

  @inline(__always)
  private mutating func decodeRun(
    _ target: UnsafeMutablePointer<Int32>, _ firstX: Int32, _ firstY: Int32, _ firstZ: Int32
  ) {
    var (x, y, z) = (firstX, firstY, firstZ)
    var place = target
    for index in 0..<run {
      let step = smallStep()
      x = x &+ step.x
      y = y &+ step.y
      z = z &+ step.z
      place[0] = x
      place[1] = y
      place[2] = z
      // The full position comes second.
      if index == 0 {
        place[3] = firstX
        place[4] = firstY
        place[5] = firstZ
        place += 3
      }
      place += 3
    }
  }

  @inline(__always)
  private mutating func smallStep() -> (x: Int32, y: Int32, z: Int32) {
    guard let smallField else { return wideStep() }
    let value = smallField.value(bits.peek)
    bits.skip(smallField.bits)
    let (above, z) = smallDivisor.divide(value)
    let (x, y) = smallDivisor.divide(above)
    return (
      Int32(truncatingIfNeeded: x) &- half, Int32(truncatingIfNeeded: y) &- half,
      Int32(truncatingIfNeeded: z) &- half
    )
  }

  @inline(never)
  private mutating func changeRange(_ change: Int) -> Fault? {
    smallIndex += change
    guard XTCPacking.smallIndices.contains(smallIndex) else { return .range }
    let range = XTCPacking.ranges[smallIndex]
    smallField = smallIndex <= 57 ? XTCField(bits: smallIndex) : nil
    smallDivisor = XTCDivisor(range)
    half = Int32(range / 2)
    return nil
  }
}

// MARK: - Wide fields

extension XTCDecoder {
  @inline(never)
  private mutating func widePosition() -> (Int32, Int32, Int32) {
    var offsets: SIMD3<UInt32>
    if let tripleBits = packing.tripleBits {
      offsets = wideTriple(tripleBits, packing.sizes)
    } else {
      let axisBits = packing.axisBits
      offsets = SIMD3(bits.take(axisBits.x), bits.take(axisBits.y), bits.take(axisBits.z))
    }
    if any(offsets .>= packing.sizes) { isCorrupt = true }
    let position = packing.minimum &+ SIMD3<Int32>(truncatingIfNeeded: offsets)
    return (position.x, position.y, position.z)
  }

  @inline(never)
  private mutating func wideStep() -> (x: Int32, y: Int32, z: Int32) {
    let range = XTCPacking.ranges[smallIndex]
    let step = wideTriple(smallIndex, SIMD3(repeating: range))
    let centred = SIMD3<Int32>(truncatingIfNeeded: step) &- half
    return (centred.x, centred.y, centred.z)
  }

  /// Three numbers in one of up to 72 bits.
  private mutating func wideTriple(_ length: Int, _ sizes: SIMD3<UInt32>) -> SIMD3<UInt32> {
    var value: UInt128 = 0
    var taken = 0
    while taken < length {
      let width = min(8, length - taken)
      value |= UInt128(bits.take(width)) << UInt128(taken)
      taken += width
    }
    let (above, z) = value.quotientAndRemainder(dividingBy: UInt128(sizes.z))
    let (x, y) = above.quotientAndRemainder(dividingBy: UInt128(sizes.y))
    return SIMD3(
      UInt32(truncatingIfNeeded: x), UInt32(truncatingIfNeeded: y),
      UInt32(truncatingIfNeeded: z))
  }
}
