import QuenchCalculations
import QuenchEnergetics
import Testing

/// A relaxation of which only the small files are left; the CONTCAR is empty, as in a run under way.
@Suite struct OSZICARTests {
  private func run() throws -> Calculation { try ReadingTests.read("oszicar/OSZICAR") }

  @Test func energiesAreThoseOfTheLastStep() throws {
    let run = try run()
    #expect(run.energies == [.total: -22.811735, .sigmaToZero: -22.809207])
    #expect(run.moment == 3.9983)
    #expect(run.convergence.ionicSteps == 2)
    #expect(run.convergence.electrons == true)
  }

  @Test func settingsComeFromTheInput() throws {
    let settings = try run().settings
    #expect(settings.functional == "PBE")
    #expect(settings.cutoff == 450)
    #expect(settings.precision == "Accurate")
    #expect(settings.spin == .collinear)
    #expect(settings.smearing == Smearing(kind: "Gaussian", width: 0.05))
    #expect(settings.hubbard == ["V": Hubbard(l: 2, u: 3.25, j: 0)])
    #expect(settings.dispersion == "DFT-D3(BJ)")
    #expect(settings.kpoints?.mesh == [4, 4, 2])
    #expect(settings.parallel == ["NCORE": "4"])
  }

  @Test func anEmptyCONTCARLeavesThePOSCAR() throws {
    let run = try run()
    #expect(run.composition.description == "VO")
    #expect(run.geometry?.fixed == [0])
  }

  @Test func whetherARelaxationArrivedIsSaidToBeMissing() throws {
    let run = try run()
    #expect(run.run == .relaxation)
    #expect(run.convergence.ions == nil)
    #expect(run.missing.contains { $0.hasPrefix("whether the relaxation arrived") })
  }

  @Test func truncationNeverTraps() throws {
    let bytes = try Array(String(contentsOfPath: ReadingTests.path("oszicar/OSZICAR")).utf8)
    for end in bytes.indices {
      bytes[..<end].withUnsafeBytes { part in
        do {
          _ = try OSZICAR.read(part, source: "cut", companions: .none)
        } catch {
          #expect("\(error)".contains("ionic step"))
        }
      }
    }
  }
}
