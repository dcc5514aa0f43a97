public import QuenchModel
public import QuenchNeighbors
import QuenchUnits

/// What the motion of a run says: temperatures by our own count of degrees of freedom, whether held
/// atoms stayed, whether the mobile part lies on the sites of the crystal it was made from.
public struct MotionHealth: Sendable {
  public struct Temperature: Hashable, Sendable {
    /// An element, or `mobile` for all.
    public let name: String
    public let atoms: Int
    /// Mean over the second half of the frames.
    public let kelvin: Double
  }

  /// Å: an atom this near to a site of its own species lies on it.
  public static let siteRadius = 0.6

  private let reference: Structure
  private let held: [Bool]
  private let groups: Categorical<String>
  private let degreesOfFreedomLost: Int
  private let watchesSites: Bool
  private var kinetic: [[Double]] = []
  /// Largest displacement of a held atom from its place in the reference, Å; by fractional
  /// coordinates, since an engine may turn the cell.
  public private(set) var largestHeldDisplacement: Double?
  private var onSites: [Double] = []

  /// `reference` is the starting structure, with its constraints; `conservesMomentum` says whether
  /// the total momentum stays, so that three degrees of freedom are not thermal. `watchesSites` asks
  /// whether atoms lie on their starting sites, which means something where those are a crystal's.
  public init(reference: Structure, conservesMomentum: Bool, watchesSites: Bool = true) {
    self.reference = reference
    self.watchesSites = watchesSites
    held = (0..<reference.count).map { reference.fixedAxes?[$0] == .all }
    groups = reference.species.mapValues(\.name)
    degreesOfFreedomLost = conservesMomentum && !held.contains(true) ? 3 : 0
  }

  /// The next frame; atoms as in the reference. Throws `NeighborError`.
  public mutating func add(_ structure: Structure) throws(NeighborError) {
    guard structure.count == reference.count else { return }
    addKinetic(structure)
    let nearest = try NearestImage(reference.lattice, periodicity: reference.periodicity)
    addHeld(structure, nearest)
    if watchesSites, structure.lattice != nil { onSites.append(try fractionOnSites(structure)) }
  }

  private mutating func addKinetic(_ structure: Structure) {
    guard let velocities = structure.velocities, let masses = structure.atomicMasses else { return }
    var sums = [Double](repeating: 0, count: groups.categories.count)
    for (atom, code) in groups.codes.enumerated() where !held[atom] {
      sums[Int(code)] += masses[atom] * dot(velocities[atom], velocities[atom])
    }
    kinetic.append(sums)
  }

  private mutating func addHeld(_ structure: Structure, _ nearest: NearestImage) {
    guard held.contains(true), let lattice = reference.lattice, let scaled = structure.fractional
    else { return }
    for atom in held.indices where held[atom] {
      let (from, to) = (reference.positions[atom], lattice.cartesian(scaled[atom]))
      guard let image = nearest.image(from: from, to: to) else {
        largestHeldDisplacement = .infinity
        continue
      }
      let shift =
        Double(image.x) * lattice.a + Double(image.y) * lattice.b + Double(image.z) * lattice.c
      largestHeldDisplacement = max(largestHeldDisplacement ?? 0, (to - from + shift).length)
    }
  }

  /// Part of the mobile atoms that lie within `siteRadius` of any reference site of their species.
  private func fractionOnSites(_ structure: Structure) throws(NeighborError) -> Double {
    let mobile = held.indices.filter { !held[$0] }
    guard !mobile.isEmpty, structure.lattice != nil else { return 0 }
    var both = structure.selecting(mobile)
    let sites = reference.selecting(mobile)
    // By the reference's names: a trajectory may call the same atoms otherwise.
    both.species = Categorical(Array(sites.species) + Array(sites.species))
    let scaled = sites.fractional ?? Coordinates()
    let own = both.fractional ?? Coordinates()
    guard let lattice = structure.lattice else { return 0 }
    let pool = Structure(
      lattice: lattice, periodicity: structure.periodicity, species: both.species,
      fractional: Coordinates(Array(own) + Array(scaled)))
    var found = [Bool](repeating: false, count: mobile.count)
    try pool.forEachPair(within: Self.siteRadius) { pair in
      let (low, high) = (min(pair.i, pair.j), max(pair.i, pair.j))
      guard low < mobile.count, high >= mobile.count,
        pool.species.codes[low] == pool.species.codes[high]
      else { return }
      found[low] = true
    }
    return Double(found.count { $0 }) / Double(mobile.count)
  }

  /// T = 2K/(k_B N_f) of each species and of all mobile atoms; empty without velocities.
  public var temperatures: [Temperature] {
    let late = kinetic[(kinetic.count / 2)...]
    guard !late.isEmpty else { return [] }
    let counts = groups.categories.indices.map { group in
      groups.codes.indices.count { Int(groups.codes[$0]) == group && !held[$0] }
    }
    let means = groups.categories.indices.map { group in
      late.reduce(0) { $0 + $1[group] } / Double(late.count)
    }
    let total = counts.reduce(0, +)
    guard total > 0 else { return [] }
    var all = zip(groups.categories.indices, counts).compactMap { group, count -> Temperature? in
      guard count > 0 else { return nil }
      let lost = Double(degreesOfFreedomLost) * Double(count) / Double(total)
      return Temperature(
        name: groups.categories[group], atoms: count,
        kelvin: Self.kelvin(means[group], Double(3 * count) - lost))
    }
    all.append(
      Temperature(
        name: "mobile", atoms: total,
        kelvin: Self.kelvin(means.reduce(0, +), Double(3 * total - degreesOfFreedomLost))))
    return all
  }

  /// From Σ m v² (u Å²/fs²) and degrees of freedom.
  private static func kelvin(_ twiceKinetic: Double, _ degrees: Double) -> Double {
    guard degrees > 0 else { return 0 }
    let energy =
      twiceKinetic / Factor.atomicMassSquareAngstromPerSquareFemtosecondPerElectronvolt
    return energy / (Factor.electronvoltPerKelvin * degrees)
  }

  public var lastOnSites: Double? { onSites.last }
  public var leastOnSites: Double? { onSites.min() }

  /// What a gas of the same density would show: the volume of the spheres around sites of one species.
  public var chanceOnSites: Double {
    let mobile = Double(max(1, held.count { !$0 }))
    guard let cell = reference.lattice.map({ abs($0.volume) }), cell > 0 else { return 0 }
    // Of the part that may move, as large as its share of the atoms.
    let volume = cell * mobile / Double(max(1, reference.count))
    let sphere = 4 * Double.pi / 3 * Self.siteRadius * Self.siteRadius * Self.siteRadius
    return groups.categories.indices.reduce(0) { sum, group in
      let count = Double(groups.codes.indices.count { Int(groups.codes[$0]) == group && !held[$0] })
      return sum + count / mobile * min(1, count * sphere / volume)
    }
  }

  /// Atoms that are held along every axis.
  public var heldAtoms: Int { held.count { $0 } }

  /// Whether the sites were half empty once: before that there is nothing to come back to.
  public var leftItsSites: Bool { leastOnSites.map { $0 < 0.5 } ?? false }

  /// The sites were half empty once and are four fifths full at the end.
  public var hasRecrystallised: Bool { leftItsSites && (lastOnSites ?? 0) > 0.8 }
}
