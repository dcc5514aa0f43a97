/// Unpacks the integers of one XTC frame.
///
/// Each group is a full position and a run of small steps from atom to atom; the first step leads
/// backwards, because water packs better oxygen second. A flag says whether the length of the run
/// and the range of steps change (GROMACS source, xdr3dfcoord).
///
/// Nothing here hands out the address of `self`, so that the place in the stream stays in a register.
struct XTCDecoder {
  private let packing: XTCPacking
  private var bits: XTCBits
  private let fullField: XTCField?
  private let divisors: (y: XTCDivisor, z: XTCDivisor)
  private let smallRanges = XTCSmallRange.all
  private var smallIndex: Int
  private var small: XTCSmallRange
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
  /// Atoms unpacked before they are handed on.
  private static let pieceSize = 512

  init(_ packing: XTCPacking, _ data: UnsafeRawBufferPointer) {
    self.packing = packing
    bits = XTCBits(data)
    // With its six bits of run behind it, a full triple must fit one load.
    fullField = packing.tripleBits.flatMap { $0 <= 51 ? XTCField(bits: $0) : nil }
    divisors = (XTCDivisor(packing.sizes.y), XTCDivisor(packing.sizes.z))
    smallIndex = packing.smallIndex
    small = smallRanges[smallIndex]
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

  @inline(__always)
  private mutating func decodeGroup(
    _ target: UnsafeMutablePointer<Int32>, room: Int
  ) -> Fault? {
    var position: (x: Int32, y: Int32, z: Int32)
    var change = 0
    if let fullField {
      let word = bits.peek
      position = fullPosition(fullField.value(word))
      let behind = word &<< UInt64(fullField.bits)
      if behind >> 63 == 1 {
        change = setRun(Int(truncatingIfNeeded: (behind &>> 58) & 31))
        bits.skip(fullField.bits &+ 6)
      } else {
        bits.skip(fullField.bits &+ 1)
      }
    } else {
      position = widePosition()
      if bits.take(1) == 1 { change = setRun(Int(bits.take(5))) }
    }
    guard run < room else { return .run }
    if run == 0 {
      target[0] = position.x
      target[1] = position.y
      target[2] = position.z
    } else {
      decodeRun(target, position)
    }
    guard change != 0 else { return nil }
    smallIndex &+= change
    guard XTCPacking.smallIndices.contains(smallIndex) else { return .range }
    small = smallRanges[smallIndex]
    return nil
  }

  /// Gives −1, 0 or 1: how the range of small steps changes after this group.
  @inline(__always)
  private mutating func setRun(_ code: Int) -> Int {
    run = Int(UInt8(truncatingIfNeeded: code) / 3)
    return code &- 3 &* run &- 1
  }

  @inline(__always)
  private mutating func fullPosition(_ value: UInt64) -> (x: Int32, y: Int32, z: Int32) {
    let (above, z) = divisors.z.divide(value)
    let (x, y) = divisors.y.divide(above)
    isCorrupt = isCorrupt || x >= UInt64(packing.sizes.x)
    return (
      packing.minimum.x &+ Int32(truncatingIfNeeded: x),
      packing.minimum.y &+ Int32(truncatingIfNeeded: y),
      packing.minimum.z &+ Int32(truncatingIfNeeded: z)
    )
  }

  @inline(__always)
  private mutating func decodeRun(
    _ target: UnsafeMutablePointer<Int32>, _ first: (x: Int32, y: Int32, z: Int32)
  ) {
    // The first step's atom comes first, the full position second.
    let step = smallStep()
    var (x, y, z) = (first.x &+ step.x, first.y &+ step.y, first.z &+ step.z)
    target[0] = x
    target[1] = y
    target[2] = z
    target[3] = first.x
    target[4] = first.y
    target[5] = first.z
    var place = target + 6
    for _ in 1..<max(1, run) {
      let step = smallStep()
      x = x &+ step.x
      y = y &+ step.y
      z = z &+ step.z
      place[0] = x
      place[1] = y
      place[2] = z
      place += 3
    }
  }

  @inline(__always)
  private mutating func smallStep() -> (x: Int32, y: Int32, z: Int32) {
    guard smallIndex <= XTCSmallRange.lastNarrow else { return wideStep() }
    let value = small.field.value(bits.peek)
    bits.skip(smallIndex)
    let (above, z) = small.divide(value)
    let (x, y) = small.divide(above)
    return (
      Int32(truncatingIfNeeded: x) &- small.half, Int32(truncatingIfNeeded: y) &- small.half,
      Int32(truncatingIfNeeded: z) &- small.half
    )
  }
}

// MARK: - Wide fields

extension XTCDecoder {
  @inline(__always)
  private mutating func widePosition() -> (x: Int32, y: Int32, z: Int32) {
    let (offsets, length) = Self.wideOffsets(packing, bits)
    bits.skip(length)
    isCorrupt = isCorrupt || any(offsets .>= packing.sizes)
    let position = packing.minimum &+ SIMD3<Int32>(truncatingIfNeeded: offsets)
    return (position.x, position.y, position.z)
  }

  @inline(never)
  private static func wideOffsets(
    _ packing: XTCPacking, _ bits: XTCBits
  ) -> (offsets: SIMD3<UInt32>, length: Int) {
    if let length = packing.tripleBits {
      return (wideTriple(bits, length, packing.sizes), length)
    }
    var bits = bits
    let axes = packing.axisBits
    let offsets = SIMD3(bits.take(axes.x), bits.take(axes.y), bits.take(axes.z))
    return (offsets, axes.wrappedSum())
  }

  @inline(__always)
  private mutating func wideStep() -> (x: Int32, y: Int32, z: Int32) {
    let sizes = SIMD3(repeating: XTCPacking.ranges[smallIndex])
    let step = Self.wideTriple(bits, smallIndex, sizes)
    bits.skip(smallIndex)
    let centred = SIMD3<Int32>(truncatingIfNeeded: step) &- small.half
    return (centred.x, centred.y, centred.z)
  }

  /// Three numbers in one of up to 72 bits.
  @inline(never)
  private static func wideTriple(
    _ start: XTCBits, _ length: Int, _ sizes: SIMD3<UInt32>
  ) -> SIMD3<UInt32> {
    var bits = start
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

/// One entry of the table of small steps, ready for use.
struct XTCSmallRange {
  let field: XTCField
  /// What stands for a step of zero.
  let half: Int32
  private let range: UInt64
  private let reciprocal: UInt64

  /// Up to this index a step fits 48 bits and its range 17.
  static let lastNarrow = 48

  private init(index: Int) {
    range = UInt64(max(2, XTCPacking.ranges[index]))
    half = Int32(XTCPacking.ranges[index] / 2)
    field = XTCField(bits: min(max(1, index), Self.lastNarrow))
    reciprocal = .max / range + 1
  }

  /// Exact below 2⁴⁸: the reciprocal, rounded up, is off by less than range/2⁶⁴ with range ≤ 2¹⁶.
  @inline(__always)
  func divide(_ dividend: UInt64) -> (quotient: UInt64, remainder: UInt64) {
    let quotient = dividend.multipliedFullWidth(by: reciprocal).high
    return (quotient, dividend &- quotient &* range)
  }

  /// By index, behind a plain pointer.
  nonisolated(unsafe) static let all: UnsafePointer<XTCSmallRange> = {
    let count = XTCPacking.ranges.count
    let table = UnsafeMutablePointer<XTCSmallRange>.allocate(capacity: count)
    for index in 0..<count { (table + index).initialize(to: XTCSmallRange(index: index)) }
    return UnsafePointer(table)
  }()
}
