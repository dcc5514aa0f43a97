import Testing

@testable import QuenchUnits

/// Every entry against a value worked out apart from it.
@Suite struct FactorTests {
  private func agree(_ value: Double, _ expected: Double, relative: Double = 1e-9) -> Bool {
    abs(value - expected) <= relative * abs(expected)
  }

  @Test func lengths() {
    #expect(Factor.angstromPerNanometre == 10)
    #expect(Factor.angstromPerBohr == 0.529177210903)
    #expect(Factor.angstromPerMetre == 1e10)
    #expect(Factor.angstromPerCentimetre == 1e8)
    #expect(Factor.angstromPerMicrometre == 1e4)
  }

  @Test func times() {
    #expect(Factor.femtosecondPerPicosecond == 1000)
    #expect(Factor.femtosecondPerNanosecond == 1e6)
    #expect(Factor.femtosecondPerMicrosecond == 1e9)
    #expect(Factor.femtosecondPerSecond == 1e15)
    // ħ/E_h = 1.054571817e-34 J s / 4.3597447222071e-18 J = 2.4188843e-17 s
    #expect(agree(Factor.femtosecondPerAtomicTime, 1.054571817e-34 / 4.3597447222071e-18 * 1e15))
  }

  @Test func surfaceCharges() {
    // 1 µC/cm² = 1e-6 C / 1.602176634e-19 C / 1e16 Å² = 6.241509074e-4 e/Å²
    #expect(
      agree(
        Factor.electronPerSquareAngstromPerMicrocoulombPerSquareCentimetre, 6.241509074460763e-4))
    #expect(agree(Factor.electronPerSquareAngstromPerElectronPerSquareNanometre, 0.01))
    // ε₀ = 0.0055263494 e/(V Å)
    #expect(agree(Factor.vacuumPermittivity, 5.526349406e-3))
  }

  @Test func velocities() {
    #expect(Factor.angstromPerFemtosecondPerNanometrePerPicosecond == 0.01)
    #expect(Factor.angstromPerFemtosecondPerAngstromPerPicosecond == 0.001)
    // The atomic unit of velocity is αc = 2.18769126364e6 m/s = 21.8769126364 Å/fs.
    #expect(agree(Factor.angstromPerFemtosecondPerBohrPerAtomicTime, 21.8769126364))
  }

  @Test func energies() {
    #expect(Factor.electronvoltPerHartree == 27.211386245988)
    #expect(agree(2 * Factor.electronvoltPerRydberg, Factor.electronvoltPerHartree))
    // 1 eV = 96.48533212 kJ/mol = 23.06054783 kcal/mol
    #expect(agree(1 / Factor.electronvoltPerKilojoulePerMole, 96.48533212331))
    #expect(agree(1 / Factor.electronvoltPerKilocaloriePerMole, 23.0605478306))
    #expect(agree(Factor.electronvoltPerJoule, 6.241509074e18))
  }

  @Test func forces() {
    // 1 Hartree/bohr = 51.42206747 eV/Å
    #expect(agree(Factor.electronvoltPerAngstromPerHartreePerBohr, 51.4220674763))
    #expect(
      agree(
        Factor.electronvoltPerAngstromPerKilojoulePerMolePerNanometre, 1 / 964.8533212331))
  }

  @Test func densityAndPressure() {
    // 1 u/Å³ = 1.66053906660 g/cm³; 1 eV/Å³ = 160.2176634 GPa
    #expect(agree(Factor.gramPerCubicCentimetrePerAtomicMassPerCubicAngstrom, 1.66053906660))
    #expect(agree(Factor.gigapascalPerElectronvoltPerCubicAngstrom, 160.2176634))
  }

  @Test func kineticEnergy() {
    // 1 u (Å/fs)² = 1.66053906660e-27 kg · 1e10 m²/s² = 103.642697 eV
    #expect(
      agree(
        1 / Factor.atomicMassSquareAngstromPerSquareFemtosecondPerElectronvolt, 103.6426965,
        relative: 1e-7))
  }

  @Test func faradayIsChargeTimesAvogadro() {
    #expect(agree(Constant.faraday, Constant.elementaryCharge * Constant.avogadro, relative: 1e-13))
  }
}
