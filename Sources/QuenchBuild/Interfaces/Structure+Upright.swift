import QuenchModel

extension Structure {
  /// The same slab in a right-handed cell with the same side up: a left-handed cell gets −b for b.
  var uprightSlab: Structure {
    guard let lattice, lattice.isLeftHanded, let places = fractional else { return self }
    var turned = self
    turned.lattice = Lattice(a: lattice.a, b: -lattice.b, c: lattice.c)
    turned.setFractional(Coordinates(places.map { Vector3($0.x, -$0.y, $0.z) }))
    turned.images = nil
    turned.verbatim = [:]
    return turned
  }
}
