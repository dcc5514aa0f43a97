public import QuenchModel
import QuenchSymmetry

/// Cuts a particle out of a crystal.
public struct Nanoparticle: Hashable, Sendable {
  public enum Form: Hashable, Sendable {
    case sphere
    /// The shape of least surface energy for the facets and all that symmetry makes equal to them
    /// (Wulff's construction).
    case wulff([Facet])
  }

  public enum Size: Hashable, Sendable {
    /// Å: of the sphere, or from the centre to the nearest facet.
    case radius(Double)
    /// The size whose number of atoms comes nearest.
    case atoms(Int)
  }

  public var form: Form
  public var size: Size
  /// In parts of the cell vectors; nil is the first atom.
  public var centre: Vector3?
  /// Å between nuclei of neighbouring images along each edge of the box.
  public var vacuum: Double
  /// Takes excess atoms off the surface until whole formula units are left.
  public var isStoichiometric: Bool

  public init(
    _ form: Form, size: Size, centre: Vector3? = nil, vacuum: Double = 15,
    isStoichiometric: Bool = false
  ) {
    (self.form, self.size, self.centre) = (form, size, centre)
    (self.vacuum, self.isStoichiometric) = (vacuum, isStoichiometric)
  }

  public static let mostAtoms = 5_000_000

  /// The particle in the middle of a right-angled box. Throws `EditError`.
  public func build(_ crystal: Structure) throws(EditError) -> Built {
    var report = BuildReport(host: crystal.composition)
    let particle = try cut(crystal, &report)
    return Built(boxed(particle), report)
  }

  /// The particle about the origin, without a cell.
  func cut(_ crystal: Structure, _ report: inout BuildReport) throws(EditError) -> Structure {
    let lattice = try check(crystal)
    let shape = try unitShape(crystal, lattice)
    guard let reach = shape.reach else { throw .openShape }
    let origin = lattice.cartesian(centre ?? crystal.fractional?.first ?? .zero)
    let scale = try scale(crystal, lattice, shape, reach: reach, origin)
    let cutter = CrystalCut(crystal, lattice, origin: origin)
    let body = shape.scaled(by: scale)
    var particle = try cutter.atoms(in: body, reach: scale * reach)
    guard particle.count > 0 else { throw .nothingChosen("a particle of this size") }
    describe(body, particle, &report)
    if isStoichiometric {
      particle = try Stoichiometry(of: crystal).restored(particle, &report)
    }
    if centre == nil { report.assume("the particle is centred on the first atom of the cell") }
    return particle.reordered(by: particle.species.grouping())
  }

  private func check(_ crystal: Structure) throws(EditError) -> Lattice {
    guard crystal.count > 0 else { throw .nothingChosen("an empty crystal") }
    let lattice = try crystal.usableLattice()
    guard vacuum.isFinite, (0.1...1000).contains(vacuum) else {
      throw .outOfRange(parameter: "the vacuum", value: "\(vacuum) Å", allowed: "0.1 to 1000 Å")
    }
    if let centre, !centre.sum().isFinite {
      throw .outOfRange(parameter: "the centre", value: "\(centre)", allowed: "finite")
    }
    switch size {
    case .radius(let radius):
      guard radius.isFinite, (0.5...1000).contains(radius) else {
        throw .outOfRange(parameter: "the radius", value: "\(radius) Å", allowed: "0.5 to 1000 Å")
      }
    case .atoms(let count):
      guard (1...Self.mostAtoms).contains(count) else {
        throw .outOfRange(
          parameter: "the number of atoms", value: "\(count)", allowed: "1 to \(Self.mostAtoms)")
      }
    }
    return lattice
  }

