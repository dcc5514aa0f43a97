public import QuenchModel

/// Loose atoms and rigid molecules thrown into a cell so that no two come nearer than they may,
/// through the periodic boundary too: an amorphous start, a liquid, the filling beside held atoms.
public struct Packing: Hashable, Sendable {
  public var components: [PackingComponent]
  /// Å, right-handed.
  public var lattice: Lattice
  public var periodicity: Periodicity
  /// Atoms that stay where they are; they come first in the result.
  public var held: Structure?
  /// Nuclei of what is packed lie in all of them; none is the whole cell.
  public var regions: [PackingRegion]
  public var distances: ContactDistances
  /// g/cm³ that the number of formula units comes from; the report says what whole units make of it.
  public var askedDensity: Double?
  /// g/cm³ of liquid solvents by component name, for concentrations per litre of solvent.
  public var solventDensities: [String: Double]
  public var seed: UInt64
  /// Descents, each after a rethrow of what was stuck, before giving up; 1 or more.
  public var rounds: Int

  public init(
    _ components: [PackingComponent], in lattice: Lattice, periodicity: Periodicity = .all,
    distances: ContactDistances, seed: UInt64 = 1
  ) {
    self.components = PackingComponent.withDistinctResidues(components)
    self.lattice = lattice
    self.periodicity = periodicity
    self.distances = distances
    self.seed = seed
    regions = []
    solventDensities = [:]
    rounds = 60
  }

  /// What stays, with the cell of the packing; empty where nothing does.
  var heldStructure: Structure {
    var held = held ?? Structure()
    (held.lattice, held.periodicity) = (lattice, periodicity)
    return held
  }

  /// One molecule per body, in the order of the components.
  var molecules: [Structure] {
    components.flatMap { Array(repeating: $0.molecule, count: $0.count) }
  }
}
