internal import QuenchModel

/// The lattices that pw.x knows by number (INPUT_PW, `ibrav`), from lengths and cosines.
struct PWBravais {
  /// Å.
  let a: Double
  let b: Double
  let c: Double
  let cosBC: Double
  let cosAC: Double
  let cosAB: Double

  static let kinds: Set = [
    1, 2, 3, -3, 4, 5, -5, 6, 7, 8, 9, -9, 91, 10, 11, 12, -12, 13, -13, 14,
  ]

  /// Which of `b`, `c` and the cosines (4: celldm(4), 5, 6) a lattice needs.
  static func needs(_ kind: Int) -> (b: Bool, c: Bool, cosines: [Int]) {
    switch kind {
    case 1, 2, 3, -3: (false, false, [])
    case 4, 6, 7: (false, true, [])
    case 5, -5: (false, false, [4])
    case 12, 13: (true, true, [4])
    case -12, -13: (true, true, [5])
    case 14: (true, true, [4, 5, 6])
    default: (true, true, [])
    }
  }

  /// Rows a, b, c in Å; nil for a number that is no lattice and for cosines that close no cell.
  func rows(_ kind: Int) -> [Vector3]? {
    switch kind {
    case 1...4, -3: cubicOrHexagonal(kind)
    case 5, -5: trigonal(alongZ: kind > 0)
    case 6...11, -9, 91: rectangular(kind)
    default: oblique(kind)
    }
  }

  private func cubicOrHexagonal(_ kind: Int) -> [Vector3] {
    switch kind {
    case 1: [Vector3(a, 0, 0), Vector3(0, a, 0), Vector3(0, 0, a)]
    case 2: [Vector3(-1, 0, 1), Vector3(0, 1, 1), Vector3(-1, 1, 0)].map { $0 * (a / 2) }
    case 3: [Vector3(1, 1, 1), Vector3(-1, 1, 1), Vector3(-1, -1, 1)].map { $0 * (a / 2) }
    case -3: [Vector3(-1, 1, 1), Vector3(1, -1, 1), Vector3(1, 1, -1)].map { $0 * (a / 2) }
    default:
      [Vector3(a, 0, 0), Vector3(-a / 2, a * 0.75.squareRoot(), 0), Vector3(0, 0, c)]
    }
  }

  /// The threefold axis lies along z, or along x + y + z.
  private func trigonal(alongZ: Bool) -> [Vector3]? {
    guard cosAB > -0.5, cosAB < 1 else { return nil }
    let tx = ((1 - cosAB) / 2).squareRoot()
    let ty = ((1 - cosAB) / 6).squareRoot()
    let tz = ((1 + 2 * cosAB) / 3).squareRoot()
    if alongZ {
      return [Vector3(tx, -ty, tz), Vector3(0, 2 * ty, tz), Vector3(-tx, -ty, tz)].map { $0 * a }
    }
    let u = tz - 2 * 2.0.squareRoot() * ty
    let v = tz + 2.0.squareRoot() * ty
    let length = a / 3.0.squareRoot()
    return [Vector3(u, v, v), Vector3(v, u, v), Vector3(v, v, u)].map { $0 * length }
  }

  private func rectangular(_ kind: Int) -> [Vector3] {
    switch kind {
    case 6: [Vector3(a, 0, 0), Vector3(0, a, 0), Vector3(0, 0, c)]
    case 7: [Vector3(a, -a, c), Vector3(a, a, c), Vector3(-a, -a, c)].map { $0 / 2 }
    case 8: [Vector3(a, 0, 0), Vector3(0, b, 0), Vector3(0, 0, c)]
    case 9: [Vector3(a / 2, b / 2, 0), Vector3(-a / 2, b / 2, 0), Vector3(0, 0, c)]
    case -9: [Vector3(a / 2, -b / 2, 0), Vector3(a / 2, b / 2, 0), Vector3(0, 0, c)]
    case 91: [Vector3(a, 0, 0), Vector3(0, b / 2, -c / 2), Vector3(0, b / 2, c / 2)]
    case 10: [Vector3(a, 0, c), Vector3(a, b, 0), Vector3(0, b, c)].map { $0 / 2 }
    default: [Vector3(a, b, c), Vector3(-a, b, c), Vector3(-a, -b, c)].map { $0 / 2 }
    }
  }

  private func oblique(_ kind: Int) -> [Vector3]? {
    let sinAB = (1 - cosAB * cosAB).squareRoot()
    let sinAC = (1 - cosAC * cosAC).squareRoot()
    guard sinAB > 0, sinAC > 0 else { return nil }
    switch kind {
    case 12: return [Vector3(a, 0, 0), Vector3(b * cosAB, b * sinAB, 0), Vector3(0, 0, c)]
    case -12: return [Vector3(a, 0, 0), Vector3(0, b, 0), Vector3(c * cosAC, 0, c * sinAC)]
    case 13:
      return [
        Vector3(a / 2, 0, -c / 2), Vector3(b * cosAB, b * sinAB, 0), Vector3(a / 2, 0, c / 2),
      ]
    case -13:
      return [
        Vector3(a / 2, b / 2, 0), Vector3(-a / 2, b / 2, 0), Vector3(c * cosAC, 0, c * sinAC),
      ]
    case 14: return triclinic(sinAB)
    default: return nil
    }
  }

  private func triclinic(_ sinAB: Double) -> [Vector3]? {
    let y = (cosBC - cosAC * cosAB) / sinAB
    let square = 1 - cosAC * cosAC - y * y
    guard square > 0 else { return nil }
    return [
      Vector3(a, 0, 0), Vector3(b * cosAB, b * sinAB, 0),
      Vector3(c * cosAC, c * y, c * square.squareRoot()),
    ]
  }
}
