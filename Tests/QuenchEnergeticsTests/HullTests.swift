import QuenchEnergetics
import Testing

@Suite struct HullTests {
  /// 444 seeded random entries in spaces of two to five elements, computed by pymatgen's PhaseDiagram.
  @Test(arguments: ["1", "2", "3", "4"]) func distancesEqualPymatgen(set: String) throws {
    let rows = try Fixture.rows("pymatgen_hulls.tsv").filter { $0[0] == set }
    let diagram = try PhaseDiagram(
      rows.map { row in
        PhaseDiagram.Entry(
          name: row[1], composition: try Formula(parsing: row[1]),
          energy: try #require(Double(row[2])))
      })
    let distances = diagram.energiesAboveHull()
    for (index, row) in rows.enumerated() {
      #expect(abs(diagram.formationEnergies[index] - (try #require(Double(row[3])))) < 1e-9)
      #expect(abs(distances[index] - (try #require(Double(row[4])))) < 1e-9)
      let split = try diagram.decomposition(of: diagram.entries[index].composition)
      #expect(
        abs(diagram.formationEnergies[index] - split.energy - distances[index]) < 1e-8)
    }
  }

  @Test func aMissingElementIsNamed() throws {
    let entry = PhaseDiagram.Entry(name: "a", composition: try Formula(parsing: "LiO"), energy: -5)
    #expect(throws: EnergeticsError.self) { try PhaseDiagram([entry]) }
  }

  /// Li2O on the line from Li to O2: potentials between which it is stable are −3 … 0 and −3 … −1.5 eV.
  @Test func potentialsOfABinary() throws {
    let diagram = try PhaseDiagram([
      .init(name: "Li", composition: Formula(parsing: "Li"), energy: -2),
      .init(name: "O2", composition: Formula(parsing: "O2"), energy: -10),
      .init(name: "Li2O", composition: Formula(parsing: "Li2O"), energy: -15),
    ])
    // E_f = −15 + 4 + 5 = −6 eV per Li2O.
    let limits = diagram.chemicalPotentialLimits(of: 2).map(\.potentials)
    #expect(limits.count == 2)
    #expect(limits.contains { abs($0[0]) < 1e-12 && abs($0[1] + 6) < 1e-12 })
    #expect(limits.contains { abs($0[0] + 3) < 1e-12 && abs($0[1]) < 1e-12 })
  }
}

@Suite struct InsertionTests {
  /// Seeded series of A_xTi4O8, computed by pymatgen's InsertionElectrode.
  @Test(arguments: ["1", "2", "3", "4"]) func voltagesEqualPymatgen(set: String) throws {
    let rows = try Fixture.rows("pymatgen_insertion.tsv").filter { $0[1] == set }
    func number(_ text: String) throws -> Double { try #require(Double(text)) }
    let points = rows.filter { $0[0] == "point" }
    let series = try InsertionSeries(
      points: points.map { row in
        .init(name: row[4], x: try number(row[4]), energy: try number(row[5]))
      }, host: Formula(parsing: "Ti4O8"), ion: points[0][2],
      chargeNumber: try #require(Int(points[0][3])), ionEnergy: try number(points[0][7]))
    let steps = rows.filter { $0[0] == "step" }
    #expect(steps.count == series.steps.count)
    // pymatgen divides by the ion's charge z, too: V against A/A^z+.
    for (row, step) in zip(steps, series.steps) {
      #expect(abs(step.voltage - (try number(row[6]))) < 1e-9)
    }
    let average = try #require(rows.first { $0[0] == "average" })
    #expect(abs(series.averageVoltage.value - (try number(average[4]))) < 1e-9)
    let full = try series.fullCapacity(at: 4).value
    // Its atomic weights are other years': 0.1 %.
    #expect(abs(full / (try number(average[5])) - 1) < 1e-3)
  }

  /// E(0) = −10, E(½) = −13, E(1) = −15 eV, E(A) = −1 eV: V = 5 and 3 V, and E_f(½) = −0.5 eV.
  @Test func aSeriesByHand() throws {
    let series = try InsertionSeries(
      points: [
        .init(name: "full", x: 1, energy: -15, volume: 55),
        .init(name: "half", x: 0.5, energy: -13, volume: 52),
        .init(name: "empty", x: 0, energy: -10, volume: 50),
      ], host: Formula(parsing: "TiO2"), ion: "Na", chargeNumber: 1, ionEnergy: -1)
    #expect(series.steps.map(\.voltage) == [5, 3])
    #expect(abs(series.formationEnergies[1] + 0.5) < 1e-12)
    #expect(series.energyPerIon(2)?.value == -4)
    #expect(abs((series.volumeChange(2) ?? 0) - 10) < 1e-9)
  }

  @Test func aSeriesWithoutItsHostIsRefused() throws {
    #expect(throws: EnergeticsError.self) {
      try InsertionSeries(
        points: [.init(name: "a", x: 1, energy: -1), .init(name: "b", x: 2, energy: -2)],
        host: Formula(parsing: "TiO2"), ion: "Na", chargeNumber: 1, ionEnergy: 0)
    }
  }
}

@Suite struct ThermochemistryTests {
  /// H2O at 298.15 K and 1 bar: S° = 188.84 J/(mol K) (NIST-JANAF); O2 205.15, H2 130.68, CO2 213.79.
  @Test(arguments: [
    ("H2O", [0.0, 0, 0.1173, 0, 0.7572, -0.4692, 0, -0.7572, -0.4692], ["O", "H", "H"], 188.84),
    ("O2", [0, 0, 0, 0, 0, 1.2075], ["O", "O"], 205.15),
    ("H2", [0, 0, 0, 0, 0, 0.7414], ["H", "H"], 130.68),
    ("CO2", [0, 0, 0, 0, 0, 1.16, 0, 0, -1.16], ["C", "O", "O"], 213.79),
  ]) func standardEntropies(
    formula: String, positions: [Double], species: [String], expected: Double
  ) throws {
    let geometry = Geometry(cell: nil, species: species, positions: positions)
    let known = try #require(KnownMolecule.of(geometry.composition))
    let gas = try #require(
      IdealGas(
        geometry, wavenumbers: known.wavenumbers, symmetryNumber: known.symmetryNumber,
        multiplicity: known.multiplicity))
    // 96485.33212 J/mol per eV.
    let entropy = gas.entropy(at: Conditions(temperature: 298.15, pressure: 1)) * 96485.33212
    #expect(abs(entropy - expected) < 0.5)
  }

