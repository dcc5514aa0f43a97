import QuenchModel
import Testing

@testable import QuenchFormats

@Suite struct VASPRunTrajectoryTests {
  static let head = """
    <?xml version="1.0" encoding="ISO-8859-1"?>
    <modeling>
     <generator><i name="program" type="string">vasp </i></generator>
     <incar>
      <i type="string" name="SYSTEM">vanadium oxide</i>
      <i name="POTIM">      1.50000000</i>
     </incar>
     <kpoints><varray name="kpointlist" ><v> 0.0 0.0 0.0 </v></varray></kpoints>
     <parameters><separator name="ionic" ><i type="int" name="IBRION">     0</i></separator></parameters>
     <atominfo>
      <array name="atoms" ><set>
        <rc><c>V </c><c>   1</c></rc>
        <rc><c>O </c><c>   2</c></rc>
      </set></array>
      <array name="atomtypes" ><set>
        <rc><c>   1</c><c>V </c><c> 50.941</c><c> 11.0</c><c>  PAW_PBE V_sv 07Sep2000 </c></rc>
      </set></array>
     </atominfo>
     <structure name="initialpos" >
      <crystal><varray name="basis" ><v> 9 0 0 </v><v> 0 9 0 </v><v> 0 0 9 </v></varray></crystal>
      <varray name="positions" ><v> 0.9 0.9 0.9 </v><v> 0.8 0.8 0.8 </v></varray>
      <varray name="selective" ><v type="logical" > T  T  F </v><v type="logical" > F  F  F </v></varray>
     </structure>

    """

  static func structure(_ x: Double, _ edge: Double = 4) -> String {
    """
      <structure>
       <crystal><varray name="basis" ><v> \(edge) 0 0 </v><v> 0 4 0 </v><v> 0 0 5 </v></varray>
       <i name="volume"> 80.0 </i></crystal>
       <varray name="positions" ><v> \(x) 0.0 0.0 </v><v> 0.5 0.5 0.5 </v></varray>
      </structure>
      <varray name="forces" ><v> \(x) 0.0 0.0 </v><v> -0.01 0.0 0.25 </v></varray>
      <varray name="stress" ><v> 10 1 2 </v><v> 1 20 3 </v><v> 2 3 30 </v></varray>

    """
  }

  static func calculation(_ x: Double) -> String {
    """
     <calculation>
      <scstep><energy><i name="e_fr_energy"> -18.00 </i><i name="e_wo_entrp"> -17.9 </i><i name="e_0_energy"> -17.95 </i></energy></scstep>
      <scstep><energy><i name="e_fr_energy"> -18.10 </i><i name="e_wo_entrp"> -18.0 </i><i name="e_0_energy"> -18.05 </i></energy></scstep>
    \(structure(x))
      <energy><i name="e_fr_energy"> -18.30 </i><i name="e_wo_entrp"> -18.2 </i><i name="e_0_energy"> -0.01 </i></energy>
      <eigenvalues><array><set><r> 1.0 2.0 </r></set></array></eigenvalues>
     </calculation>

    """
  }

  static let tail = """
     <structure name="finalpos" >
      <crystal><varray name="basis" ><v> 9 0 0 </v><v> 0 9 0 </v><v> 0 0 9 </v></varray></crystal>
      <varray name="positions" ><v> 0.9 0.9 0.9 </v><v> 0.8 0.8 0.8 </v></varray>
     </structure>
    </modeling>

    """

  private func read(_ text: String) throws -> (frames: [Frame], warnings: [QuenchModel.Warning]) {
    try FileFormat.vasprun.read(text: text)
  }

  @Test func everyStepIsAFrame() throws {
    let steps = [0.0, 0.125, 0.25].map(Self.calculation).joined()
    let (frames, warnings) = try read(Self.head + steps + Self.tail)
    #expect(frames.count == 3 && warnings.isEmpty)
    #expect(frames.map { $0.structure.positions[0].x } == [0, 0.5, 1])
    #expect(frames.map(\.step) == [1, 2, 3] && frames.map(\.time) == [1.5, 3, 4.5])
    for frame in frames {
      let structure = frame.structure
      #expect(structure.species.map(\.name) == ["V", "O"] && structure.title == "vanadium oxide")
      #expect(structure.fixedAxes == [.c, .all])
      #expect(structure.lattice == Lattice(orthorhombic: Vector3(4, 4, 5)))
      #expect(structure.forces?[1] == Vector3(-0.01, 0, 0.25))
      // The free energy TOTEN; the others with the dispersion that VASP adds behind the electrons, -0.2.
      #expect(frame.observables["energy"] == -18.3)
      #expect(abs(try #require(frame.observables["energy_sigma_to_zero"]) + 18.25) < 1e-12)
      #expect(abs(try #require(frame.observables["energy_without_entropy"]) + 18.2) < 1e-12)
      // kB, positive under compression, become GPa, positive under tension.
      #expect(frame.observables["stress_xx"] == -1 && frame.observables["stress_zz"] == -3)
    }
  }

