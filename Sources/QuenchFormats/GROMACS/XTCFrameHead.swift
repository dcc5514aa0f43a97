import QuenchModel
import QuenchUnits

/// What stands before the packed coordinates of an XTC frame, checked.
struct XTCFrameHead {
  static let magic: Int32 = 1995
  /// Byte counts of 64 bits.
  static let longMagic: Int32 = 2023
  /// Beyond so many atoms GROMACS writes `longMagic`.
  static let longCount = 298_261_617
  /// Up to so many atoms are stored as plain floats.
  static let uncompressedCount = 9

  let count: Int
  let step: Int
  /// ps.
  let time: Float
  /// nm, rows a b c.
  let box: [Float]
  /// Nil for frames of plain floats.
  let packing: XTCPacking?
  /// Bytes from the start of the frame to its coordinates.
  let dataOffset: Int
  /// Bytes of the coordinates, without padding.
  let dataLength: Int

  /// Bytes of the whole frame.
  var length: Int { dataOffset + (dataLength + 3) & ~3 }

  /// Nil where `bytes` end inside the head.
  init?(_ bytes: UnsafeRawBufferPointer, _ place: FramePlace) throws(ParseError) {
    var cursor = XDRCursor(bytes)
    guard let magic = cursor.int32() else { return nil }
    guard magic == Self.magic || magic == Self.longMagic else {
      throw .binary(place, 0, .expected("the XTC mark 1995 or 2023", found: "\(magic)"))
    }
    guard let count = cursor.int32(), let step = cursor.int32(), let time = cursor.float()
    else { return nil }
    guard count >= 0 else {
      throw .binary(place, 4, .outOfRange("\(count) is not a possible number of atoms"))
    }
    var box: [Float] = []
    for _ in 0..<9 {
      guard let value = cursor.float() else { return nil }
      box.append(value)
    }
    guard let again = cursor.int32() else { return nil }
    guard again == count else {
      throw .binary(
        place, 52, .countMismatch(what: "atoms", expected: Int(count), found: Int(again)))
    }
    (self.count, self.step, self.time, self.box) = (Int(count), Int(step), time, box)
    if count <= Self.uncompressedCount {
      (packing, dataOffset, dataLength) = (nil, cursor.offset, 12 * Int(count))
      return
    }
    guard let packing = try XTCPacking(&cursor, place) else { return nil }
    let lengthOffset = cursor.offset
    let length = magic == Self.longMagic ? cursor.int64() : cursor.int32().map { Int64($0) }
    guard let length else { return nil }
    // An atom takes at least one bit of coordinates and one that says how long a run is.
    guard length >= 0, length < 1 << 48, Int64(count) <= 4 * length else {
      throw .binary(
        place, lengthOffset, .outOfRange("\(count) atoms cannot be packed in \(length) bytes"))
    }
    (self.packing, dataOffset, dataLength) = (packing, cursor.offset, Int(length))
  }

  /// Å; nil where all nine numbers are zero.
  func lattice(_ place: FramePlace) throws(ParseError) -> Lattice? {
    try Lattice.fromNanometres(box.map(Double.init), place, offset: 16)
  }

  /// fs.
  func femtoseconds(_ place: FramePlace) throws(ParseError) -> Double {
    guard time.isFinite else { throw .binary(place, 12, .notFinite("\(time)")) }
    return Double.femtoseconds(ofPicoseconds: time)
  }
}

extension Lattice {
  /// From nine numbers, rows a b c in nm. Nil where all are zero.
  static func fromNanometres(
    _ box: [Double], _ place: FramePlace, offset: Int
  ) throws(ParseError) -> Lattice? {
    guard box.contains(where: { $0 != 0 }) else { return nil }
    let lattice = Lattice(
      a: Vector3(box[0], box[1], box[2]), b: Vector3(box[3], box[4], box[5]),
      c: Vector3(box[6], box[7], box[8])
    ).scaled(by: Factor.angstromPerNanometre)
    guard lattice.isValid else {
      throw .binary(place, offset, .outOfRange("the box has no volume"))
    }
    return lattice
  }
}

