public import QuenchModel

/// How a slab's surface cell fills the lateral cell: repeats and the strain it then bears.
public struct LateralFit: Hashable, Sendable {
  public let part: String
  public let repeats: SIMD2<Int>
  /// %, along x, along y, and the tensor's xy component.
  public let strain: Vector3

  /// The largest component by size, %.
  public var largest: Double { max(abs(strain.x), abs(strain.y), abs(strain.z)) }

  /// The repeats nearest to the vectors `a`, `b` (a along x, both in the xy plane), and the strain
  /// from there.
  init(_ block: SlabBlock, part: String, to a: Vector3, _ b: Vector3) {
    self.part = part
    repeats = SIMD2(
      Self.count(a.x / block.a.x), Self.count(b.y / block.b.y))
    let (u, v) = (Double(repeats.x) * block.a, Double(repeats.y) * block.b)
    let xx = a.x / u.x
    strain = 100 * Vector3(xx - 1, b.y / v.y - 1, (b.x - xx * v.x) / v.y / 2)
  }

  private static func count(_ ratio: Double) -> Int {
    ratio.isFinite && ratio < 10_000 ? max(1, Int(ratio.rounded())) : 1
  }

  func applied(
    to block: SlabBlock, _ a: Vector3, _ b: Vector3
  ) throws(ElectrodeError) -> SlabBlock {
    try block.repeated(IntegerMatrix(diagonal: SIMD3(repeats.x, repeats.y, 1))).stretched(to: a, b)
  }
}

/// How wide an electrode is to be.
public enum LateralSize: Hashable, Sendable {
  case repeats(SIMD2<Int>)
  /// Å along x and y.
  case size(SIMD2<Double>)
  /// Atoms of the first electrode; the most nearly square cell of that many.
  case atoms(Int)
  /// Both: refused where they contradict one another.
  case sizeAndAtoms(SIMD2<Double>, Int)
}

extension LateralSize {
  /// Repeats of a block's surface cell. Throws `ElectrodeError` with the sizes that do fit.
  func repeats(of block: SlabBlock) throws(ElectrodeError) -> SIMD2<Int> {
    switch self {
    case .repeats(let n):
      guard n.x >= 1, n.y >= 1, n.x <= 10_000, n.y <= 10_000 else {
        throw .outOfRange(
          parameter: "the repeats", value: "\(n.x) × \(n.y)", allowed: "1 to 10,000")
      }
      return n
    case .size(let size): return try Self.nearest(size, block)
    case .atoms(let atoms): return try Self.squarest(atoms, block)
    case .sizeAndAtoms(let size, let atoms):
      let (wanted, fitting) = (try Self.squarest(atoms, block), try Self.nearest(size, block))
      guard wanted == fitting else {
        throw .contradiction(Self.clash(atoms, wanted, size, fitting, block))
      }
      return wanted
    }
  }

  private static func nearest(
    _ size: SIMD2<Double>, _ block: SlabBlock
  ) throws(ElectrodeError) -> SIMD2<Int> {
    for length in [size.x, size.y] where !(1...10_000).contains(length) {
      throw .outOfRange(
        parameter: "the lateral size", value: "\(length) Å", allowed: "1 to 10,000 Å")
    }
    let n = (size.x / block.a.x).rounded()
    let m = (size.y / block.b.y).rounded()
    guard n >= 1, m >= 1 else {
      throw .contradiction(
        "\(text(size)) Å is less than one surface cell of \(text(block.size)) Å")
    }
    return SIMD2(Int(n), Int(m))
  }

  /// Of all n × m with the right number of atoms the one whose sides are most alike.
  private static func squarest(
    _ atoms: Int, _ block: SlabBlock
  ) throws(ElectrodeError) -> SIMD2<Int> {
    let each = block.structure.count
    guard (1...20_000_000).contains(atoms) else {
      throw .outOfRange(
        parameter: "the atoms per electrode", value: "\(atoms)", allowed: "1 to 20,000,000")
    }
    let (cells, rest) = atoms.quotientAndRemainder(dividingBy: each)
    guard rest == 0, cells > 0 else {
      let near = [cells, cells + 1].filter { $0 > 0 }.map { "\($0 * each)" }
      throw .contradiction(
        "\(atoms) atoms are no whole number of surface cells of \(each) atoms; nearest: "
          + near.joined(separator: ", "))
    }
    var best = SIMD2(1, cells)
    for n in 1...cells where cells.isMultiple(of: n) {
      if skew(SIMD2(n, cells / n), block) < skew(best, block) { best = SIMD2(n, cells / n) }
    }
    return best
  }

  private static func skew(_ n: SIMD2<Int>, _ block: SlabBlock) -> Double {
    let (x, y) = (Double(n.x) * block.a.x, Double(n.y) * block.b.y)
    return max(x, y) / min(x, y)
  }

  private static func clash(
    _ atoms: Int, _ wanted: SIMD2<Int>, _ size: SIMD2<Double>, _ fitting: SIMD2<Int>,
    _ block: SlabBlock
  ) -> String {
    let each = block.structure.count
    let share = size.x * size.y / block.area * Double(each)
    return "\(atoms) atoms are \(wanted.x) × \(wanted.y) surface cells of \(each) atoms and cover"
      + " \(text(extent(wanted, block))) Å, not \(text(size)) Å, which holds about"
      + " \(Int(share.rounded())); fitting sizes: \(text(extent(wanted, block))) Å with \(atoms)"
      + " atoms, or \(text(extent(fitting, block))) Å (\(fitting.x) × \(fitting.y) cells) with"
      + " \(fitting.x * fitting.y * each)"
  }

  static func extent(_ n: SIMD2<Int>, _ block: SlabBlock) -> SIMD2<Double> {
    SIMD2(Double(n.x) * block.a.x, Double(n.y) * block.b.y)
  }

  /// `59.66 × 59.55`.
  static func text(_ size: SIMD2<Double>) -> String {
    func two(_ x: Double) -> String { String(rounded((x * 100).rounded() / 100).dropLast()) }
    return "\(two(size.x)) × \(two(size.y))"
  }
}
