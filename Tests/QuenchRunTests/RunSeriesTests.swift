import Testing

@testable import QuenchRun

/// Lines as the engines print them.
@Suite struct RunSeriesTests {
  private func series(_ text: String, _ read: (UnsafeRawBufferPointer) -> RunSeries) -> RunSeries {
    Array(text.utf8).withUnsafeBytes(read)
  }

  @Test func lammpsTablesAreJoinedAndCutLinesPassedOver() throws {
    let log = """
      units metal
      timestep 0.001
         Step          Time           Temp          PotEng         KinEng         TotEng         Press
               0   0              4000          -12169.418      334.52526     -11834.893     -3460.5348
             100   0.1            2694.0765     -12024.064      225.30915     -11798.755     -25264.616
      Loop time of 104.231 on 1 procs for 100 steps with 648 atoms
         Step          Time           Temp          PotEng         KinEng         TotEng         Press
             100   0.1            2694.0765     -12024.064      225.30915     -11798.755     -25264.616
             200   0.2            2800.5        -12020.0
      """
    let found = series(log) { RunSeries.lammps($0, source: "log") }
    #expect(found.rows.map(\.step) == [0, 100])
    #expect(!found.isFinished)
    let last = try #require(found.rows.last)
    #expect(last.time == 100)
    #expect(last.temperature == 2694.0765)
    #expect(last.conserved == -11798.755)
    #expect(abs(try #require(last.pressure) + 2.5264616) < 1e-12)
  }

