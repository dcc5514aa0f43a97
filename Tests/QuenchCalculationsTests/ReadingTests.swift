import QuenchCalculations
import QuenchEnergetics
import Testing

@Suite struct ReadingTests {
  static func path(_ name: String, file: String = #filePath) -> String {
    "/" + file.split(separator: "/").dropLast().joined(separator: "/") + "/Fixtures/" + name
  }

  static func read(_ name: String) throws -> Calculation { try CalculationFile.read(path(name)) }

  private func li2o(_ ending: String) throws -> Double {
    var parts = try ["li2o", "li", "o2"].map { try Self.read($0 + ending) }
    parts[0].spinStatement = .closedShell
    parts[1].spinStatement = .simpleMetal
    let reaction = Reaction(
      text: "formation", terms: [.init(1, "li2o"), .init(-2, "li"), .init(-0.5, "o2")])
    return try reaction.energy(of: parts).value
  }

  /// Real runs of pw.x 6.7: E(Li2O) − 2 E(Li) − ½ E(O2), CODATA 2018.
  @Test func formationEnergyOfLi2OFromText() throws {
    #expect(abs(try li2o(".out.gz") + 5.6428362) < 1e-7)
  }

  @Test func formationEnergyOfLi2OFromXML() throws {
    #expect(abs(try li2o(".xml.gz") + 5.6428362) < 5e-7)
  }

  @Test func anEditedCutoffIsRefused() throws {
    var parts = try ["li2o", "li", "o2"].map { try Self.read($0 + ".out.gz") }
    parts[0].spinStatement = .closedShell
    parts[1].spinStatement = .simpleMetal
    parts[2].settings.cutoff = 40 * 13.605693122994
    let reaction = Reaction(
      text: "formation", terms: [.init(1, "li2o"), .init(-2, "li"), .init(-0.5, "o2")])
    #expect(throws: SettingsMismatch.self) { try reaction.energy(of: parts) }
  }

  private func adsorption(_ total: String, _ waivers: Waivers) throws -> Double {
    let parts = try [total, "ads_surface", "ads_molecule"].map { try Self.read($0 + ".out.gz") }
    let reaction = Reaction(
      text: "adsorption", terms: [.init(1, total), .init(-1, "s"), .init(-1, "m")])
    return try reaction.energy(of: parts, waivers: waivers).value
  }

  /// Real runs of CP2K 2023.1 (GFN1-xTB): H2O on Li2O(111).
  @Test func adsorptionEnergyOfWater() throws {
    #expect(abs(try adsorption("ads_total2", .none) + 4.4749962) < 1e-7)
  }

  @Test func theUnconvergedRunIsRefused() throws {
    #expect(throws: EnergeticsError.self) { try adsorption("ads_total", .none) }
    #expect(abs(try adsorption("ads_total", Waivers(unconverged: true)) + 4.1664078) < 1e-7)
  }

  @Test func settingsOfPWAreRead() throws {
    let o2 = try Self.read("o2.out.gz")
    #expect(o2.program == Program("Quantum ESPRESSO", version: "6.7MaX"))
    #expect(o2.settings.functional == "PBEsol")
    #expect(abs((o2.settings.cutoff ?? 0) - 45 * 13.605693122994) < 1e-9)
    #expect(o2.settings.potentials["O"]?.title == "O.pbesol-n-kjpaw_psl.0.1.UPF")
    #expect(o2.settings.potentials["O"]?.hash == "f1fabb93b5f951fba6cb430882e2825c")
    #expect(o2.settings.spin == .collinear)
    #expect(o2.moment == 2)
    #expect(o2.settings.smearing?.kind == "Gaussian")
    #expect(o2.charge == 0)
    #expect(o2.settings.kpoints?.mesh == [1, 1, 1])
    #expect(o2.geometry?.extent() == .molecule)
  }

