#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The arithmetic that pw.x allows in positions: `1/3`, `-(1/2)*3^(-1/2)`, `2^3^2`.
///
/// `+ - * / ^` and brackets; powers bind tightest and from the right, and a sign binds less than a
/// power, as in pw.x itself. A leading `+` and spaces are not allowed there, nor here.
struct PWExpression {
  private let bytes: [UInt8]
  private var place = 0
  private static let deepest = 64

  /// Nil for what is no expression, and for a value that is not finite.
  static func value(_ text: String) -> Double? {
    if let plain = ReportLine.number(text), !text.hasPrefix("+") { return plain }
    var expression = PWExpression(bytes: Array(text.utf8))
    guard expression.bytes.count < 256, let value = expression.sum(0),
      expression.place == expression.bytes.count, value.isFinite
    else { return nil }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func takes(_ sign: Unicode.Scalar) -> Bool {
    guard place < bytes.count, bytes[place] == UInt8(ascii: sign) else { return false }
    place += 1
    return true
  }

  private mutating func sum(_ depth: Int) -> Double? {
    guard depth < Self.deepest, var value = product(depth) else { return nil }
    while true {
      if takes("+") {
        guard let next = product(depth) else { return nil }
        value += next
      } else if takes("-") {
        guard let next = product(depth) else { return nil }
        value -= next
      } else {
        return value
      }
    }
  }

  private mutating func product(_ depth: Int) -> Double? {
    guard var value = signed(depth) else { return nil }
    while true {
      if takes("*") {
        guard let next = signed(depth) else { return nil }
        value *= next
      } else if takes("/") {
        guard let next = signed(depth) else { return nil }
        value /= next
      } else {
        return value
      }
    }
  }

  private mutating func signed(_ depth: Int) -> Double? {
    guard depth < Self.deepest else { return nil }
    return takes("-") ? signed(depth + 1).map { -$0 } : power(depth)
  }

  private mutating func power(_ depth: Int) -> Double? {
    guard let base = atom(depth) else { return nil }
    guard takes("^") else { return base }
    return signed(depth + 1).map { pow(base, $0) }
  }

  private mutating func atom(_ depth: Int) -> Double? {
    if takes("(") {
      guard let value = sum(depth + 1), takes(")") else { return nil }
      return value
    }
    let start = place
    while place < bytes.count, isNumeric(at: place, after: start) { place += 1 }
    return ReportLine.number(String(decoding: bytes[start..<place], as: UTF8.self))
  }

  /// Digits, a point, an exponent's letter, and the sign behind that.
  private func isNumeric(at place: Int, after start: Int) -> Bool {
    switch bytes[place] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"),
      UInt8(ascii: "E"), UInt8(ascii: "d"), UInt8(ascii: "D"):
      true
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      place > start && [0x65, 0x64].contains(bytes[place - 1] | 0x20)
    default: false
    }
  }
}
