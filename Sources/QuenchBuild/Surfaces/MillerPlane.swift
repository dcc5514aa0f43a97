public import QuenchModel

/// A family of lattice planes by its Miller indices, without common factor.
public struct MillerPlane: Hashable, Sendable, CustomStringConvertible {
  public let indices: SIMD3<Int>
  /// True where four indices were given, which only hexagonal axes have.
  public let isBravais: Bool
  /// The factor taken off: 2 for (002), which is the family (001).
  public let divisor: Int

  /// Indices lie in −limit…limit.
  public static let limit = 50

  /// Throws `SurfaceError` for (0 0 0) and for indices beyond ±50.
  public init(_ h: Int, _ k: Int, _ l: Int) throws(SurfaceError) {
    try self.init(SIMD3(h, k, l), isBravais: false, text: "\(h) \(k) \(l)")
  }

  private init(_ indices: SIMD3<Int>, isBravais: Bool, text: String) throws(SurfaceError) {
    let limit = Self.limit
    for axis in 0..<3 where !(-limit...limit).contains(indices[axis]) {
      throw .badPlane(text, reason: "indices lie within ±\(limit)")
    }
    let divisor = greatestCommonDivisor(indices.x, greatestCommonDivisor(indices.y, indices.z))
    guard divisor > 0 else {
      throw .badPlane(text, reason: "all three indices are zero, which is no plane")
    }
    self.indices = SIMD3(indices.x / divisor, indices.y / divisor, indices.z / divisor)
    self.isBravais = isBravais
    self.divisor = divisor
  }

  /// Three or four indices: `110`, `1-10`, `1 -1 0`, `1,-1,0`, `(1 0 -1 4)`.
  ///
  /// Without separators each digit is an index, a minus before it its sign. Of four indices h k i l
  /// the third must be −(h + k). Throws `SurfaceError`.
  public init(parsing text: String) throws(SurfaceError) {
    let shown = String(text.prefix(40))
    let bare = text.filter { !"()[]{}".contains($0) }
    let words = bare.split { $0 == " " || $0 == "," || $0 == "\t" }
    let tokens = words.count == 1 ? Self.digits(words[0]) : words.map(String.init)
    let numbers = tokens.compactMap { Int($0) }
    guard numbers.count == tokens.count, (3...4).contains(numbers.count) else {
      throw .badPlane(
        shown, reason: "expected three or four whole numbers, as 110, 1-10 or 1,0,-1,4")
    }
    guard numbers.count == 4 else {
      try self.init(SIMD3(numbers[0], numbers[1], numbers[2]), isBravais: false, text: shown)
      return
    }
    let (sum, overflow) = numbers[0].addingReportingOverflow(numbers[1])
    guard !overflow, numbers[2] == 0 &- sum else {
      throw .badPlane(
        shown, reason: "of h k i l, h + k + i must be 0: the third index would be \(0 &- sum)")
    }
    try self.init(SIMD3(numbers[0], numbers[1], numbers[3]), isBravais: true, text: shown)
  }

  /// `1-10` is 1, −1, 0.
  private static func digits(_ word: Substring) -> [String] {
    var tokens: [String] = []
    var sign = ""
    for letter in word {
      if letter == "-", sign.isEmpty {
        sign = "-"
      } else {
        tokens.append(sign + String(letter))
        sign = ""
      }
    }
    return sign.isEmpty ? tokens : tokens + [sign]
  }

  /// As given, common factor included: `(0 0 2)`, or `(1 0 -1 4)` where it had four indices.
  public var description: String {
    let given = indices &* divisor
    let i = 0 - given.x - given.y
    return isBravais
      ? "(\(given.x) \(given.y) \(i) \(given.z))" : "(\(given.x) \(given.y) \(given.z))"
  }

  /// Distance of the planes as given, common factor included, Å.
  public func spacing(in lattice: Lattice) -> Double {
    1 / lattice.reciprocal.cartesian(SIMD3<Double>(indices &* divisor)).length
  }
}

/// Never negative; 0 for (0, 0).
func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  var (a, b) = (abs(a), abs(b))
  while b != 0 { (a, b) = (b, a % b) }
  return a
}

/// x, y and g with x·a + y·b = g, the greatest common divisor.
func bezout(_ a: Int, _ b: Int) -> (x: Int, y: Int, divisor: Int) {
  var (old, new) = ((r: a, x: 1, y: 0), (r: b, x: 0, y: 1))
  while new.r != 0 {
    let quotient = old.r / new.r
    (old, new) = (
      new, (r: old.r - quotient * new.r, x: old.x - quotient * new.x, y: old.y - quotient * new.y)
    )
  }
  return old.r < 0 ? (-old.x, -old.y, -old.r) : (old.x, old.y, old.r)
}
