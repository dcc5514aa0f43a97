import QuenchModel
import Testing

@testable import QuenchFormats

@Suite struct OUTCARTrajectoryTests {
  static let head = """
     vasp.6.3.2 27Jun22 (build Sep 01 2022 12:00:00) complex

       SYSTEM = vanadium oxide
       TITEL  = PAW_PBE V_pv 07Sep2000
       TITEL  = PAW_PBE O 08Apr2002
       ions per type =               1       2
       IBRION =      0    ionic relax: 0-MD 1-quasi-New 2-CG
       POTIM  = 1.5000    time-step for ionic-motion

    """

  /// `cell` false: runs in a cell that does not change may leave it out.
  static func step(_ x: Double, _ edge: Double = 4, cell: Bool = true, learned: Bool = false)
    -> String
  {
    let lattice = """
       direct lattice vectors                 reciprocal lattice vectors
         \(edge)00000000  0.000000000  0.000000000     0.250000000  0.000000000  0.000000000
         0.000000000  4.000000000  0.000000000     0.000000000  0.250000000  0.000000000
         0.000000000  0.000000000 -5.000000000     0.000000000  0.000000000 -0.200000000

      """
    return """
      ------------------- Iteration      1(   1)  ----------------------
        free energy    TOTEN  =      -204.70956815 eV

        energy without entropy =      -204.80756815  energy(sigma->0) =      -204.80856815

        in kB      10.00000    20.00000    30.00000     1.00000     2.00000     3.00000
      \(cell ? lattice : "")
       POSITION                                       TOTAL-FORCE (eV/Angst)\(learned ? " (ML)" : "")
       -----------------------------------------------------------------------------------
            \(x)00000      0.00000      0.00000         0.010000      0.000000      0.000000
            1.50000      1.00000      2.00000        -0.010000      0.000000      0.250000
            2.50000      1.00000      2.00000        -0.010000      0.000000      0.250000
       -----------------------------------------------------------------------------------

        FREE ENERGIE OF THE ION-ELECTRON SYSTEM (eV)
        ---------------------------------------------------
        free  energy \(learned ? "ML" : "  ")TOTEN  =      -204.80956815 eV

        \(learned ? "ML " : "")energy  without entropy=     -204.80756815  \(learned ? "ML " : "")energy(sigma->0) =     -204.80856815


      """
  }

  @Test func everyStepIsAFrame() throws {
    let text = Self.head + Self.step(0) + Self.step(0.5, 4.5) + Self.step(1, cell: false)
    let (frames, warnings) = try FileFormat.outcar.read(text: text)
    #expect(frames.count == 3 && warnings.isEmpty)
    #expect(frames.map { $0.structure.positions[0].x } == [0, 0.5, 1])
    #expect(frames.map { $0.structure.lattice?.a.x } == [4, 4.5, 4])
    #expect(frames.map(\.time) == [1.5, 3, 4.5])
    for frame in frames {
      #expect(frame.structure.title == "vanadium oxide")
      #expect(frame.structure.species.map(\.label) == ["V_pv", "O", "O"])
      #expect(frame.structure.species.map(\.name) == ["V", "O", "O"])
      #expect(frame.structure.forces?[1] == Vector3(-0.01, 0, 0.25))
      #expect(frame.observables["energy"] == -204.80956815)
      #expect(frame.observables["energy_without_entropy"] == -204.80756815)
      #expect(frame.observables["energy_sigma_to_zero"] == -204.80856815)
      #expect(frame.observables["stress_yz"] == -0.2 && frame.observables["stress_xy"] == -0.1)
    }
  }

  @Test func stepsOfAForceFieldAreFrames() throws {
    let text = Self.head + Self.step(0, learned: true) + Self.step(0.5, learned: true)
    let frames = try FileFormat.outcar.read(text: text).frames
    #expect(frames.map { $0.structure.positions[0].x } == [0, 0.5])
    #expect(frames.allSatisfy { $0.observables["energy"] == -204.80956815 })
  }

  @Test func aKilledRunGivesItsWholeSteps() throws {
    let cut = Self.step(0.5)
    for length in [cut.count - 200, cut.count - 420] {
      let text = Self.head + Self.step(0) + cut.prefix(length)
      let (frames, warnings) = try FileFormat.outcar.read(text: text)
      #expect(frames.count == 1 && warnings.map(\.code) == ["W-TRUNCATED"])
    }
    let early = try FileFormat.outcar.read(text: Self.head + Self.step(0) + cut.prefix(300))
    #expect(early.frames.count == 1)
    let none = FileFormat.outcar.failure(Self.head + cut.prefix(300))
    #expect("\(none as Any)".contains("a step with positions, forces and energies"))
  }

  @Test func damageIsNamed() {
    let stars = FileFormat.outcar.failure(
      Self.head + Self.step(0).replacing("2.50000      1.00000", with: "******** 1.00000"))
    #expect("\(stars as Any)".contains("expected 3 lines of positions and forces"))
    let counts = FileFormat.outcar.failure(
      Self.head.replacing("1       2\n", with: "1 99999999\n") + Self.step(0))
    #expect("\(counts as Any)".contains("expected 100000000 lines"))
    let none = FileFormat.outcar.failure(
      Self.head.replacing("TITEL", with: "TITLE") + Self.step(0))
    #expect("\(none as Any)".contains("TITEL of each species"))
  }
}
