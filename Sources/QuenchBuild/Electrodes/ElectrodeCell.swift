public import QuenchModel

/// An electrochemical cell along z: electrode, film where one is given, liquid, electrode, empty space.
public struct ElectrodeCell: Hashable, Sendable {
  /// A layer between the bottom electrode and the liquid.
  public enum Film: Hashable, Sendable {
    /// Formula units or molecules thrown together; Å between its outermost nuclei.
    case packed([PackingComponent], thickness: Double)
    /// A crystal's slab, repeated and strained to the electrode.
    case slab(Structure)
  }

  /// Which layer of an electrode carries the charge, counted from the liquid.
  public var chargedLayer = 1
  /// Slab with its surface cell; empty space in it does not matter.
  public var bottom: Structure
  /// Nil: the bottom one turned over, so that the same face looks at the liquid.
  public var top: Structure?
  public var lateral: LateralSize
  /// Stretch the first electrode too, so that an asked size is met exactly.
  public var stretchesToSize = false
  /// %, what any part may bear.
  public var largestStrain = 5.0
  public var film: Film?
  public var liquid: [PackingComponent]
  /// g/cm³ of the liquid.
  public var density: Double?
  /// Å between the facing nuclei of the two electrodes.
  public var gap: Double?
  /// Å, whole cell along z.
  public var height: Double?
  /// Å of empty space behind the electrodes; 50 where neither this nor the height is given.
  public var emptySpace: Double?
  /// Å between the nuclei of neighbouring parts, where the packing begins.
  public var clearance = 2.0
  public var charging: SurfaceCharging?
  /// What formal charges of a film are multiplied by; nil leaves them out.
  public var filmChargeScale: Double?
  /// Electrode atoms carry constraints along all axes.
  public var holdsElectrodes = false
  public var distances: ContactDistances
  public var solventDensities: [String: Double] = [:]
  public var seed: UInt64

  public init(
    electrode: Structure, lateral: LateralSize, liquid: [PackingComponent],
    distances: ContactDistances, seed: UInt64 = 1
  ) {
    (bottom, self.lateral, self.liquid) = (electrode, lateral, liquid)
    (self.distances, self.seed) = (distances, seed)
  }
}

/// A built cell with the groups of its atoms.
public struct BuiltElectrodeCell: Sendable {
  public var built: Built
  /// System, electrodes, their charged layers, film, liquid, and one per residue name.
  public var groups: AtomGroups
}
