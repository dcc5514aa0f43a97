import CHDF5
import QuenchModel
import QuenchUnits

/// Names and conventions of the file.
enum StoreNames {
  static let particles = "trajectory"
  static let partialEnding = ".partial"
  static let particleNumber = "particle_number"
}

/// Marks a number that a frame does not have; any other NaN is a value.
enum Missing {
  static let value = Double(bitPattern: 0x7FF8_0000_0000_514E)

  static func isMissing(_ value: Double) -> Bool { value.bitPattern == Self.value.bitPattern }
}

/// An array with one row per atom and frame.
enum PerAtomArray: Int, CaseIterable, Hashable, Sendable {
  case position, velocity, force, image, species, kind

  var width: Int {
    switch self {
    case .species, .kind: 1
    default: 3
    }
  }

  var isReal: Bool {
    switch self {
    case .position, .velocity, .force: true
    default: false
    }
  }

  var name: String { self == .kind ? "kind_per_frame" : "\(self)" }

  /// As the readers of the format spell it.
  var unit: String? {
    switch self {
    case .position: "Angstrom"
    case .velocity: "Angstrom fs-1"
    // eV Å⁻¹ is refused by a reader of the format.
    case .force: "kJ mol-1 Angstrom-1"
    default: nil
    }
  }

  /// Stored = value · factor.
  var factor: Double {
    self == .force ? 1 / Factor.electronvoltPerKilojoulePerMole : 1
  }
}

/// What the file is made to hold, fixed by the first frame before writing begins.
struct StoreLayout: Sendable {
  /// Extent of the atom axis at the start.
  let atoms: Int
  /// Whether the atom axis may become longer.
  let grows: Bool
  /// Atoms per chunk.
  private(set) var chunkAtoms: Int
  /// Frames per chunk: 1 but for files that are written for series of single atoms.
  private(set) var chunkFrames = 1
  let real: ElementType
  let arrays: [PerAtomArray]
  let observables: [String]
  let compression: UInt32?
  /// Positions are multiples of this, Å; a power of two.
  let quantum: Double?
  let hasSteps: Bool
  let species: Categorical<Species>
  let periodicity: Periodicity

  static let chunkBytes = 1 << 20

  init(_ first: Frame, _ options: StoreOptions) throws(StoreError) {
    let structure = first.structure
    atoms = max(structure.count, options.atomCapacity ?? 0)
    grows = options.atomCapacity == nil || atoms == 0
    real = options.float32 ? .float32 : .float64
    let parts = max(1, (atoms * 3 * real.size + Self.chunkBytes - 1) / Self.chunkBytes)
    chunkAtoms = max(1, (atoms + parts - 1) / parts)
    species = structure.species
    periodicity = structure.periodicity
    arrays = PerAtomArray.allCases.filter { array in
      switch array {
      case .position, .species: true
      case .velocity: structure.velocities != nil
      case .force: structure.forces != nil
      case .image: structure.images != nil
      case .kind: !Self.elementsTellSpecies(structure.species.categories)
      }
    }
    observables = options.observables.union(first.observables.keys).sorted()
    compression = options.compress ? UInt32(min(9, max(1, options.compressionLevel))) : nil
    quantum = options.decimals.map(Self.quantum(decimals:))
    hasSteps = first.step != nil
  }

  /// The same contents in chunks of many frames and few atoms.
  ///
  /// One row of chunks fits into the memory that readers keep for them.
  func timeBlocked() -> StoreLayout {
    var blocked = self
    let frame = max(1, atoms * 3 * real.size)
    blocked.chunkFrames = min(256, max(1, Self.blockBytes / frame))
    blocked.chunkAtoms = min(
      max(1, atoms), max(1, Self.chunkBytes / (blocked.chunkFrames * 3 * real.size)))
    return blocked
  }

  static let blockBytes = 48 << 20

  /// Whether the atomic number alone gives back each category.
  private static func elementsTellSpecies(_ categories: [Species]) -> Bool {
    let elements = categories.compactMap(\.element)
    return elements.count == categories.count && Set(elements).count == elements.count
  }

  /// The largest power of two not above 10⁻ᵈ.
  static func quantum(decimals: Int) -> Double {
    var quantum = 1.0
    var limit = 1.0
    for _ in 0..<min(15, max(0, decimals)) { limit /= 10 }
    while quantum > limit { quantum /= 2 }
    return quantum
  }

  func type(of array: PerAtomArray) -> ElementType { array.isReal ? real : .int32 }

  func parts(atoms: Int) -> Int { (atoms + chunkAtoms - 1) / chunkAtoms }

  /// Integers are the same in most frames and compress to little.
  func filters(of array: PerAtomArray) -> [Filter] {
    guard array.isReal else { return [.shuffle, .deflate(level: 1)] }
    return compression.map { [.shuffle, .deflate(level: $0)] } ?? [.fletcher32]
  }

  func atomicNumber(of category: Species) -> Int32 { Int32(category.element?.atomicNumber ?? 0) }
}
