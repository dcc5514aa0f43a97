#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Walks through text byte by byte, reads numbers at the speed of memory and always knows its line.
///
/// The bytes must outlive the cursor; every access is checked against their end. One cursor serves
/// all text formats: there is no second scanner.
struct TextCursor {
  var position: UnsafePointer<UInt8>
  let end: UnsafePointer<UInt8>
  let start: UnsafePointer<UInt8>
  var lineStart: UnsafePointer<UInt8>
  /// Number of the present line, from 1.
  var line: Int
  let source: String
  let doubles = PowersOfTen.doubles
  private let integers = PowersOfTen.integers

  init(_ bytes: UnsafeRawBufferPointer, source: String, firstLine: Int = 1) {
    let bytes = bytes.bindMemory(to: UInt8.self)
    // An empty buffer has no address; any non-null one will do, for it is never read.
    start = bytes.baseAddress ?? UnsafePointer(PowersOfTen.emptyText)
    end = start + bytes.count
    position = start
    lineStart = start
    line = firstLine
    self.source = source
  }

  var isAtEnd: Bool { position >= end }
  /// Bytes consumed so far.
  var offset: Int { position - start }
  var remaining: Int { end - position }

  /// The present byte, or nil at the end.
  @inline(__always)
  var peek: UInt8? { position < end ? position.pointee : nil }

  @inline(__always)
  mutating func skipBlanks() {
    while position < end, position.pointee == 0x20 || position.pointee == 0x09 { position += 1 }
  }

  /// True where only blanks remain on this line.
  mutating func isAtLineEnd() -> Bool {
    skipBlanks()
    guard position < end else { return true }
    return position.pointee == 0x0A
      || (position.pointee == 0x0D && (position + 1 >= end || position[1] == 0x0A))
  }

  /// Goes to the start of the next line, whatever remains on this one.
  @inline(__always)
  mutating func skipLine() {
    while position < end, position.pointee != 0x0A { position += 1 }
    if position < end {
      position += 1
      line += 1
      lineStart = position
    }
  }

  /// Goes over up to `count` line breaks; returns how many there were.
  mutating func skipLines(_ count: Int) -> Int {
    var skipped = 0
    while skipped < count, position < end,
      let found = memchr(position, 0x0A, end - position)
    {
      position = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) + 1
      skipped += 1
    }
    if skipped > 0 { lineStart = position }
    line += skipped
    return skipped
  }

  /// Nothing but blanks and line breaks ahead.
  var isBlank: Bool {
    !UnsafeBufferPointer(start: position, count: end - position).contains { $0 > 0x20 }
  }

  /// Goes on by `count` bytes that hold no line break.
  @inline(__always)
  mutating func advance(_ count: Int) {
    position += Swift.min(count, end - position)
  }

  /// Goes to `place`, the start of the line `lines` below the present one.
  mutating func begin(at place: UnsafePointer<UInt8>, below lines: Int) {
    position = place
    lineStart = place
    line += lines
  }

  /// Goes back to a place taken earlier on the present line.
  mutating func rewind(to place: UnsafePointer<UInt8>) { position = place }
}

extension PowersOfTen {
  nonisolated(unsafe) static let emptyText: UnsafeMutablePointer<UInt8> = .allocate(capacity: 1)
}

// MARK: - Numbers

extension TextCursor {
  /// The next number on this line, correctly rounded. Signs may glue numbers together, as Fortran's
  /// full columns do (`-0.1-0.2`).
  ///
  /// `shift` multiplies by 10^shift exactly: nm become Å without a second rounding.
  @inline(__always)
  mutating func double(
    _ expected: @autoclosure () -> String = "a number", shift: Int = 0
  ) throws(ParseError) -> Double {
    skipBlanks()
    if end - position >= 32 {
      if let value = fastDouble(&position, shift) { return value }
    } else if let value = doubleNearEnd(shift) {
      return value
    }
    return try slowDouble(expected(), shift)
  }

  @inline(__always)
  mutating func vector(
    _ expected: @autoclosure () -> String = "three numbers", shift: Int = 0
  ) throws(ParseError) -> (x: Double, y: Double, z: Double) {
    let x = try double(expected(), shift: shift)
    let y = try double(expected(), shift: shift)
    return (x, y, try double(expected(), shift: shift))
  }

  /// Copies the last bytes where 32 of them can be read.
  @inline(never)
  private mutating func doubleNearEnd(_ shift: Int) -> Double? {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { copy in
      copy.initialize(repeating: 0x0A)
      guard let base = copy.baseAddress else { return nil }
      base.update(from: position, count: end - position)
      var place = UnsafePointer(base)
      guard let value = fastDouble(&place, shift) else { return nil }
      position += place - UnsafePointer(base)
      return value
    }
  }

