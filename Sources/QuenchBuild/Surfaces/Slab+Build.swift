public import QuenchModel

extension Slab {
  /// The slab of a crystal: right-handed, a along x, c along z and the normal, species grouped.
  ///
  /// Occupancies, charges and masses of the crystal's atoms are carried; what refers to another cell
  /// or orientation (velocities, forces, residues, constraints) is not. Throws `SurfaceError`.
  public func build(_ crystal: Structure) throws(SurfaceError) -> Built {
    try build(crystal, with: SlabCutter(crystal, plane: plane, cutting: cutting))
  }

  /// With a cutter of the same crystal, plane and cutting that is at hand already.
  public func build(
    _ crystal: Structure, with cutter: SlabCutter
  ) throws(SurfaceError) -> Built {
    try check()
    let extent = try SlabExtent(self, cutter)
    var atoms = try SlabAtoms(cutter, extent, repeats: repeats)
    let move =
      isReconstructed ? try TaskerReconstruction(&atoms, cutter, extent) : nil
    var slab = atoms.structure(
      of: cutter.cell.crystal, vacuum: vacuum, alignment: alignment)
    slab.title =
      "\(crystal.composition.reducedFormula) \(plane) \(extent.termination.id)"
    try holdBottom(&slab)
    let card = SlabCard(
      slab: self, cutter: cutter, extent: extent, atoms: atoms, move: move,
      host: crystal.composition)
    return Built(slab, card.report)
  }

  private func holdBottom(_ slab: inout Structure) throws(SurfaceError) {
    guard fixedLayers > 0 else { return }
    let layers = slab.layers(tolerance: cutting.layerTolerance).layers
    guard fixedLayers <= layers.count else {
      throw .outOfRange(
        parameter: "the number of fixed layers", value: "\(fixedLayers)",
        allowed: "0…\(layers.count), the layers of this slab")
    }
    var held = [FixedAxes](repeating: .none, count: slab.count)
    for layer in layers.prefix(fixedLayers) { for atom in layer.atoms { held[atom] = .all } }
    slab.fixedAxes = held
  }
}
