import QuenchModel
import QuenchSymmetry

/// A crystal seen along the normal of one family of planes: its primitive cell, spanned by two
/// vectors in the plane and one that leads to the next.
struct SurfaceCell {
  let plane: MillerPlane
  /// The cell that the Miller indices refer to, and a sentence that says which.
  let reference: Lattice
  let referenceNote: String
  /// The primitive cell, in its own vectors.
  let crystal: Structure
  let lattice: Lattice
  /// The plane's indices in the primitive cell: the height of a point in periods is indices · s.
  let indices: SIMD3<Int>
  /// Primitive coefficients: u and v in the plane, reduced, u × v along the normal, angle
  /// 90…120°; w leads one period up.
  let u: SIMD3<Int>
  let v: SIMD3<Int>
  let w: SIMD3<Int>
  /// Height of one period, Å.
  let period: Double
  /// Operations that keep the family of planes: height ↦ ±height + shift, in periods.
  let operations: [HeightOperation]

  struct HeightOperation {
    let turnsOver: Bool
    let shift: Double
  }

  init(
    _ structure: Structure, plane: MillerPlane, cutting: SlabCutting
  ) throws(SurfaceError) {
    let found = try Self.primitive(structure, cutting)
    (crystal, reference, referenceNote) = (found.crystal, found.reference, found.note)
    guard let lattice = found.crystal.lattice else { throw .noCrystal("it has no cell") }
    if plane.isBravais { try Self.requireHexagonal(found.reference) }
    self.plane = plane
    self.lattice = lattice
    indices = try Self.primitiveIndices(plane, reference, lattice)
    let basis = Self.basis(indices)
    (u, v) = Self.reduced(basis.u, basis.v, lattice, indices)
    w = basis.w
    let normal = lattice.reciprocal.cartesian(SIMD3<Double>(indices))
    period = 1 / normal.length
    operations = try Self.operations(crystal, indices, tolerance: cutting.symmetryTolerance)
  }

  func cartesian(_ coefficients: SIMD3<Int>) -> Vector3 {
    lattice.cartesian(SIMD3<Double>(coefficients))
  }

  /// Area of the smallest surface cell, Å².
  var area: Double { cross(cartesian(u), cartesian(v)).length }

  /// The turn that lays u along x and the normal along z.
  var rotation: Rotation {
    let oriented = Lattice(a: cartesian(u), b: cartesian(v), c: cartesian(w))
    return oriented.alignedToLowerTriangular()?.rotation ?? .identity
  }

  private static func primitive(
    _ structure: Structure, _ cutting: SlabCutting
  ) throws(SurfaceError) -> (crystal: Structure, reference: Lattice, note: String) {
    guard let given = structure.lattice, given.isValid else { throw .noCrystal("it has no cell") }
    guard structure.periodicity == .all else {
      throw .noCrystal("it does not repeat along all three axes")
    }
    do throws(SymmetryError) {
      let tolerance = cutting.symmetryTolerance
      let standard = try structure.conventionalCell(tolerance: tolerance)
      guard let conventional = standard.lattice else { throw .noLattice }
      let isConventional = abs(given.volume / conventional.volume - 1) < 1e-3
      guard !isConventional, !cutting.usesGivenCell else {
        let note = isConventional ? "the given cell, which is conventional" : "the given cell"
        return (try structure.primitiveCell(tolerance: tolerance), given, note)
      }
      let cell = try standard.primitiveCell(tolerance: tolerance)
      return (cell, conventional, "the conventional cell found by symmetry")
    } catch {
      throw .symmetry(error)
    }
  }

  private static func requireHexagonal(_ lattice: Lattice) throws(SurfaceError) {
    let (lengths, angles) = (lattice.lengths, lattice.angles)
    guard abs(lengths.x - lengths.y) < 0.01 * lengths.x,
      (angles - Vector3(90, 90, 120)).length < 0.5
    else { throw .notHexagonal(lengths: lengths, angles: angles) }
  }