  /// Plain decimals of up to 19 digits at `place`, with 32 readable bytes ahead; nil leaves `place`.
  @inline(__always)
  private func fastDouble(_ place: inout UnsafePointer<UInt8>, _ shift: Int) -> Double? {
    var p = place
    let last = p + 32
    let isNegative = p.pointee == UInt8(ascii: "-")
    if isNegative || p.pointee == UInt8(ascii: "+") { p += 1 }
    let digitsStart = p
    var mantissa: UInt64 = 0
    while true {
      let digit = p.pointee &- 48
      guard digit < 10, p - digitsStart < 16 else { break }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      p += 1
    }
    var digits = p - digitsStart
    var fractionDigits = 0
    if p.pointee == UInt8(ascii: ".") {
      p += 1
      // Eight digits at a time, by multiplications that add neighbours (SWAR).
      for _ in 0..<3 {
        guard last - p >= 8 else { return nil }
        let word = UInt64(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt64.self))
        let values = word ^ 0x3030_3030_3030_3030
        let others = ((values &+ 0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080
        let count = others.trailingZeroBitCount >> 3
        guard count > 0 else { break }
        guard digits + count <= 19 else { return nil }
        let aligned = values << UInt64(64 - 8 * count)
        mantissa = mantissa &* integers[count] &+ UInt64(Self.eightDigits(aligned))
        p += count
        digits += count
        fractionDigits += count
        if count < 8 { break }
      }
    }
    let next = p.pointee
    guard digits > 0, next <= 0x20 || next == UInt8(ascii: "-") || next == UInt8(ascii: "+")
    else { return nil }
    fractionDigits -= shift
    let value: Double
    if fractionDigits >= 0 {
      guard fractionDigits <= 19 else { return nil }
      value = DecimalValue.quotient(mantissa, fractionDigits, doubles)
    } else {
      guard mantissa < 1 << 53, fractionDigits >= -22 else { return nil }
      value = Double(Int64(bitPattern: mantissa)) * doubles[-fractionDigits]
    }
    place = p
    return isNegative ? -value : value
  }

  /// Value of eight ASCII digits minus '0', first digit in the lowest byte.
  @inline(__always)
  static func eightDigits(_ values: UInt64) -> UInt32 {
    let pairs = values &* 10 &+ (values >> 8)
    let low = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let high = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return UInt32(truncatingIfNeeded: (low &+ high) >> 32)
  }

  /// Every other number, and the error for what is none.
  @inline(never)
  private mutating func slowDouble(_ expected: String, _ shift: Int) throws(ParseError) -> Double {
    guard !isAtLineEnd() else { throw missing(expected) }
    let token = nextToken(stopAtGluedSign: true)
    let text = Self.excerpt(token)
    guard let value = DecimalValue.parse(token, shift: shift) else {
      if Self.namesNoFiniteNumber(text) { throw error(at: position, .notFinite(text)) }
      if text.contains("*") {
        throw error(
          at: position, .notANumber(text),
          advice: "the program that wrote it ran out of columns; write with more width")
      }
      if text.contains(",") {
        throw error(at: position, .notANumber(text), advice: "write a point, not a decimal comma")
      }
      throw error(at: position, .expected(expected, found: text))
    }
    guard value.isFinite else {
      throw error(at: position, .outOfRange("'\(text)' is too large for a Double"))
    }
    position += token.count
    return value
  }

  private static func namesNoFiniteNumber(_ text: String) -> Bool {
    let word = text.lowercased().drop { $0 == "+" || $0 == "-" }
    return word.hasPrefix("nan") || word.hasPrefix("inf")
  }

  /// The next integer on this line; overflow is an error, as is a fraction.
  @inline(__always)
  mutating func integer(
    _ expected: @autoclosure () -> String = "an integer"
  ) throws(ParseError) -> Int {
    skipBlanks()
    var p = position
    let isNegative = p < end && p.pointee == UInt8(ascii: "-")
    if p < end, isNegative || p.pointee == UInt8(ascii: "+") { p += 1 }
    let digitsStart = p
    var value = 0
    while p < end {
      let digit = p.pointee &- 48
      guard digit < 10, p - digitsStart < 18 else { break }
      value = value &* 10 &+ Int(digit)
      p += 1
    }
    guard p > digitsStart, p >= end || p.pointee <= 0x20 else {
      throw integerError(expected())
    }
    position = p
    return isNegative ? -value : value
  }

  @inline(never)
  private mutating func integerError(_ expected: String) -> ParseError {
    guard !isAtLineEnd() else { return missing(expected) }
    let text = Self.excerpt(nextToken(stopAtGluedSign: false))
    if Self.isAllDigits(text) {
      return error(at: position, .outOfRange("\(text) is too large for \(expected)"))
    }
    return error(at: position, .expected(expected, found: text))
  }

  private static func isAllDigits(_ text: String) -> Bool {
    let digits = text.drop { $0 == "+" || $0 == "-" }
    return !digits.isEmpty && digits.allSatisfy { $0.isASCII && $0.isNumber || $0 == "…" }
  }

  /// An integer in 0…`limit`; counts in files are trusted no further than that.
  mutating func count(
    _ what: String, upTo limit: Int = 2_000_000_000
  ) throws(ParseError) -> Int {
    skipBlanks()
    let place = position
    let value = try integer(what)
    guard (0...limit).contains(value) else {
      throw error(at: place, .outOfRange("\(value) is not a possible \(what)"))
    }
    return value
  }
}

// MARK: - Words and lines

extension TextCursor {
  /// The next blank-separated word on this line; empty at its end.
  @inline(__always)
  mutating func word() -> UnsafeBufferPointer<UInt8> {
    skipBlanks()
    let begin = position
    while position < end, position.pointee > 0x20 { position += 1 }
    return UnsafeBufferPointer(start: begin, count: position - begin)
  }

