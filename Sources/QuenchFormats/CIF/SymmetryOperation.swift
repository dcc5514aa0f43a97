internal import QuenchModel

/// A symmetry operation of a crystal: x' = rotation · x + translation, in fractions of the cell.
struct SymmetryOperation: Hashable, Sendable {
  /// Three rows.
  var rotation: (SIMD3<Int>, SIMD3<Int>, SIMD3<Int>) {
    (rows[0], rows[1], rows[2])
  }
  private var rows: [SIMD3<Int>]
  var translation: Vector3

  static let identity = SymmetryOperation(
    rows: [SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)], translation: .zero)

  private init(rows: [SIMD3<Int>], translation: Vector3) {
    self.rows = rows
    self.translation = translation
  }

  /// Nil unless `text` is three expressions such as `1/2+x, -y+.5, x-y` with a determinant of ±1.
  init?(_ text: String) {
    let parts = text.lowercased().split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    rows = []
    translation = .zero
    for (axis, part) in parts.enumerated() {
      guard let (row, shift) = Self.expression(part) else { return nil }
      rows.append(row)
      translation[axis] = shift
    }
    guard abs(determinant) == 1 else { return nil }
  }

  var isIdentity: Bool { self == .identity }

  func callAsFunction(_ point: Vector3) -> Vector3 {
    var image = translation
    for axis in 0..<3 {
      let row = rows[axis]
      image[axis] += Double(row.x) * point.x + Double(row.y) * point.y + Double(row.z) * point.z
    }
    return image
  }

  private var determinant: Int {
    let (a, b, c) = rotation
    return a.x * (b.y * c.z - b.z * c.y) - a.y * (b.x * c.z - b.z * c.x)
      + a.z * (b.x * c.y - b.y * c.x)
  }

  /// Terms with signs: a letter x, y or z, or a number, decimal or fraction. `2*x` and `2x` are allowed.
  private static func expression(_ text: Substring) -> (SIMD3<Int>, Double)? {
    var row = SIMD3<Int>(0, 0, 0)
    var shift = 0.0
    var rest = text.filter { !$0.isWhitespace }[...]
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      var sign = 1
      if rest.first == "+" || rest.first == "-" {
        sign = rest.removeFirst() == "-" ? -1 : 1
      }
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(digits.count)
      var value = 1.0
      if !digits.isEmpty {
        guard let number = Double(digits) else { return nil }
        value = number
        if rest.first == "/" {
          rest = rest.dropFirst()
          let below = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
          guard let divisor = Double(below), divisor != 0 else { return nil }
          rest = rest.dropFirst(below.count)
          value /= divisor
        }
        if rest.first == "*" { rest = rest.dropFirst() }
      }
      if let letter = rest.first, let axis = ["x", "y", "z"].firstIndex(of: letter) {
        rest = rest.dropFirst()
        guard let factor = Int(exactly: value), abs(factor) <= 9 else { return nil }
        row[axis] += sign * factor
      } else {
        guard !digits.isEmpty, value.isFinite, abs(value) < 1000 else { return nil }
        shift += Double(sign) * nearestFraction(value)
      }
    }
    return (row, shift)
  }

  /// `.3333` and `0.16667` in an operator stand for thirds and sixths: translations are rational
  /// numbers with denominators 2, 3, 4, 6 (and 8 in no setting).
  private static func nearestFraction(_ value: Double) -> Double {
    let twelfths = (value * 12).rounded()
    return abs(value * 12 - twelfths) < 0.012 ? twelfths / 12 : value
  }
}
