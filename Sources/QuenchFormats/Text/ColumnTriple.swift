/// Where three decimals stand on a line whose columns do not change from line to line.
///
/// Fortran and C programs write positions so. Once the columns are known, a number costs two loads and
/// three multiplications; every byte is still checked, and a line that differs is read the slow way.
struct ColumnTriple {
  /// Bytes per line, line break included.
  let lineLength: Int
  private let points: (Int, Int, Int)
  /// Blanks that must stand between the number before and the sign column, within the eight bytes
  /// that end before the point.
  private let gaps: (UInt64, UInt64, UInt64)
  /// Digits after the point, 1…16.
  let decimals: Int

  /// Learns the columns of the line at `line`; nil when it holds anything but three decimals with
  /// one digit before the point and the same number of digits after it.
  init?(line: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) {
    var place = line
    var points: [Int] = []
    var gaps: [UInt64] = []
    var decimals = 0
    for _ in 0..<3 {
      let begin = place
      while place < end, place.pointee == 0x20 { place += 1 }
      if place < end, place.pointee == UInt8(ascii: "-") { place += 1 }
      // The sign column lies before the one digit; what lies before that is the gap.
      guard end - place > 2, place.pointee &- 48 < 10, place[1] == UInt8(ascii: ".") else {
        return nil
      }
      let gap = place - begin - 1
      guard (0...6).contains(gap) else { return nil }
      gaps.append(Self.gapMask(gap))
      points.append(place + 1 - line)
      place += 2
      let digits = Self.digitCount(from: place, end: end)
      guard (1...16).contains(digits), decimals == 0 || digits == decimals else { return nil }
      decimals = digits
      place += digits
    }
    if place < end, place.pointee == 0x0D { place += 1 }
    guard place < end, place.pointee == 0x0A else { return nil }
    self.lineLength = place + 1 - line
    self.points = (points[0], points[1], points[2])
    self.gaps = (gaps[0], gaps[1], gaps[2])
    self.decimals = decimals
  }

  /// Bytes 6, 5, … of a little-endian word are the sign column and what precedes it.
  private static func gapMask(_ gap: Int) -> UInt64 {
    var mask: UInt64 = 0
    for index in 0..<gap { mask |= 0xFF << UInt64(8 * (5 - index)) }
    return mask
  }

  private static func digitCount(
    from place: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>
  ) -> Int {
    var count = 0
    while place + count < end, place[count] &- 48 < 10 { count += 1 }
    return count
  }
}

// MARK: - Reading

extension ColumnTriple {
  /// Reads up to `count` lines of these columns into `target` and stops before the first that
  /// differs. `start` and `end` bound the readable bytes. Returns how many lines were read.
  @inline(__always)
  func read(
    _ count: Int, from line: UnsafePointer<UInt8>, start: UnsafePointer<UInt8>,
    end: UnsafePointer<UInt8>, into target: UnsafeMutablePointer<Double>,
    powers: UnsafePointer<Double>
  ) -> Int {
    // Eight bytes before the first point are touched, and eight or sixteen after the last one.
    let reach = max(lineLength, points.2 + 1 + (decimals <= 8 ? 8 : 16))
    guard line - start >= 8, end - line >= reach else { return 0 }
    let lines = min(count, (end - line - reach) / lineLength + 1)
    return decimals == 8
      ? readEight(lines, line, target, powers[8]) : readAny(lines, line, target, powers)
  }

  @inline(__always)
  private func readEight(
    _ count: Int, _ first: UnsafePointer<UInt8>, _ target: UnsafeMutablePointer<Double>,
    _ power: Double
  ) -> Int {
    let (x, y, z) = points
    var line = UnsafeRawPointer(first)
    var out = target
    for index in 0..<count {
      var flaws: UInt64 = 0
      let a = Self.eight(line + x, gaps.0, &flaws)
      let b = Self.eight(line + y, gaps.1, &flaws)
      let c = Self.eight(line + z, gaps.2, &flaws)
      line += lineLength
      guard flaws == 0, (line - 1).load(as: UInt8.self) == 0x0A else { return index }
      out[0] = Double(a) / power
      out[1] = Double(b) / power
      out[2] = Double(c) / power
      // −0.0 needs its sign from the text: an integer has no negative zero.
      if a == 0 || b == 0 || c == 0 { Self.signZeros(line - lineLength, points, out) }
      out += 3
    }
    return count
  }

  /// The digit before and the eight after a point as one signed integer.
  @inline(__always)
  private static func eight(
    _ point: UnsafeRawPointer, _ gap: UInt64, _ flaws: inout UInt64
  ) -> Int64 {
    let before = UInt64(littleEndian: (point - 8).loadUnaligned(as: UInt64.self))
    let after = UInt64(littleEndian: (point + 1).loadUnaligned(as: UInt64.self))
    let whole = leading(before, gap, point, &flaws)
    let digits = after ^ 0x3030_3030_3030_3030
    flaws |= ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080
    let magnitude = whole &* 100_000_000 &+ Int64(TextCursor.eightDigits(digits))
    // ' ' is 0x20 and '-' 0x2D: bit 0 tells them apart.
    let negative = Int64(bitPattern: (before >> 48) & 1)
    return (magnitude ^ (0 &- negative)) &+ negative
  }

