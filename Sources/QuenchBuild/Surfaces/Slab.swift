public import QuenchModel

/// A slab of a crystal between two parallel faces, with vacuum above and below.
public struct Slab: Hashable, Sendable {
  /// How much of the crystal.
  public enum Size: Hashable, Sendable {
    /// The fewest repeat units whose outermost nuclei are at least this far apart, Å.
    case thickness(Double)
    /// Whole repeat units (`SlabCutter.period` high).
    case units(Int)
    /// Atomic layers, counted down from the termination's top layer.
    case layers(Int)
  }

  public enum Alignment: String, Hashable, Sendable, CaseIterable {
    /// The middle of the slab in the middle of the cell.
    case centre
    /// The lowest nucleus at z = 0.
    case bottom
  }

  public var plane: MillerPlane
  public var cutting = SlabCutting()
  /// An id, or a number in the order of `SlabCutter.terminations`; nil: the likeliest that meets the
  /// other wishes.
  public var termination: String?
  public var size = Size.thickness(10)
  /// Between the outermost nuclei through the boundary, Å.
  public var vacuum = 20.0
  /// Both faces equal by symmetry; layers are removed where that is needed.
  public var isSymmetric = false
  /// The crystal's composition exactly.
  public var isStoichiometric = false
  /// Half of the outermost layer moves to the other side, so that the dipole vanishes.
  public var isReconstructed = false
  /// In-plane supercell: rows are new vectors in terms of the smallest surface cell's.
  public var repeats = IntegerMatrix.identity
  /// Atomic layers held at the bottom.
  public var fixedLayers = 0
  public var alignment = Alignment.centre

  public init(plane: MillerPlane) { self.plane = plane }

  /// `2x2`, `2,1`, `3`, or a matrix `1,1;-1,1`, as an in-plane supercell. Throws `SurfaceError`.
  public static func repeats(parsing text: String) throws(SurfaceError) -> IntegerMatrix {
    var scanner = SizeScanner(text)
    let expected = "two sizes as 2x2, or a matrix as 1,1;-1,1"
    let rows: [[Int]]
    do throws(BuildError) {
      rows = try scanner.rows()
    } catch {
      throw .badText(
        parameter: "the in-plane supercell", text: String(text.prefix(40)), expected: expected)
    }
    let matrix: [[Int]]
    switch rows.map(\.count) {
    case [1]: matrix = [[rows[0][0], 0], [0, rows[0][0]]]
    case [2]: matrix = [[rows[0][0], 0], [0, rows[0][1]]]
    case [2, 2]: matrix = rows
    default:
      throw .badText(
        parameter: "the in-plane supercell", text: String(text.prefix(40)), expected: expected)
    }
    guard matrix.joined().allSatisfy({ (-1000...1000).contains($0) }) else {
      throw .outOfRange(
        parameter: "a size of the in-plane supercell", value: text, allowed: "within ±1000")
    }
    return IntegerMatrix(
      SIMD3(matrix[0][0], matrix[0][1], 0), SIMD3(matrix[1][0], matrix[1][1], 0), SIMD3(0, 0, 1))
  }

  func check() throws(SurfaceError) {
    try cutting.check()
    guard vacuum > 0, vacuum <= 1000 else {
      throw .outOfRange(
        parameter: "the vacuum", value: "\(vacuum) Å", allowed: "above 0 and at most 1000 Å")
    }
    try checkSize()
    let (p, q) = (repeats.rows[0], repeats.rows[1])
    guard p.z == 0, q.z == 0, repeats.rows[2] == SIMD3(0, 0, 1), repeats.determinant > 0 else {
      throw .outOfRange(
        parameter: "the in-plane supercell", value: "\(p.x),\(p.y);\(q.x),\(q.y)",
        allowed: "of positive sizes or determinant")
    }
    guard fixedLayers >= 0 else {
      throw .outOfRange(
        parameter: "the number of fixed layers", value: "\(fixedLayers)", allowed: "0 or more")
    }
    guard !isReconstructed || !isSymmetric else {
      throw .outOfRange(
        parameter: "the reconstruction", value: "combined with equal faces by removing layers",
        allowed: "one of the two")
    }
  }

  private func checkSize() throws(SurfaceError) {
    switch size {
    case .thickness(let thickness):
      guard thickness > 0, thickness <= 10_000 else {
        throw .outOfRange(
          parameter: "the thickness", value: "\(thickness) Å",
          allowed: "above 0 and at most 10000 Å")
      }
    case .units(let count), .layers(let count):
      guard (1...100_000).contains(count) else {
        throw .outOfRange(
          parameter: size == .units(count) ? "the number of units" : "the number of layers",
          value: "\(count)", allowed: "1…100000")
      }
    }
  }
}
