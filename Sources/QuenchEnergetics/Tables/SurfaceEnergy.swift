import QuenchModel
import QuenchUnits

/// γ = (E_slab − n E_bulk) / (2 A): for slabs whose two faces are equal.
public struct SurfaceEnergy: Hashable, Sendable {
  /// Bulk cells' formula units in the slab.
  public let units: Double
  /// Of one face, Å².
  public let area: Double
  /// eV/Å².
  public let sum: EnergySum

  /// Throws `EnergeticsError` where the slab is no multiple of the bulk or has no cell.
  public init(slab: Calculation, bulk: Calculation, kind: EnergyKind) throws(EnergeticsError) {
    guard let units = slab.composition.multiples(of: bulk.composition) else {
      throw EnergeticsError(
        .inconsistent,
        "slab \(slab.composition) is no multiple of bulk \(bulk.composition); what is missing needs a"
          + " chemical potential")
    }
    area = try Self.area(slab)
    self.units = units
    sum = (try EnergySum(slab, kind) - EnergySum(bulk, kind) * units) / (2 * area)
  }

  /// eV/Å².
  public var value: Double { sum.value }

  /// a × b, Å².
  public static func area(_ calculation: Calculation) throws(EnergeticsError) -> Double {
    guard let lattice = calculation.geometry?.lattice else {
      throw EnergeticsError(.inconsistent, "'\(calculation.name)' has no cell, so no area")
    }
    return cross(lattice.a, lattice.b).length
  }

  public var joulePerSquareMetre: Double {
    value * Factor.joulePerSquareMetrePerElectronvoltPerSquareAngstrom
  }
}
