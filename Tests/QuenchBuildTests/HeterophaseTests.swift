import QuenchModel
import QuenchTrajectories
import Testing

@testable import QuenchBuild

@Suite struct HeterophaseTests {
  private func crystal(_ name: String, _ size: String) throws -> Structure {
    let cell = try Trajectory.open([name], OpenOptions()).prototype
    return try Supercell(parsing: size).build(cell)
  }

  private func number(_ key: String, _ built: Built) -> Double? {
    guard case .number(let value, _, _) = built.report.facts.first(where: { $0.key == key })?.value
    else { return nil }
    return value
  }

  private func rows(_ key: String, _ built: Built) -> [[String]] {
    guard case .table(_, let rows) = built.report.facts.first(where: { $0.key == key })?.value
    else { return [] }
    return rows
  }

  /// The cell of the V2O3 paper: 120 atoms, half of them held.
  @Test func halfOfV2O3IsHeldAndBothHalvesAreStoichiometric() throws {
    let built = try Heterophase(melt: .atoms(fraction: 0.5)).build(
      crystal("V2O3_corundum", "2x2x1"))
    let cell = built.structure
    #expect(cell.count == 120)
    let axes = try #require(cell.fixedAxes)
    #expect(axes.count { $0 == .all } == 60 && axes.count { $0 == .none } == 60)
    let parts = rows("parts", built)
    #expect(parts.map { $0[2] } == ["V24O36", "V24O36"])
    #expect(parts.map { $0[3] } == ["12 V2O3", "12 V2O3"])
    // Each half has the density of the whole, 5.022 g/cm³, and half of 1189.438 Å³.
    for part in parts {
      #expect(abs(try #require(Double(part[5])) - 5.0218) < 1e-3)
      #expect(abs(try #require(Double(part[4])) - 594.719) < 1e-2)
    }
    // c/2 and c through the boundary, each within a V double layer: 2·0.01297·14.002 Å = 0.363 Å.
    #expect(rows("boundaries", built).map { $0[1] } == ["7.001", "14.002"])
    #expect(rows("boundaries", built).map { $0[2] } == ["0.3631", "0.3631"])
    #expect(built.report.warnings.isEmpty)
  }

  @Test func heldAtomsAreOneSlabAndNoLayerIsDivided() throws {
    let built = try Heterophase(melt: .layers(5)).build(crystal("V2O3_corundum", "1x1x2"))
    let cell = built.structure
    let axes = try #require(cell.fixedAxes)
    for layer in cell.layers().layers {
      #expect(Set(layer.atoms.map { axes[$0] }).count == 1)
    }
    #expect(cell.layers().layers.count { axes[$0.atoms[0]] == .none } == 5)
    #expect(PhaseBoundaries(cell, isMolten: axes.map { $0 == .none }, axis: 2) != nil)
  }

  @Test func everyAxisAndFractionKeepsAtomsAndVolume() throws {
    var generator = SeededGenerator(seed: 5)
    let names = ["V2O3_corundum", "TiO2_rutile", "LiCoO2_layered", "Li2CO3_zabuyelite"]
    for _ in 0..<24 {
      let crystal = try crystal(names[generator.index(below: 4)], "2x1x2")
      let fraction = 0.2 + 0.6 * generator.uniform()
      let axis = generator.index(below: 3)
      let built = try Heterophase(melt: .atoms(fraction: fraction), axis: axis).build(crystal)
      #expect(built.structure.composition == crystal.composition)
      #expect(!(built.structure.lattice?.isLeftHanded ?? true))
      let volumes = rows("parts", built).compactMap { Double($0[4]) }
      #expect(volumes.count == 2)
      let volume = try #require(crystal.lattice?.volume)
      #expect(abs(volumes.reduce(0, +) - volume) < 1e-3)
      let share = try #require(number("melt_percent", built)) / 100
      // A layer of these cells is at most a sixth of the atoms.
      #expect(abs(share - fraction) < 0.13)
    }
  }

