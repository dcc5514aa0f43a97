import QuenchEnergetics
import QuenchModel
import Testing

/// Linear propagation against seeded Monte Carlo: every energy drawn anew, every number computed anew.
@Suite struct UncertaintyTests {
  private static let samples = 4000
  /// The spread of a standard deviation of so many samples is 1/√(2N), 1.1 %; four of them.
  private static let tolerance = 4 / (2 * Double(samples)).squareRoot()

  private static func calculation(
    _ name: String, _ formula: String, _ energy: Double, _ sigma: Double?, cell: [Double]? = nil
  ) throws -> Calculation {
    var calculation = try ReactionTests.calculation(name, formula, energy)
    calculation.uncertainty = sigma
    if let cell {
      calculation.geometry = Geometry(cell: cell, species: ["H"], positions: [0, 0, 0])
    }
    return calculation
  }

  /// Of variance 1: the sum of twelve uniform numbers, each of variance 1/12.
  private static func gaussian(_ generator: inout SeededGenerator) -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + generator.uniform() }
  }

  /// The standard deviation of `number` when each energy varies by its uncertainty.
  private static func spread(
    _ calculations: [Calculation], _ number: ([Calculation]) throws -> Double
  ) rethrows -> Double {
    var generator = SeededGenerator(seed: 5)
    var values: [Double] = []
    for _ in 0..<samples {
      let drawn = calculations.map { calculation in
        var drawn = calculation
        let shift = (calculation.uncertainty ?? 0) * gaussian(&generator)
        drawn.energies[.total] = (calculation.energies[.total] ?? 0) + shift
        return drawn
      }
      values.append(try number(drawn))
    }
    let mean = values.reduce(0, +) / Double(values.count)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1))
      .squareRoot()
  }

  private static func agree(
    _ calculations: [Calculation], _ number: ([Calculation]) throws -> EnergySum?
  ) throws {
    let sum = try #require(try number(calculations))
    let sigma = try #require(sum.uncertainty)
    let found = try spread(calculations) { try number($0)?.value ?? 0 }
    #expect(abs(found / sigma - 1) < tolerance, "\(found) against \(sigma)")
  }

  @Test func oneEnergyTwiceAddsItsWeightsFirst() {
    let energy = EnergySum(-5, uncertainty: 0.1, source: "a")
    #expect((energy + energy).uncertainty == 0.2)
    #expect((energy - energy).uncertainty == 0)
    let other = EnergySum(-5, uncertainty: 0.1, source: "b")
    #expect(abs(((energy + other).uncertainty ?? 0) - 0.1 * 2.0.squareRoot()) < 1e-15)
    #expect(EnergySum(3).uncertainty == nil)
    #expect(((energy + EnergySum(1)) * 2 / 4).value == -2)
  }

  @Test func surfaces() throws {
    let cells = [
      try Self.calculation("slab", "Li8O4", -40, 0.02, cell: [3, 0, 0, 0, 4, 0, 0, 0, 20]),
      try Self.calculation("bulk", "Li2O", -11, 0.01),
    ]
    try Self.agree(cells) { try SurfaceEnergy(slab: $0[0], bulk: $0[1], kind: .total).sum }
  }

  @Test func interfacesInVacuum() throws {
    let cell: [Double] = [3, 0, 0, 0, 4, 0, 0, 0, 40]
    let cells = [
      try Self.calculation("ab", "Li8O4Ti4", -75, 0.02, cell: cell),
      try Self.calculation("a", "Li8O4", -40, 0.03, cell: cell),
      try Self.calculation("b", "Ti4", -32, 0.01, cell: cell),
      try Self.calculation("bulk a", "Li2O", -11, 0.005),
      try Self.calculation("bulk b", "Ti", -8.3, 0.008),
    ]
    func interface(_ cells: [Calculation]) throws -> InterfaceEnergy {
      try InterfaceEnergy(
        cells[0], slabs: (cells[1], cells[2]), bulks: (cells[3], cells[4]), interfaces: 1,
        kind: .total)
    }
    try Self.agree(cells) { try interface($0).workOfSeparation }
    try Self.agree(cells) { try interface($0).interfaceEnergy }
  }

  private static let oxide = [
    ("Li", "Li", -2.0, 0.01), ("O2", "O2", -10.0, 0.03), ("Li2O", "Li2O", -15.0, 0.02),
    ("Li2O2", "Li2O2", -20.2, 0.04), ("LiO2", "LiO2", -12.9, 0.05),
  ]

  private static func diagram(_ cells: [Calculation]) throws -> PhaseDiagram {
    try PhaseDiagram(
      cells.map {
        PhaseDiagram.Entry(
          name: $0.name, composition: $0.composition, energy: $0.energies[.total] ?? 0,
          uncertainty: $0.uncertainty)
      })
  }

  @Test func hulls() throws {
    let cells = try Self.oxide.map { try Self.calculation($0.0, $0.1, $0.2, $0.3) }
    for index in [2, 4] {
      try Self.agree(cells) { try Self.diagram($0).formationEnergy(of: index) }
    }
    try Self.agree(cells) { try Self.diagram($0).distance(of: 4) }
    let diagram = try Self.diagram(cells)
    let distances = diagram.energiesAboveHull()
    for index in cells.indices {
      #expect(abs(try diagram.distance(of: index).value - distances[index]) < 1e-12)
      #expect(
        abs(diagram.formationEnergy(of: index).value - diagram.formationEnergies[index]) < 1e-12)
    }
  }

  /// An oxygen vacancy under the potentials that keep Li2O stable beside lithium.
  @Test func defectsUnderLimits() throws {
    var cells = try Self.oxide.map { try Self.calculation($0.0, $0.1, $0.2, $0.3) }
    cells.append(try Self.calculation("vacancy", "Li16O7", -113, 0.05))
    cells[2] = try Self.calculation("Li2O", "Li2O", -15, 0.02)
    try Self.agree(cells) { cells in
      let diagram = try Self.diagram(Array(cells[..<5]))
      let limit = try #require(diagram.chemicalPotentialLimits(of: 2).first { $0.with == [0] })
      let potentials = Dictionary(
        uniqueKeysWithValues: zip(diagram.elements, limit.absolute).map { ($0, $1) })
      return try DefectEnergy(
        defect: cells[5], bulk: cells[2], kind: .total, potentials: potentials
      ).sum
    }
  }

  private static func series(_ cells: [Calculation]) throws -> InsertionSeries {
    try InsertionSeries(
      Array(cells[..<4]), kind: .total, host: Formula(parsing: "TiO2"), ion: "Na",
      chargeNumber: 1, ionEnergy: cells[4].energies[.total] ?? 0,
      ionUncertainty: cells[4].uncertainty)
  }

  @Test func insertion() throws {
    let cells = [
      try Self.calculation("empty", "Ti4O8", -100, 0.02),
      try Self.calculation("half", "Na2Ti4O8", -109, 0.03),
      try Self.calculation("above", "NaTi4O8", -104.0, 0.01),
      try Self.calculation("full", "Na4Ti4O8", -116, 0.04),
      try Self.calculation("Na", "Na", -1.3, 0.05),
    ]
    let own = try Self.series(cells)
    #expect(own.hull.count == 3)
    for index in [1, 2] { try Self.agree(cells) { try Self.series($0).formationEnergy(index) } }
    try Self.agree(cells) { try Self.series($0).distance(1) }
    try Self.agree(cells) { try Self.series($0).averageVoltage }
    try Self.agree(cells) { try Self.series($0).energyPerIon(3) }
    for step in own.steps.indices {
      let found = try Self.spread(cells) { try Self.series($0).steps[step].voltage }
      let sigma = try #require(own.steps[step].uncertainty)
      #expect(abs(found / sigma - 1) < Self.tolerance)
    }
  }

  @Test(arguments: [ReactionPath.Slopes.forces, .spline]) func barriers(
    slopes: ReactionPath.Slopes
  ) throws {
    let images = try [0.0, 0.31, 0.82, 0.44, 0.1].enumerated().map { k, energy in
      var image = try Self.calculation("i\(k)", "H", energy, 0.002 * Double(k + 1))
      image.geometry = Geometry(cell: nil, species: ["H"], positions: [Double(k), 0, 0])
      image.forces = [[0, 0, 0], [-0.6, 0, 0], [0.05, 0, 0], [0.5, 0, 0], [0, 0, 0]][k]
      return image
    }
    try Self.agree(images) {
      try ReactionPath($0, kind: .total, slopes: slopes).barriers.forward
    }
    try Self.agree(images) {
      try ReactionPath($0, kind: .total, slopes: slopes).barriers.backward
    }
  }

  @Test func forcesThatWereAskedForMustBeThere() throws {
    let images = try (0..<3).map { k in
      var image = try Self.calculation("i\(k)", "H", Double(k % 2), nil)
      image.geometry = Geometry(cell: nil, species: ["H"], positions: [Double(k), 0, 0])
      return image
    }
    #expect(throws: EnergeticsError(.inconsistent, "no forces are known of i0, i1, i2")) {
      try ReactionPath(images, kind: .total, slopes: .forces)
    }
  }
}