  @Test func zeroPointEnergyIsHalfTheSum() {
    // 8065.544 cm⁻¹ is 1 eV.
    let modes = HarmonicModes([8065.543937, -300, 5])
    #expect(abs(modes.zeroPointEnergy - 0.5) < 1e-8)
    #expect(modes.imaginary == 1)
  }

  /// Water as an ideal gas against NIST-JANAF.
  @Test func freeEnergyIsACorrectionWithItsOrigin() throws {
    var water = Calculation(
      name: "h2o", program: Program("VASP"), composition: try Formula(parsing: "H2O"))
    water.geometry = Geometry(
      cell: nil, species: ["O", "H", "H"],
      positions: [0, 0, 0.1173, 0, 0.7572, -0.4692, 0, -0.7572, -0.4692])
    water.composition = try #require(water.geometry?.composition)
    water.energies[.total] = -14
    let free = try water.corrected(at: Conditions(temperature: 298.15, pressure: 1))
    let correction = try #require(free.corrections.first)
    #expect(correction.name == "free energy at 298.15 K, 1.0 bar")
    #expect(correction.source?.hasPrefix("ideal gas, NSRDS-NBS 39") == true)
    // JANAF: H(298.15) − H(0) 9.904 kJ/mol, S 188.834 J/(mol K): −0.48087 eV; ZPE ½·9008 cm⁻¹ 0.55842 eV.
    #expect(abs(correction.value - (0.55842 - 0.48087)) < 0.003)
    #expect(free.energy(.total) == -14 + correction.value)
  }

  @Test func onlyHydrogenMoleculesStandForProtons() throws {
    let electrode = HydrogenElectrode(potential: 0.5, pH: 0)
    var gas = Calculation(
      name: "h2", program: Program("VASP"), composition: try Formula(parsing: "H2"))
    gas.energies[.total] = -6.7
    let shifted = gas.corrected(by: electrode, at: 298.15)
    #expect(abs((shifted.energy(.total) ?? 0) + 7.7) < 1e-12)
    #expect(shifted.corrections.first?.source?.contains("10.1021/jp047349j") == true)
    gas.composition = try Formula(parsing: "H2O")
    #expect(gas.corrected(by: electrode, at: 298.15) == gas)
  }

  @Test(arguments: ["", "300", "1bar", "-5K", "300K,2atm"]) func badConditionsAreRefused(
    text: String
  ) {
    #expect(throws: EnergeticsError.self) { try Conditions(parsing: text) }
  }
}

@Suite struct PathTests {
  private func images(_ energies: [Double], forces: [Double]?) throws -> [Calculation] {
    try energies.enumerated().map { k, energy in
      var image = try ReactionTests.calculation("i\(k)", "H", energy)
      image.geometry = Geometry(
        cell: [10, 0, 0, 0, 10, 0, 0, 0, 10], species: ["H"], positions: [Double(k) + 9, 0, 0])
      image.forces = forces.map { [$0[k], 0, 0] }
      return image
    }
  }

  /// E = ½ x² (2 − x)² · 2 at x = 0, 1, 2: a quartic whose slopes vanish there; the barrier is 1 eV.
  @Test func theBarrierOfASymmetricPath() throws {
    let path = try ReactionPath(images([0, 1, 0], forces: [0, 0, 0]), kind: .total)
    #expect(path.usesForces)
    #expect(abs(path.barriers.forward.value - 1) < 1e-12)
    #expect(abs(path.saddle.s - 1) < 1e-9)
  }

  /// The natural spline through 0, 1, 0 at s = 0, 1, 2 has slopes 1.5, 0, −1.5.
  @Test func withoutForcesTheSplineIsNatural() throws {
    let path = try ReactionPath(images([0, 1, 0], forces: nil), kind: .total)
    #expect(!path.usesForces)
    #expect(zip(path.slopes, [1.5, 0, -1.5]).allSatisfy { abs($0 - $1) < 1e-12 })
  }
}
