/// What a density-functional calculation is, whichever engine does it.
public struct DFTSettings: Hashable, Sendable {
  /// `PBE`, `PBEsol`, `LDA`, `r2SCAN`, `HSE06`…
  public var functional = "PBE"
  /// `D3(zero)`, `D3(BJ)`, `D2`; nil for none.
  public var dispersion: String?
  /// By element symbol.
  public var hubbard: [String: Hubbard] = [:]
  public var kpoints: KPoints = .gamma
  public var spin: Spin = .none
  /// Initial moments, µB, by element symbol; the rest as each engine's custom is, and said.
  public var moments: [String: Double] = [:]
  /// Total charge, e.
  public var charge = 0.0
  /// Electronic convergence, eV per cell.
  public var electronicTolerance: Double?
  public var smearing: Smearing?

  public struct Hubbard: Hashable, Sendable {
    /// `s`, `p`, `d`, `f`.
    public var orbital: String
    /// eV; in Dudarev's scheme U − J as one number, with `j` 0.
    public var u: Double
    /// eV; only in the Liechtenstein scheme.
    public var j: Double
    public var scheme: Scheme

    public enum Scheme: String, Hashable, Sendable, CaseIterable { case dudarev, liechtenstein }

    public init(orbital: String, u: Double, j: Double = 0, scheme: Scheme = .dudarev) {
      (self.orbital, self.u, self.j, self.scheme) = (orbital, u, j, scheme)
    }

    /// U − J, eV.
    public var effectiveU: Double { u - j }
  }

  public enum KPoints: Hashable, Sendable {
    case gamma
    case mesh(Int, Int, Int, gammaCentred: Bool)
    /// Largest distance between points, Å⁻¹ with 2π (VASP's KSPACING).
    case spacing(Double)
  }

  public enum Spin: String, Hashable, Sendable, CaseIterable {
    case none, collinear
  }

  public struct Smearing: Hashable, Sendable {
    public var kind: Kind
    /// eV.
    public var width: Double

    public enum Kind: String, Hashable, Sendable, CaseIterable {
      case gaussian, fermi
      case methfesselPaxton = "methfessel-paxton"
      case tetrahedron
    }

    public init(_ kind: Kind, width: Double) { (self.kind, self.width) = (kind, width) }
  }

  public init() {}
}

/// Cut-offs are per engine: 450 eV is no CP2K grid cut-off and no ecutwfc.
public struct VASPSettings: Hashable, Sendable {
  /// eV.
  public var cutoff: Double?
  public var precision = "Normal"
  /// Directory of the user's own potentials; else VASP_PP_PATH, PMG_VASP_PSP_DIR.
  public var potentials: String?
  /// POTCAR titles by element where the recommended set is not wanted: `V: V_pv`.
  public var potentialTitles: [String: String] = [:]
  /// `train`, `refit`, `run`: machine-learned force field; nil for none.
  public var machineLearning: String?
  /// Further INCAR tags, as written, last word.
  public var tags: [String: String] = [:]
  /// k-point groups (KPAR) and bands per group hint (NCORE).
  public var kpar: Int?
  public var ncore: Int?
  public var program = "vasp_std"

  public init() {}

  /// One of the further tags, whichever case it was written in.
  func tag(_ name: String) -> String? {
    tags.first { $0.key.uppercased() == name.uppercased() }?.value
  }
}

public struct CP2KSettings: Hashable, Sendable {
  /// Rydberg.
  public var cutoff: Double?
  /// Rydberg.
  public var relativeCutoff: Double?
  /// `gpw` (default) or `gfn1-xtb`.
  public var method = "gpw"
  public var basis = "DZVP-MOLOPT-SR-GTH"
  public var program = "cp2k"

  public init() {}
}

public struct QuantumESPRESSOSettings: Hashable, Sendable {
  /// Rydberg.
  public var wavefunctionCutoff: Double?
  /// Rydberg.
  public var densityCutoff: Double?
  /// File names by element symbol.
  public var pseudopotentials: [String: String] = [:]
  public var pseudopotentialDirectory: String?
  /// `pw.x` or `cp.x` for dynamics.
  public var program = "pw.x"
  /// `6.7`, `7.3`: from 7.1 on DFT+U is a card of its own.
  public var version = "6.7"

  public init() {}
}

public struct LAMMPSSettings: Hashable, Sendable {
  /// `bks`, `matsui-akaogi`, `pedone`, `vashishta`, or `file` with `commands`.
  public var potential: String?
  /// Pair commands as written, where the potential is the user's own.
  public var commands: [String] = []
  /// Files these commands need.
  public var files: [String] = []
  /// Relative accuracy of the forces from the charge mesh.
  public var accuracy = 1e-5
  public var program = "lmp"

  public init() {}
}

public struct GROMACSSettings: Hashable, Sendable {
  /// `opls-clp`, `gaff2`, or a directory with the user's own itp files.
  public var forceField: String?
  /// nm are for GROMACS files only: Å here.
  public var cutoff: Double?
  public var pmeOrder = 4
  /// Å.
  public var pmeSpacing: Double?
  /// Keeps settings of a paper that grompp warns of, with exactly these warnings waived.
  public var asPublished = false
  /// Model for films and electrodes: Lennard-Jones by element, charges formal × this scale.
  public var modelChargeScale: Double?
  /// Charges of the model, e: of the film by element, of any of its atoms by residue name (`LiBq`).
  public var modelCharges: [String: Double] = [:]
  public var program = "gmx"

  /// Force fields that need no files.
  public static let builtInForceFields = ForceField.all.map(\.name)

  public init() {}
}
