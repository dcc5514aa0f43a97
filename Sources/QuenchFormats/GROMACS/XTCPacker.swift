/// Packs the integers of one XTC frame, group by group, as `XTCDecoder` takes them apart.
///
/// The choices (when to start a run, when to change the range of small steps) are those of the
/// common codec, so that files come out equal (GROMACS source, xdr3dfcoord).
struct XTCPacker {
  let packing: XTCPacking
  private var bits = XTCBitWriter()
  private let tripleBits: Int?
  private let axisBits: SIMD3<Int>
  private let count: Int
  private let lastIndex: Int
  private let firstIndex: Int
  /// Neighbours beyond this never ask for a wider range.
  private let larger: Int32
  private var smallIndex: Int
  private var previousRun = -1

  /// Most small steps per group.
  private static let runLimit = 8

  /// From three integers per atom, whose ranges it takes.
  init(_ integers: inout [Int32], precision: Float) throws(WriteError) {
    count = integers.count / 3
    let (minimum, maximum, nearest) = Self.ranges(integers)
    var sizes = SIMD3<UInt32>()
    for axis in 0..<3 {
      sizes[axis] = UInt32(Int(maximum[axis]) - Int(minimum[axis]) + 1)
    }
    var index = XTCPacking.smallIndices.lowerBound
    while index < XTCPacking.smallIndices.upperBound, XTCPacking.ranges[index] < nearest {
      index += 1
    }
    packing = XTCPacking(
      precision: precision, minimum: minimum, sizes: sizes, smallIndex: index)
    (tripleBits, axisBits) = (packing.tripleBits, packing.axisBits)
    smallIndex = index
    lastIndex = min(XTCPacking.smallIndices.upperBound, index + 8)
    // The common codec's table has 73 entries and its upper bound is 73, one too many for reading.
    firstIndex = min(XTCPacking.ranges.count, index + 8) - 8
    larger = Int32(XTCPacking.ranges[lastIndex] / 2)
    bits.reserve(integers.count * 2)
  }

  /// Smallest and largest per axis, and the smallest |Δx| + |Δy| + |Δz| of neighbours in the list.
  private static func ranges(
    _ integers: [Int32]
  ) -> (minimum: SIMD3<Int32>, maximum: SIMD3<Int32>, nearest: UInt32) {
    var minimum = SIMD3<Int32>(repeating: .max)
    var maximum = SIMD3<Int32>(repeating: .min)
    var nearest = UInt32(Int32.max)
    var previous: SIMD3<Int32>?
    for atom in 0..<integers.count / 3 {
      let here = SIMD3(integers[3 * atom], integers[3 * atom + 1], integers[3 * atom + 2])
      minimum = pointwiseMin(minimum, here)
      maximum = pointwiseMax(maximum, here)
      if let previous {
        let step = here &- previous
        let sum = UInt64(step.x.magnitude) + UInt64(step.y.magnitude) + UInt64(step.z.magnitude)
        nearest = UInt32(min(UInt64(nearest), sum))
      }
      previous = here
    }
    return (minimum, maximum, nearest)
  }

  /// Packs all atoms; first and second of a run change places in `integers`.
  mutating func pack(_ integers: inout [Int32]) {
    integers.withUnsafeMutableBufferPointer { integers in
      var atom = 0
      var previous = SIMD3<Int32>()
      while atom < count { packGroup(integers, &atom, &previous) }
    }
  }

  mutating func finish() -> [UInt8] { bits.finish() }

  private mutating func packGroup(
    _ integers: UnsafeMutableBufferPointer<Int32>, _ atom: inout Int,
    _ previous: inout SIMD3<Int32>
  ) {
    let half = Self.half(smallIndex)
    var here = Self.position(integers, atom)
    var change = 0
    if smallIndex < lastIndex, atom >= 1, Self.isWithin(here &- previous, larger) {
      change = 1
    } else if smallIndex > firstIndex {
      change = -1
    }
    var isSmall = false
    if atom + 1 < count {
      let next = Self.position(integers, atom + 1)
      if Self.isWithin(here &- next, half) {
        Self.set(integers, atom, next)
        Self.set(integers, atom + 1, here)
        here = next
        isSmall = true
      }
    }
    putFull(here)
    previous = here
    atom += 1
    if !isSmall, change == -1 { change = 0 }
    let runStart = atom
    let smaller = Int64(Self.half(max(XTCPacking.smallIndices.lowerBound, smallIndex - 1)))
    while isSmall, atom - runStart < Self.runLimit {
      here = Self.position(integers, atom)
      if change == -1, Self.square(here &- previous) >= smaller * smaller { change = 0 }
      previous = here
      atom += 1
      isSmall =
        atom < count && Self.isWithin(Self.position(integers, atom) &- previous, half)
    }
    putRun(integers, runStart, atom - runStart, change)
    smallIndex += change
  }

