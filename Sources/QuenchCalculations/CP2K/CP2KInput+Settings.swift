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
    settings.smearing = has("SCF/SMEAR") ? Smearing(kind: "Fermi-Dirac") : Smearing(kind: "none")
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