  /// What was done beyond the restart file is done again, and LAMMPS counts time from there.
  @Test func lammpsThatWentOnIsOneSeries() {
    let log = """
      Step Time Temp
      1000 0 300
      1100 0.1 310
      1200 0.2 320
      1300 0.3 330
      goes on from step 1150
      Step Time Temp
      1150 0 315
      1200 0.05 321
      1300 0.15 331
      Loop time of 1 on 1 procs for 150 steps with 648 atoms
      """
    let found = series(log) { RunSeries.lammps($0, source: "log") }
    #expect(found.rows.map(\.step) == [1000, 1100, 1150, 1200, 1300])
    #expect(found.rows.map(\.temperature) == [300, 310, 315, 321, 331])
    #expect(
      found.rows.compactMap(\.time).map { ($0 * 1000).rounded() / 1000 } == [0, 100, 150, 200, 300])
    #expect(found.isFinished)
  }

  /// The total energy is conserved without a thermostat alone.
  @Test(arguments: [("nve", "TotEng"), ("nvt", nil), ("langevin", nil)])
  func lammpsTotalEnergyIsConservedWithoutAThermostat(style: String, name: String?) {
    let log = """
      fix move all \(style)
      Step Temp TotEng c_TSi c_TO
      0 300 -5 310 295
      100 301 -5 308 297
      """
    let found = series(log) { RunSeries.lammps($0, source: "log") }
    #expect(found.conservedName == name)
    #expect(found.temperatureNames == ["O", "Si"])
    #expect(found.lateTemperature(of: "Si")?.mean == 308)
  }

  @Test func cp2kEnergiesAreInHartree() throws {
    let text = """
      #     Step Nr.          Time[fs]        Kin.[a.u.]          Temp[K]            Pot.[a.u.]        Cons Qty[a.u.]        UsedTime[s]
               0            0.000000         0.208059768       300.000000000      -274.307449887      -274.099390119         0.000000000
               1            1.000000         0.203657249       293.652037558      -274.305355890      -274.099377268        36.383489537
      """
    var found = series(text) { RunSeries.cp2kEnergies($0, source: "ener") }
    #expect(found.rows[1].temperature == 293.652037558)
    #expect(
      abs(try #require(found.rows[1].conserved) + 274.099377268 * 27.211386245988) < 1e-9)
    let output = """
        *** SCF run converged in    15 steps ***
       *** WARNING in qs_scf.F:611 :: SCF run NOT converged ***
      """
    Array(output.utf8).withUnsafeBytes { found.addCP2KOutput($0, source: "out") }
    #expect(found.unconvergedFraction == 0.5)
    #expect(!found.isFinished)
  }

  @Test func gromacsBlocksAreReadByName() throws {
    let text = """
                 Step           Time
                    0        0.00000

         Energies (kJ/mol)
              LJ (SR)  Disper. corr.   Coulomb (SR)   Coul. recip.      Potential
          7.44817e+03   -4.42703e+02   -5.74600e+04    1.79514e+03   -4.86594e+04
          Kinetic En.   Total Energy  Conserved En.    Temperature Pres. DC (bar)
          6.51717e+03   -4.21423e+04   -4.21204e+04    3.01186e+02   -2.72735e+02
       Pressure (bar)
         -2.62098e+03

      Finished mdrun on rank 0 Sat Nov 21 02:36:40 2026
      """
    let found = series(text) { RunSeries.gromacsLog($0, source: "md.log") }
    let row = try #require(found.rows.first)
    #expect(row.temperature == 301.186)
    #expect(abs(try #require(row.pressure) + 0.262098) < 1e-12)
    #expect(abs(try #require(row.potential) + 48659.4 / 96.485332) < 1e-3)
    #expect(found.isFinished)
  }

  @Test func stepsWhoseElectronsReachNELMCountAsUnconverged() {
    let text = """
             N       E                     dE             d eps       ncg     rms          rms(c)
      DAV:   1     0.1E+03    0.1E+03   -0.1E+04   664   0.1E+03
      DAV:   2    -0.1E+03   -0.5E-05   -0.1E+02   872   0.1E+02
            1 T=  4000. E= -.13250E+03 F= -.13634E+03 E0= -.13634E+03  EK= 0.38E+01 SP= 0.00E+00 SK= 0.00E+00
      DAV:   1     0.1E+03    0.1E+03   -0.1E+04   664   0.1E+03
      DAV:   2    -0.1E+03    0.1E-01   -0.1E+02   872   0.1E+02
      DAV:   3    -0.1E+03    0.1E-01   -0.1E+02   872   0.1E+02
            2 T=  3900. E= -.13240E+03 F= -.13624E+03 E0= -.13624E+03  EK= 0.38E+01 SP= 0.00E+00 SK= 0.00E+00
      """
    let found = series(text) {
      RunSeries.oszicar($0, source: "OSZICAR", timestep: 2, nelm: 3, ediff: 1e-4)
    }
    #expect(found.rows.map(\.electronsConverged) == [true, false])
    #expect(found.rows.map(\.temperature) == [4000, 3900])
    #expect(found.rows[1].time == 4)
    #expect(found.rows[0].conserved == -132.5)
    #expect(found.rows[0].potential == -136.34)
  }

  /// 1 meV per fs, exactly linear.
  @Test func driftIsTheSlopeOfTheConservedEnergy() throws {
    var found = RunSeries(engine: "lammps")
    found.conservedName = "TotEng"
    for step in 0..<10 {
      var row = RunSeries.Row(step: step)
      row.time = Double(step) * 32
      row.conserved = -5 + Double(step) * 32e-3
      found.rows.append(row)
    }
    #expect(abs(try #require(found.drift) - 1e-3) < 1e-15)
    found.rows.removeLast(3)
    #expect(found.drift == nil, "192 fs show a vibration, no drift")
  }

  /// Langevin's bath and that of pw.x are not in what they print.
  @Test func whatABathChangesIsNoConservedEnergy() {
    var langevin = RunSeries(engine: "cp2k")
    langevin.conservedName = "Cons Qty"
    Array(" MD_PAR| Ensemble type                   LANGEVIN\n".utf8)
      .withUnsafeBytes { langevin.addCP2KOutput($0, source: "out") }
    #expect(langevin.conservedName == nil)
    let pw = series("     temperature is controlled by stochastic velocity rescaling\n") {
      RunSeries.pw($0, source: "out")
    }
    #expect(pw.conservedName == nil)
  }

  @Test func relaxationsOfCP2KAreReadFromTheirOutput() throws {
    let text = """
       DBCSR| CPU Multiplication driver
       *** SCF run converged in     9 steps ***
      ENERGY| Total FORCE_EVAL ( QS ) energy [a.u.]:              -2.0
       *** WARNING SCF run NOT converged ***
      ENERGY| Total FORCE_EVAL ( QS ) energy [hartree]            -3.0
       ***                    GEOMETRY OPTIMIZATION COMPLETED                      ***
       **** **** ******  **  PROGRAM ENDED AT                 2026-01-01 00:00:00.000
      """
    let found = series(text) { RunSeries.cp2kOutput($0, source: "out") }
    #expect(found.rows.count == 2 && found.isFinished && found.isRelaxed == true)
    #expect(abs(try #require(found.rows[1].potential) + 3 * 27.211386245988) < 1e-9)
    #expect(found.unconvergedFraction == 0.5 && !found.isDynamics)
  }

  @Test func tablesOfCarParrinelloAreRead() throws {
    let text = """
           Program CP v.6.7MaX starts
        nfi     ekinc              temph  tempp     etot     enthal     econs      econt       vnhh    xnhh0   vnhp    xnhp0
           98    0.000117   0.0  346.14   -1.5   -1.5   -1.25   -1.0   0.0   0.0   0.0   0.0008
           99    0.000119   0.0  282.03   -1.5   -1.5   -1.25   -1.0   0.0   0.0   0.0   0.0010

         JOB DONE.
      """
    let found = series(text) { RunSeries.cp($0, source: "cp.out") }
    #expect(found.rows.map(\.step) == [98, 99] && found.isFinished)
    #expect(found.rows[1].temperature == 282.03)
    #expect(abs(try #require(found.rows[1].conserved) + 27.211386245988) < 1e-9)
  }

  /// Steps without times and temperatures: a progress bar needs no more.
  @Test func bandsOfCP2KAreNoDynamics() {
    let found = series("  0  -4.8  -4.5  -4.8  0.6  0.6\n  1  -4.8  -4.4  -4.8  0.6  0.6\n") {
      RunSeries.cp2kEnergies($0, source: "neb-1.ener")
    }
    #expect(found.rows.map(\.step) == [0, 1] && !found.isDynamics)
    #expect(found.rows.allSatisfy { $0.time == nil && $0.potential == nil })
  }
}
