import QuenchModel

/// Whether a stack of planes carries a dipole along its normal, after Tasker, J. Phys. C 12 (1979)
/// 4977, doi 10.1088/0022-3719/12/22/036.
public struct Polarity: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Every plane is neutral and the repeat unit has no dipole.
    case tasker1 = "1"
    /// Charged planes in a repeat unit without a dipole.
    case tasker2 = "2"
    /// The repeat unit has a dipole: the energy of the surface diverges with thickness.
    case tasker3 = "3"
    /// Oxidation states are not known.
    case unknown
  }

  public let kind: Kind
  /// Of one repeat unit and one smallest surface cell along the outward normal, e·Å; nil where
  /// unknown.
  public let dipole: Double?

  /// True only for Tasker 3.
  public var isPolar: Bool { kind == .tasker3 }
}

extension LayerSequence {
  /// Of the repeat unit that begins above `cut`; `charges` per atom of the primitive cell, e.
  ///
  /// A dipole counts above 0.01 Å times the sum of the absolute charges, what rounded positions give.
  func polarity(cut: Int, charges: [Double]?) -> Polarity {
    guard let charges else { return Polarity(kind: .unknown, dipole: nil) }
    var (dipole, size) = (0.0, 0.0)
    var isNeutral = true
    for number in cut..<(cut + layers.count) {
      let (atoms, periods) = layer(number)
      var sum = 0.0
      for place in atoms {
        let charge = charges[place.atom]
        sum += charge
        size += abs(charge)
        dipole += charge * (height(of: place) + Double(periods) * cell.period)
      }
      if abs(sum) > 1e-6 * max(size, 1) { isNeutral = false }
    }
    let isPolar = abs(dipole) > 0.01 * size + 1e-9
    return Polarity(
      kind: isPolar ? .tasker3 : isNeutral ? .tasker1 : .tasker2, dipole: isPolar ? dipole : 0)
  }

  /// Å along the normal.
  func height(of place: Place) -> Double {
    let fractional = (cell.crystal.fractional ?? [])[place.atom] + SIMD3<Double>(place.cells)
    return dot(SIMD3<Double>(cell.indices), fractional) * cell.period
  }
}
