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

  /// Takes back a line break that was just written, to go on with the line.
  mutating func removeNewline() { if bytes.last == 0x0A { bytes.removeLast() } }

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
    if let digits = FixedDecimal.digits(of: value, decimals: decimals),
      Self.isExact(digits, decimals, value)
    {
      appendDigits(digits, negative: value < 0, decimals: decimals, width: width)
    } else {
      append(value.description, width: width)
    }
  }

  /// The shortest text that reads back as the same double (`0.1`, `1e-20`).
  public mutating func append(shortest value: Double) {
    if let whole = Int(exactly: value), whole.magnitude < 1_000_000_000_000_000 {
      append(whole)
      return
    }
    append(value.description)
  }

  /// Three fixed decimals, each in a column of `width` with at least one blank before it, as one line.
  ///
  /// Where `isExact`, a number that would not read back as the same double gets the digits it needs.
  mutating func append(
    line x: Double, _ y: Double, _ z: Double, decimals: Int, width: Int, isExact: Bool = false
  ) {
    guard width < 64,
      let a = FixedDecimal.digits(of: x, decimals: decimals),
      let b = FixedDecimal.digits(of: y, decimals: decimals),
      let c = FixedDecimal.digits(of: z, decimals: decimals),
      !isExact
        || Self.isExact(a, decimals, x) && Self.isExact(b, decimals, y)
          && Self.isExact(c, decimals, z)
    else {
      for value in [x, y, z] {
        space()
        if isExact {
          append(exact: value, decimals: decimals, width: width)
        } else {
          append(value, decimals: decimals, width: width)
        }
      }
      newline()
      return
    }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { scratch in
      guard let base = scratch.baseAddress else { return }
      var start = base + 255
      start.pointee = 0x0A
      start = Self.lay(c, z < 0 && c != 0, decimals, width, before: start) - 1
      start.pointee = 0x20
      start = Self.lay(b, y < 0 && b != 0, decimals, width, before: start) - 1
      start.pointee = 0x20
      start = Self.lay(a, x < 0 && a != 0, decimals, width, before: start) - 1
      start.pointee = 0x20
      bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: base + 256 - start))
    }
  }

  @inline(__always)
  private static func isExact(_ digits: UInt64, _ decimals: Int, _ value: Double) -> Bool {
    DecimalValue.quotient(digits, decimals, PowersOfTen.doubles) == value.magnitude
      && (digits != 0 || value.sign == .plus)
  }

  private mutating func appendDigits(
    _ digits: UInt64, negative: Bool, decimals: Int, width: Int
  ) {
    if width > 64 { bytes.append(contentsOf: repeatElement(0x20, count: width - 64)) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { scratch in
      guard let base = scratch.baseAddress else { return }
      let start = Self.lay(digits, negative, decimals, min(width, 64), before: base + 64)
      bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: base + 64 - start))
    }
  }

  /// Writes a fixed decimal so that it ends before `end`, and returns where it begins.
  ///
  /// Digits come in eights from the right; bytes to the left of the result are overwritten, up to
  /// max(`width`, 28) before `end`, which is why lines are built from their end.
  @inline(__always)
  private static func lay(
    _ digits: UInt64, _ isNegative: Bool, _ decimals: Int, _ width: Int,
    before end: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    var start = end - 1
    var rest = digits
    var place = end
    repeat {
      let (quotient, eight) = rest.quotientAndRemainder(dividingBy: 100_000_000)
      let text = FixedDecimal.eightDigits(eight)
      place -= 8
      if text != 0 { start = place + text.trailingZeroBitCount / 8 }
      UnsafeMutableRawPointer(place).storeBytes(
        of: (text | 0x3030_3030_3030_3030).littleEndian, as: UInt64.self)
      rest = quotient
    } while rest != 0 || end - place <= decimals
    if decimals > 0 {
      let point = end - 1 - decimals
      start = min(start, point)
      var moved = start
      while moved <= point {
        moved[-1] = moved.pointee
        moved += 1
      }
      point.pointee = UInt8(ascii: ".")
      start -= 1
    }
    if isNegative {
      start -= 1
      start.pointee = UInt8(ascii: "-")
    }
    while end - start < width {
      start -= 1
      start.pointee = 0x20
    }
    return start
  }

  private mutating func appendWithPrintf(_ value: Double, decimals: Int, width: Int) {
    append(FixedDecimal.printed(value, decimals: decimals), width: width)
  }
}
