import QuenchEnergetics
import QuenchFormats
import QuenchModel
import QuenchUnits

extension CP2KInput {
  /// Writes what the input says about the method into a calculation's settings.
  func complete(_ calculation: inout Calculation) {
    var settings = calculation.settings
    settings.functional = functional ?? settings.functional
    if let cutoff = value("DFT/MGRID", "CUTOFF").flatMap({ ReportLine.number($0) }) {
      settings.cutoff = cutoff * Constant.rydberg
    }
    settings.dispersion = dispersion
    let polarised = isOn("FORCE_EVAL/DFT", "UKS") || isOn("FORCE_EVAL/DFT", "LSD")
    settings.spin = polarised ? .collinear : SpinTreatment.none
    settings.dipole = isOn("FORCE_EVAL/DFT", "SURFACE_DIPOLE_CORRECTION") ? "on" : "none"
    settings.smearing = smearing
    settings.hubbard = hubbard
    settings.potentials = potentials
    settings.kpoints = kpoints
    calculation.charge =
      value("FORCE_EVAL/DFT", "CHARGE").flatMap { ReportLine.number($0) } ?? calculation.charge
    calculation.settings = settings
  }

  private var functional: String? {
    switch value("DFT/QS", "METHOD")?.uppercased() {
    case "XTB": return "GFN1-xTB"
    case "DFTB": return "DFTB"
    default: break
    }
    if let name = value("XC/XC_FUNCTIONAL", "_"), !name.isEmpty {
      return FunctionalName.canonical(name)
    }
    let parts = entries.filter { $0.path.contains("XC_FUNCTIONAL/") && $0.keyword == "_" }
      .map { $0.path.split(separator: "/").last.map(String.init) ?? "" }
    return parts.isEmpty ? nil : FunctionalName.canonical(parts.joined(separator: "+"))
  }

  private var dispersion: String {
    if value("DFT/QS", "METHOD")?.uppercased() == "XTB" { return "part of GFN1-xTB" }
    guard let kind = value("VDW_POTENTIAL/PAIR_POTENTIAL", "TYPE") else {
      return has("XC/VDW_POTENTIAL") ? "van der Waals functional" : "none"
    }
    return kind.uppercased()
  }

  /// The temperature is in K unless a unit stands before it.
  private var smearing: Smearing {
    guard has("SCF/SMEAR") else { return Smearing(kind: "none") }
    let method = value("SCF/SMEAR", "METHOD")?.uppercased() ?? "ENERGY_WINDOW"
    guard method == "FERMI_DIRAC" else { return Smearing(kind: method.lowercased()) }
    let kelvin = value("SCF/SMEAR", "ELECTRONIC_TEMPERATURE").map {
      $0.uppercased().replacing("[K]", with: "")
    }.flatMap { ReportLine.number(ReportLine.trimmed($0)) }
    return Smearing(
      kind: "Fermi-Dirac", width: kelvin.map { $0 * Factor.electronvoltPerKelvin })
  }

  /// `U_MINUS_J` of each kind with a DFT_PLUS_U section: Hartree, or the unit in brackets.
  private var hubbard: [String: Hubbard] {
    var found: [String: Hubbard] = [:]
    var kind: String?
    var l = 2
    for entry in entries {
      if entry.path.hasSuffix("SUBSYS/KIND"), entry.keyword == "_" {
        kind = Species(label: kindElement(entry.value)).name
        l = 2
      } else if entry.path.hasSuffix("KIND/DFT_PLUS_U"), let kind {
        if entry.keyword == "L" { l = Int(entry.value) ?? l }
        if entry.keyword == "U_MINUS_J" {
          found[kind] = Self.energy(entry.value).map { Hubbard(l: l, u: $0, j: 0) }
        } else if entry.keyword == "L", let known = found[kind] {
          found[kind] = Hubbard(l: l, u: known.u, j: 0)
        }
      }
    }
    return found.filter { $0.value.u != 0 }
  }

  /// eV.
  private static func energy(_ text: String) -> Double? {
    guard let value = text.split(separator: " ").last.flatMap({ ReportLine.number($0) }) else {
      return nil
    }
    let unit = text.lowercased()
    if unit.contains("[ev]") { return value }
    if unit.contains("[ry]") { return value * Constant.rydberg }
    return unit.contains("[") && !unit.contains("[hartree]") ? nil : value * Constant.hartree
  }

  private var potentials: [String: Potential] {
    var found: [String: Potential] = [:]
    var kind: String?
    var parts: [String] = []
    func close() {
      if let kind, !parts.isEmpty { found[kind] = Potential(title: parts.joined(separator: " / ")) }
      parts = []
    }
    for entry in entries where entry.path.hasSuffix("SUBSYS/KIND") {
      if entry.keyword == "_" {
        close()
        kind = Species(label: kindElement(entry.value)).name
      } else if entry.keyword.hasPrefix("BASIS_SET") || entry.keyword.hasPrefix("POTENTIAL") {
        parts.append(entry.value)
      }
    }
    close()
    return found
  }

  private var kpoints: KPoints {
    let words = value("DFT/KPOINTS", "SCHEME")?.split(separator: " ").map(String.init) ?? []
    let mesh = words.dropFirst().prefix(3).compactMap { Int($0) }
    guard mesh.count == 3, mesh.allSatisfy({ $0 > 0 && $0 < 100_000 }) else {
      return KPoints(mesh: [1, 1, 1], scheme: "Gamma")
    }
    return KPoints(mesh: mesh, scheme: words.first)
  }
}
