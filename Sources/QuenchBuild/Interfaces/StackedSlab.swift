import QuenchModel

/// A slab's supercell, ready to be laid into another cell.
struct StackedSlab {
  private let slab: Structure
  /// Place in the plane, in parts of the supercell's vectors, and height above the lowest nucleus.
  private let places: [Vector3]
  let cell: PlaneCell
  /// Å between outermost nuclei.
  let thickness: Double
  /// Å between outermost nuclei through the boundary; what does not repeat along c has no end.
  let gap: Double

  init(_ slab: Structure, _ matrix: PlaneMatrix, _ name: String) throws(InterfaceError) {
    let rows = IntegerMatrix(
      SIMD3(matrix.p.x, matrix.p.y, 0), SIMD3(matrix.q.x, matrix.q.y, 0), SIMD3(0, 0, 1))
    let large: Structure
    do throws(BuildError) {
      large = try Supercell(matrix: rows).build(slab.uprightSlab)
    } catch {
      throw .build(error)
    }
    guard let lattice = large.lattice else { throw .noCell(name) }
    let stack = large.layers()
    let (normal, period) = (lattice.normal(2), lattice.height(2))
    let base = stack.heights.min() ?? 0
    let reciprocal = Lattice(a: lattice.a, b: lattice.b, c: normal).reciprocal
    places = large.positions.enumerated().map { atom, position in
      // Whole cells along c first, so that the slab is in one piece.
      let cells = ((stack.heights[atom] - dot(position, normal)) / period).rounded()
      let place = Lattice.fractional(position + cells * lattice.c, reciprocal: reciprocal)
      return Vector3(place.x, place.y, stack.heights[atom] - base)
    }
    cell = PlaneCell(lattice)
    thickness = stack.thickness
    gap = slab.periodicity[2] ? stack.vacuum : .infinity
    self.slab = large
  }

  /// In a cell with c along z, the lowest nucleus at a height (Å), shifted in the plane.
  func placed(in lattice: Lattice, from height: Double, shift: SIMD2<Double>) -> Structure {
    var result = slab
    result.lattice = lattice
    result.periodicity = .all
    let period = lattice.c.z
    result.setFractional(
      Coordinates(
        places.map { place in
          var x = place.x + shift.x
          var y = place.y + shift.y
          x -= x.rounded(.down)
          y -= y.rounded(.down)
          return Vector3(x < 1 ? x : 0, y < 1 ? y : 0, (place.z + height) / period)
        }))
    (result.velocities, result.forces, result.images) = (nil, nil, nil)
    result.verbatim = [:]
    return result
  }
}
