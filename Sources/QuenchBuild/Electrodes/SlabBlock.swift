import QuenchModel

/// A slab as a building block: a along x, b in the xy plane, c along z, the lowest nucleus at z = 0.
struct SlabBlock {
  /// Its lattice is (a, b, thickness + 1 Å); periodic along a and b.
  private(set) var structure: Structure
  /// Å between the outermost nuclei.
  let thickness: Double

  /// Throws `ElectrodeError` for what has no cell, no atoms or a left-handed one.
  init(_ slab: Structure, name: String) throws(ElectrodeError) {
    guard slab.count > 0 else { throw .slab("the \(name) has no atoms") }
    guard let lattice = slab.lattice, lattice.isValid else {
      throw .slab("the \(name) has no cell to repeat")
    }
    guard let (turned, _) = slab.alignedToLowerTriangular(), let cell = turned.lattice else {
      throw .slab("the \(name) has a left-handed cell; quench convert --right-handed mends it")
    }
    let stack = turned.layers()
    let lowest = stack.heights.min() ?? 0
    var positions = turned.positions
    for atom in positions.indices {
      // The layers are those of the cell cut in its widest gap: whole vectors c bring atoms there.
      let cells = ((stack.heights[atom] - positions[atom].z) / cell.c.z).rounded()
      positions[atom] += cells * cell.c - Vector3(0, 0, lowest)
    }
    thickness = stack.thickness
    var block = turned
    block.lattice = Lattice(a: cell.a, b: cell.b, c: Vector3(0, 0, stack.thickness + 1))
    block.periodicity = [.a, .b]
    block.positions = positions
    block.velocities = nil
    block.forces = nil
    block.images = nil
    structure = block
  }

  private init(_ structure: Structure, thickness: Double) {
    (self.structure, self.thickness) = (structure, thickness)
  }

  var a: Vector3 { structure.lattice?.a ?? .zero }
  var b: Vector3 { structure.lattice?.b ?? .zero }
  var area: Double { cross(a, b).length }
  /// Å along x and y.
  var size: SIMD2<Double> { SIMD2(a.length, b.length) }

  /// The same block in the smallest cell with a right angle, where one of at most six cells has it.
  func rectangular() throws(ElectrodeError) -> SlabBlock {
    guard abs(dot(a, b)) > 1e-4 * a.length * b.length else { return self }
    var best: (matrix: IntegerMatrix, key: (Int, Double))?
    let range = -6...6
    for i in 1...6 {
      for j in 0..<i {
        for k in range {
          for l in range where i * l - j * k > 0 && i * l - j * k <= 6 {
            let (u, v) = (Double(i) * a + Double(j) * b, Double(k) * a + Double(l) * b)
            guard abs(dot(u, v)) < 1e-4 * u.length * v.length else { continue }
            let key = (i * l - j * k, u.length + v.length)
            if let best, best.key <= key { continue }
            best = (IntegerMatrix(SIMD3(i, j, 0), SIMD3(k, l, 0), SIMD3(0, 0, 1)), key)
          }
        }
      }
    }
    guard let best else { return self }
    return try repeated(best.matrix)
  }

  func repeated(_ matrix: IntegerMatrix) throws(ElectrodeError) -> SlabBlock {
    do throws(BuildError) {
      let larger = try Supercell(matrix: matrix).build(structure)
      guard let (turned, _) = larger.alignedToLowerTriangular() else { return self }
      return SlabBlock(turned, thickness: thickness)
    } catch {
      throw .building(error)
    }
  }

  /// The block with other vectors a and b in the xy plane; places along z stay.
  func stretched(to a: Vector3, _ b: Vector3) -> SlabBlock {
    guard let fractional = structure.fractional, let lattice = structure.lattice else {
      return self
    }
    var stretched = structure
    stretched.lattice = Lattice(a: a, b: b, c: lattice.c)
    stretched.setFractional(fractional)
    return SlabBlock(stretched, thickness: thickness)
  }

  /// Turned over by inversion, which every plane lattice allows.
  func inverted() -> SlabBlock {
    var turned = structure
    turned.positions = Coordinates(
      structure.positions.lazy.map { Vector3(-$0.x, -$0.y, thickness - $0.z) })
    return SlabBlock(turned, thickness: thickness)
  }

  /// Atoms in order of height, layer by layer.
  func sortedByLayer() -> (block: SlabBlock, layers: [Int]) {
    let layers = structure.layers().layers
    let order = layers.flatMap(\.atoms)
    return (
      SlabBlock(structure.selecting(order), thickness: thickness), layers.map(\.atoms.count)
    )
  }
}
