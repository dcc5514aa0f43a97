/// Where the numbers of one frame's atom lines stand, found from its first line.
///
/// GROMACS writes `%5d%-5s%5s%5d` and three columns of width n + 5 with n decimals, then, with
/// velocities, three of the same width with n + 1 decimals (GROMACS manual, file formats, gro).
struct GROColumns {
  /// n: decimals of the positions in nm.
  let decimals: Int
  let hasVelocities: Bool

  /// Bytes before the first coordinate.
  static let namesWidth = 20
  static let supportedDecimals = 1...14

  var width: Int { decimals + 5 }
  /// Bytes of a line up to the end of its last column.
  var lineWidth: Int { Self.namesWidth + (hasVelocities ? 6 : 3) * width }
}

/// A column read as an integer of all its digits; the point is taken out.
struct GRONumber {
  var mantissa: UInt64
  var isNegative: Bool
  /// Not zero where the column holds anything but blanks, a sign, and digits around a point in place.
  var fault: UInt64
}

/// Reads the columns of one frame, all of one width.
protocol GROColumnParser {
  /// Å, from nm in the column. `fault` becomes non-zero where it holds no plain number.
  func position(_ column: UnsafePointer<UInt8>, _ fault: inout UInt64) -> Double
  /// Å/fs, from nm/ps in the column.
  func velocity(_ column: UnsafePointer<UInt8>, _ fault: inout UInt64) -> Double
}

/// Columns of eight bytes, as three decimals make them: all digits at once by multiplications that
/// add neighbours (SWAR).
struct GRONarrowColumns: GROColumnParser {
  /// nm with 3 decimals are Å with 2; nm/ps with 4 decimals are Å/fs with 6.
  private let positionScale = DecimalScale(digits: 2)
  private let velocityScale = DecimalScale(digits: 6)

  @inline(__always)
  func position(_ column: UnsafePointer<UInt8>, _ fault: inout UInt64) -> Double {
    number(column, integerWidth: 4, scale: positionScale, &fault)
  }

  @inline(__always)
  func velocity(_ column: UnsafePointer<UInt8>, _ fault: inout UInt64) -> Double {
    number(column, integerWidth: 3, scale: velocityScale, &fault)
  }

  @inline(__always)
  private func number(
    _ column: UnsafePointer<UInt8>, integerWidth: Int, scale: DecimalScale, _ fault: inout UInt64
  ) -> Double {
    let word = UInt64(littleEndian: UnsafeRawPointer(column).loadUnaligned(as: UInt64.self))
    let pointShift = UInt64(8 * integerWidth)
    let below = (1 &<< pointShift) &- 1
    // The integer part moves up by a byte into the place of the point; a blank comes in below.
    let joined = ((word & below) << 8) | (word & ~below & ~(0xFF &<< pointShift)) | 0x20
    let number = SWAR.blankPadded(joined)
    fault |= number.fault | (((word &>> pointShift) & 0xFF) ^ UInt64(UInt8(ascii: ".")))
    let value = scale(Double(Int64(bitPattern: number.mantissa)))
    return number.isNegative ? -value : value
  }
}

/// Columns of any width, digit by digit.
struct GROWideColumns: GROColumnParser {
  private let decimals: Int
  private let width: Int
  private let powers = PowersOfTen.doubles

  init(decimals: Int) {
    self.decimals = decimals
    width = decimals + 5
  }

  @inline(__always)
  func position(_ column: UnsafePointer<UInt8>, _ fault: inout UInt64) -> Double {
    value(number(column, integerWidth: 4), digits: decimals - 1, &fault)
  }

  @inline(__always)
  func velocity(_ column: UnsafePointer<UInt8>, _ fault: inout UInt64) -> Double {
    value(number(column, integerWidth: 3), digits: decimals + 3, &fault)
  }

  @inline(__always)
  private func value(_ number: GRONumber, digits: Int, _ fault: inout UInt64) -> Double {
    fault |= number.fault
    let value = DecimalValue.quotient(number.mantissa, digits, powers)
    return number.isNegative ? -value : value
  }

  @inline(__always)
  private func number(_ column: UnsafePointer<UInt8>, integerWidth: Int) -> GRONumber {
    var number = GRONumber(mantissa: 0, isNegative: false, fault: 0)
    var place = 0
    while place < integerWidth - 1, column[place] == UInt8(ascii: " ") { place += 1 }
    if column[place] == UInt8(ascii: "-") {
      number.isNegative = true
      place += 1
    }
    number.fault |= UInt64(column[integerWidth] ^ UInt8(ascii: "."))
    while place < width {
      if place != integerWidth {
        let digit = column[place] &- UInt8(ascii: "0")
        number.fault |= digit > 9 ? 1 : 0
        number.mantissa = number.mantissa &* 10 &+ UInt64(digit)
      }
      place += 1
    }
    return number
  }
}

/// Eight characters in one word, the first in its lowest byte.
enum SWAR {
  /// Blanks, an optional minus, then digits to the end.
  @inline(__always)
  static func blankPadded(_ word: UInt64) -> GRONumber {
    // Now digits are 0…9, a blank 0x10 and a minus 0x1D.
    var values = word ^ 0x3030_3030_3030_3030
    let blanks = UInt64((values ^ 0x1010_1010_1010_1010).trailingZeroBitCount) & 0x78
    values &= ~0 &<< blanks
    let isNegative = (values &>> blanks) & 0xFF == 0x1D
    values &= ~((isNegative ? 0xFF : 0) &<< blanks)
    let fault = ((values &+ 0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080
    return GRONumber(
      mantissa: UInt64(eightDigits(values)), isNegative: isNegative, fault: fault)
  }

  /// Value of eight digits 0…9, the first in the lowest byte.
  @inline(__always)
  static func eightDigits(_ values: UInt64) -> UInt32 {
    let pairs = values &* 10 &+ (values >> 8)
    let low = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let high = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return UInt32(truncatingIfNeeded: (low &+ high) >> 32)
  }
}
