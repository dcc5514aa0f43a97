import QuenchUnits

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Harmonic oscillators: zero-point energy, heat and entropy of vibration.
///
/// Imaginary modes (negative wavenumbers) and modes below `floor` are left out and counted.
public struct HarmonicModes: Hashable, Sendable {
  /// eV, of the modes used.
  public let quanta: [Double]
  public let imaginary: Int

  /// Wavenumbers in cm⁻¹. Those with |ν| ≤ `floor` are rest translations and rotations.
  public init(_ wavenumbers: [Double], floor: Double = 10) {
    quanta = wavenumbers.filter { $0 > floor }.map { $0 * Factor.electronvoltPerWavenumber }
    imaginary = wavenumbers.count { $0 < -floor }
  }

  /// ½ Σ hν, eV.
  public var zeroPointEnergy: Double { quanta.reduce(0, +) / 2 }

  /// Σ hν / (e^(hν/kT) − 1), eV.
  public func heat(at temperature: Double) -> Double {
    let kT = Factor.electronvoltPerKelvin * temperature
    return quanta.reduce(0) { $0 + $1 / expm1($1 / kT) }
  }

  /// eV/K.
  public func entropy(at temperature: Double) -> Double {
    let kT = Factor.electronvoltPerKelvin * temperature
    return quanta.reduce(0) { sum, quantum in
      let ratio = quantum / kT
      return sum + Factor.electronvoltPerKelvin * (ratio / expm1(ratio) - log1p(-exp(-ratio)))
    }
  }

  /// ZPE + heat − T S, eV.
  public func freeEnergy(at temperature: Double) -> Double {
    zeroPointEnergy + heat(at: temperature) - temperature * entropy(at: temperature)
  }
}