  /// Runs of a force field have no `<calculation>`: structure, forces and stress at the top level, with
  /// energies or without.
  @Test func stepsOfAForceFieldAreFrames() throws {
    let energy =
      "  <energy><i name=\"e_fr_energy\"> -7.5 </i><i name=\"kinetic\"> 0.1 </i></energy>\n"
    for text in [energy, ""] {
      let steps = [0.0, 0.125, 0.25].map { Self.structure($0, 4 + $0) + text }.joined()
      let (frames, warnings) = try read(Self.head + steps + Self.tail)
      #expect(frames.count == 3 && warnings.isEmpty)
      #expect(frames.map { $0.structure.lattice?.a.x } == [4, 4.125, 4.25])
      #expect(frames.map { $0.structure.forces?[0].x } == [0, 0.125, 0.25])
      #expect(frames.allSatisfy { $0.observables["energy"] == (text.isEmpty ? nil : -7.5) })
    }
    let learned = Self.structure(0.1) + energy
    let mixed = try read(
      Self.head + Self.calculation(0) + learned + Self.calculation(0.2) + Self.tail)
    #expect(mixed.frames.map { $0.observables["energy"] } == [-18.3, -7.5, -18.3])
  }

  /// 5 kB · 80 Å³ = 0.24966 eV: under PSTRESS the energies behind the electronic steps hold p V, as ASE's
  /// merge request 2685 found; a linear response adds electronic steps behind them.
  @Test func pressureWorkAndLinearResponseAreNotTheEnergy() throws {
    let pressed = Self.head.replacing(
      "<i name=\"POTIM\">", with: "<i name=\"PSTRESS\"> 5.0 </i><i name=\"POTIM\">")
    let frame = try FileFormat.vasprun.frame(pressed + Self.calculation(0) + Self.tail)
    #expect(abs(try #require(frame.observables["energy"]) + 18.3 + 0.24966) < 1e-5)
    #expect(frame.observables["enthalpy"] == -18.3)
    let response = Self.calculation(0).replacing(
      "  <eigenvalues>",
      with: "<scstep><energy><i name=\"e_fr_energy\"> -0.2 </i></energy></scstep><eigenvalues>")
    let plain = try FileFormat.vasprun.frame(Self.head + response + Self.tail)
    #expect(plain.observables["energy"] == -18.3)
    #expect(abs(try #require(plain.observables["energy_sigma_to_zero"]) + 18.25) < 1e-12)
  }

  @Test func aKilledRunGivesItsWholeSteps() throws {
    let text = Self.head + [0.0, 0.125].map(Self.calculation).joined()
    let step = Self.calculation(0.5)
    for length in [30, 400, step.count - 20] {
      let (frames, warnings) = try read(text + step.prefix(length))
      #expect(frames.count == 2 && warnings.map(\.code) == ["W-TRUNCATED"])
    }
    let none = FileFormat.vasprun.failure(Self.head + step.prefix(400))
    #expect("\(none as Any)".contains("a complete <calculation>") && none?.line ?? 0 > 20)
    #expect("\(FileFormat.vasprun.failure(Self.head) as Any)".contains("a complete <calculation>"))
  }

  @Test func starsAndMissingAtomsAreErrors() {
    let step = Self.calculation(0.5)
    let stars = FileFormat.vasprun.failure(
      Self.head + Self.calculation(0)
        + step.replacing("-0.01 0.0 0.25", with: "****** 0.0 0.25"))
    #expect(
      "\(stars as Any)".contains("a vector of forces") && stars?.line == 37, "\(stars as Any)")
    let fewer = FileFormat.vasprun.failure(
      Self.head + step.replacing("<v> 0.5 0.5 0.5 </v>", with: ""))
    #expect("\(fewer as Any)".contains("expected 2 positions in step 1"), "\(fewer as Any)")
    let entity = FileFormat.vasprun.failure(
      "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]>\n<modeling>" + step)
    #expect("\(entity as Any)".contains("document type declaration"))
    let crossed = FileFormat.vasprun.failure(
      Self.head + step.replacing("</structure>", with: "</crystal>"))
    #expect("\(crossed as Any)".contains("mismatched tag"), "\(crossed as Any)")
  }
}
