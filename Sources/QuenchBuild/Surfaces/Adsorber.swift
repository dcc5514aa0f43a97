public import QuenchModel

/// All distinct ways to put one molecule on a slab, ready to be built.
public struct Adsorber: Sendable {
  /// A site, a pose and an angle that symmetry does not make equal to another.
  public struct Configuration: Hashable, Sendable {
    /// `top-Ti_flat_0`: site, pose, degrees about the normal.
    public let id: String
    public let site: AdsorptionSite
    public let pose: MoleculePose
    public let azimuth: Double
    /// Of the molecule's lowest atom above the site, Å.
    public let height: Double
    /// The nearest contact of molecule and slab, `O-Ti`, and its distance, Å.
    public let contact: String
    public let contactDistance: Double
    /// Least distance of the molecule's atoms from those of its own images, Å.
    public let imageDistance: Double

    /// Of the atoms, Å, on the side worked on.
    let positions: [Vector3]
  }

  public let adsorption: Adsorption
  /// In the order of sites, poses and angles.
  public let configurations: [Configuration]
  public let sites: [AdsorptionSite]
  let surface: AdsorptionSurface
  /// In-plane copies of the given slab.
  let repeats: IntegerMatrix
  let images: LateralImages

  /// Sites are looked for on slabs of at most so many atoms.
  public static let mostAtoms = 20_000

  /// Throws `SurfaceError`.
  public init(_ slab: Structure, _ adsorption: Adsorption) throws(SurfaceError) {
    try adsorption.check()
    let side = adsorption.side
    let repeats = try Self.repeats(adsorption, slab)
    let large = try Self.repeated(slab, repeats)
    guard large.count <= Self.mostAtoms else {
      throw .refused(
        "the repeated slab would have \(large.count) atoms; sites are looked for on at most "
          + "\(Self.mostAtoms): adsorb on a smaller cell, and repeat that with quench supercell")
    }
    let surface = try AdsorptionSurface(
      large, isTurnedOver: side == .bottom, depth: adsorption.depth)
    if side == .both, surface.flip == nil {
      throw .refused(
        "no symmetry turns the slab over, so that its faces differ; adsorb on --side top or bottom, "
          + "or cut the slab with --symmetric")
    }
    sites = try Self.sites(adsorption, surface, original: slab.count)
    self.adsorption = adsorption
    self.surface = surface
    self.repeats = repeats
    images = LateralImages(surface.lattice)
    let landing = Landing(surface, adsorption)
    configurations = try Self.distinct(sites, landing, surface, adsorption, images)
  }

  private static func repeats(
    _ adsorption: Adsorption, _ slab: Structure
  ) throws(SurfaceError) -> IntegerMatrix {
    guard case .matrix(let matrix) = adsorption.repeats else {
      guard let lattice = slab.lattice, lattice.isValid else {
        throw .noCrystal("the slab has no cell")
      }
      var worst = SIMD2(1, 1)
      for posed in Landing.posed(adsorption) {
        let size = try LateralImages(lattice).smallestRepeat(
          of: posed.positions, apart: adsorption.separation)
        worst = SIMD2(max(worst.x, size.x), max(worst.y, size.y))
      }
      return IntegerMatrix(diagonal: SIMD3(worst.x, worst.y, 1))
    }
    return matrix
  }

  private static func repeated(
    _ slab: Structure, _ matrix: IntegerMatrix
  ) throws(SurfaceError) -> Structure {
    guard matrix != .identity else { return slab }
    do throws(BuildError) {
      return try Supercell(matrix: matrix).build(slab)
    } catch {
      throw .refused(error.description)
    }
  }

  private static func sites(
    _ adsorption: Adsorption, _ surface: AdsorptionSurface, original: Int
  ) throws(SurfaceError) -> [AdsorptionSite] {
    switch adsorption.sites {
    case .kinds(let kinds): return try surface.sites(kinds)
    case .over(let atoms):
      if let stranger = atoms.first(where: { !(0..<original).contains($0) }) {
        throw .outOfRange(
          parameter: "an atom to adsorb over", value: "\(stranger + 1)", allowed: "1…\(original)")
      }
      // Copies of an atom follow one another in a supercell.
      let copies = surface.slab.count / original
      return try surface.sites(over: atoms.map { $0 * copies })
    }
  }

  private static func distinct(
    _ sites: [AdsorptionSite], _ landing: Landing, _ surface: AdsorptionSurface,
    _ adsorption: Adsorption, _ images: LateralImages
  ) throws(SurfaceError) -> [Configuration] {
    var kept: [Configuration] = []
    let equals = MoleculeEquality(surface, adsorption.molecule.molecule)
    for site in sites {
      var own: [Configuration] = []
      for posed in Landing.posed(adsorption) {
        let landed = try landing.land(posed, at: site.places[0])
        guard !own.contains(where: { equals.areEqual($0.positions, landed.positions) }) else {
          continue
        }
        own.append(
          Configuration(
            id: "\(site.id)_\(posed.pose.rawValue)_\(shown(posed.azimuth, 1))", site: site,
            pose: posed.pose, azimuth: posed.azimuth, height: landed.height,
            contact: landed.contact, contactDistance: landed.distance,
            imageDistance: try images.distance(of: landed.positions),
            positions: landed.positions))
      }
      kept += own
    }
    return kept
  }

  /// By id, or by number from 1. Throws `SurfaceError` with the known ones.
  public func configuration(named text: String) throws(SurfaceError) -> Configuration {
    if let found = configurations.first(where: { $0.id == text }) { return found }
    if let number = Int(text), configurations.indices.contains(number - 1) {
      return configurations[number - 1]
    }
    // A site alone means its first configuration.
    if let found = configurations.first(where: { $0.site.id == text }) { return found }
    throw .unknownConfiguration(String(text.prefix(60)), known: configurations.map(\.id))
  }
}
