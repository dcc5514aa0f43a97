/// Text under construction: bytes, with number formatting as exact as `printf` and much faster.
public struct TextBuffer: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public var count: Int { bytes.count }

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  public mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  public mutating func append(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  public mutating func append(bytes more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  /// Makes room for `count` more bytes, growing geometrically.
  public mutating func reserve(_ count: Int) {
    let wanted = bytes.count + count
    if wanted > bytes.capacity { bytes.reserveCapacity(max(wanted, 2 * bytes.capacity)) }
  }

  public mutating func newline() { bytes.append(0x0A) }

  public mutating func space() { bytes.append(0x20) }

  /// Text in a column of `width`; longer text is cut only when `cut` says so.
  public mutating func append(
    _ text: String, width: Int, right: Bool = true, cut: Bool = false
  ) {
    let shown = cut ? Array(text.utf8.prefix(width)) : Array(text.utf8)
    let padding = repeatElement(UInt8(ascii: " "), count: max(0, width - shown.count))
    if right { bytes.append(contentsOf: padding) }
    bytes.append(contentsOf: shown)
    if !right { bytes.append(contentsOf: padding) }
  }

  /// An integer, right-aligned in `width`; wider where it does not fit.
  public mutating func append(_ value: Int, width: Int = 0) {
    appendDigits(
      UInt64(value.magnitude), negative: value < 0, decimals: 0, width: width)
  }

  /// Fixed notation as `printf("%width.decimalsf")` would print it, decimals 0…17; rounded half to even
  /// on the exact binary value. Zero never carries a minus sign.
  public mutating func append(_ value: Double, decimals: Int, width: Int = 0) {
    guard let digits = FixedDecimal.digits(of: value, decimals: decimals) else {
      appendWithPrintf(value, decimals: decimals, width: width)
      return
    }
    appendDigits(digits, negative: value < 0 && digits != 0, decimals: decimals, width: width)
  }

  /// Fixed notation where that reads back as the same double, else the shortest text that does.
  public mutating func append(exact value: Double, decimals: Int, width: Int = 0) {
    if let digits = FixedDecimal.digits(of: value, decimals: decimals), decimals <= 19,
      DecimalValue.quotient(digits, decimals, PowersOfTen.doubles) == value.magnitude,
      digits != 0 || value.sign == .plus
    {
      appendDigits(digits, negative: value < 0, decimals: decimals, width: width)
    } else {
      append(value.description, width: width)
    }
  }

  /// The shortest text that reads back as the same double (`0.1`, `1e-20`).
  public mutating func append(shortest value: Double) {
    if let whole = Int(exactly: value), abs(whole) < 1_000_000_000_000_000 {
      append(whole)
      return
    }
    append(value.description)
  }

  private mutating func appendDigits(
    _ digits: UInt64, negative: Bool, decimals: Int, width: Int
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 48) { scratch in
      var place = 48
      var rest = digits
      var written = 0
      repeat {
        if decimals > 0, written == decimals {
          place -= 1
          scratch[place] = UInt8(ascii: ".")
        }
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        place -= 1
        scratch[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
        rest = quotient
        written += 1
      } while rest > 0 || written <= decimals
      if negative {
        place -= 1
        scratch[place] = UInt8(ascii: "-")
      }
      let length = 48 - place
      if length < width {
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: width - length))
      }
      bytes.append(contentsOf: scratch[place..<48])
    }
  }

  private mutating func appendWithPrintf(_ value: Double, decimals: Int, width: Int) {
    append(FixedDecimal.printed(value, decimals: decimals), width: width)
  }
}