  /// Rest of this line without its line break and trailing blanks; the cursor goes to the next line.
  mutating func restOfLine() -> UnsafeBufferPointer<UInt8> {
    let begin = position
    while position < end, position.pointee != 0x0A { position += 1 }
    var last = position
    while last > begin, last[-1] <= 0x20 { last -= 1 }
    skipLine()
    return UnsafeBufferPointer(start: begin, count: last - begin)
  }

  /// Rest of this line as text, blanks trimmed at both sides; the cursor goes to the next line.
  mutating func textLine() -> String {
    skipBlanks()
    return String(decoding: restOfLine(), as: UTF8.self)
  }

  /// Blank-separated words of the rest of this line with their places; the cursor goes on.
  mutating func words() -> [Word] {
    var words: [Word] = []
    while !isAtLineEnd() {
      let bytes = word()
      if bytes.isEmpty {  // a lone control character
        position += 1
        continue
      }
      let column = (bytes.baseAddress ?? position) - lineStart + 1
      words.append(Word(text: String(decoding: bytes, as: UTF8.self), line: line, column: column))
    }
    skipLine()
    return words
  }

  /// A word with its place, for header lines where errors matter more than speed.
  struct Word: Hashable {
    let text: String
    let line: Int
    let column: Int
  }

  /// Up to 40 bytes of a token, for messages; control characters are made visible.
  static func excerpt(_ token: UnsafeBufferPointer<UInt8>) -> String {
    let shown = token.prefix(40).map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: "?") : $0 }
    return String(decoding: shown, as: UTF8.self) + (token.count > 40 ? "…" : "")
  }

  private func nextToken(stopAtGluedSign: Bool) -> UnsafeBufferPointer<UInt8> {
    var p = position
    while p < end, p.pointee > 0x20 {
      let isSign = p.pointee == UInt8(ascii: "-") || p.pointee == UInt8(ascii: "+")
      if stopAtGluedSign, isSign, p > position {
        let before = p[-1] | 0x20
        if before != UInt8(ascii: "e"), before != UInt8(ascii: "d") { break }
      }
      p += 1
    }
    // A lone control character is a token too, or the message would quote nothing.
    if p == position, p < end { p += 1 }
    return UnsafeBufferPointer(start: position, count: p - position)
  }
}

// MARK: - Errors

extension TextCursor {
  func error(
    at place: UnsafePointer<UInt8>, _ reason: ParseError.Reason, advice: String? = nil
  ) -> ParseError {
    ParseError(
      source: source, line: line, column: place - lineStart + 1, reason: reason, advice: advice)
  }

  /// An error at the present place.
  func error(_ reason: ParseError.Reason, advice: String? = nil) -> ParseError {
    error(at: position, reason, advice: advice)
  }

  func error(at word: Word, _ reason: ParseError.Reason, advice: String? = nil) -> ParseError {
    ParseError(
      source: source, line: word.line, column: word.column, reason: reason, advice: advice)
  }

  /// Something was expected here, but the line or the file ends.
  func missing(_ expected: String) -> ParseError {
    isAtEnd
      ? error(.endOfFile(expected: expected)) : error(.expected(expected, found: "end of line"))
  }

  /// Fails at the end of the file, naming what should have followed.
  func require(_ expected: @autoclosure () -> String) throws(ParseError) {
    if isAtEnd { throw error(.endOfFile(expected: expected())) }
  }
}
