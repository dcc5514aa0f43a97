import QuenchModel

/// Both electrodes in place, with their charged layers.
struct ElectrodePair {
  private(set) var structure: Structure
  let bottom: Range<Int>
  let top: Range<Int>
  /// Atoms that carry the charge.
  let bottomCharged: Range<Int>
  let topCharged: Range<Int>
  /// e on the bottom electrode in all; minus that on the top one.
  let charge: Double
  /// e/Å².
  let density: Double
  /// Å between the charged layers.
  let distance: Double
  /// Atoms per layer, from below.
  let layers: (bottom: [Int], top: [Int])

  init(
    _ cell: ElectrodeCell, _ parts: ElectrodeCell.Parts, _ stack: ElectrodeStack
  ) throws(ElectrodeError) {
    let (lower, lowerLayers) = parts.bottom.sortedByLayer()
    let (upper, upperLayers) = parts.top.sortedByLayer()
    layers = (lowerLayers, upperLayers)
    let most = min(lowerLayers.count, upperLayers.count)
    guard (1...most).contains(cell.chargedLayer) else {
      throw .outOfRange(
        parameter: "the charged layer", value: "\(cell.chargedLayer)",
        allowed: "1 (facing the liquid) to \(most)")
    }
    bottom = 0..<lower.structure.count
    top = bottom.upperBound..<(bottom.upperBound + upper.structure.count)
    // Counted from the liquid: downward in the bottom electrode, upward in the top one.
    let place = lowerLayers.count - cell.chargedLayer
    let before = lowerLayers[..<place].reduce(0, +)
    bottomCharged = before..<(before + lowerLayers[place])
    let above = upperLayers[..<(cell.chargedLayer - 1)].reduce(0, +)
    topCharged =
      (top.lowerBound + above)..<(top.lowerBound + above + upperLayers[cell.chargedLayer - 1])
    structure = Self.placed(lower, upper, stack)
    distance = Self.height(structure, topCharged) - Self.height(structure, bottomCharged)
    density = cell.charging?.density(area: stack.area, distance: distance) ?? 0
    charge = density * stack.area
    if cell.holdsElectrodes {
      structure.fixedAxes = [FixedAxes](repeating: .all, count: structure.count)
    }
    structure.charges = charges
    structure.residues = residues
  }

  private static func placed(
    _ lower: SlabBlock, _ upper: SlabBlock, _ stack: ElectrodeStack
  ) -> Structure {
    func bare(_ block: SlabBlock, at height: Double) -> Structure {
      Structure(
        lattice: Lattice(a: block.a, b: block.b, c: Vector3(0, 0, stack.height)),
        species: block.structure.species,
        positions: Coordinates(
          block.structure.positions.lazy.map { $0 + Vector3(0, 0, height) }))
    }
    let first = bare(lower, at: stack.bottom.lowerBound)
    return first.appending(bare(upper, at: stack.top.lowerBound))
  }

  private static func height(_ structure: Structure, _ atoms: Range<Int>) -> Double {
    atoms.reduce(0) { $0 + structure.positions[$1].z } / Double(max(1, atoms.count))
  }

  private var charges: [Double] {
    var charges = [Double](repeating: 0, count: structure.count)
    for atom in bottomCharged { charges[atom] = charge / Double(bottomCharged.count) }
    for atom in topCharged { charges[atom] = -charge / Double(topCharged.count) }
    return charges
  }

  /// Each atom a residue: element and B or T for bottom and top, with a q in the charged layer.
  private var residues: Residues {
    var names = Categorical<String>()
    for atom in 0..<structure.count {
      let isBottom = bottom.contains(atom)
      let isCharged = charge != 0 && (bottomCharged.contains(atom) || topCharged.contains(atom))
      names.append(
        structure.species[atom].name + (isBottom ? "B" : "T") + (isCharged ? "q" : ""))
    }
    var residues = structure.residuePerAtom
    residues.names = names
    return residues
  }
}

/// Which atoms of the finished cell belong to what.
struct ElectrodeMembers {
  let electrodes: ElectrodePair
  let film: Range<Int>
  let liquid: Range<Int>

  func groups(of structure: Structure) -> AtomGroups {
    let residues = AtomGroups(residuesOf: structure)
    var groups = AtomGroups([AtomGroups.Group("System", 0..<structure.count)])
    groups.add("Electrodes", electrodes.bottom.lowerBound..<electrodes.top.upperBound)
    groups.add("Electrode_bottom", electrodes.bottom)
    groups.add("Electrode_top", electrodes.top)
    groups.add("Layer_bottom", electrodes.bottomCharged)
    groups.add("Layer_top", electrodes.topCharged)
    if !film.isEmpty { groups.add("Film", film) }
    groups.add("Liquid", liquid)
    groups.add("Mobile", electrodes.top.upperBound..<structure.count)
    // Residues named alike in film and liquid (Li) are told apart by what they are part of.
    for group in residues.groups.dropFirst() { groups.add(group.name, group.atoms) }
    return groups
  }
}
