import QuenchCalculations
import QuenchEnergetics
import Testing

@Suite struct VASPRunTests {
  /// The last step's −18.10, −18.09, −18.095 eV shifted by the −0.2 eV of dispersion behind it.
  @Test func energiesComeFromTheLastElectronicStep() throws {
    let run = try ReadingTests.read("vasprun.xml")
    #expect(abs((run.energies[.total] ?? 0) + 18.3) < 1e-9)
    #expect(abs((run.energies[.withoutEntropy] ?? 0) + 18.29) < 1e-9)
    #expect(abs((run.energies[.sigmaToZero] ?? 0) + 18.295) < 1e-9)
    #expect(run.settings.hubbard == ["V": Hubbard(l: 2, u: 3.25, j: 0)])
    #expect(run.settings.kpoints?.mesh == [4, 4, 2])
    #expect(run.convergence.electrons == true)
    #expect(run.geometry?.positions.suffix(3) == [2, 2, 2])
  }

  @Test(arguments: [
    "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><modeling>&b;</modeling>",
    "<modeling>", "", "<modeling></modeling>", "<a><b></a>",
  ]) func declarationsAndDamageAreRefused(text: String) {
    Array(text.utf8).withUnsafeBytes { bytes in
      _ = #expect(throws: (any Error).self) {
        try VASPRun.read(bytes, source: "x", companions: .none)
      }
    }
  }
}
