public import QuenchModel

/// What a person wants done to a structure, whichever engine does it.
///
/// Read from YAML by `RunProtocol.read`; every quantity is in Å, fs, eV, K, u, e inside, pressures in
/// GPa, whatever units the file was written in.
public struct RunProtocol: Hashable, Sendable {
  public var title: String?
  public var structure: StructureReference
  /// `FILE:LINE:COLUMN` of the structure, for messages; the source alone where it was not read.
  public var structurePlace: String
  public var dft: DFTSettings?
  public var vasp: VASPSettings?
  public var cp2k: CP2KSettings?
  public var quantumESPRESSO: QuantumESPRESSOSettings?
  public var lammps: LAMMPSSettings?
  public var gromacs: GROMACSSettings?
  /// Which atoms are held; nil leaves the constraints of the structure as they are.
  public var frozen: FrozenRegion?
  public var stages: [Stage]
  /// Independent runs that differ by their seed alone, 1 or more.
  public var replicas: Int
  /// Of the first replica; the others follow from it and are printed.
  public var seed: UInt64
  public var parallel: ParallelSettings
  /// Sentences: what was chosen where the file is silent.
  public var assumptions: [String] = []
  /// Name of the file it was read from, for messages.
  public var source: String

  public init(
    title: String? = nil, structure: StructureReference, stages: [Stage], replicas: Int = 1,
    seed: UInt64 = 1, parallel: ParallelSettings = ParallelSettings(), source: String = ""
  ) {
    self.title = title
    self.structure = structure
    structurePlace = source
    self.stages = stages
    self.replicas = replicas
    self.seed = seed
    self.parallel = parallel
    self.source = source
  }
}

extension RunProtocol {
  /// Warns of settings by element that no structure has: a typing error, or another structure's protocol.
  public func strangers(to structures: [Structure]) -> [Warning] {
    let present = Set(
      structures.flatMap { $0.species.categories.compactMap { $0.element?.symbol } })
    let settings: [(key: String, elements: [String])] = [
      ("dft.hubbard", Array((dft?.hubbard ?? [:]).keys)),
      ("dft.moments", Array((dft?.moments ?? [:]).keys)),
      ("vasp.potcar", Array((vasp?.potentialTitles ?? [:]).keys)),
    ]
    return settings.flatMap { key, elements in
      elements.filter { !present.contains($0) }.sorted().map { element in
        Warning(
          "W-ELEMENT",
          "\(key) names \(element), and no structure has it: present are "
            + present.sorted().joined(separator: ", "))
      }
    }
  }
}

/// Where the structure comes from.
public enum StructureReference: Hashable, Sendable {
  /// A file, relative to the protocol's folder, or a built-in crystal's name.
  case file(String)
  /// A `quench` builder by its verb and its command-line words, e.g. `heterophase V2O3_corundum
  /// --supercell 2x2x1 --fraction 0.5`.
  case builder(verb: String, words: [String])
  /// One structure per member, all run with the same settings.
  case series([Member])

  /// A member of a series.
  public struct Member: Hashable, Sendable {
    /// Names its directory.
    public var name: String
    /// A file, a built-in crystal's name, or a builder's call; no series.
    public var structure: StructureReference

    public init(name: String, structure: StructureReference) {
      self.name = name
      self.structure = structure
    }
  }
}

/// Which atoms do not move.
public enum FrozenRegion: Hashable, Sendable {
  /// The lower part of the cell along an axis (0…2), by fraction of the atoms, whole layers.
  case fraction(Double, axis: Int)
  /// In the selection language.
  case selection(String)
  /// Nobody, whatever the structure says.
  case none
}

/// Cores and queues.
public struct ParallelSettings: Hashable, Sendable {
  /// MPI ranks.
  public var ranks = 1
  /// OpenMP threads of each rank.
  public var threads = 1
  /// Nil: a plain shell script only.
  public var slurm: Slurm?

  public struct Slurm: Hashable, Sendable {
    public var partition: String?
    public var account: String?
    /// Minutes of each job.
    public var minutes: Int?
    public var nodes = 1
    /// Lines put in front of the command: `module load vasp/6.4`.
    public var setup: [String] = []

    public init() {}
  }

  public init() {}
}
