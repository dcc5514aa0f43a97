import QuenchModel
import QuenchUnits

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A molecule as an ideal gas: rigid rotor, harmonic oscillator, translation in a box.
///
/// McQuarrie, Statistical Mechanics (1976), chapters 5 and 8.
public struct IdealGas: Hashable, Sendable {
  public let modes: HarmonicModes
  /// u.
  public let mass: Double
  /// Principal moments of inertia, u Å², rising.
  public let moments: [Double]
  public let symmetryNumber: Int
  /// 2 S + 1 of the electrons.
  public let multiplicity: Int
  private let isAtom: Bool

  /// Nil for atoms without a mass.
  public init?(
    _ geometry: Geometry, wavenumbers: [Double], symmetryNumber: Int, multiplicity: Int
  ) {
    guard let structure = geometry.structure, let masses = structure.atomicMasses, !masses.isEmpty
    else { return nil }
    modes = HarmonicModes(wavenumbers)
    mass = masses.reduce(0, +)
    self.symmetryNumber = max(1, symmetryNumber)
    self.multiplicity = max(1, multiplicity)
    isAtom = masses.count == 1
    moments = Self.moments(Self.whole(structure), masses)
  }

  /// A molecule across a cell face is put together around its first atom.
  private static func whole(_ structure: Structure) -> [Vector3] {
    guard let lattice = structure.lattice, let first = structure.positions.first else {
      return Array(structure.positions)
    }
    let reciprocal = lattice.reciprocal
    return structure.positions.map { position in
      let s = Lattice.fractional(position - first, reciprocal: reciprocal)
      return lattice.cartesian(s - s.rounded(.toNearestOrAwayFromZero))
    }
  }

  /// Eigenvalues of the inertia tensor by the trigonometric formula for symmetric 3 × 3 matrices.
  private static func moments(_ positions: [Vector3], _ masses: [Double]) -> [Double] {
    let total = masses.reduce(0, +)
    let centre = zip(positions, masses).reduce(Vector3.zero) { $0 + $1.0 * ($1.1 / total) }
    var (xx, yy, zz, xy, xz, yz) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for (position, mass) in zip(positions, masses) {
      let r = position - centre
      xx += mass * (r.y * r.y + r.z * r.z)
      yy += mass * (r.x * r.x + r.z * r.z)
      zz += mass * (r.x * r.x + r.y * r.y)
      xy -= mass * r.x * r.y
      xz -= mass * r.x * r.z
      yz -= mass * r.y * r.z
    }
    let q = (xx + yy + zz) / 3
    let off = xy * xy + xz * xz + yz * yz
    let spread = (xx - q) * (xx - q) + (yy - q) * (yy - q) + (zz - q) * (zz - q) + 2 * off
    let p = (spread / 6).squareRoot()
    guard p > 1e-12 else { return [q, q, q] }
    let (a, b, c) = ((xx - q) / p, (yy - q) / p, (zz - q) / p)
    let (d, e, f) = (xy / p, xz / p, yz / p)
    let determinant = a * (b * c - f * f) - d * (d * c - f * e) + e * (d * f - b * e)
    let angle = acos(max(-1, min(1, determinant / 2))) / 3
    let high = q + 2 * p * cos(angle)
    let low = q + 2 * p * cos(angle + 2 * .pi / 3)
    return [max(0, low), 3 * q - high - low, high]
  }

  public var isLinear: Bool { !isAtom && moments[0] < 1e-3 * moments[2] }

  /// Translation, rotation and pV above ZPE and vibration, eV.
  private func classicalEnthalpy(_ kT: Double) -> Double {
    let rotation = isAtom ? 0 : isLinear ? 1 : 1.5
    return (1.5 + rotation + 1) * kT
  }

  /// eV/K at temperature and pressure.
  public func entropy(at conditions: Conditions) -> Double {
    let k = Constant.boltzmann
    let kT = k * conditions.temperature
    let pressure = conditions.pressure * Factor.pascalPerBar
    let h = Constant.planck
    let kilograms = mass * Constant.atomicMass
    let perWave = 2 * Double.pi * kilograms * kT / (h * h)
    var entropy = log(perWave * perWave.squareRoot() * kT / pressure) + 2.5
    entropy += rotationalEntropy(kT) + log(Double(multiplicity))
    return entropy * Factor.electronvoltPerKelvin + modes.entropy(at: conditions.temperature)
  }

  /// In units of k.
  private func rotationalEntropy(_ kT: Double) -> Double {
    guard !isAtom else { return 0 }
    let h = Constant.planck
    let perMoment = Constant.atomicMass / (Factor.angstromPerMetre * Factor.angstromPerMetre)
    let unit = 8 * Double.pi * Double.pi * kT / (h * h) * perMoment
    if isLinear { return log(unit * moments[2] / Double(symmetryNumber)) + 1 }
    let product = unit * moments[0] * unit * moments[1] * unit * moments[2]
    return log((Double.pi * product).squareRoot() / Double(symmetryNumber)) + 1.5
  }

  /// ZPE + H(T) − H(0) − T S, eV, to be added to the electronic energy.
  public func freeEnergy(at conditions: Conditions) -> Double {
    let temperature = conditions.temperature
    let kT = Factor.electronvoltPerKelvin * temperature
    return modes.zeroPointEnergy + modes.heat(at: temperature) + classicalEnthalpy(kT)
      - temperature * entropy(at: conditions)
  }
}
