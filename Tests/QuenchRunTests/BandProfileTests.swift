import Testing

@testable import QuenchRun

/// Bands as the engines print them.
@Suite struct BandProfileTests {
  private func bytes<Value>(_ text: String, _ read: (UnsafeRawBufferPointer) -> Value) -> Value {
    Array(text.utf8).withUnsafeBytes(read)
  }

  private let hartree = 27.211386245988

  @Test func cp2kPrintsEnergiesAndThenDistances() throws {
    let text = """
        0   -4.8304   -4.8240   -4.8236   -4.8304   0.9   0.8   0.9
        1   -4.8304   -4.8240   -4.8230   -4.8300   0.9   0.8   0.9
        2   -4.8304   -4.8240
      """
    let found = try #require(bytes(text) { BandProfile.cp2k($0, source: "neb-1.ener") })
    #expect(found.energies.count == 4 && found.steps == 1 && found.highest == 2)
    #expect(abs(found.barrier - 0.0074 * hartree) < 1e-9)
    #expect(abs(found.reverseBarrier - 0.0070 * hartree) < 1e-9)
    #expect(abs(found.difference - 0.0004 * hartree) < 1e-9)
    #expect(found.isConverged == nil)
  }

  @Test func dynamicsOfCP2KAreNoBand() {
    let text =
      "#  Step Nr.  Time[fs]  Kin.[a.u.]  Temp[K]  Pot.[a.u.]  Cons Qty[a.u.]\n"
      + " 0 0.0 0.1 300 -4.8 -4.7\n"
    #expect(bytes(text) { BandProfile.cp2k($0, source: "md-1.ener") } == nil)
  }

  @Test(arguments: ["YES", " NO"]) func theLastTableTellsOfConvergence(answer: String) {
    var band = BandProfile(engine: "cp2k", energies: [0, 1, 0], steps: 2)
    let text = ["NO", answer].map { force in
      """
       RMS DISPLACEMENT =   0.01652     [ 1.00000]                               (YES)
       MAX DISPLACEMENT =   0.06214     [ 1.00000]                               (YES)
       RMS FORCE        =   0.00053     [ 0.00292]                               (YES)
       MAX FORCE        =   0.00268     [ 0.00292]                               (\(force))

      """
    }.joined()
    bytes(text) { band.addCP2KConvergence($0, source: "neb-BAND3.out") }
    #expect(band.isConverged == (answer == "YES"))
  }

  @Test func nebPrintsATableEachIteration() throws {
    let text = """
           Program NEB v.6.7MaX starts on 21Nov2026
           ------------------------------ iteration   1 ------------------------------
           image        energy (eV)        error (eV/A)        frozen

               1        -44.9153312            0.207792            T
               2        -44.0000000            1.048719            F
               3        -44.9160465            0.201690            T

           climbing image =  2
           ------------------------------ iteration   2 ------------------------------
           image        energy (eV)        error (eV/A)        frozen

               1        -44.9153312            0.207792            T
               2        -44.7174516            1.048719            F
               3        -44.9160465            0.201690            T

           neb: convergence achieved in   2 iterations
         JOB DONE.
      """
    let found = try #require(bytes(text) { BandProfile.neb($0, source: "neb.out") })
    #expect(found.steps == 2 && found.isFinished && found.isConverged == true)
    #expect(abs(found.barrier - 0.1978796) < 1e-9 && abs(found.difference + 0.0007153) < 1e-9)
  }

  @Test func numbersInSentencesHaveThreeDigits() {
    #expect(
      [20.2004, 0.41939, 5069.9, 0, -0.0001234].map(\.threeDigits)
        == ["20.2", "0.419", "5070", "0", "-0.000123"])
  }
}