  /// The digit before the point, with the gap, sign column and point checked.
  @inline(__always)
  private static func leading(
    _ before: UInt64, _ gap: UInt64, _ point: UnsafeRawPointer, _ flaws: inout UInt64
  ) -> Int64 {
    let digit = (before >> 56) ^ 0x30
    let sign = (before >> 48) & 0xFF
    if sign != 0x20, sign != 0x2D { flaws |= 1 }
    if digit > 9 { flaws |= 1 }
    flaws |= (before ^ 0x2020_2020_2020_2020) & gap
    flaws |= UInt64(point.load(as: UInt8.self) ^ UInt8(ascii: "."))
    return Int64(bitPattern: digit)
  }

  private static func signZeros(
    _ line: UnsafeRawPointer, _ points: (Int, Int, Int), _ out: UnsafeMutablePointer<Double>
  ) {
    let minus = UInt8(ascii: "-")
    if out[0] == 0, line.load(fromByteOffset: points.0 - 2, as: UInt8.self) == minus {
      out[0] = -0.0
    }
    if out[1] == 0, line.load(fromByteOffset: points.1 - 2, as: UInt8.self) == minus {
      out[1] = -0.0
    }
    if out[2] == 0, line.load(fromByteOffset: points.2 - 2, as: UInt8.self) == minus {
      out[2] = -0.0
    }
  }

  @inline(__always)
  private func readAny(
    _ count: Int, _ first: UnsafePointer<UInt8>, _ target: UnsafeMutablePointer<Double>,
    _ powers: UnsafePointer<Double>
  ) -> Int {
    let (x, y, z) = points
    var line = UnsafeRawPointer(first)
    var out = target
    for index in 0..<count {
      var flaws: UInt64 = 0
      let a = any(line + x, gaps.0, &flaws, powers)
      let b = any(line + y, gaps.1, &flaws, powers)
      let c = any(line + z, gaps.2, &flaws, powers)
      line += lineLength
      guard flaws == 0, (line - 1).load(as: UInt8.self) == 0x0A else { return index }
      (out[0], out[1], out[2]) = (a, b, c)
      out += 3
    }
    return count
  }

  @inline(__always)
  private func any(
    _ point: UnsafeRawPointer, _ gap: UInt64, _ flaws: inout UInt64,
    _ powers: UnsafePointer<Double>
  ) -> Double {
    let before = UInt64(littleEndian: (point - 8).loadUnaligned(as: UInt64.self))
    var mantissa = UInt64(bitPattern: Self.leading(before, gap, point, &flaws))
    let first = min(decimals, 8)
    Self.join(&mantissa, point + 1, first, &flaws)
    if decimals > 8 { Self.join(&mantissa, point + 9, decimals - 8, &flaws) }
    let value = DecimalValue.quotient(mantissa, decimals, powers)
    return Double(bitPattern: value.bitPattern ^ ((before >> 48) & 1) << 63)
  }

  /// Appends `count` (1…8) digits at `place` to `mantissa`.
  @inline(__always)
  private static func join(
    _ mantissa: inout UInt64, _ place: UnsafeRawPointer, _ count: Int, _ flaws: inout UInt64
  ) {
    let word = UInt64(littleEndian: place.loadUnaligned(as: UInt64.self))
    let digits = (word ^ 0x3030_3030_3030_3030) << UInt64(64 - 8 * count)
    flaws |= ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080
    mantissa =
      mantissa &* PowersOfTen.integers[count] &+ UInt64(TextCursor.eightDigits(digits))
  }
}

extension TextCursor {
  /// Three numbers that remain finite when they are multiplied by cell vectors.
  mutating func coordinates(
    _ expected: @autoclosure () -> String
  ) throws(ParseError) -> (x: Double, y: Double, z: Double) {
    skipBlanks()
    let place = position
    let (x, y, z) = try vector(expected())
    guard max(abs(x), abs(y), abs(z)) < 1e100 else {
      throw error(at: place, .outOfRange("these are not possible coordinates"))
    }
    return (x, y, z)
  }

  /// Reads `count` lines that begin with three numbers; whatever else stands on them is skipped.
  ///
  /// `target` has room for 3 · `count` doubles.
  mutating func triples(
    _ count: Int, into target: UnsafeMutablePointer<Double>,
    _ expected: @autoclosure () -> String
  ) throws(ParseError) {
    var done = 0
    var columns: ColumnTriple?
    var misses = 0
    while done < count {
      if columns == nil, misses < 8 { columns = ColumnTriple(line: position, end: end) }
      if let known = columns {
        let lines = known.read(
          count - done, from: position, start: start, end: end, into: target + 3 * done,
          powers: doubles)
        position += lines * known.lineLength
        lineStart = position
        line += lines
        done += lines
        if done == count { return }
      }
      // Too many different lines: the columns are not fixed, and looking for them costs time.
      if columns == nil { misses += 1 }
      let values = try coordinates(expected())
      (target[3 * done], target[3 * done + 1], target[3 * done + 2]) = values
      done += 1
      skipLine()
    }
  }
}
