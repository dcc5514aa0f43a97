public import QuenchModel

/// The space group of a structure and what it says of each atom.
///
/// Found by spglib (Togo, Shinohara & Tanaka, Sci. Technol. Adv. Mater.: Methods 4 (2024) 2384822,
/// doi 10.1080/27660400.2024.2384822), in its standard setting of each group.
public struct SpaceGroup: Hashable, Sendable {
  /// International number, 1…230.
  public let number: Int
  /// Short Hermann–Mauguin symbol, e.g. `P4_2/mnm`.
  public let symbol: String
  /// Serial number of the setting, 1…530.
  public let hallNumber: Int
  /// e.g. `-P 4n 2n`.
  public let hallSymbol: String
  /// Axis or origin choice of the setting, e.g. `H`, `2`, `b1`; empty where there is only one.
  public let choice: String
  /// Crystallographic point group, e.g. `4/mmm`.
  public let pointGroup: String
  /// Å.
  public let tolerance: Double
  /// Per atom; `a` is the most special position.
  public let wyckoffLetters: [Character]
  /// Per atom, oriented, e.g. `m.2m`.
  public let siteSymmetries: [String]
  /// Per atom the index of the first atom that symmetry makes equal to it.
  public let equivalentAtoms: [Int]
  /// Distinct sites in the order of their first atoms.
  public let sites: [DistinctSite]
  /// From the given basis to the standard one: x_std = transformation · x + originShift, both
  /// fractional; rows of the matrix.
  public let transformation: [Vector3]
  public let originShift: Vector3
  /// Operations of the given cell, centring translations included.
  public let operations: [SymmetryOperation]

  /// From the number, e.g. `tetragonal`.
  public var crystalSystem: String {
    switch number {
    case ...2: "triclinic"
    case ...15: "monoclinic"
    case ...74: "orthorhombic"
    case ...142: "tetragonal"
    case ...167: "trigonal"
    case ...194: "hexagonal"
    default: "cubic"
    }
  }
}

/// x ↦ rotation · x + translation, in fractional coordinates of the cell it was found in.
public struct SymmetryOperation: Hashable, Sendable {
  /// Rows of the matrix.
  public let rotation: IntegerMatrix
  public let translation: Vector3
}

/// Atoms which symmetry makes equal, or the species that share such sites.
public struct DistinctSite: Hashable, Sendable {
  /// One species on a site and its share, 0…1.
  public struct Occupant: Hashable, Sendable {
    public let species: Species
    public let occupancy: Double
  }

  /// One on an ordered site, several on a disordered one; in atom order.
  public let occupants: [Occupant]
  public let wyckoffLetter: Character
  public let siteSymmetry: String
  /// Sites of this kind in the given cell.
  public let multiplicity: Int
  /// Sites of this kind in the conventional cell, as tables print it.
  public let conventionalMultiplicity: Int
  /// All atoms on these sites, indices from 0 in ascending order; of each species the same number.
  public let atoms: [Int]

  /// e.g. `4a`.
  public var wyckoffPosition: String { "\(conventionalMultiplicity)\(wyckoffLetter)" }
}
