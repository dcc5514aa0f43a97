import QuenchModel

/// The atoms of a slab on their places, before they are put into a cell: a along x, normal along z.
struct SlabAtoms {
  struct Atom {
    /// In the primitive cell.
    let source: Int
    /// Å; x and y not wrapped.
    var position: Vector3
    /// In the numbering of the layer sequence.
    let layer: Int
  }

  var atoms: [Atom]
  let a: Vector3
  let b: Vector3
  /// Shift from one repeat unit of the crystal to the next, Å.
  let up: Vector3

  init(_ cutter: SlabCutter, _ extent: SlabExtent, repeats: IntegerMatrix) throws(SurfaceError) {
    let (cell, sequence) = (cutter.cell, cutter.sequence)
    let points = SuperlatticePoints(repeats)
    let perUnit = Double(sequence.cell.crystal.count) / Double(sequence.layers.count)
    let estimate = perUnit * Double(extent.count) * Double(points.index)
    guard estimate < Double(Supercell.mostAtoms) else {
      throw .tooManyAtoms(Int(exactly: estimate.rounded()) ?? Int.max)
    }
    let rotation = cell.rotation
    let (u, v) = (
      rotation.applied(to: cell.cartesian(cell.u)), rotation.applied(to: cell.cartesian(cell.v))
    )
    func vector(_ row: SIMD3<Int>) -> Vector3 {
      let flat = Double(row.x) * u + Double(row.y) * v
      return Vector3(flat.x, flat.y, 0)
    }
    (a, b) = (vector(repeats.rows[0]), vector(repeats.rows[1]))
    up = rotation.applied(to: cell.cartesian(cell.w))
    let shifts = points.all.map(vector)
    let places = cell.crystal.fractional ?? Coordinates()
    atoms = []
    for number in extent.first..<(extent.first + extent.count) {
      let (layer, periods) = sequence.layer(number)
      for place in layer {
        let cells = SIMD3<Double>(place.cells &+ periods &* cell.w)
        let home = rotation.applied(to: cell.lattice.cartesian(places[place.atom] + cells))
        for shift in shifts {
          atoms.append(Atom(source: place.atom, position: home + shift, layer: number))
        }
      }
    }
  }

  /// Lowest and highest nucleus, Å.
  var heights: (low: Double, high: Double) {
    let heights = atoms.map(\.position.z)
    return (heights.min() ?? 0, heights.max() ?? 0)
  }

  /// Dipole along the normal about the middle of the slab and net charge; e·Å and e.
  func moments(_ charges: [Double]) -> (dipole: Double, charge: Double) {
    let middle = (heights.low + heights.high) / 2
    return atoms.reduce((0, 0)) { sum, atom in
      let charge = charges[atom.source]
      return (sum.0 + charge * (atom.position.z - middle), sum.1 + charge)
    }
  }

  /// The finished slab: right-handed, c along the normal, species grouped, each from the bottom up.
  func structure(of crystal: Structure, vacuum: Double, alignment: Slab.Alignment) -> Structure {
    let (low, high) = heights
    let height = high - low + vacuum
    let turned = Lattice(a: a, b: b, c: Vector3(0, 0, height))
    // A supercell matrix may have turned a away from x.
    let lattice = turned.alignedToLowerTriangular()?.lattice ?? turned
    let lift = alignment == .centre ? vacuum / 2 : 0
    let reciprocal = turned.reciprocal
    let places = atoms.map { atom -> Vector3 in
      var place = Lattice.fractional(atom.position, reciprocal: reciprocal)
      for axis in 0..<2 {
        place[axis] -= place[axis].rounded(.down)
        if place[axis] > 1 - 1e-9 { place[axis] = 0 }
      }
      place.z = (atom.position.z - low + lift) / height
      return place
    }
    let codes = crystal.species.codes
    let order = atoms.indices.sorted { left, right in
      key(left, places, codes).lexicographicallyPrecedes(key(right, places, codes))
    }
    var slab = crystal.selecting(order.map { atoms[$0].source })
    slab.velocities = nil
    slab.forces = nil
    slab.identifiers = nil
    slab.lattice = lattice
    slab.setFractional(Coordinates(order.map { places[$0] }))
    return slab
  }

  private func key(_ atom: Int, _ places: [Vector3], _ codes: [Int32]) -> [Double] {
    let place = places[atom]
    return [
      Double(codes[atoms[atom].source]), atoms[atom].position.z.rounded(decimals: 5),
      place.y.rounded(decimals: 6), place.x,
    ]
  }
}
