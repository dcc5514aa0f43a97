import QuenchUnits

/// Units as H5MD files spell them: `nm ps-1`, `kJ mol-1 nm-1`, `eV/Angstrom`.
///
/// H5MD units module 1.0: names separated by blanks, each with its integer power.
enum H5MDUnit {
  /// House unit per unit: multiply stored numbers by it. Nil where a name is not known.
  static func factor(_ text: String) -> Double? {
    var factor = 1.0
    for (index, part) in text.split(separator: "/").enumerated() {
      for word in part.split(whereSeparator: { " *()".contains($0) }) {
        guard let (base, power) = factorAndPower(String(word)) else { return nil }
        for _ in 0..<abs(power) {
          factor = (power > 0) == (index == 0) ? factor * base : factor / base
        }
      }
    }
    return factor
  }

  private static func factorAndPower(_ word: String) -> (base: Double, power: Int)? {
    let digits = word.reversed().prefix { $0.isNumber || "+-^".contains($0) }
    let name = String(word.dropLast(digits.count))
    let power = String(digits.reversed()).filter { $0 != "^" && $0 != "+" }
    guard let base = factors[name], let power = power.isEmpty ? 1 : Int(power),
      abs(power) <= 6
    else { return word == "1" ? (1, 1) : nil }
    return (base, power)
  }

  private static let kilojoule = 1000 * Factor.electronvoltPerJoule
  private static let kilocalorie =
    Factor.electronvoltPerKilocaloriePerMole * Constant.avogadro

  private static let factors: [String: Double] = [
    "Angstrom": 1, "angstrom": 1, "Å": 1, "A": 1, "Ang": 1,
    "nm": Factor.angstromPerNanometre, "pm": Factor.angstromPerNanometre / 1000,
    "fm": Factor.angstromPerNanometre / 1e6, "um": Factor.angstromPerMicrometre,
    "cm": Factor.angstromPerCentimetre, "m": Factor.angstromPerMetre,
    "bohr": Factor.angstromPerBohr, "Bohr": Factor.angstromPerBohr,
    "a0": Factor.angstromPerBohr,
    "fs": 1, "ps": Factor.femtosecondPerPicosecond, "ns": Factor.femtosecondPerNanosecond,
    "us": Factor.femtosecondPerMicrosecond, "s": Factor.femtosecondPerSecond,
    "sec": Factor.femtosecondPerSecond, "second": Factor.femtosecondPerSecond,
    // √(u Å² / (kcal/mol)), CHARMM's unit of time.
    "AKMA": 1
      / (Factor.electronvoltPerKilocaloriePerMole
      * Factor.atomicMassSquareAngstromPerSquareFemtosecondPerElectronvolt).squareRoot(),
    "eV": 1, "Hartree": Factor.electronvoltPerHartree, "hartree": Factor.electronvoltPerHartree,
    "Ha": Factor.electronvoltPerHartree, "Ry": Factor.electronvoltPerRydberg,
    "J": Factor.electronvoltPerJoule, "kJ": kilojoule, "kcal": kilocalorie,
    "mol": Constant.avogadro, "K": 1, "e": 1, "u": 1, "amu": 1, "Da": 1, "GPa": 1,
    "N": Factor.electronvoltPerJoule / Factor.angstromPerMetre,
    "Newton": Factor.electronvoltPerJoule / Factor.angstromPerMetre,
  ]
}