  /// The plane in another basis of the same crystal, whose cell is a whole fraction of the first.
  private static func primitiveIndices(
    _ plane: MillerPlane, _ reference: Lattice, _ primitive: Lattice
  ) throws(SurfaceError) -> SIMD3<Int> {
    let normal = reference.reciprocal.cartesian(SIMD3<Double>(plane.indices))
    let cells = (reference.volume / primitive.volume).rounded()
    var indices = SIMD3<Int>.zero
    for axis in 0..<3 {
      let exact = dot(normal, primitive[axis]) * cells
      guard abs(exact - exact.rounded()) < 0.1, let whole = Int(exactly: exact.rounded()),
        abs(whole) < 100_000
      else { throw .noCrystal("the primitive cell does not fit the given one") }
      indices[axis] = whole
    }
    let divisor = greatestCommonDivisor(indices.x, greatestCommonDivisor(indices.y, indices.z))
    guard divisor > 0 else { throw .noCrystal("the primitive cell does not fit the given one") }
    return SIMD3(indices.x / divisor, indices.y / divisor, indices.z / divisor)
  }

  /// Whole-number vectors with n · u = n · v = 0, n · w = 1 and u × v = n.
  static func basis(
    _ n: SIMD3<Int>
  ) -> (u: SIMD3<Int>, v: SIMD3<Int>, w: SIMD3<Int>) {
    let first = bezout(n.x, n.y)
    guard first.divisor > 0 else {
      let sign = n.z > 0 ? 1 : -1
      return (SIMD3(1, 0, 0), SIMD3(0, sign, 0), SIMD3(0, 0, sign))
    }
    let (p, q, g) = (first.x, first.y, first.divisor)
    let last = bezout(g, n.z)
    return (
      SIMD3(n.y / g, -n.x / g, 0), SIMD3(p * n.z, q * n.z, -g),
      SIMD3(last.x * p, last.x * q, last.y)
    )
  }

  /// Lagrange–Gauss reduction; among equals the obtuse pair; u × v along the normal.
  private static func reduced(
    _ first: SIMD3<Int>, _ second: SIMD3<Int>, _ lattice: Lattice, _ indices: SIMD3<Int>
  ) -> (SIMD3<Int>, SIMD3<Int>) {
    func vector(_ n: SIMD3<Int>) -> Vector3 { lattice.cartesian(SIMD3<Double>(n)) }
    func square(_ n: SIMD3<Int>) -> Double { dot(vector(n), vector(n)) }
    var (u, v) = (first, second)
    for _ in 0..<200 {
      if square(v) < square(u) * (1 - 1e-9) { (u, v) = (v, u) }
      let step = (dot(vector(u), vector(v)) / square(u)).rounded(.toNearestOrEven)
      guard step != 0, let count = Int(exactly: step) else { break }
      let shorter = v &- count &* u
      guard square(shorter) < square(v) * (1 - 1e-9) else { break }
      v = shorter
    }
    if dot(vector(u), vector(v)) > 1e-9 * square(u) { v = .zero &- v }
    let normal = lattice.reciprocal.cartesian(SIMD3<Double>(indices))
    // A swap turns the normal and keeps the angle.
    return dot(cross(vector(u), vector(v)), normal) < 0 ? (v, u) : (u, v)
  }

  private static func operations(
    _ crystal: Structure, _ n: SIMD3<Int>, tolerance: Double
  ) throws(SurfaceError) -> [HeightOperation] {
    let group: SpaceGroup
    do throws(SymmetryError) {
      group = try crystal.spaceGroup(tolerance: tolerance)
    } catch {
      throw .symmetry(error)
    }
    return group.operations.compactMap { operation in
      let rows = operation.rotation.rows
      let turned = n.x &* rows[0] &+ n.y &* rows[1] &+ n.z &* rows[2]
      guard turned == n || turned == .zero &- n else { return nil }
      let shift = dot(SIMD3<Double>(n), operation.translation)
      return HeightOperation(turnsOver: turned != n, shift: shift - shift.rounded(.down))
    }
  }
}
