import QuenchModel
import QuenchNeighbors

/// Half of a polar slab's uppermost layer moved to the places below its lowest, so that the dipole
/// vanishes (Tasker 1979, type 3).
struct TaskerReconstruction {
  let moved: Int
  let layerSize: Int
  let formula: String

  /// Changes the atoms of a slab of whole repeat units. Throws `SurfaceError` that says why where it
  /// cannot be done.
  init(
    _ slab: inout SlabAtoms, _ cutter: SlabCutter, _ extent: SlabExtent
  ) throws(SurfaceError) {
    let name = "\(cutter.plane) \(extent.termination.id)"
    guard let charges = cutter.charges else {
      throw .refused(
        "whether \(name) is polar is unknown (\(cutter.oxidation.note)); give oxidation states")
    }
    guard extent.termination.polarity.isPolar else {
      throw .refused("\(name) has no dipole: there is nothing to reconstruct")
    }
    guard extent.isStoichiometric, extent.count % cutter.layersPerPeriod == 0 else {
      throw .refused("only slabs of whole repeat units can be reconstructed; give --units")
    }
    let top = extent.first + extent.count - 1
    let layer = slab.atoms.indices.filter { slab.atoms[$0].layer == top }
    formula = cutter.sequence.formula(
      ofLayer: top - floorDivide(top, cutter.layersPerPeriod)
        * cutter.layersPerPeriod)
    layerSize = layer.count
    try Self.checkBalance(slab, layer, charges, cutter, extent, name: name, formula: formula)
    let codes = cutter.cell.crystal.species.codes
    let kinds = Dictionary(grouping: layer) { codes[slab.atoms[$0].source] }
    var chosen: [Int] = []
    for kind in kinds.keys.sorted() {
      let atoms = kinds[kind] ?? []
      guard atoms.count.isMultiple(of: 2) else {
        throw .refused(
          "half of the outermost layer cannot move: it has \(layer.count) atoms (\(formula)) in this "
            + "cell, an odd number of a kind; take an in-plane supercell, as --supercell 2x1")
      }
      chosen += try Self.half(of: atoms, slab)
    }
    moved = chosen.count
    let units = Double(extent.count / cutter.layersPerPeriod)
    for atom in chosen { slab.atoms[atom].position -= units * slab.up }
  }

  /// Moving half of the layer must take the whole dipole away.
  private static func checkBalance(
    _ slab: SlabAtoms, _ layer: [Int], _ charges: [Double], _ cutter: SlabCutter,
    _ extent: SlabExtent, name: String, formula: String
  ) throws(SurfaceError) {
    let dipole = slab.moments(charges).dipole
    let charge = layer.reduce(0.0) { $0 + charges[slab.atoms[$1].source] }
    let height = Double(extent.count / cutter.layersPerPeriod) * cutter.period
    let share = abs(charge) > 1e-6 ? dipole / (charge * height) : .infinity
    guard abs(share - 0.5) <= 0.02 else {
      let reason =
        share.isFinite
        ? "\(shown(100 * share, 1)) % of its charge would have to move, not half"
        : "it is neutral, so that moving it changes no dipole"
      throw .refused(
        "moving half of the outermost layer (\(formula)) of \(name) leaves a dipole: \(reason); "
          + "take another termination, or equal faces by --symmetric")
    }
  }

  /// The half whose atoms, and the rest, lie farthest apart: least Σ 1/r⁴ within both.
  private static func half(of atoms: [Int], _ slab: SlabAtoms) throws(SurfaceError) -> [Int] {
    let places = atoms.map { slab.atoms[$0].position }
    var layer = Structure(
      lattice: Lattice(a: slab.a, b: slab.b, c: Vector3(0, 0, 100)), periodicity: [.a, .b],
      species: Categorical(atoms.map { _ in Species(label: "X", element: nil) }),
      positions: Coordinates(places))
    layer.title = ""
    var energy = [[Double]](
      repeating: Array(repeating: 0, count: atoms.count), count: atoms.count)
    try layer.nearbyPairs(within: 12) { pair in
      guard pair.i != pair.j else { return }
      let term = 1 / max(pair.square * pair.square, 1e-6)
      energy[pair.i][pair.j] += term
      energy[pair.j][pair.i] += term
    }
    return HalfSearch(energy).moved.map { atoms[$0] }
  }
}

/// Splits points into two halves with the least energy within both, by exchanging pairs.
private struct HalfSearch {
  private let energy: [[Double]]
  private var isMoved: [Bool]

  init(_ energy: [[Double]]) {
    self.energy = energy
    isMoved = energy.indices.map { $0.isMultiple(of: 2) }
    // Every exchange lowers the energy, so this ends; the bound keeps large layers quick.
    var steps = 0
    while steps < 1000, exchangeBest() { steps += 1 }
  }

  var moved: [Int] { isMoved.indices.filter { isMoved[$0] } }

  /// What an atom would gain by changing sides.
  private func gain(_ atom: Int) -> Double {
    energy.indices.reduce(0) { sum, other in
      sum + (isMoved[other] == isMoved[atom] ? 1 : -1) * energy[atom][other]
    }
  }

  private mutating func exchangeBest() -> Bool {
    var best = (gain: 1e-9, out: -1, back: -1)
    let gains = energy.indices.map(gain)
    for out in energy.indices where isMoved[out] {
      for back in energy.indices where !isMoved[back] {
        let total = gains[out] + gains[back] + 2 * energy[out][back]
        if total > best.gain { best = (total, out, back) }
      }
    }
    guard best.out >= 0 else { return false }
    isMoved[best.out] = false
    isMoved[best.back] = true
    return true
  }
}
