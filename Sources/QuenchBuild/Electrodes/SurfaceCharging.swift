import QuenchUnits

/// What charge the facing layers of two electrodes carry: as much on the one as is missing on the other.
public enum SurfaceCharging: Hashable, Sendable {
  /// e on the bottom electrode; minus that on the top one.
  case total(Double)
  /// e/Å² on the bottom electrode.
  case density(Double)
  /// V across two double layers in series, each of a capacitance in µF/cm².
  case doubleLayers(voltage: Double, capacitance: Double)
  /// V across empty space: ε₀ΔV/d.
  case emptySpace(voltage: Double)

  /// e/Å² on the bottom electrode, for faces of `area` (Å²) whose charged layers are `distance` (Å)
  /// apart.
  func density(area: Double, distance: Double) -> Double {
    switch self {
    case .total(let charge): charge / area
    case .density(let density): density
    case .doubleLayers(let voltage, let capacitance):
      // Two equal capacitors in series have half the capacitance of each.
      capacitance / 2 * voltage
        * Factor.electronPerSquareAngstromPerMicrocoulombPerSquareCentimetre
    case .emptySpace(let voltage): Factor.vacuumPermittivity * voltage / distance
    }
  }

  /// Where the number comes from, for the report.
  var basis: String {
    switch self {
    case .total: "total charge as given"
    case .density: "surface charge density as given"
    case .doubleLayers(let voltage, let capacitance):
      "ΔV \(rounded(voltage)) V over two double layers in series, \(rounded(capacitance)) µF/cm² each"
    case .emptySpace(let voltage):
      "no electrolyte: ε₀ΔV/d of \(rounded(voltage)) V across empty space; in a liquid this is 15 to"
        + " 25 times too little"
    }
  }

  /// `5 uC/cm2`, `0.3 e/nm2`: a density in e/Å². Throws `ElectrodeError`.
  public static func density(parsing text: String) throws(ElectrodeError) -> SurfaceCharging {
    let number = text.prefix { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
    // A unit that begins with e (e/nm2) is not an exponent.
    let digits = number.last == "e" || number.last == "E" ? number.dropLast() : number
    let unit = text.dropFirst(digits.count).filter { $0 != " " && $0 != "^" }
    guard let value = Double(digits), value.isFinite, abs(value) <= 1e4 else {
      throw expected(text)
    }
    switch unit {
    case "uC/cm2", "µC/cm2", "μC/cm2", "µC/cm²", "μC/cm²", "uC/cm²":
      return .density(value * Factor.electronPerSquareAngstromPerMicrocoulombPerSquareCentimetre)
    case "e/nm2", "e/nm²":
      return .density(value * Factor.electronPerSquareAngstromPerElectronPerSquareNanometre)
    default: throw expected(text)
    }
  }

  private static func expected(_ text: String) -> ElectrodeError {
    .badText(text, expected: "a surface charge density such as '5 uC/cm2' or '0.3 e/nm2'")
  }

  /// Throws `ElectrodeError` for numbers that are none or beyond anything a surface bears.
  func check() throws(ElectrodeError) {
    switch self {
    case .total(let value), .density(let value):
      guard value.isFinite else {
        throw .outOfRange(parameter: "the charge", value: "\(value)", allowed: "finite")
      }
    case .doubleLayers(let voltage, let capacitance):
      try Self.check(voltage: voltage)
      guard capacitance.isFinite, (0.1...1000).contains(capacitance) else {
        throw .outOfRange(
          parameter: "the capacitance of a double layer", value: "\(capacitance)",
          allowed: "0.1 to 1000 µF/cm² (metals in electrolytes have a few to some tens)")
      }
    case .emptySpace(let voltage): try Self.check(voltage: voltage)
    }
  }

  private static func check(voltage: Double) throws(ElectrodeError) {
    guard voltage.isFinite, abs(voltage) <= 100 else {
      throw .outOfRange(
        parameter: "the potential difference", value: "\(voltage)", allowed: "within ±100 V")
    }
  }
}
