import QuenchModel

extension Supercell {
  /// Sizes `2x2x1`, `2,2,1`, `2 2 1`, one number for all three axes, or nine numbers with rows
  /// apart by `;` as in `1,1,0;-1,1,0;0,0,1`.
  ///
  /// Throws `BuildError` with the column at fault.
  public init(parsing text: String) throws(BuildError) {
    var scanner = SizeScanner(text)
    let rows = try scanner.rows()
    switch rows.map(\.count) {
    case [1]: try self.init(sizes: SIMD3(repeating: rows[0][0]))
    case [3]: try self.init(sizes: SIMD3(rows[0][0], rows[0][1], rows[0][2]))
    case [3, 3, 3]:
      let vectors = rows.map { SIMD3($0[0], $0[1], $0[2]) }
      try self.init(matrix: IntegerMatrix(vectors[0], vectors[1], vectors[2]))
    default: throw scanner.error("three sizes, or three rows of three numbers")
    }
  }
}

/// Hands out whole numbers and remembers its column.
struct SizeScanner {
  private let text: String
  private let bytes: [UInt8]
  private var place = 0

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  func error(_ expected: String) -> BuildError {
    let shown = text.count > 80 ? "\(text.prefix(80))…" : text
    return .badText(shown, column: place + 1, expected: expected)
  }

  mutating func rows() throws(BuildError) -> [[Int]] {
    var rows: [[Int]] = [[]]
    var isSeparated = true
    skipBlanks()
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: ";"):
        guard !rows[rows.count - 1].isEmpty, rows.count < 3 else {
          throw error("three rows of three numbers")
        }
        rows.append([])
        isSeparated = true
        place += 1
      case UInt8(ascii: ","), UInt8(ascii: "x"), UInt8(ascii: "X"):
        guard !isSeparated else { throw error("a whole number") }
        isSeparated = true
        place += 1
      default:
        guard rows[rows.count - 1].count < 3 else { throw error("the end, or ';' and a new row") }
        rows[rows.count - 1].append(try number())
        isSeparated = false
      }
      skipBlanks()
    }
    if isSeparated, rows != [[]] { throw error("a whole number") }
    return rows
  }

  private mutating func skipBlanks() {
    while place < bytes.count, bytes[place] == 32 || bytes[place] == 9 { place += 1 }
  }

  private mutating func number() throws(BuildError) -> Int {
    var end = place
    if bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: "+") { end += 1 }
    while end < bytes.count, (48...57).contains(bytes[end]) { end += 1 }
    guard let value = Int(String(decoding: bytes[place..<end], as: UTF8.self)) else {
      throw error("a whole number")
    }
    place = end
    return value
  }
}
