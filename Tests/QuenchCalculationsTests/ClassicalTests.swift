import QuenchCalculations
import QuenchEnergetics
import Testing

/// Real runs of xtb 6.5.1 (GFN2-xTB), and a file as ASE 3.29 writes it.
@Suite struct ClassicalTests {
  @Test func anOptimisationWithFrequencies() throws {
    let run = try ReadingTests.read("xtb/h2o_opt.out.gz")
    #expect(run.program == Program("xtb", version: "6.5.1"))
    #expect(run.settings.functional == "GFN2-xTB")
    #expect(run.settings.spin == SpinTreatment.none)
    #expect(run.run == .relaxation)
    #expect(run.convergence.ions == true)
    #expect(run.convergence.electrons == true)
    #expect(run.composition.description == "H2O")
    #expect(run.charge == 0)
    // TOTAL ENERGY −5.070544412662 Eh, TOTAL FREE ENERGY −5.068027909219 Eh; 27.211386245988 eV.
    #expect(abs((run.energies[.total] ?? 0) + 5.070544412662 * 27.211386245988) < 1e-9)
    #expect(abs((run.energies[.gibbs] ?? 0) + 5.068027909219 * 27.211386245988) < 1e-9)
    #expect(run.wavenumbers == [1539.04, 3645.18, 3653.65])
    #expect(run.wallTime == 7.855)
    #expect(run.files.map(\.role) == ["output", "structure"])
  }

  @Test func aCationHasItsChargeAndSpin() throws {
    let run = try ReadingTests.read("xtb/h2o_cation.out.gz")
    #expect(run.charge == 1)
    #expect(run.settings.spin == .collinear)
    #expect(run.moment == 1)
    #expect(run.run == .fixed)
    #expect(run.composition.description == "H2O")
  }

  /// Ionisation needs 13.9 eV in GFN2-xTB: charges must not cancel silently.
  @Test func anIonisationDoesNotBalance() throws {
    let parts = try ["xtb/h2o_cation.out.gz", "xtb/h2o_opt.out.gz"].map {
      try ReadingTests.read($0)
    }
    let reaction = Reaction(text: "ionisation", terms: [.init(1, "ion"), .init(-1, "h2o")])
    #expect(throws: EnergeticsError.self) { try reaction.energy(of: parts) }
  }

  /// The last of three frames of EMT copper.
  @Test func anExtendedXYZOfASE() throws {
    let run = try ReadingTests.read("emt.extxyz")
    #expect(run.composition.description == "Cu4")
    #expect(run.energies[.total] == -0.025887367757771784)
    #expect(run.convergence.ionicSteps == 3)
    #expect(run.geometry?.cell == [3.6, 0, 0, 0, 3.6, 0, 0, 0, 3.6])
    #expect((run.maximumForce ?? 0) > 0.1)
    #expect(run.missing == ["code, functional and cut-off (an extended XYZ has none)"])
  }

  /// The last potential energy of a real log: an eV in `metal`, 0.04336 eV in `real`.
  @Test func unitsOfALogAreNotGuessed() throws {
    func energy(_ units: String) throws -> Double {
      let path = ReadingTests.path("log.03_prod.gz")
      return try CalculationFile.read(path, lammpsUnits: units).energies[.total] ?? 0
    }
    // 1 kcal/mol = 4184 J / 96485.3321233 C.
    #expect(abs(try energy("real") / energy("metal") - 4.184 / 96.48533212331) < 1e-12)
    #expect(throws: (any Error).self) { try energy("lj") }
  }
}