  @Test func textAndXMLOfOneRunAgree() throws {
    let (text, xml) = (try Self.read("li2o.out.gz"), try Self.read("li2o.xml.gz"))
    #expect(abs((text.energies[.total] ?? 0) - (xml.energies[.total] ?? 1)) < 1e-6)
    #expect(text.composition == xml.composition)
    #expect(text.settings.functional == xml.settings.functional)
    #expect(abs((text.volume ?? 0) - (xml.volume ?? 1)) < 1e-3)
    #expect(abs((text.maximumStress ?? 0) - (xml.maximumStress ?? 1)) < 1e-3)
    #expect(text.settings.kpoints?.mesh == xml.settings.kpoints?.mesh)
  }

  @Test func cp2kTellsItsSettingsByItsInput() throws {
    let slab = try Self.read("ads_total2.out.gz")
    #expect(slab.settings.functional == "GFN1-xTB")
    #expect(slab.composition.description == "Li96H2O49")
    #expect(slab.geometry?.extent() == .slab)
    #expect(slab.geometry?.fixed?.count == 64)
    #expect(slab.convergence.ions == true)
  }

  @Test func gromacsEnergiesHaveAnError() throws {
    let md = try Self.read("energy.xvg.gz")
    #expect(md.program.version == "2022.5-Debian_2022.5_2")
    #expect((md.uncertainty ?? 0) > 0)
  }

  @Test func aLAMMPSLogNeedsItsUnits() throws {
    #expect(throws: (any Error).self) { try Self.read("log.03_prod.gz") }
    let log = try CalculationFile.read(Self.path("log.03_prod.gz"), lammpsUnits: "metal")
    #expect((log.energies[.total] ?? 0) < -12400)
    #expect(log.wallTime == 896)
  }
}

@Suite struct OUTCARTests {
  @Test func aRelaxationWithU() throws {
    let run = try ReadingTests.read("OUTCAR.6.3.2")
    #expect(run.program == Program("VASP", version: "6.3.2"))
    #expect(run.composition.description == "V2O3")
    #expect(run.run == .cellRelaxation)
    #expect(run.convergence.electrons == true)
    #expect(run.convergence.ions == true)
    #expect(run.convergence.ionicSteps == 2)
    let total = try #require(run.energies[.total])
    #expect(abs(total + 204.81956815) < 1e-8)
    #expect(abs((run.energies[.withoutEntropy] ?? 0) - total - 0.002) < 1e-7)
    #expect(abs((run.energies[.sigmaToZero] ?? 0) - total - 0.001) < 1e-7)
    #expect(run.settings.hubbard == ["V": Hubbard(l: 2, u: 3.2, j: 0)])
    #expect(run.settings.potentials["V"]?.title == "PAW_PBE V_pv 07Sep2000")
    #expect(run.settings.potentials["O"]?.enmax == 400)
    #expect(run.settings.dispersion == "DFT-D3(BJ)")
    #expect(run.settings.functional == "PBE")
    #expect(run.settings.cutoff == 500)
    #expect(run.charge == 0)
    #expect(run.settings.smearing == Smearing(kind: "Gaussian", width: 0.05))
    #expect(abs((run.maximumStress ?? 0) - 0.35) < 1e-9)
  }

  /// VASP 5.4 says "EDIFF is reached" even at NELM: the last change decides.
  @Test func reachedAtNELMIsNotBelieved() throws {
    #expect(try ReadingTests.read("OUTCAR.5.4.4.nelm").convergence.electrons == false)
  }

  @Test func notReachedIsBelieved() throws {
    #expect(try ReadingTests.read("OUTCAR.6.3.2.nelm").convergence.electrons == false)
  }

  @Test func anOldVersionWithoutSpin() throws {
    let run = try ReadingTests.read("OUTCAR.4.6")
    #expect(run.convergence.electrons == true)
    #expect(run.moment == nil)
    #expect(run.settings.hubbard.isEmpty)
  }

  @Test func truncationNeverTrapsAndNeverConverges() throws {
    let bytes = try Array(
      String(contentsOfPath: ReadingTests.path("OUTCAR.6.3.2")).utf8)
    for end in stride(from: 0, to: bytes.count - 1200, by: 97) {
      bytes[..<end].withUnsafeBytes { part in
        do {
          let run = try OUTCAR.read(part, source: "cut", companions: .none)
          #expect(!run.convergence.isConverged)
        } catch {}
      }
    }
  }
}