extension Double {
  /// The shortest decimal that names the float, a thousand times: 0.1 ps are 100 fs, not
  /// 100.0000015.
  static func femtoseconds(ofPicoseconds time: Float) -> Double {
    let text = Array(time.description.utf8)
    return text.withUnsafeBufferPointer { DecimalValue.parse($0, shift: 3) }
      ?? Double(time) * Factor.femtosecondPerPicosecond
  }
}

/// The ranges that say how an XTC frame's integers are packed.
struct XTCPacking {
  /// Steps per nm.
  let precision: Float
  let minimum: SIMD3<Int32>
  /// maximum − minimum + 1 per axis.
  let sizes: SIMD3<UInt32>
  let smallIndex: Int

  init(
    precision: Float, minimum: SIMD3<Int32>, sizes: SIMD3<UInt32>, smallIndex: Int
  ) {
    self.precision = precision
    self.minimum = minimum
    self.sizes = sizes
    self.smallIndex = smallIndex
  }

  /// Nil where the bytes end.
  init?(_ cursor: inout XDRCursor, _ place: FramePlace) throws(ParseError) {
    let start = cursor.offset
    guard let precision = cursor.float() else { return nil }
    var bounds: [Int32] = []
    for _ in 0..<6 {
      guard let bound = cursor.int32() else { return nil }
      bounds.append(bound)
    }
    guard let smallIndex = cursor.int32() else { return nil }
    guard precision.isFinite, precision > 0 else {
      throw .binary(place, start, .outOfRange("\(precision) is not a possible precision"))
    }
    var sizes = SIMD3<UInt32>()
    for axis in 0..<3 {
      let size = Int(bounds[3 + axis]) - Int(bounds[axis]) + 1
      guard (1...Int(UInt32.max)).contains(size) else {
        throw .binary(
          place, start + 4, .outOfRange("the range of coordinates is \(size) steps wide"))
      }
      sizes[axis] = UInt32(size)
    }
    guard XTCPacking.smallIndices.contains(Int(smallIndex)) else {
      throw .binary(
        place, start + 28, .outOfRange("\(smallIndex) is not a possible index of small steps"))
    }
    self.init(
      precision: precision, minimum: SIMD3(bounds[0], bounds[1], bounds[2]), sizes: sizes,
      smallIndex: Int(smallIndex))
  }

  /// Bits of a packed triple; nil where one axis is too wide and each is stored by itself.
  var tripleBits: Int? {
    guard sizes.max() <= 0xFF_FFFF else { return nil }
    let product = UInt128(sizes.x) * UInt128(sizes.y) * UInt128(sizes.z)
    return 128 - product.leadingZeroBitCount
  }

  /// Bits of each axis stored by itself.
  var axisBits: SIMD3<Int> {
    SIMD3(
      32 - sizes.x.leadingZeroBitCount, 32 - sizes.y.leadingZeroBitCount,
      32 - sizes.z.leadingZeroBitCount)
  }

  static let smallIndices = 9...72

  /// The format's table of ranges, about 2^(i/3), three of which fit i bits; below 9 unused.
  static let ranges: [UInt32] = [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 10, 12, 16, 20, 25, 32, 40, 50, 64, 80, 101, 128, 161, 203, 256,
    322, 406, 512, 645, 812, 1024, 1290, 1625, 2048, 2580, 3250, 4096, 5060, 6501, 8192, 10321,
    13003, 16384, 20642, 26007, 32768, 41285, 52015, 65536, 82570, 104031, 131072, 165140, 208063,
    262144, 330280, 416127, 524287, 660561, 832255, 1_048_576, 1_321_122, 1_664_510, 2_097_152,
    2_642_245, 3_329_021, 4_194_304, 5_284_491, 6_658_042, 8_388_607, 10_568_983, 13_316_085,
    16_777_216,
  ]
}
