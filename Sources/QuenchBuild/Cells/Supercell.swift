public import QuenchModel

/// A larger cell of the same crystal: new vectors as integer combinations of the old.
public struct Supercell: Hashable, Sendable {
  /// Rows are the new vectors in terms of the old; the determinant is positive.
  public let matrix: IntegerMatrix

  /// What any one builder is ready to make.
  public static let mostAtoms = 200_000_000
  /// Entries of a matrix lie in −limit…limit.
  static let entryLimit = 10_000

  /// Throws `BuildError` where the determinant is not positive or an entry exceeds ±10,000.
  public init(matrix: IntegerMatrix) throws(BuildError) {
    let limit = Self.entryLimit
    for entry in matrix.rows.flatMap({ [$0.x, $0.y, $0.z] })
    where !(-limit...limit).contains(entry) {
      throw .outOfRange(
        parameter: "a matrix entry", value: "\(entry)", allowed: "within ±\(limit)")
    }
    let determinant = matrix.determinant
    guard determinant != 0 else { throw .singularMatrix }
    guard determinant > 0 else {
      let swapped = IntegerMatrix(matrix.rows[1], matrix.rows[0], matrix.rows[2])
      throw .leftHanded(fix: Self.text(swapped))
    }
    self.matrix = matrix
  }

  /// n₁ × n₂ × n₃ cells, each 1 or more. Throws `BuildError`.
  public init(sizes: SIMD3<Int>) throws(BuildError) {
    for axis in 0..<3 where sizes[axis] < 1 {
      throw .outOfRange(
        parameter: "the size along \(["a", "b", "c"][axis])", value: "\(sizes[axis])",
        allowed: "1 or more")
    }
    try self.init(matrix: IntegerMatrix(diagonal: sizes))
  }

  /// The cell itself, once.
  public static let unit = Supercell(unchecked: .identity)

  private init(unchecked matrix: IntegerMatrix) { self.matrix = matrix }

  /// Cells of the given structure that make one of the new.
  public var index: Int { matrix.determinant }

  /// `2x2x1` or `1,1,0;-1,1,0;0,0,1`, readable by `init(parsing:)`.
  public var text: String { Self.text(matrix) }

  static func text(_ matrix: IntegerMatrix) -> String {
    let rows = matrix.rows
    if matrix == IntegerMatrix(diagonal: SIMD3(rows[0].x, rows[1].y, rows[2].z)) {
      return "\(rows[0].x)x\(rows[1].y)x\(rows[2].z)"
    }
    return rows.map { "\($0.x),\($0.y),\($0.z)" }.joined(separator: ";")
  }
}
