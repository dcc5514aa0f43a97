import QuenchModel
import QuenchUnits

/// What an interface of two slabs costs and what it takes to part it.
///
/// Work of separation W = (E_A + E_B − E_AB) / (n A): the slabs as they are parted, n interfaces of area
/// A; positive binds. Interface energy γ = (E_AB − N_A E_bulk,A − N_B E_bulk,B) / (n A), less γ_A and γ_B
/// of the free faces where one interface stands in vacuum (Dupré: γ = γ_A + γ_B − W).
/// Finnis, J. Phys.: Condens. Matter 8 (1996) 5811, doi 10.1088/0953-8984/8/32/003.
public struct InterfaceEnergy: Hashable, Sendable {
  /// In-plane lengths of a slab's own cell against the interface's, %.
  public struct Strain: Hashable, Sendable {
    public let name: String
    public let a: Double
    public let b: Double
    public let area: Double
  }

  /// a × b of the interface's cell, Å².
  public let area: Double
  /// In the cell: 1 with vacuum, 2 in a periodic sandwich.
  public let interfaces: Int
  /// eV/Å².
  public let workOfSeparation: EnergySum
  /// eV/Å²; nil without the two crystals.
  public let interfaceEnergy: EnergySum?
  /// Of the interface's cell against each slab's own; 0 where the slab was computed strained.
  public let strains: [Strain]

  /// Throws `EnergeticsError` where atoms do not add up, a slab is no multiple of its crystal, or a
  /// cell is missing.
  public init(
    _ whole: Calculation, slabs: (Calculation, Calculation),
    bulks: (Calculation, Calculation)? = nil, interfaces: Int, kind: EnergyKind
  ) throws(EnergeticsError) {
    let parts = [slabs.0, slabs.1]
    let left = whole.composition.adding(slabs.0.composition, times: -1)
      .adding(slabs.1.composition, times: -1).pruned()
    guard left.names.isEmpty else {
      throw EnergeticsError(
        .inconsistent, "'\(whole.name)' is not its two slabs together; left over: \(left)")
    }
    area = try SurfaceEnergy.area(whole)
    self.interfaces = interfaces
    let surface = area * Double(interfaces)
    let bound = try EnergySum(whole, kind)
    let parted = try EnergySum(slabs.0, kind) + EnergySum(slabs.1, kind)
    workOfSeparation = (parted - bound) / surface
    strains = try parts.map { part throws(EnergeticsError) in try Self.strain(part, whole) }
    guard let bulks else {
      interfaceEnergy = nil
      return
    }
    var crystals = EnergySum(0)
    for (slab, bulk) in [(slabs.0, bulks.0), (slabs.1, bulks.1)] {
      crystals += try Self.crystal(slab, bulk, kind)
    }
    // The free faces of two equal-faced slabs cost half of what parting the crystals costs.
    let faces = interfaces == 1 ? (parted - crystals) / 2 : EnergySum(0)
    interfaceEnergy = (bound - crystals - faces) / surface
  }

  /// The crystal that a slab holds.
  private static func crystal(
    _ slab: Calculation, _ bulk: Calculation, _ kind: EnergyKind
  ) throws(EnergeticsError) -> EnergySum {
    guard let units = slab.composition.multiples(of: bulk.composition) else {
      throw EnergeticsError(
        .inconsistent,
        "slab '\(slab.name)' (\(slab.composition)) is no multiple of '\(bulk.name)'"
          + " (\(bulk.composition)); what is missing needs a chemical potential")
    }
    return try EnergySum(bulk, kind) * units
  }

  private static func strain(
    _ slab: Calculation, _ whole: Calculation
  ) throws(EnergeticsError) -> Strain {
    let own = try SurfaceEnergy.area(slab)
    guard let its = slab.geometry?.lattice, let cell = whole.geometry?.lattice, own > 0 else {
      throw EnergeticsError(.inconsistent, "'\(slab.name)' has no cell, so no strain")
    }
    func percent(_ now: Double, _ then: Double) -> Double { (now / then - 1) * 100 }
    return Strain(
      name: slab.name, a: percent(cell.a.length, its.a.length),
      b: percent(cell.b.length, its.b.length),
      area: percent(cross(cell.a, cell.b).length, own))
  }

  /// eV/Å² as J/m².
  public static func joulePerSquareMetre(_ sum: EnergySum) -> EnergySum {
    sum * Factor.joulePerSquareMetrePerElectronvoltPerSquareAngstrom
  }
}