  @Test func anExactShareDividesALayer() throws {
    let crystal = try crystal("V2O3_corundum", "2x2x1")
    let whole = try Heterophase(melt: .atoms(fraction: 0.47)).build(crystal)
    #expect(whole.report.warnings.contains { $0.code == "W-FRACTION" })
    let split = try Heterophase(melt: .atoms(fraction: 0.47), keepsLayersWhole: false).build(
      crystal)
    // 0.47 · 120 = 56.4; whole layers near it are stoichiometric at 60.
    #expect(split.structure.fixedAxes?.count { $0 == .none } == 56)
  }

  @Test func aStretchedMeltLeavesTheCrystalAsItWas() throws {
    let crystal = try crystal("V2O3_corundum", "2x2x1")
    let plain = try Heterophase(melt: .atoms(fraction: 0.5)).build(crystal)
    let wide = try Heterophase(melt: .atoms(fraction: 0.5), strain: 0.1).build(crystal)
    // Half of c = 14.002 Å grows by a tenth.
    let c = try #require(wide.structure.lattice).lengths.z
    #expect(abs(c - 14.002 * 1.05) < 1e-9)
    for atom in 0..<120 where plain.structure.fixedAxes?[atom] == .all {
      let step = wide.structure.positions[atom] - plain.structure.positions[atom]
      #expect(step.length < 1e-9)
    }
    let densities = rows("parts", wide).compactMap { Double($0[5]) }
    #expect(abs(densities[1] - 5.0218 / 1.1) < 1e-3 && abs(densities[0] - 5.0218) < 1e-3)
  }

  @Test func selectionsMeltOrHold() throws {
    let crystal = try crystal("V2O3_corundum", "1x1x1")
    let melt = try Heterophase(melt: .selection(Selection(parsing: "1-6"))).build(crystal)
    #expect(melt.structure.fixedAxes?.prefix(6).allSatisfy { $0 == .none } == true)
    #expect(melt.structure.fixedAxes?.count { $0 == .all } == 24)
    let hold = try Heterophase(melt: .rest(of: Selection(parsing: "1-6"))).build(crystal)
    #expect(hold.structure.fixedAxes?.count { $0 == .all } == 6)
  }

  @Test func defectsGoIntoTheirPart() throws {
    let crystal = try crystal("V2O3_corundum", "2x2x1")
    var builder = try Heterophase(melt: .atoms(fraction: 0.5))
    let elements = ["V", "O"]
    builder.meltDefects = [
      try DefectComplex(parsing: "vac_O*2", elements: elements),
      try DefectComplex(parsing: "V_on_O", elements: elements),
    ]
    builder.crystalDefects = [try DefectComplex(parsing: "vac_V", elements: elements)]
    builder.strain = 0.05
    let built = try builder.build(crystal)
    #expect(built.structure.composition.formula == "V48O69")
    #expect(rows("parts", built).map { $0[2] } == ["V23O36", "V25O33"])
    // 2 · (+2) + (+5) + (−3) = 6.
    #expect(number("formal_charge_e", built) == 6)
    #expect(try builder.build(crystal).structure == built.structure)
  }

  @Test func impossiblePartsAreRefused() throws {
    let crystal = try crystal("V2O3_corundum", "1x1x1")
    #expect(throws: HeterophaseError.self) { try Heterophase(melt: .atoms(fraction: 0)) }
    #expect(throws: HeterophaseError.self) { try Heterophase(melt: .atoms(fraction: .nan)) }
    #expect(throws: HeterophaseError.self) { try Heterophase(melt: .layers(0)) }
    #expect(throws: HeterophaseError.self) { try Heterophase(melt: .layers(1), strain: 9) }
    #expect(throws: HeterophaseError.tooManyLayers(asked: 99, layers: 18)) {
      try Heterophase(melt: .layers(99)).build(crystal)
    }
    #expect(throws: HeterophaseError.emptyPart(melt: 30, atoms: 30)) {
      try Heterophase(melt: .selection(Selection(parsing: "all"))).build(crystal)
    }
    #expect(throws: HeterophaseError.noLattice) {
      try Heterophase(melt: .layers(1)).build(Structure())
    }
    let scattered = try Heterophase(melt: .selection(Selection(parsing: "O")), strain: 0.1)
    #expect(throws: HeterophaseError.noSlab) { try scattered.build(crystal) }
  }
}
