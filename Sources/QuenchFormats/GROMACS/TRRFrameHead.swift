import QuenchModel
import QuenchUnits

/// What stands before the arrays of a TRR frame, checked (GROMACS manual, file formats, trr).
struct TRRFrameHead {
  static let magic: Int32 = 1993
  static let name = "GMX_trn_file"

  /// Bytes per number, 4 or 8.
  let width: Int
  let count: Int
  let step: Int
  /// ps.
  let time: Double
  /// Bytes of each array; 0 where it is missing.
  let boxLength: Int
  let positionsLength: Int
  let velocitiesLength: Int
  let forcesLength: Int
  /// Bytes of arrays between the box and the positions (virial, pressure), which are passed over.
  private let passedLength: Int
  /// Bytes from the start of the frame to the box.
  let boxOffset: Int

  var positionsOffset: Int { boxOffset + boxLength + passedLength }
  var velocitiesOffset: Int { positionsOffset + positionsLength }
  var forcesOffset: Int { velocitiesOffset + velocitiesLength }
  /// Bytes of the whole frame.
  var length: Int { forcesOffset + forcesLength }

  /// Nil where `bytes` end inside the head.
  init?(_ bytes: UnsafeRawBufferPointer, _ place: FramePlace) throws(ParseError) {
    var cursor = XDRCursor(bytes)
    guard let magic = cursor.int32() else { return nil }
    guard magic == Self.magic else {
      throw .binary(place, 0, .expected("the TRR mark 1993", found: "\(magic)"))
    }
    guard cursor.int32() != nil, let nameLength = cursor.int32() else { return nil }
    guard nameLength == Self.name.utf8.count else {
      throw .binary(place, 8, .expected("'\(Self.name)'", found: "\(nameLength) letters"))
    }
    let nameOffset = cursor.offset
    var numbers: [Int] = []
    for index in 0..<16 {
      guard let number = cursor.int32() else { return nil }
      if index >= 3 { numbers.append(Int(number)) }
    }
    guard bytes[nameOffset..<nameOffset + 12].elementsEqual(Self.name.utf8) else {
      throw .binary(place, nameOffset, .expected("'\(Self.name)'", found: "other text"))
    }
    (count, step) = (numbers[10], numbers[11])
    try Self.check(numbers, place, nameOffset + 12)
    width = Self.width(numbers)
    guard let time = width == 8 ? cursor.double() : cursor.float().map(Double.init),
      (width == 8 ? cursor.double() : cursor.float().map(Double.init)) != nil
    else { return nil }
    guard time.isFinite else {
      throw .binary(place, cursor.offset - 2 * width, .notFinite("\(time)"))
    }
    self.time =
      width == 8
      ? time * Factor.femtosecondPerPicosecond : Double.femtoseconds(ofPicoseconds: Float(time))
    (boxLength, passedLength) = (numbers[2], numbers[3] + numbers[4])
    (positionsLength, velocitiesLength, forcesLength) = (numbers[7], numbers[8], numbers[9])
    boxOffset = cursor.offset
  }

  private static func width(_ numbers: [Int]) -> Int {
    if numbers[2] > 0 { return numbers[2] / 9 }
    let length = max(numbers[7], numbers[8], numbers[9])
    return numbers[10] > 0 && length == 24 * numbers[10] ? 8 : 4
  }

  /// All lengths follow from the number of atoms and one width.
  private static func check(
    _ numbers: [Int], _ place: FramePlace, _ offset: Int
  ) throws(ParseError) {
    func refuse(_ index: Int) -> ParseError {
      .binary(
        place, offset + 4 * index,
        .outOfRange("\(numbers[index]) is no possible length in a TRR frame"))
    }
    for index in [0, 1, 5, 6] where numbers[index] != 0 { throw refuse(index) }
    guard numbers[10] >= 0 else { throw refuse(10) }
    guard [0, 36, 72].contains(numbers[2]) else { throw refuse(2) }
    let width = width(numbers)
    for index in [3, 4] where numbers[index] != 0 && numbers[index] != 9 * width {
      throw refuse(index)
    }
    for index in 7...9 where numbers[index] != 0 && numbers[index] != 3 * width * numbers[10] {
      throw refuse(index)
    }
  }
}
