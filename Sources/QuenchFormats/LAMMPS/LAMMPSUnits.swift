import QuenchUnits

/// A unit style of LAMMPS: what one of each unit is in the units of the house.
///
/// Source: LAMMPS documentation, command `units`. Masses are per atom: g/mol is u.
struct LAMMPSUnits: Hashable {
  let name: String
  /// Å.
  let length: Double
  /// fs.
  let time: Double
  /// Å/fs.
  let velocity: Double
  /// eV/Å.
  let force: Double
  /// e.
  let charge: Double
  /// u.
  let mass: Double

  static let metal = LAMMPSUnits(
    name: "metal", length: 1, time: Factor.femtosecondPerPicosecond,
    velocity: Factor.angstromPerFemtosecondPerAngstromPerPicosecond, force: 1, charge: 1, mass: 1)

  static let real = LAMMPSUnits(
    name: "real", length: 1, time: 1, velocity: 1,
    force: Factor.electronvoltPerKilocaloriePerMole, charge: 1, mass: 1)

  /// Time is in fs and positions move by velocity · time step: velocities are bohr/fs.
  static let electron = LAMMPSUnits(
    name: "electron", length: Factor.angstromPerBohr, time: 1, velocity: Factor.angstromPerBohr,
    force: Factor.electronvoltPerAngstromPerHartreePerBohr, charge: 1, mass: 1)

  static let si = mechanical("si", metre: 1, second: 1, kilogram: 1, coulomb: 1)

  /// A statcoulomb is 0.1/c coulomb with c in m/s.
  static let cgs = mechanical(
    "cgs", metre: 1e-2, second: 1, kilogram: 1e-3, coulomb: 0.1 / Constant.lightSpeed)

  /// Micrometre, microsecond, picogram, picocoulomb.
  static let micro = mechanical(
    "micro", metre: 1e-6, second: 1e-6, kilogram: 1e-15, coulomb: 1e-12)

  /// Nanometre, nanosecond, attogram, elementary charge.
  static let nano = mechanical(
    "nano", metre: 1e-9, second: 1e-9, kilogram: 1e-21, coulomb: Constant.elementaryCharge)

  static let all = [metal, real, si, cgs, electron, micro, nano]

  /// Nil for names LAMMPS does not have and for `lj`, whose units are of the user's making.
  init?(name: String) {
    guard let style = Self.all.first(where: { $0.name == name.lowercased() }) else { return nil }
    self = style
  }

  private init(
    name: String, length: Double, time: Double, velocity: Double, force: Double, charge: Double,
    mass: Double
  ) {
    self.name = name
    self.length = length
    self.time = time
    self.velocity = velocity
    self.force = force
    self.charge = charge
    self.mass = mass
  }

  /// A style whose units of velocity and force follow from metre, second and kilogram.
  private static func mechanical(
    _ name: String, metre: Double, second: Double, kilogram: Double, coulomb: Double
  ) -> LAMMPSUnits {
    let length = metre * Factor.angstromPerMetre
    let time = second * Factor.femtosecondPerSecond
    let newton = kilogram * metre / (second * second)
    return LAMMPSUnits(
      name: name, length: length, time: time, velocity: length / time,
      force: newton * Factor.electronvoltPerJoule / Factor.angstromPerMetre,
      charge: coulomb / Constant.elementaryCharge, mass: kilogram / Constant.atomicMass)
  }
}

extension LAMMPSUnits {
  /// The units a person or a file has named; an error for `lj` and for unknown names.
  static func named(
    _ name: String, source: String, line: Int
  ) throws(ParseError) -> LAMMPSUnits {
    if let units = LAMMPSUnits(name: name) { return units }
    let isReduced = name.lowercased() == "lj"
    throw ParseError(
      source: source, line: line, column: 1,
      reason: .unsupported(
        isReduced
          ? "LAMMPS units lj have no length in Å"
          : "'\(name)' is no LAMMPS unit style"),
      advice: isReduced
        ? "scale the file by your σ and ε, then say --lammps-units metal"
        : "say --lammps-units with one of \(all.map(\.name).joined(separator: ", "))")
  }
}
