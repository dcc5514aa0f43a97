import QuenchModel
import Testing

@testable import QuenchDecks

@Suite struct VASPDeckTests {
  /// U on V, none on O; moments of 12 V and 18 O; the order is POSCAR's.
  @Test func listsFollowPOSCAR() throws {
    let deck = try Rendering.deck("heterophase", "vasp")
    let incar = try deck.text("01-melt/INCAR")
    #expect(incar.contains("LDAUL       = 2 -1"))
    #expect(incar.contains("MAGMOM      = 12*2 18*0"))
    #expect(try deck.text("01-melt/POSCAR").contains("   V    O\n    12    18") == false)
    #expect(try deck.text("01-melt/POTCAR.spec") == "V_sv\nO\n")
  }

  /// 2 N k T (τ/2π)²/a² with N 45, T 4000 K, τ 100 fs, a 4.952 Å:
  /// 2 · 45 · 4000 · 8.617333e-5 eV · 9.648533e-3 u Å²/(fs² eV) · 253.30 fs² / 24.5223 Å² = 3.0918 u.
  @Test func noseMassHasThePeriodAsked() throws {
    let incar = try Rendering.deck("heterophase", "vasp").text("01-melt/INCAR")
    #expect(incar.contains("SMASS       = 3.0918"))
  }

  @Test func potentialsAreJoinedInTheOrderOfPOSCAR() throws {
    let attachments = MadeUpPotential.attachments(["V_sv", "O"])
    let job = try Rendering.job(try Rendering.plan("heterophase"), attachments: attachments)
    let deck = try DeckEngine.vasp.render(job)
    let (first, second) = (MadeUpPotential.text("V_sv"), MadeUpPotential.text("O"))
    #expect(try deck.text("01-melt/POTCAR") == first + second)
    #expect(deck.warnings.isEmpty)
    #expect(deck.choices.contains { $0.contains("(ENMAX 400 eV, ZVAL 6); 264 electrons") })
  }

  @Test func aCutOffIsDemanded() throws {
    var plan = try Rendering.plan("heterophase")
    plan.vasp = nil
    let job = try Rendering.job(plan)
    let error = #expect(throws: DeckError.self) { try DeckEngine.vasp.render(job) }
    #expect(error?.description.hasPrefix("'vasp.ENCUT' is missing") == true)
  }

  @Test func heldAtomsAndAMovingCellAreRefused() throws {
    var plan = try Rendering.plan("heterophase")
    guard case .dynamics(var run) = plan.stages[0].task else { return }
    run.ensemble = .npt
    plan.stages[0].task = .dynamics(run)
    let job = try Rendering.job(plan)
    #expect(throws: DeckError.self) { try DeckEngine.vasp.render(job) }
    plan.stages = [plan.stages[0]]
    plan.cp2k?.method = "gfn1-xtb"
    #expect(throws: DeckError.self) { try DeckEngine.cp2k.render(job) }
  }

  @Test func theLibraryIsSearchedInThreeLayouts() {
    let files = PotentialLibrary("/p").candidates("Ti_sv", functional: "PBE")
    for file in [
      "/p/Ti_sv/POTCAR", "/p/potpaw_PBE.54/Ti_sv/POTCAR",
      "/p/POT_GGA_PAW_PBE_54/POTCAR.Ti_sv.gz",
    ] {
      #expect(files.contains(file))
    }
  }
}

@Suite struct KPointMeshTests {
  private let none = VacuumAxes(Structure())

  /// 2π/3.44 Å = 1.8265 Å⁻¹: at most 0.4 Å⁻¹ apart are ⌈4.57⌉ = 5 points.
  @Test func spacingIsACeiling() throws {
    let mesh = try KPointMesh(.spacing(0.4), lattice: .cubic(3.44), vacuum: none)
    #expect(mesh.divisions == [5, 5, 5])
    #expect(mesh.spacings(.cubic(3.44)).allSatisfy { $0 <= 0.4 })
  }

  @Test func hexagonalAndFaceCentredLatticesGetGamma() throws {
    let hexagonal = try #require(
      Lattice(lengths: Vector3(3, 3, 5), alpha: 90, beta: 90, gamma: 120))
    let face = Lattice(a: Vector3(0, 2, 2), b: Vector3(2, 0, 2), c: Vector3(2, 2, 0))
    let body = Lattice(a: Vector3(-2, 2, 2), b: Vector3(2, -2, 2), c: Vector3(2, 2, -2))
    #expect(KPointMesh.needsGamma(hexagonal))
    #expect(KPointMesh.needsGamma(face))
    #expect(!KPointMesh.needsGamma(.cubic(3)))
    #expect(!KPointMesh.needsGamma(body))
    let shifted = DFTSettings.KPoints.mesh(2, 2, 2, gammaCentred: false)
    #expect(try KPointMesh(shifted, lattice: face, vacuum: none).isGammaCentred)
    #expect(try !KPointMesh(shifted, lattice: .cubic(3), vacuum: none).isGammaCentred)
  }
}

@Suite struct StaircaseTests {
  @Test func stepsAddUpAndEndsAreReached() {
    let run = Dynamics(start: 4000, end: 300, duration: 10_000, timestep: 2)
    let stairs = Staircase(run)
    #expect(stairs.plateaus.count == 38)
    #expect(stairs.plateaus.reduce(0) { $0 + $1.steps } == 5000)
    #expect(stairs.plateaus.first?.temperature == 4000)
    #expect(stairs.plateaus.last?.temperature == 300)
    #expect(stairs.height == 100)
  }
}

@Suite struct DeckNumberTests {
  @Test func numbersHaveNoMoreDigitsThanMeant() {
    #expect(DeckNumber.text(450) == "450")
    #expect(DeckNumber.text(0.1 + 0.2) == "0.3")
    #expect(DeckNumber.text(580.2259, decimals: 0) == "580")
    #expect(DeckNumber.text(1e-12) == "0.000000000001")
    #expect(DeckNumber.scientific(1e-5) == "1E-5")
    #expect(DeckNumber.scientific(3.7e14) == "3.7E14")
  }
}
