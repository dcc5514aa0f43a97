/// A sum of non-negative numbers in 128-bit fixed point, in steps of 2⁻⁷⁶.
///
/// Integer addition does not depend on order, so a sum over frames is the same for any number of
/// threads. Holds up to 4.5·10¹⁵; stays there beyond.
struct FixedSum: Hashable, Sendable {
  private var high: UInt64 = 0
  private var low: UInt64 = 0

  private static let fractionBits = 76

  init() {}

  /// Rounds toward zero to a whole step; zero for anything that is not a positive number.
  init(_ value: Double) {
    guard value > 0 else { return }
    guard value < 0x1p52 else {
      (high, low) = (.max, .max)
      return
    }
    let significand = value.significandBitPattern | (value.isNormal ? 1 << 52 : 0)
    let exponent = max(Int(value.exponentBitPattern), 1) - 1075
    let shift = exponent + FixedSum.fractionBits
    if shift <= 0 {
      low = significand >> UInt64(-shift)
    } else {
      low = significand << UInt64(shift)
      high = shift >= 64 ? significand << UInt64(shift - 64) : significand >> UInt64(64 - shift)
    }
  }

  static func += (sum: inout FixedSum, other: FixedSum) {
    let (low, carry) = sum.low.addingReportingOverflow(other.low)
    let (high, over) = sum.high.addingReportingOverflow(other.high)
    let (top, overAgain) = high.addingReportingOverflow(carry ? 1 : 0)
    (sum.high, sum.low) = over || overAgain ? (.max, .max) : (top, low)
  }

  var value: Double {
    (Double(high) * 0x1p64 + Double(low)) * Double(sign: .plus, exponent: -76, significand: 1)
  }
}
