public import QuenchModel

extension Structure {
  /// The same atoms in a right-handed cell: where a, b, c are left-handed, −a, −b, −c.
  ///
  /// Edges, angles and constraints stay; fractional coordinates and image flags change sign, then
  /// the atoms may lie outside the cell (`wrapped()`).
  public func rightHanded() -> Structure {
    guard let lattice, lattice.isLeftHanded else { return self }
    var turned = self
    let places = sourceFractional
    turned.lattice = Lattice(a: -lattice.a, b: -lattice.b, c: -lattice.c)
    if let places { turned.setFractional(Coordinates(places.map { -$0 })) }
    turned.images = images.map { images in images.map { .zero &- $0 } }
    turned.verbatim = [:]
    return turned
  }
}
