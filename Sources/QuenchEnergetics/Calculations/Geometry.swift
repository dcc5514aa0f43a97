public import QuenchModel

/// A final structure in the plain form a ledger stores.
public struct Geometry: Hashable, Sendable, Codable {
  /// Nine numbers, rows a b c, Å; nil without a cell.
  public var cell: [Double]?
  /// Element symbols or labels, one per atom.
  public var species: [String]
  /// Cartesian, Å, 3N.
  public var positions: [Double]
  /// Atoms (from 0) that could not move along any axis.
  public var fixed: [Int]?

  public init(cell: [Double]?, species: [String], positions: [Double], fixed: [Int]? = nil) {
    self.cell = cell
    self.species = species
    self.positions = positions
    self.fixed = fixed
  }

  public init(_ structure: Structure) {
    self.init(
      cell: structure.lattice.map { lattice in
        lattice.rows.flatMap { [$0.x, $0.y, $0.z] }
      },
      species: structure.species.map(\.name), positions: structure.positions.flat,
      fixed: structure.fixedAxes.map { axes in axes.indices.filter { axes[$0] == .all } })
  }

  /// Nil where counts do not agree or the cell is none: such a record came from elsewhere.
  public var structure: Structure? {
    guard positions.count == 3 * species.count, positions.allSatisfy(\.isFinite) else { return nil }
    if cell != nil, lattice == nil { return nil }
    var structure = Structure(
      lattice: lattice, species: Categorical(species.map { Species(label: $0) }),
      positions: Coordinates(flat: positions))
    if let fixed, fixed.allSatisfy(species.indices.contains) {
      var axes = [FixedAxes](repeating: .none, count: species.count)
      for atom in fixed { axes[atom] = .all }
      structure.fixedAxes = axes
    }
    return structure
  }

  public var lattice: Lattice? {
    guard let cell, cell.count == 9, cell.allSatisfy(\.isFinite) else { return nil }
    let lattice = Lattice(
      a: Vector3(cell[0], cell[1], cell[2]), b: Vector3(cell[3], cell[4], cell[5]),
      c: Vector3(cell[6], cell[7], cell[8]))
    return lattice.isValid ? lattice : nil
  }

  /// Atoms by name, in the order of first appearance.
  public var composition: Formula { Formula(atoms: species) }
}

extension Geometry {
  /// How empty the cell is.
  public enum Extent: String, Hashable, Sendable {
    case bulk
    /// Vacuum along one cell vector.
    case slab
    /// Vacuum along two.
    case wire
    /// Vacuum all around, or no cell.
    case molecule
  }

  /// Cell vectors along which a gap wider than `gap` (Å) separates all atoms from their images.
  public func extent(gap: Double = 5) -> Extent {
    guard let lattice, !species.isEmpty else { return .molecule }
    let empty = (0..<3).filter { vacuum(along: $0, lattice) > gap }.count
    return [Extent.bulk, .slab, .wire, .molecule][empty]
  }

  /// Widest gap between neighbouring layers of nuclei along one axis, Å.
  private func vacuum(along axis: Int, _ lattice: Lattice) -> Double {
    let reciprocal = lattice.reciprocal[axis]
    let heights = stride(from: 0, to: positions.count - 2, by: 3).map { k -> Double in
      let s = dot(Vector3(positions[k], positions[k + 1], positions[k + 2]), reciprocal)
      return s - s.rounded(.down)
    }.sorted()
    guard let first = heights.first, let last = heights.last else { return 0 }
    var widest = first + 1 - last
    for (low, high) in zip(heights, heights.dropFirst()) { widest = max(widest, high - low) }
    return widest * lattice.faceDistances[axis]
  }
}
