import QuenchEnergetics
import QuenchFormats
import Testing

@testable import QuenchCalculations

/// Settings that only some inputs have.
@Suite struct MethodTests {
  private func cp2k(_ text: String) -> Settings {
    var calculation = Calculation(name: "", program: Program("CP2K"))
    Array(text.utf8).withUnsafeBytes { bytes in
      CP2KInput.read(bytes, source: "inp").complete(&calculation)
    }
    return calculation.settings
  }

  /// 300 K is 0.0258520 eV; 0.1 Hartree is 2.7211386 eV.
  @Test func cp2kHasUAndSmearing() {
    let settings = cp2k(
      """
      &FORCE_EVAL
        &DFT
          &SCF
            &SMEAR ON
              METHOD FERMI_DIRAC
              ELECTRONIC_TEMPERATURE [K] 300
            &END
          &END
        &END
        &SUBSYS
          &KIND V
            &DFT_PLUS_U
              L 2
              U_MINUS_J [eV] 3.25
            &END
          &END
          &KIND Ce
            &DFT_PLUS_U
              U_MINUS_J 0.1
              L 3
            &END
          &END
          &KIND O
          &END
        &END
      &END
      """)
    #expect(settings.hubbard["V"] == Hubbard(l: 2, u: 3.25, j: 0))
    #expect(settings.hubbard["Ce"]?.l == 3)
    #expect(abs((settings.hubbard["Ce"]?.u ?? 0) - 2.7211386246) < 1e-9)
    #expect(settings.hubbard["O"] == nil)
    #expect(settings.smearing?.kind == "Fermi-Dirac")
    #expect(abs((settings.smearing?.width ?? 0) - 0.0258520) < 1e-7)
  }

  /// As pw.x 6.7 prints them: full DFT+U names the species by number, and no orbital.
  @Test func pwTextHasUAndJOfLiechtenstein() throws {
    let text = """
           Program PWSCF v.6.7MaX starts on 21Nov2026 at 20: 5:23

           atomic species   valence    mass     pseudopotential
              O              6.00    16.00000     O ( 1.00)
              Ti            12.00    47.90000     Ti( 1.00)

           Full LDA+U calculation (l_max = 2) with parameters (eV):
           U(  2) =   5.0000   J(  2) =   1.0000   B(  2) =   0.1148


      !    total energy              =     -10.00000000 Ry
      """
    let run = try Array(text.utf8).withUnsafeBytes { bytes in
      try PWOutput.read(bytes, source: "x", companions: .none)
    }
    #expect(run.settings.hubbard == ["Ti": Hubbard(l: 2, u: 5, j: 1)])
  }

  /// As QEXSD writes them: Hartree, Bohr, 1 where an atom may move.
  @Test func pwXMLHasUFixedAtomsAndDipole() throws {
    let text = """
      <qes:espresso xmlns:qes="q"><input>
      <dft><functional>PBE</functional><dftU><lda_plus_u_kind>0</lda_plus_u_kind>
      <Hubbard_U specie="V" label="3d">2.7211386246</Hubbard_U></dftU></dft>
      <electric_field><dipole_correction>true</dipole_correction></electric_field>
      <free_positions rank="2" dims="3 2">0 0 0 1 1 0</free_positions>
      </input><output><atomic_structure nat="2"><atomic_positions>
      <atom name="V" index="1">0 0 0</atom><atom name="O" index="2">0 0 3</atom>
      </atomic_positions></atomic_structure><dft><dftU>
      <Hubbard_U specie="V" label="3d">1.0E-1</Hubbard_U>
      <Hubbard_U specie="O" label="2p">0.0</Hubbard_U>
      <Hubbard_J specie="V" label="3d">2.0E-2 1.0E-3 0.0</Hubbard_J></dftU></dft>
      <total_energy><etot>-10.0</etot></total_energy></output></qes:espresso>
      """
    let run = try Array(text.utf8).withUnsafeBytes { bytes in
      try PWXML.read(bytes, source: "x", companions: .none)
    }
    #expect(run.settings.hubbard.keys.sorted() == ["V"])
    #expect(run.settings.hubbard["V"]?.l == 2)
    #expect(abs((run.settings.hubbard["V"]?.u ?? 0) - 2.7211386246) < 1e-9)
    #expect(abs((run.settings.hubbard["V"]?.j ?? 0) - 0.5442277249) < 1e-9)
    #expect(run.geometry?.fixed == [0])
    #expect(run.settings.dipole == "dipole correction")
  }

  private func log(_ text: String) throws -> Calculation {
    try Array(text.utf8).withUnsafeBytes { bytes in
      try LAMMPSLog.read(bytes, source: "log", companions: .none)
    }
  }

  private let table = "LAMMPS (2 Aug 2023)\nunits metal\nStep PotEng\n0 -5\n10 -6\n"

  /// A log that was closed by a `log` command has no wall time, but its run has its loop time.
  @Test func aClosedRunOfLAMMPSIsWhole() throws {
    #expect(try log(table + "Loop time of 1.2 on 1 procs\n").convergence.isConverged)
    let cut = try log(table)
    #expect(!cut.convergence.isConverged)
    #expect(cut.convergence.reason == "the log ends within a run")
    #expect(cut.energies[.total] == -6)
  }
}
