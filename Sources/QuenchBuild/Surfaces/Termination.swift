/// One of the symmetry-distinct places at which a crystal can be cut parallel to a plane.
///
/// A slab of whole repeat units cut here has `top` as its uppermost layer and `bottom` as its lowest.
public struct Termination: Hashable, Sendable {
  /// From the outermost layers: `O-Ti`; with a number where several have the same (`O-Ti.2`), the
  /// widest gap first. Does not depend on the cell the crystal is given in.
  public let id: String
  /// Formula of the outermost layer on either side.
  public let top: String
  public let bottom: String
  /// Symmetry turns one face into the other, so that both have the same surface energy.
  public let hasEqualFaces: Bool
  public let polarity: Polarity
  /// Bonds cut per smallest surface cell and per Å².
  public let brokenBonds: Int
  public let brokenPerArea: Double
  /// Of these, bonds of molecular units (CO3, SiO4, OH).
  public let brokenUnitBonds: Int
  /// Free height between the layers parted, Å.
  public let gap: Double
  /// What has to be taken off the bottom of whole repeat units for equal faces: formulas of layers from
  /// the bottom up; empty where faces are equal anyway, nil where no symmetry turns this cut over.
  public let removedForEqualFaces: [String]?
  /// Whether what remains then has the crystal's composition.
  public let isStoichiometricThen: Bool

  /// Place of the cut in the layer sequence.
  let cut: Int
}
