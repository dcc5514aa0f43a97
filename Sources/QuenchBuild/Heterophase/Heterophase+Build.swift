public import QuenchModel

extension Heterophase {
  /// The structure with species grouped and the crystal part held along all axes, and a report of
  /// both parts.
  ///
  /// Constraints the structure had before are replaced. Throws `HeterophaseError`.
  public func build(_ structure: Structure) throws(HeterophaseError) -> Built {
    var divided = try prepared(structure)
    let isMolten = try molten(divided)
    let count = isMolten.count { $0 }
    guard count > 0, count < divided.count else {
      throw .emptyPart(melt: count, atoms: divided.count)
    }
    divided.fixedAxes = isMolten.map { $0 ? .none : .all }
    var planes = PhaseBoundaries(divided, isMolten: isMolten, axis: axis)
    var report = BuildReport(host: structure.composition)
    divided = try defective(divided, planes, into: &report)
    if strain != 0 {
      guard let perfect = planes else { throw .noSlab }
      divided = try wrapped(strained(divided, between: perfect))
      planes = perfect.strained(by: strain)
    }
    describe(divided, planes, whole: structure.composition, into: &report)
    noteFreed(structure, into: &report)
    return Built(divided, report)
  }

  /// Species grouped, right-handed, every atom in the cell.
  private func prepared(_ structure: Structure) throws(HeterophaseError) -> Structure {
    guard let lattice = structure.lattice, lattice.isValid else { throw .noLattice }
    guard structure.count > 0 else { throw .noAtoms }
    for (atom, place) in structure.positions.enumerated() where !place.sum().isFinite {
      throw .notFinite(atom: atom)
    }
    return try wrapped(structure.reordered(by: structure.species.grouping()).rightHanded())
  }

  private func wrapped(_ structure: Structure) throws(HeterophaseError) -> Structure {
    do throws(BuildError) { return try structure.wrapped() } catch { throw .cell(error) }
  }

  private func molten(_ structure: Structure) throws(HeterophaseError) -> [Bool] {
    switch melt {
    case .selection(let selection): return try mask(selection, structure)
    case .rest(let selection): return try mask(selection, structure).map { !$0 }
    case .atoms, .height, .layers:
      var mask = [Bool](repeating: false, count: structure.count)
      for atom in try slab(structure) { mask[atom] = true }
      return mask
    }
  }

  private func mask(
    _ selection: Selection, _ structure: Structure
  ) throws(HeterophaseError) -> [Bool] {
    do throws(SelectionError) {
      return try selection.mask(in: structure)
    } catch {
      throw .selection(error)
    }
  }

  private func slab(_ structure: Structure) throws(HeterophaseError) -> [Int] {
    let tolerance = keepsLayersWhole ? layerTolerance : 0
    let stack = structure.layers(along: axis, tolerance: tolerance)
    let period = structure.lattice?.height(axis) ?? 0
    let isSlab = stack.vacuum > StructureFacts.slabGap
    let search = LayerCutSearch(structure, stack, period: period, isCyclic: !isSlab)
    var cut: LayerCut?
    switch melt {
    case .atoms(let fraction):
      if !keepsLayersWhole { return top(fraction, of: stack, isSlab: isSlab) }
      cut = search.best(atoms: fraction * Double(structure.count))
    case .height(let fraction):
      cut = search.best(height: fraction * (isSlab ? stack.thickness : period))
    case .layers(let count):
      guard count < stack.layers.count else {
        throw .tooManyLayers(asked: count, layers: stack.layers.count)
      }
      cut = search.best(layers: count)
    case .selection, .rest: break
    }
    guard let cut else { throw .emptyPart(melt: structure.count, atoms: structure.count) }
    return search.atoms(cut)
  }

  /// The highest atoms, layers divided.
  private func top(_ fraction: Double, of stack: LayerStack, isSlab: Bool) -> [Int] {
    let order = stack.heights.indices.sorted { (stack.heights[$0], $0) < (stack.heights[$1], $1) }
    let count = (fraction * Double(order.count)).rounded()
    return Array(order.suffix(Int(exactly: count) ?? 0))
  }

  /// The melt stretched along the axis, what is above it moved up, the cell made longer.
  private func strained(_ structure: Structure, between planes: PhaseBoundaries) -> Structure {
    guard let lattice = structure.lattice else { return structure }
    let normal = lattice.normal(axis)
    let (step, period) = (lattice[axis] / planes.period, planes.period)
    var stretched = structure
    stretched.positions = Coordinates(
      structure.positions.map { position in
        // Heights counted from the lower plane: the melt comes first, then the crystal above it.
        let height = dot(position, normal) - planes.low.height
        let cell = -(height / period).rounded(.down) * period
        return position + step * (cell + strain * min(height + cell, planes.meltHeight))
      })
    stretched.lattice?[axis] = lattice[axis] + step * (strain * planes.meltHeight)
    return stretched
  }

  /// Defects at random places of either part.
  private func defective(
    _ structure: Structure, _ planes: PhaseBoundaries?, into report: inout BuildReport
  ) throws(HeterophaseError) -> Structure {
    guard !meltDefects.isEmpty || !crystalDefects.isEmpty else { return structure }
    do throws(DefectError) {
      var defects = Defects(
        meltDefects + crystalDefects, in: .unit, placement: .random, seed: seed)
      let (melt, crystal) = (try region(inMelt: true, planes), try region(inMelt: false, planes))
      defects.parts =
        meltDefects.map { _ in (melt, .none) } + crystalDefects.map { _ in (crystal, .all) }
      let built = try defects.build(structure)
      let kept = ["changed", "oxidation_states", "effective_charges_e", "formal_charge_e"]
      report.facts += built.report.facts.filter { kept.contains($0.key) }
      report.warnings += built.report.warnings
      report.assume(
        "defects: \(list(meltDefects)) in the melt, \(list(crystalDefects)) in the crystal; atom"
          + " numbers and x, y, z are those of the perfect cell")
      report.seed = seed
      return built.structure
    } catch {
      throw .defect(error)
    }
  }

  private func list(_ complexes: [DefectComplex]) -> String {
    complexes.isEmpty ? "none" : complexes.map(\.description).joined(separator: " ")
  }

  /// The part between its boundaries, so that voids belong to it as atoms do.
  private func region(
    inMelt: Bool, _ planes: PhaseBoundaries?
  ) throws(DefectError) -> Selection {
    var text = inMelt ? "free" : "fixed"
    if let planes {
      let (low, high) = (planes.low.height / planes.period, planes.high.height / planes.period)
      text = "\(["a", "b", "c"][axis]) " + (inMelt ? "\(low) \(high)" : "\(high) \(low)")
    }
    do throws(SelectionError) {
      return try Selection(parsing: text)
    } catch {
      throw .selection(error)
    }
  }

  private func noteFreed(_ structure: Structure, into report: inout BuildReport) {
    let held = structure.fixedAxes?.count { $0 != .none } ?? 0
    guard held > 0 else { return }
    report.warn(
      "W-CONSTRAINTS",
      "\(held) atoms were held before; the new division replaces their constraints")
  }
}
