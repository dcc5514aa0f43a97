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

  /// 5 kB · 64 Å³ = 0.199728 eV stands in the energies behind the electronic steps under PSTRESS, and the
  /// electronic steps of a linear response come behind those.
  @Test func pressureWorkAndLinearResponseAreNotTheEnergy() throws {
    let text = try String(contentsOfPath: ReadingTests.path("vasprun.xml"))
    func read(_ text: String) throws -> Calculation {
      try Array(text.utf8).withUnsafeBytes {
        try VASPRun.read($0, source: "vasprun.xml", companions: .none)
      }
    }
    let pressed = try read(
      text.replacing("<i name=\"EDIFF\">", with: "<i name=\"PSTRESS\"> 5.0</i><i name=\"EDIFF\">"))
    #expect(abs((pressed.energies[.total] ?? 0) + 18.499728) < 1e-6)
    #expect(abs((pressed.energies[.sigmaToZero] ?? 0) + 18.494728) < 1e-6)
    let response = try read(
      text.replacing(
        "</calculation>",
        with: "<scstep><energy><i name=\"e_fr_energy\"> -0.2 </i></energy></scstep></calculation>"))
    #expect(abs((response.energies[.total] ?? 0) + 18.3) < 1e-9)
    #expect(abs((response.energies[.sigmaToZero] ?? 0) + 18.295) < 1e-9)
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
