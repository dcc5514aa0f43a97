import QuenchModel

/// Compares how two calculations were done.
///
/// Must match: code, functional, cut-offs, PREC, potential and U of shared elements, dispersion,
/// spin treatment (but see `spinDifference`), the k-mesh of equal cells. Notes: k-mesh of different
/// cells, smearing, dipole correction, version of the code, whatever only one side records.
/// Parallel settings are free.
public struct SettingsCheck: Sendable {
  private let left: Calculation
  private let right: Calculation

  public init(_ left: Calculation, _ right: Calculation) {
    self.left = left
    self.right = right
  }

  public var differences: [SettingsDifference] {
    var found = scalars
    for element in sharedElements {
      found += [potentialDifference(element), hubbardDifference(element)].compactMap { $0 }
    }
    found += [spinDifference, kpointDifference].compactMap { $0 }
    return found
  }

  private var sharedElements: [String] {
    left.composition.names.filter { right.composition[$0] != 0 }.sorted()
  }

  private var scalars: [SettingsDifference] {
    let (a, b) = (left.settings, right.settings)
    return [
      compare(.code, left.program.name, right.program.name, .mismatch),
      compare(.version, left.program.version, right.program.version, .note),
      compare(.functional, a.functional, b.functional, .mismatch),
      compare(.cutoff, a.cutoff, b.cutoff),
      compare(.densityCutoff, a.densityCutoff, b.densityCutoff),
      compare(.precision, a.precision, b.precision, .mismatch),
      compare(.dispersion, a.dispersion, b.dispersion, .mismatch),
      compare(.smearing, a.smearing.map(Self.text), b.smearing.map(Self.text), .note),
      compare(.dipole, a.dipole, b.dipole, .note),
    ].compactMap { $0 }
  }

  private func compare(
    _ field: SettingsField, _ a: String?, _ b: String?, _ severity: SettingsDifference.Severity,
    element: String? = nil
  ) -> SettingsDifference? {
    guard a?.lowercased() != b?.lowercased() else { return nil }
    // What one side does not record is neither equal nor different; smearing notes need both.
    if a == nil || b == nil {
      return difference(field, a, b, .note, element, "one side does not record it")
    }
    return difference(field, a, b, severity, element, nil)
  }

  /// Cut-offs agree to 1e-6 of their size: a text file rounds them.
  private func compare(_ field: SettingsField, _ a: Double?, _ b: Double?) -> SettingsDifference? {
    if let a, let b, abs(a - b) <= 1e-6 * max(abs(a), abs(b)) { return nil }
    return compare(field, a.map(Self.electronvolts), b.map(Self.electronvolts), .mismatch)
  }

  private func potentialDifference(_ element: String) -> SettingsDifference? {
    guard let a = left.settings.potentials[element], let b = right.settings.potentials[element]
    else {
      return compare(
        .potential, left.settings.potentials[element]?.title,
        right.settings.potentials[element]?.title, .mismatch, element: element)
    }
    if a.title == b.title, a.hash == nil || b.hash == nil || a.hash == b.hash { return nil }
    return difference(.potential, Self.text(a), Self.text(b), .mismatch, element, nil)
  }

  private func hubbardDifference(_ element: String) -> SettingsDifference? {
    let (a, b) = (left.settings.hubbard[element], right.settings.hubbard[element])
    return a == b ? nil : difference(.hubbard, Self.text(a), Self.text(b), .mismatch, element, nil)
  }

  /// A run without spin polarisation may stand beside a polarised one only where it needs none: its
  /// person says so, or the polarised side's moment vanishes, so that both describe the same state.
  private var spinDifference: SettingsDifference? {
    let (a, b) = (left.settings.spin, right.settings.spin)
    guard a != b, let a, let b else {
      return compare(.spin, a?.rawValue, b?.rawValue, .mismatch)
    }
    let reason = Self.excuse(left) ?? Self.excuse(right)
    return difference(
      .spin, Self.text(a, left), Self.text(b, right), reason == nil ? .mismatch : .note, nil, reason
    )
  }

  private static func excuse(_ calculation: Calculation) -> String? {
    if calculation.settings.spin == SpinTreatment.none {
      return calculation.spinStatement.map { "\(calculation.name) is said to be \($0.rawValue)" }
    }
    guard let moment = calculation.moment, abs(moment) < 0.01 else { return nil }
    return "\(calculation.name) has a moment below 0.01 µB"
  }

  private var kpointDifference: SettingsDifference? {
    let (a, b) = (left.settings.kpoints, right.settings.kpoints)
    guard let a, let b else { return nil }
    guard a.mesh != b.mesh || (a.mesh == nil && a.scheme != b.scheme) else { return nil }
    let sameCell = Self.sameCell(left, right)
    return difference(
      .kpoints, Self.text(a, left), Self.text(b, right), sameCell ? .mismatch : .note, nil,
      sameCell ? nil : "the cells differ")
  }

  private static func sameCell(_ a: Calculation, _ b: Calculation) -> Bool {
    guard let a = a.geometry?.lattice, let b = b.geometry?.lattice else { return false }
    let (p, q) = (a.rows, b.rows)
    return (0..<3).allSatisfy { (p[$0] - q[$0]).length < 1e-3 * p[$0].length }
  }

  private func difference(
    _ field: SettingsField, _ a: String?, _ b: String?, _ severity: SettingsDifference.Severity,
    _ element: String?, _ reason: String?
  ) -> SettingsDifference {
    SettingsDifference(
      field: field, element: element, severity: severity,
      left: .init(term: left.name, file: left.mainFile, value: a ?? "not recorded"),
      right: .init(term: right.name, file: right.mainFile, value: b ?? "not recorded"),
      reason: reason)
  }
}

extension SettingsCheck {
  static func electronvolts(_ value: Double) -> String {
    let rounded = (value * 1e4).rounded() / 1e4
    return (Int(exactly: rounded).map(String.init) ?? rounded.description) + " eV"
  }

  static func text(_ smearing: Smearing) -> String {
    smearing.kind + (smearing.width.map { " " + electronvolts($0) } ?? "")
  }

  static func text(_ potential: Potential) -> String {
    potential.title + (potential.hash.map { " [\($0.prefix(8))]" } ?? "")
  }

  static func text(_ hubbard: Hubbard?) -> String {
    guard let hubbard else { return "no U" }
    let orbital = ["s", "p", "d", "f"]
    let l = orbital.indices.contains(hubbard.l) ? orbital[hubbard.l] : "l=\(hubbard.l)"
    return "\(l): U \(electronvolts(hubbard.u)), J \(electronvolts(hubbard.j))"
  }

  static func text(_ spin: SpinTreatment, _ calculation: Calculation) -> String {
    guard let moment = calculation.moment else { return spin.rawValue }
    return "\(spin.rawValue), \((moment * 1e3).rounded() / 1e3) µB"
  }

  static func text(_ kpoints: KPoints, _ calculation: Calculation) -> String {
    var text = kpoints.mesh.map { $0.map(String.init).joined(separator: "×") } ?? "list"
    if let scheme = kpoints.scheme { text += " " + scheme }
    if let spacing = calculation.kSpacing?.max() {
      text += ", ≤ \((spacing * 1e3).rounded() / 1e3) Å⁻¹"
    }
    return text
  }
}
