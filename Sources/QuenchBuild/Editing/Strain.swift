public import QuenchModel
import QuenchUnits

/// Changes the shape of a cell, and the places of its atoms with it.
public struct Strain: Hashable, Sendable {
  public enum Target: Hashable, Sendable {
    /// Relative change of the lengths of a, b, c, each along its own direction.
    case axes(Vector3)
    /// xx, yy, zz, yz, xz, xy; engineering shears.
    case voigt([Double])
    /// Any map of space.
    case deformation(Deformation)
    /// Relative change of all lengths.
    case hydrostatic(Double)
    /// Å³, shape kept.
    case volume(Double)
    /// g/cm³, shape kept.
    case density(Double)
  }

  public var target: Target
  /// True: fractional coordinates stay; false: Cartesian ones do.
  public var atomsFollow: Bool
  /// Largest principal strain allowed, as a fraction.
  public var limit: Double

  public init(_ target: Target, atomsFollow: Bool = true, limit: Double = 0.5) {
    (self.target, self.atomsFollow, self.limit) = (target, atomsFollow, limit)
  }

  /// The strained structure. Velocities, forces and all else stay; blocks of a source's own format
  /// are dropped. Throws `EditError` for strains beyond the limit and unknown masses.
  public func build(_ structure: Structure) throws(EditError) -> Built {
    let old = try structure.usableLattice()
    let map = try deformation(of: structure, old)
    guard map.isFinite, map.determinant > 0 else {
      throw .outOfRange(
        parameter: "the strain", value: "one that leaves no volume", allowed: "above -100 %")
    }
    let strains = map.principalStrains
    if let worst = strains.max(by: { abs($0) < abs($1) }), abs(worst) > limit {
      throw .strainTooLarge(worst, limit: limit)
    }
    var result = structure
    let places = structure.fractional
    result.lattice = map.applied(to: old)
    if atomsFollow, let places { result.setFractional(places) }
    result.verbatim = [:]
    return Built(result, report(map, strains, old))
  }

  private func deformation(
    of structure: Structure, _ lattice: Lattice
  ) throws(EditError) -> Deformation {
    func uniform(_ factor: Double) -> Deformation {
      Deformation(
        x: Vector3(factor, 0, 0), y: Vector3(0, factor, 0), z: Vector3(0, 0, factor))
    }
    switch target {
    case .axes(let change):
      let scaled = Lattice(
        a: (1 + change.x) * lattice.a, b: (1 + change.y) * lattice.b, c: (1 + change.z) * lattice.c)
      return Deformation(from: lattice, to: scaled)
    case .voigt(let components):
      guard components.count == 6 else {
        throw .outOfRange(
          parameter: "the strain", value: "\(components.count) numbers", allowed: "six numbers")
      }
      return Deformation(voigt: components)
    case .deformation(let map): return map
    case .hydrostatic(let change): return uniform(1 + change)
    case .volume(let volume):
      let allowed = try positive(volume, "the volume")
      return uniform(cubeRoot(allowed / lattice.volume))
    case .density(let density):
      guard let now = structure.density, now > 0 else { throw .unknownMass }
      return uniform(cubeRoot(now / (try positive(density, "the density"))))
    }
  }

  private func positive(_ value: Double, _ what: String) throws(EditError) -> Double {
    guard value.isFinite, value > 0 else {
      throw .outOfRange(parameter: what, value: "\(value)", allowed: "positive")
    }
    return value
  }

  private func report(_ map: Deformation, _ strains: [Double], _ old: Lattice) -> BuildReport {
    var report = BuildReport()
    let parts = zip(["xx", "yy", "zz", "yz", "xz", "xy"], map.strain)
    report.add(
      "strain", key: "strain",
      .table(
        columns: ["component", "strain/%"], rows: parts.map { [$0, rounded(100 * $1)] }))
    report.add(
      "principal", key: "principal_strains_percent",
      .text(strains.map { "\(rounded(100 * $0))" }.joined(separator: "  ") + " %"))
    report.add(
      "volume ratio", key: "volume_ratio", .number(map.determinant, unit: "", decimals: 6))
    report.assume(
      atomsFollow
        ? "atoms follow the cell: fractional coordinates are kept"
        : "atoms stay: Cartesian coordinates are kept")
    return report
  }
}
