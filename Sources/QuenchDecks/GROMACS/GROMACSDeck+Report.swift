import QuenchModel

extension GROMACSDeck {
  var cost: DeckCost {
    DeckCost(job.plan, job.structure).constraining(bonds: blocks.hydrogenBonds)
  }

  var statements: [String] {
    let molecules = blocks.blocks.map { "\($0.count) \($0.name)" }.joined(separator: ", ")
    var lines = [
      "force field: \(field.title), combination rule \(field.combinationRule) "
        + "(\(ForceField.combinationRules[field.combinationRule] ?? "unknown"))",
      "molecules in the order of atoms: \(molecules)",
      "net charge \(rounded(blocks.netCharge)) e",
    ]
    if !blocks.modelElements.isEmpty { lines += [blocks.model.lines.joined(separator: "; ")] }
    if let slab, slab.obstacle == nil { lines.append(slab.statement) }
    if blocks.hydrogenBonds > 0 {
      lines.append("bonds to hydrogen are constrained (LINCS) in all dynamics")
    }
    return lines
  }

  /// Nil where there are no electrodes.
  var slab: SlabCorrection? {
    SlabCorrection(blocks, job.plan, isHeld: !frozen.isEmpty)
  }

  var lost: [String] {
    guard let obstacle = slab?.obstacle else { return [] }
    return [
      "the slab correction of the Ewald sum (ewald-geometry 3dc): \(obstacle); images along z interact "
        + "through the empty space, and part of the field between charged layers is lost"
    ]
  }

  var warnings: [Warning] {
    guard abs(blocks.netCharge) > 1e-4 else { return [] }
    return [
      Warning(
        "W-CHARGE",
        "the box carries \(rounded(blocks.netCharge)) e; PME adds a uniform background, and grompp "
          + "warns of it")
    ]
  }

  func rounded(_ value: Double) -> Double {
    let result = (value * 1e6).rounded() / 1e6
    return result == 0 ? 0 : result
  }
}
