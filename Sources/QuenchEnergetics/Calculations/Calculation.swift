import QuenchModel

/// One calculation with what it was: the unit the ledger keeps.
///
/// Energies in eV for the whole cell, lengths in Å, stress in GPa, time in s, moments in µB.
public struct Calculation: Hashable, Sendable, Codable {
  /// Unique in a ledger.
  public var name: String
  public var program: Program
  public var run: RunKind
  /// Total energies of the cell by kind, eV.
  public var energies: [EnergyKind: Double] = [:]
  /// One standard uncertainty of the energies, eV, where one was given.
  public var uncertainty: Double?
  /// All atoms of the cell.
  public var composition: Formula
  /// Net charge of the cell, e.
  public var charge: Double = 0
  public var geometry: Geometry?
  public var settings = Settings()
  public var convergence = Convergence()
  /// Of the whole cell, µB; nil where the run was not spin-polarised.
  public var moment: Double?
  /// On each atom of `geometry`, 3N, eV/Å.
  public var forces: [Double]?
  /// Largest force on a free atom, eV/Å.
  public var maximumForce: Double?
  /// Largest element of the stress tensor by magnitude, GPa.
  public var maximumStress: Double?
  /// s.
  public var wallTime: Double?
  /// Harmonic wavenumbers, cm⁻¹; imaginary ones negative.
  public var wavenumbers: [Double]?
  public var corrections: [Correction] = []
  /// Said by a person: a run without spin polarisation that needs none.
  public var spinStatement: SpinStatement?
  /// What was waived when it was added (`unconverged`).
  public var allowances: [String] = []
  public var tags: [String] = []
  public var notes: [String] = []
  /// Where a value that was not computed here was published.
  public var citation: String?
  public var files: [SourceFile] = []
  /// What the reader looked for and did not find.
  public var missing: [String] = []

  public init(
    name: String, program: Program, run: RunKind = .unknown, composition: Formula = Formula()
  ) {
    self.name = name
    self.program = program
    self.run = run
    self.composition = composition
  }
}

public struct Program: Hashable, Sendable, Codable {
  /// `VASP`, `Quantum ESPRESSO`, `CP2K`, `LAMMPS`, `GROMACS`, `xtb`, or `published`.
  public var name: String
  public var version: String?

  public init(_ name: String, version: String? = nil) {
    self.name = name
    self.version = version
  }
}

public enum RunKind: String, Hashable, Sendable, Codable {
  case fixed = "single point"
  case relaxation
  case cellRelaxation = "cell relaxation"
  case dynamics = "molecular dynamics"
  case frequencies
  case published
  case unknown
}

/// Whether electrons and ions arrived; nil where the question does not arise or no file answers it.
public struct Convergence: Hashable, Sendable, Codable {
  public var electrons: Bool?
  public var ions: Bool?
  public var ionicSteps: Int?
  /// In molecular dynamics: steps whose electrons did not converge, 0…1.
  public var unconvergedFraction: Double?
  /// Why, in the program's words.
  public var reason: String?

  public init() {}

  public var isConverged: Bool { electrons != false && ions != false }
}

/// An energy added to a calculation's own, with its name and origin.
public struct Correction: Hashable, Sendable, Codable {
  public var name: String
  /// Added to the energy of the whole cell, eV.
  public var value: Double
  public var source: String?
  /// Removes the divergence of a charged cell, so that a charged slab or defect may be used.
  public var treatsCharge: Bool

  public init(name: String, value: Double, source: String? = nil, treatsCharge: Bool = false) {
    self.name = name
    self.value = value
    self.source = source
    self.treatsCharge = treatsCharge
  }
}

public enum SpinStatement: String, Hashable, Sendable, Codable {
  case closedShell = "closed-shell"
  case simpleMetal = "simple-metal"
}

public struct SourceFile: Hashable, Sendable, Codable {
  public var path: String
  public var sha256: String
  /// `output`, `input`, `structure`, `potential`, …
  public var role: String

  public init(path: String, sha256: String, role: String) {
    self.path = path
    self.sha256 = sha256
    self.role = role
  }
}

extension Calculation {
  /// Energy of one kind with all recorded corrections, eV.
  public func energy(_ kind: EnergyKind) -> Double? {
    energies[kind].map { value in corrections.reduce(value) { $0 + $1.value } }
  }

  /// Per cell: how many atoms it holds.
  public var atoms: Double { composition.atoms }

  /// Å³.
  public var volume: Double? { geometry?.lattice?.volume }

  /// The file the energy was read from.
  public var mainFile: String {
    files.first { $0.role == "output" }?.path ?? files.first?.path ?? "-"
  }

  /// Reciprocal-space distance of neighbouring k-points along each axis, 2π included, Å⁻¹.
  public var kSpacing: [Double]? {
    guard let mesh = settings.kpoints?.mesh, mesh.count == 3, mesh.allSatisfy({ $0 > 0 }),
      let reciprocal = geometry?.lattice?.reciprocal
    else { return nil }
    return (0..<3).map { 2 * .pi * reciprocal[$0].length / Double(mesh[$0]) }
  }
}
