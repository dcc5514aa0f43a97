internal import QuenchModel

/// Brings an atom into the cell of the turned frame and finds its column and layer.
struct AtomPlacer {
  private let x: Vector3
  private let y: Vector3
  private let z: Vector3
  private let a: Vector3
  private let b: Vector3
  private let c: Double
  private let origin: Vector3
  private let repeats: SIMD3<Int32>
  private let plan: GridPlan
  private let perA: Double
  private let perB: Double
  private let perC: Double

  init(cell: PairCell, plan: GridPlan) {
    (x, y, z) = (cell.x, cell.y, cell.z)
    (a, b, c) = (cell.a, cell.b, cell.c.z)
    (origin, repeats, self.plan) = (cell.origin, cell.repeats, plan)
    (perA, perB, perC) = (1 / cell.a.x, 1 / cell.b.y, 1 / cell.c.z)
  }

  /// Grains, home column and layer; `wrap` receives the rows that were added.
  @inline(__always)
  func place(
    _ px: Double, _ py: Double, _ pz: Double, _ wrap: UnsafeMutablePointer<Int32>
  ) -> (x: Int32, y: Int32, z: Int32, column: Int32, layer: Int32) {
    var gx = px * x.x + py * x.y + pz * x.z - origin.x
    var gy = px * y.x + py * y.y + pz * y.z - origin.y
    var gz = px * z.x + py * z.y + pz * z.z - origin.z
    var n = SIMD3<Int32>(0, 0, 0)
    if repeats.x == 1 {
      n.x = floorToInt32(gx * perA)
      let d = Double(n.x)
      (gx, gy, gz) = (gx - d * a.x, gy - d * a.y, gz - d * a.z)
    }
    let u = gx * perA
    if repeats.y == 1 {
      n.y = floorToInt32((gy - u * a.y) * perB)
      let d = Double(n.y)
      (gy, gz) = (gy - d * b.y, gz - d * b.z)
    }
    let v = (gy - u * a.y) * perB
    if repeats.z == 1 {
      n.z = floorToInt32(gz * perC)
      gz -= Double(n.z) * c
    }
    (wrap[0], wrap[1], wrap[2]) = (0 &- n.x, 0 &- n.y, 0 &- n.z)
    let row = within(u * Double(plan.rows), plan.rows)
    let column = within(v * Double(plan.columns), plan.columns)
    let layer = within(gz * perC * Double(plan.layers), plan.layers)
    let scale = plan.grainsPerAngstrom
    return (
      roundToInt32(gx * scale), roundToInt32(gy * scale), roundToInt32(gz * scale),
      row &* plan.columns &+ column, layer
    )
  }

  @inline(__always)
  private func within(_ place: Double, _ count: Int32) -> Int32 {
    min(max(floorToInt32(place), 0), count &- 1)
  }
}

/// The displacement of an image in grains, and its three whole numbers in one word.
struct ImageShifter {
  private let a: Vector3
  private let b: Vector3
  private let c: Double

  init(cell: PairCell, grains: Double) {
    (a, b, c) = (grains * cell.a, grains * cell.b, grains * cell.c.z)
  }

  @inline(__always)
  func shift(_ m: SIMD3<Int32>) -> (x: Int32, y: Int32, z: Int32) {
    let (p, q, r) = (Double(m.x), Double(m.y), Double(m.z))
    return (
      roundToInt32(p * a.x), roundToInt32(p * a.y + q * b.y),
      roundToInt32(p * a.z + q * b.z + r * c)
    )
  }

  /// Ten bits each; `GridPlan` keeps images within ±510.
  @inline(__always)
  static func packed(_ m: SIMD3<Int32>) -> Int32 {
    (m.x & 1023) | (m.y & 1023) << 10 | (m.z & 1023) << 20
  }

  @inline(__always)
  static func unpacked(_ word: Int32) -> SIMD3<Int32> {
    SIMD3((word << 22) >> 22, (word << 12) >> 22, (word << 2) >> 22)
  }
}