  /// Nearest face, or the sphere's radius, 1 Å from the origin.
  private func unitShape(
    _ crystal: Structure, _ lattice: Lattice
  ) throws(EditError) -> ParticleShape {
    guard case .wulff(let facets) = form else { return .sphere(1) }
    guard let least = facets.map(\.energy).min(), least > 0 else {
      throw .outOfRange(parameter: "the facet energies", value: "none", allowed: "positive")
    }
    let operations: [SymmetryOperation]
    do throws(SymmetryError) {
      operations = try crystal.spaceGroup().operations
    } catch {
      throw .search("the symmetry of the crystal cannot be found: \(error)")
    }
    // The lowest energy of a direction wins where facets coincide.
    var faces: [SIMD3<Int>: ParticleShape.Face] = [:]
    var order: [SIMD3<Int>] = []
    for (number, facet) in facets.enumerated() {
      for index in facet.form(operations) {
        let face = ParticleShape.Face(
          normal: lattice.planeNormal(index), distance: facet.energy / least, facet: number)
        if faces[index] == nil { order.append(index) }
        if faces[index].map({ face.distance < $0.distance }) ?? true { faces[index] = face }
      }
    }
    return ParticleShape(faces: order.compactMap { faces[$0] }, radius: .infinity)
  }

  /// Å per unit of the shape.
  private func scale(
    _ crystal: Structure, _ lattice: Lattice, _ shape: ParticleShape, reach: Double,
    _ origin: Vector3
  ) throws(EditError) -> Double {
    switch size {
    case .radius(let radius): return radius
    case .atoms(let wanted):
      // A little larger than needed, then the atoms' own sizes in ascending order.
      let perVolume = Double(crystal.count) / lattice.volume
      let guess = cubeRoot(Double(wanted) / perVolume / shape.volume)
      let most = 1.2 * guess + 2 * lattice.lengths.max() / max(1, reach)
      let cutter = CrystalCut(crystal, lattice, origin: origin)
      let all = try cutter.atoms(in: shape.scaled(by: most), reach: most * reach)
      let sizes = all.positions.map { shape.size(of: $0) }.sorted()
      guard !sizes.isEmpty else { throw .nothingChosen("a particle of this size") }
      return Self.nearestSize(sizes, wanted: wanted)
    }
  }

  /// Sizes come in shells: the end of the shell whose number of atoms is nearest.
  private static func nearestSize(_ sizes: [Double], wanted: Int) -> Double {
    var best = (count: 0, size: sizes[0])
    for place in sizes.indices
    where place + 1 == sizes.count || sizes[place + 1] > sizes[place] + 1e-5 {
      if best.count == 0 || abs(place + 1 - wanted) < abs(best.count - wanted) {
        best = (place + 1, sizes[place])
      }
    }
    return best.size + 2e-6
  }

  private func boxed(_ particle: Structure) -> Structure {
    var (low, high) = (particle.positions[0], particle.positions[0])
    for place in particle.positions {
      (low, high) = (pointwiseMin(low, place), pointwiseMax(high, place))
    }
    var result = particle
    result.positions = Coordinates(particle.positions.map { $0 - low + vacuum / 2 })
    result.lattice = Lattice(orthorhombic: high - low + vacuum)
    result.periodicity = .all
    return result
  }

  private func describe(
    _ body: ParticleShape, _ particle: Structure, _ report: inout BuildReport
  ) {
    let widest = 2 * (particle.positions.map(\.length).max() ?? 0)
    report.add(
      "diameter", key: "diameter_A", .number(widest, unit: "Å (outermost nuclei)", decimals: 3))
    report.add(
      "radius", key: "radius_A",
      .number(body.faces.map(\.distance).min() ?? body.radius, unit: "Å", decimals: 3))
    guard case .wulff(let facets) = form else { return }
    let areas = body.areas(facets: facets.count)
    let whole = areas.reduce(0, +)
    report.add(
      "facets", key: "facets",
      .table(
        columns: ["facet", "energy", "faces", "area/%"],
        rows: facets.indices.map { number in
          [
            "{\(facets[number].name)}", "\(facets[number].energy)",
            "\(body.faces.count { $0.facet == number })",
            "\((areas[number] / whole * 10_000).rounded() / 100)",
          ]
        }))
    for (facet, area) in zip(facets, areas) where area < 1e-9 * whole {
      report.warn("W-WULFF-ABSENT", "{\(facet.name)} is not on the shape: it costs too much")
    }
  }
}

extension ParticleShape {
  /// How many times this body must be enlarged to reach a point.
  func size(of point: Vector3) -> Double {
    if faces.isEmpty { return point.length / radius }
    return faces.reduce(0) { max($0, dot($1.normal, point) / $1.distance) }
  }
}
