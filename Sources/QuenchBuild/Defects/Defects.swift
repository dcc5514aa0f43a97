public import QuenchModel

/// Point defects and complexes of them in a supercell of a crystal.
public struct Defects: Sendable {
  /// Which of the possible places are taken.
  public enum Placement: Hashable, Sendable {
    /// One of the configurations symmetry tells apart, by its number from 1.
    case configuration(Int)
    /// Any, by the seed.
    case random
    /// As far from one another as they go.
    case spread
  }

  public var complexes: [DefectComplex]
  public var supercell: Supercell
  public var placement: Placement
  public var seed: UInt64
  /// Only these atoms (of the supercell) and the voids among them are changed; nil: all.
  public var region: Selection?
  /// Parts of a complex lie at most so far apart, Å.
  public var reach: Double
  /// Interstitials go where the nearest nucleus is at least so far, Å.
  public var leastVoid: Double
  /// Of the symmetry search, Å.
  public var tolerance: Double
  /// Formal charges for the report, as `Li:1,O:-2`; guessed where nil.
  public var oxidation: String?
  /// For each complex its own region and along which its inserted atoms are held; empty where
  /// `region` holds for all and inserted atoms are free.
  var parts: [(region: Selection, axes: FixedAxes)] = []

  public init(
    _ complexes: [DefectComplex], in supercell: Supercell, placement: Placement? = nil,
    seed: UInt64 = 1
  ) {
    self.complexes = complexes
    self.supercell = supercell
    let isOne = complexes.count == 1 && complexes[0].count == 1
    self.placement = placement ?? (isOne ? .configuration(1) : .random)
    self.seed = seed
    reach = .infinity
    leastVoid = 1
    tolerance = 1e-2
  }

  func check() throws(DefectError) {
    guard !complexes.isEmpty, complexes.allSatisfy({ !$0.parts.isEmpty }) else {
      throw .badName("", expected: "at least one defect, such as vac_O")
    }
    for complex in complexes where complex.count < 1 {
      throw .outOfRange(parameter: "the count", value: "\(complex.count)", allowed: "1 or more")
    }
    guard reach > 0 else {
      throw .outOfRange(parameter: "the reach", value: "\(reach) Å", allowed: "above 0")
    }
    guard leastVoid >= 0.3, leastVoid <= 4.5 else {
      throw .outOfRange(
        parameter: "the least void", value: "\(leastVoid) Å", allowed: "0.3…4.5 Å")
    }
    if case .configuration = placement, complexes.count > 1 || complexes[0].count > 1 {
      throw .outOfRange(
        parameter: "a configuration number", value: "several defects",
        allowed: "given for one defect only; use random or spread")
    }
  }
}
