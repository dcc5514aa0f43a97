public import QuenchModel
import QuenchUnits

/// The cell that a density asks for.
public enum PackingBox {
  /// A cube that holds the components at a density in g/cm³.
  ///
  /// Throws `PackingError` unless the density lies in 0.0001…50 g/cm³ and all masses are known.
  public static func cube(
    for components: [PackingComponent], density: Double
  ) throws(PackingError) -> Lattice {
    let mass = try mass(of: components)
    let edge = try edge(of: mass, density: density)
    return .cubic(edge)
  }

  private static func edge(of mass: Double, density: Double) throws(PackingError) -> Double {
    guard density.isFinite, (0.0001...50).contains(density) else {
      throw .outOfRange(
        parameter: "the density", value: "\(density)", allowed: "between 0.0001 and 50 g/cm³")
    }
    let volume = mass * Factor.gramPerCubicCentimetrePerAtomicMassPerCubicAngstrom / density
    guard volume > 0, volume.isFinite else { throw .nothing }
    return cubeRoot(volume)
  }

  /// How often the components fit a cell at a density (g/cm³), to the nearest whole number.
  public static func units(
    of components: [PackingComponent], in lattice: Lattice, density: Double
  ) throws(PackingError) -> Int {
    let edge = try edge(of: try mass(of: components), density: density)
    guard let count = Int(exactly: (lattice.volume / (edge * edge * edge)).rounded()), count > 0
    else { throw .nothing }
    return count
  }

  /// u, of all molecules together.
  static func mass(of components: [PackingComponent]) throws(PackingError) -> Double {
    var sum = 0.0
    for component in components {
      guard let mass = component.mass else {
        let unknown = component.molecule.species.categories.first { $0.element == nil }
        throw .unknownSpecies(unknown?.label ?? component.name)
      }
      sum += mass * Double(component.count)
    }
    return sum
  }

  /// g/cm³; nil where a mass is unknown.
  static func density(of components: [PackingComponent], volume: Double) -> Double? {
    var mass = 0.0
    for component in components {
      guard let own = component.mass else { return nil }
      mass += own * Double(component.count)
    }
    return mass / volume * Factor.gramPerCubicCentimetrePerAtomicMassPerCubicAngstrom
  }
}
