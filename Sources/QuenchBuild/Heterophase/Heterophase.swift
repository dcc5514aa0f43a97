public import QuenchModel

/// A crystal of which one part is to be melted and quenched while the rest is held as it is.
///
/// The division is written into `fixedAxes`: every deck made from the structure holds the crystal.
public struct Heterophase: Hashable, Sendable {
  /// Which atoms melt.
  public enum Melt: Hashable, Sendable {
    /// A slab across the axis with this share of the atoms, above 0 and below 1.
    case atoms(fraction: Double)
    /// A slab across the axis with this share of the height.
    case height(fraction: Double)
    /// A slab of so many atomic layers.
    case layers(Int)
    /// These atoms; the rest is held.
    case selection(Selection)
    /// All but these atoms.
    case rest(of: Selection)
  }

  public var melt: Melt
  /// 0…2: the axis across the parts.
  public var axis: Int
  /// False: a layer may be divided where the share asked for demands it.
  public var keepsLayersWhole: Bool
  /// Atoms nearer than this to the next in height are one layer, Å.
  public var layerTolerance: Double
  /// Relative change of the molten part's height along the axis: 0.05 makes room for a melt that is
  /// 5 % less dense.
  public var strain: Double
  /// Put at random into the part to melt, and into the crystal, once the parts are divided.
  public var meltDefects: [DefectComplex] = []
  public var crystalDefects: [DefectComplex] = []
  /// Of the random choice of places.
  public var seed: UInt64 = 1

  public init(
    melt: Melt, axis: Int = 2, keepsLayersWhole: Bool = true, layerTolerance: Double = 0.3,
    strain: Double = 0
  ) throws(HeterophaseError) {
    self.melt = melt
    self.axis = axis
    self.keepsLayersWhole = keepsLayersWhole
    self.layerTolerance = layerTolerance
    self.strain = strain
    try check()
  }

  private func check() throws(HeterophaseError) {
    switch melt {
    case .atoms(let fraction), .height(let fraction):
      guard fraction > 0, fraction < 1 else {
        throw .outOfRange(
          parameter: "the fraction to melt", value: "\(fraction)", allowed: "above 0 and below 1")
      }
    case .layers(let count):
      guard count > 0 else {
        throw .outOfRange(parameter: "layers to melt", value: "\(count)", allowed: "1 or more")
      }
    case .selection, .rest: break
    }
    guard (0...2).contains(axis) else {
      throw .outOfRange(parameter: "the axis", value: "\(axis)", allowed: "0, 1 or 2 (a, b or c)")
    }
    guard layerTolerance >= 0, layerTolerance <= 5 else {
      throw .outOfRange(
        parameter: "the layer tolerance", value: "\(layerTolerance) Å", allowed: "0…5 Å")
    }
    guard strain > -0.3, strain <= 1 else {
      throw .outOfRange(
        parameter: "the strain of the melt", value: "\(strain)", allowed: "above −0.3, at most 1")
    }
  }
}