@Suite struct InterfaceTests {
  private func cell(_ name: String, _ formula: String, _ energy: Double, a: Double = 3) throws
    -> Calculation
  {
    var calculation = try ReactionTests.calculation(name, formula, energy)
    calculation.geometry = Geometry(
      cell: [a, 0, 0, 0, 4, 0, 0, 0, 40], species: ["H"], positions: [0, 0, 0])
    return calculation
  }

  /// A = 12 Å². W = (−40 − 32 + 75)/12 = 0.25 eV/Å². Crystals: 4·(−11) + 4·(−8.3) = −77.2 eV;
  /// γ_A + γ_B = (−72 + 77.2)/24; γ = (−75 + 77.2)/12 − γ_A − γ_B = −0.4/12 eV/Å², which is Dupré's.
  @Test func bothDefinitionsByHand() throws {
    let parts = (try cell("a", "Li8O4", -40), try cell("b", "Ti4", -32))
    let bulks = (try cell("A", "Li2O", -11), try cell("B", "Ti", -8.3))
    let whole = try cell("ab", "Li8O4Ti4", -75)
    let one = try InterfaceEnergy(whole, slabs: parts, bulks: bulks, interfaces: 1, kind: .total)
    #expect(abs(one.workOfSeparation.value - 0.25) < 1e-12)
    #expect(abs((one.interfaceEnergy?.value ?? 0) + 0.4 / 12) < 1e-12)
    let faces = (-72 + 77.2) / 24
    #expect(
      abs((one.interfaceEnergy?.value ?? 0) - (faces - one.workOfSeparation.value)) < 1e-12)
    // Two interfaces, no free faces: (−75 + 77.2) / 24.
    let two = try InterfaceEnergy(whole, slabs: parts, bulks: bulks, interfaces: 2, kind: .total)
    #expect(abs((two.interfaceEnergy?.value ?? 0) - 2.2 / 24) < 1e-12)
    #expect(two.strains.allSatisfy { abs($0.area) < 1e-12 })
  }

  @Test func aSlabInItsOwnCellShowsItsStrain() throws {
    let parts = (try cell("a", "Li8O4", -40, a: 2.5), try cell("b", "Ti4", -32))
    let found = try InterfaceEnergy(
      cell("ab", "Li8O4Ti4", -75), slabs: parts, interfaces: 1, kind: .total)
    #expect(abs(found.strains[0].a - 20) < 1e-9)
    #expect(found.strains[1].a == 0)
    #expect(found.interfaceEnergy == nil)
  }

  @Test func atomsThatDoNotAddUpAreRefused() throws {
    let parts = (try cell("a", "Li8O4", -40), try cell("b", "Ti3", -24))
    #expect(
      throws: EnergeticsError(
        .inconsistent, "'ab' is not its two slabs together; left over: Ti")
    ) {
      try InterfaceEnergy(cell("ab", "Li8O4Ti4", -75), slabs: parts, interfaces: 1, kind: .total)
    }
  }
}
