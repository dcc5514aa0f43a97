public import QuenchModel

/// A trajectory of bare coordinates with the names of a structure file (XTC), and with its cell where
/// the trajectory has none (CP2K's XYZ).
public final class TopologySource: FrameSource {
  private let base: any FrameSource
  private let topology: Structure
  private let name: String

  /// Throws where the two do not have the same number of atoms, or elements that differ.
  public init(_ base: any FrameSource, topology: Structure, name: String) throws(TrajectoryError) {
    guard base.prototype.count == topology.count else {
      throw TrajectoryError(
        "\(name) names \(topology.count) atoms, but the trajectory has \(base.prototype.count)")
    }
    let given = base.prototype.species
    for atom in 0..<topology.count {
      guard let own = given[atom].element, let other = topology.species[atom].element,
        own != other
      else { continue }
      throw TrajectoryError(
        "atom \(atom + 1) is \(own.symbol) in the trajectory and \(other.symbol) in \(name): "
          + "the two must have the same order of atoms")
    }
    self.base = base
    self.topology = topology
    self.name = name
  }

  public var prototype: Structure { named(base.prototype) }
  public var frameCount: Int? { base.frameCount }
  public var isRandomAccess: Bool { base.isRandomAccess }
  public var warnings: [Warning] {
    guard base.prototype.lattice == nil, topology.lattice != nil else { return base.warnings }
    return [Warning("W-TOP-CELL", "the cell of \(name) is used for all frames")] + base.warnings
  }
  public var fractionRead: Double? { base.fractionRead }

  public func next() throws -> FrameTicket? { try base.next() }

  public func decode(_ ticket: FrameTicket, into frame: inout Frame) throws {
    try base.decode(ticket, into: &frame)
    frame.structure = named(frame.structure)
  }

  private func named(_ structure: Structure) -> Structure {
    guard structure.count == topology.count else { return structure }
    var named = structure
    named.species = topology.species
    if named.lattice == nil, let lattice = topology.lattice {
      named.lattice = lattice
      named.periodicity = topology.periodicity
    }
    named.residues = topology.residues
    named.charges = named.charges ?? topology.charges
    named.masses = named.masses ?? topology.masses
    named.fixedAxes = named.fixedAxes ?? topology.fixedAxes
    if named.title.isEmpty { named.title = topology.title }
    return named
  }
}
