import QuenchUnits

/// What a quantity of a protocol measures, the units it may be written in, and what a number without
/// one would have meant to the engines.
struct Dimension: Hashable, Sendable {
  /// As messages say it: `a time`.
  let name: String
  /// As written, with the factor into the unit kept inside; the first is the one to advise.
  let units: [Unit]
  /// After `2 would have meant`; nil where a bare number is accepted.
  let bareMeaning: String?

  struct Unit: Hashable, Sendable {
    let symbol: String
    let factor: Double

    init(_ symbol: String, _ factor: Double) { (self.symbol, self.factor) = (symbol, factor) }
  }

  static let all = [
    temperature, time, energy, rydbergs, force, pressure, density, length, inverseLength, spring,
    coolingRate, moment, charge, wallTime,
  ]

  /// K.
  static let temperature = Dimension(
    name: "a temperature", units: [Unit("K", 1)], bareMeaning: "K in every engine")

  /// fs.
  static let time = Dimension(
    name: "a time",
    units: [
      Unit("fs", 1), Unit("ps", Factor.femtosecondPerPicosecond),
      Unit("ns", Factor.femtosecondPerNanosecond), Unit("us", Factor.femtosecondPerMicrosecond),
      Unit("µs", Factor.femtosecondPerMicrosecond), Unit("as", Factor.femtosecondPerAttosecond),
    ], bareMeaning: "fs in VASP and CP2K, ps in GROMACS and LAMMPS (metal)")

  private static let energyUnits = [
    Unit("eV", 1), Unit("Ry", Factor.electronvoltPerRydberg),
    Unit("Ha", Factor.electronvoltPerHartree), Unit("meV", Factor.electronvoltPerMillielectronvolt),
    Unit("kJ/mol", Factor.electronvoltPerKilojoulePerMole),
    Unit("kcal/mol", Factor.electronvoltPerKilocaloriePerMole),
  ]

  /// eV.
  static let energy = Dimension(
    name: "an energy", units: energyUnits, bareMeaning: "eV in VASP, Ry in CP2K and pw.x")

  /// Ry: the unit CP2K and pw.x take their cut-offs in.
  static let rydbergs = Dimension(
    name: "an energy",
    units: ([energyUnits[1], energyUnits[0]] + energyUnits[2...]).map {
      Unit($0.symbol, $0.symbol == "Ry" ? 1 : $0.factor / Factor.electronvoltPerRydberg)
    }, bareMeaning: "Ry in CP2K and pw.x, eV in VASP")

  /// eV/Å.
  static let force = Dimension(
    name: "a force",
    units: [
      Unit("eV/A", 1), Unit("eV/Å", 1), Unit("meV/A", Factor.electronvoltPerMillielectronvolt),
      Unit("Ha/bohr", Factor.electronvoltPerAngstromPerHartreePerBohr),
      Unit("Ry/bohr", Factor.electronvoltPerAngstromPerRydbergPerBohr),
      Unit("kJ/mol/nm", Factor.electronvoltPerAngstromPerKilojoulePerMolePerNanometre),
    ],
    bareMeaning: "eV/Å in VASP, Ha/bohr in CP2K, Ry/bohr in pw.x, kJ/mol/nm in GROMACS")

  /// GPa.
  static let pressure = Dimension(
    name: "a pressure",
    units: [
      Unit("bar", Factor.gigapascalPerBar), Unit("GPa", 1),
      Unit("kbar", Factor.gigapascalPerKilobar), Unit("atm", Factor.gigapascalPerAtmosphere),
      Unit("MPa", Factor.gigapascalPerMegapascal), Unit("Pa", Factor.gigapascalPerPascal),
    ], bareMeaning: "kbar in VASP and pw.x, bar in CP2K, GROMACS and LAMMPS (metal)")

  /// g/cm³.
  static let density = Dimension(
    name: "a density",
    units: [
      Unit("g/cm3", 1), Unit("g/cm³", 1), Unit("g/cm^3", 1), Unit("g/mL", 1),
      Unit("kg/m3", Factor.gramPerCubicCentimetrePerKilogramPerCubicMetre),
    ], bareMeaning: "g/cm³ in LAMMPS, kg/m³ in GROMACS")

  /// Å.
  static let length = Dimension(
    name: "a length",
    units: [
      Unit("A", 1), Unit("Å", 1), Unit("nm", Factor.angstromPerNanometre),
      Unit("pm", Factor.angstromPerPicometre), Unit("bohr", Factor.angstromPerBohr),
    ], bareMeaning: "Å in VASP and LAMMPS, nm in GROMACS, bohr in pw.x")

  /// Å⁻¹.
  static let inverseLength = Dimension(
    name: "a reciprocal length",
    units: [
      Unit("1/A", 1), Unit("1/Å", 1), Unit("A^-1", 1), Unit("Å^-1", 1), Unit("Å⁻¹", 1),
      Unit("1/nm", 1 / Factor.angstromPerNanometre), Unit("1/bohr", 1 / Factor.angstromPerBohr),
    ], bareMeaning: "1/Å with 2π in VASP, without it elsewhere")

  /// eV/Å².
  static let spring = Dimension(
    name: "a spring constant",
    units: [
      Unit("eV/A2", 1), Unit("eV/Å2", 1), Unit("eV/Å²", 1), Unit("eV/A^2", 1), Unit("eV/Å^2", 1),
    ], bareMeaning: "eV/Å² in VASP, Ha/bohr² in CP2K and pw.x")

  /// K/fs.
  static let coolingRate = Dimension(
    name: "a rate",
    units: [
      Unit("K/s", 1 / Factor.femtosecondPerSecond),
      Unit("K/ns", 1 / Factor.femtosecondPerNanosecond),
      Unit("K/ps", 1 / Factor.femtosecondPerPicosecond), Unit("K/fs", 1),
    ], bareMeaning: "K/s in papers, K/ps in scripts")

  /// µB.
  static let moment = Dimension(
    name: "a magnetic moment", units: [Unit("muB", 1), Unit("uB", 1), Unit("µB", 1)],
    bareMeaning: "µB in VASP and CP2K, a fraction of the valence electrons in pw.x")

  /// e.
  static let charge = Dimension(name: "a charge", units: [Unit("e", 1)], bareMeaning: nil)

  /// min.
  static let wallTime = Dimension(
    name: "a time of a queue",
    units: [Unit("h", Factor.minutePerHour), Unit("min", 1), Unit("d", Factor.minutePerDay)],
    bareMeaning: "minutes in Slurm")

  func unit(_ symbol: String) -> Unit? { units.first { $0.symbol == symbol } }

  /// Symbols as messages list them, spellings of one unit but once.
  var symbols: String {
    var seen: [Unit] = []
    for unit in units where !seen.contains(where: { $0.factor == unit.factor }) {
      seen.append(unit)
    }
    return seen.map(\.symbol).joined(separator: ", ")
  }

  /// The kind of quantity a unit belongs to, for messages.
  static func owner(of symbol: String) -> Dimension? {
    all.first { $0.unit(symbol) != nil }
  }
}
