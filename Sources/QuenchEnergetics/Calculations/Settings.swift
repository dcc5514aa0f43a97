/// How a calculation was done: all that decides whether its energy may be subtracted from another's.
///
/// A nil field means that the files do not say.
public struct Settings: Hashable, Sendable, Codable {
  /// `PBE`, `PBEsol`, `GFN1-xTB`, a force field's name.
  public var functional: String?
  /// Of the plane waves (ENCUT, ecutwfc) or of the real-space grid (CP2K CUTOFF), eV.
  public var cutoff: Double?
  /// Of the density (ecutrho), eV.
  public var densityCutoff: Double?
  /// VASP PREC.
  public var precision: String?
  /// By element symbol.
  public var potentials: [String: Potential] = [:]
  /// By element symbol; an element without an entry has no U.
  public var hubbard: [String: Hubbard] = [:]
  /// `none`, `DFT-D3(BJ)`, `TS`, …
  public var dispersion: String?
  public var spin: SpinTreatment?
  public var smearing: Smearing?
  public var kpoints: KPoints?
  /// Dipole correction, as the program names it; `none` where it is off.
  public var dipole: String?
  /// Number of electrons treated.
  public var electrons: Double?
  /// Which choices cannot change the energy (NCORE, KPAR, …): recorded, never compared.
  public var parallel: [String: String] = [:]

  public init() {}
}

/// The pseudopotential, or the basis set with its potential, of one element.
public struct Potential: Hashable, Sendable, Codable {
  /// VASP TITEL, QE file name, CP2K basis and potential names.
  public var title: String
  /// Of its text, as the program or the ledger computed it.
  public var hash: String?
  /// VASP ENMAX, eV.
  public var enmax: Double?

  public init(title: String, hash: String? = nil, enmax: Double? = nil) {
    self.title = title
    self.hash = hash
    self.enmax = enmax
  }
}

/// DFT+U on one element.
public struct Hubbard: Hashable, Sendable, Codable {
  /// Angular momentum, 0…3.
  public var l: Int
  /// eV.
  public var u: Double
  /// eV.
  public var j: Double

  public init(l: Int, u: Double, j: Double) {
    self.l = l
    self.u = u
    self.j = j
  }
}

public enum SpinTreatment: String, Hashable, Sendable, Codable {
  case none = "not spin-polarised"
  case collinear = "spin-polarised"
  case noncollinear = "non-collinear"
}

public struct Smearing: Hashable, Sendable, Codable {
  /// `none`, `Gaussian`, `Methfessel-Paxton 1`, `tetrahedron`, `cold`, `Fermi-Dirac`.
  public var kind: String
  /// eV.
  public var width: Double?

  public init(kind: String, width: Double? = nil) {
    self.kind = kind
    self.width = width
  }
}

public struct KPoints: Hashable, Sendable, Codable {
  /// Divisions along the three reciprocal vectors, where there is a mesh.
  public var mesh: [Int]?
  /// `Gamma`, `Monkhorst-Pack`, `list`.
  public var scheme: String?
  /// k-points after symmetry.
  public var irreducible: Int?
  /// VASP KSPACING, 2π included, Å⁻¹.
  public var requestedSpacing: Double?

  public init(
    mesh: [Int]? = nil, scheme: String? = nil, irreducible: Int? = nil,
    requestedSpacing: Double? = nil
  ) {
    self.mesh = mesh
    self.scheme = scheme
    self.irreducible = irreducible
    self.requestedSpacing = requestedSpacing
  }
}