  private mutating func putRun(
    _ integers: UnsafeMutableBufferPointer<Int32>, _ start: Int, _ run: Int, _ change: Int
  ) {
    if run != previousRun || change != 0 {
      previousRun = run
      bits.put(1 << 5 | UInt64(3 * run + change + 1), 6)
    } else {
      bits.put(0, 1)
    }
    let range = XTCPacking.ranges[smallIndex]
    let half = Self.half(smallIndex)
    for atom in start..<start + run {
      let step = Self.position(integers, atom) &- Self.position(integers, atom - 1) &+ half
      putTriple(SIMD3<UInt32>(truncatingIfNeeded: step), SIMD3(repeating: range), smallIndex)
    }
  }

  @inline(__always)
  private mutating func putFull(_ position: SIMD3<Int32>) {
    let offset = SIMD3<UInt32>(truncatingIfNeeded: position &- packing.minimum)
    if let tripleBits {
      putTriple(offset, packing.sizes, tripleBits)
    } else {
      for axis in 0..<3 { bits.put(UInt64(offset[axis]), axisBits[axis]) }
    }
  }

  @inline(__always)
  private mutating func putTriple(
    _ values: SIMD3<UInt32>, _ sizes: SIMD3<UInt32>, _ length: Int
  ) {
    if length <= 56 {
      let xy = UInt64(values.x) &* UInt64(sizes.y) &+ UInt64(values.y)
      bits.putLowBytesFirst(xy &* UInt64(sizes.z) &+ UInt64(values.z), length)
    } else {
      putWideTriple(values, sizes, length)
    }
  }

  @inline(never)
  private mutating func putWideTriple(
    _ values: SIMD3<UInt32>, _ sizes: SIMD3<UInt32>, _ length: Int
  ) {
    let xy = UInt128(values.x) * UInt128(sizes.y) + UInt128(values.y)
    var value = xy * UInt128(sizes.z) + UInt128(values.z)
    var left = length
    while left > 0 {
      let width = min(8, left)
      bits.put(UInt64(truncatingIfNeeded: value) & ((1 << UInt64(width)) - 1), width)
      value >>= 8
      left -= width
    }
  }

  @inline(__always)
  private static func half(_ index: Int) -> Int32 { Int32(XTCPacking.ranges[index] / 2) }

  @inline(__always)
  private static func position(
    _ integers: UnsafeMutableBufferPointer<Int32>, _ atom: Int
  ) -> SIMD3<Int32> {
    SIMD3(integers[3 * atom], integers[3 * atom + 1], integers[3 * atom + 2])
  }

  @inline(__always)
  private static func set(
    _ integers: UnsafeMutableBufferPointer<Int32>, _ atom: Int, _ value: SIMD3<Int32>
  ) {
    integers[3 * atom] = value.x
    integers[3 * atom + 1] = value.y
    integers[3 * atom + 2] = value.z
  }

  @inline(__always)
  private static func isWithin(_ step: SIMD3<Int32>, _ limit: Int32) -> Bool {
    step.x.magnitude < UInt32(limit) && step.y.magnitude < UInt32(limit)
      && step.z.magnitude < UInt32(limit)
  }

  @inline(__always)
  private static func square(_ step: SIMD3<Int32>) -> Int64 {
    let (x, y, z) = (Int64(step.x), Int64(step.y), Int64(step.z))
    return x * x + y * y + z * z
  }
}

/// Collects bits, the highest of each byte first.
struct XTCBitWriter {
  private var bytes: [UInt8] = []
  /// Bits not yet in `bytes`, the last one lowest; fewer than 8 between calls.
  private var pending: UInt64 = 0
  private var pendingCount = 0

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// The lowest `count` bits (up to 56) of a number that has no others.
  @inline(__always)
  mutating func put(_ value: UInt64, _ count: Int) {
    pending = pending &<< UInt64(count) | value
    pendingCount &+= count
    while pendingCount >= 8 {
      pendingCount &-= 8
      bytes.append(UInt8(truncatingIfNeeded: pending &>> UInt64(pendingCount)))
    }
  }

  /// A number of up to 56 bits: whole bytes from the lowest, then the bits left over.
  @inline(__always)
  mutating func putLowBytesFirst(_ value: UInt64, _ count: Int) {
    let (whole, rest) = (UInt64(count & ~7), count & 7)
    let bytes = whole == 0 ? 0 : (value &<< (64 &- whole)).byteSwapped
    put(bytes & ((1 &<< whole) &- 1), Int(whole))
    put(value &>> whole, rest)
  }

  mutating func finish() -> [UInt8] {
    if pendingCount > 0 { put(0, 8 - pendingCount) }
    return bytes
  }
}
