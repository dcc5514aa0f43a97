/// One setting in which two terms of a reaction differ.
public struct SettingsDifference: Hashable, Sendable {
  public enum Severity: Int, Hashable, Sendable, Comparable {
    /// Said, but the number stands.
    case note
    /// Would be a mismatch, but somebody allowed it.
    case waived
    /// The energies do not belong together.
    case mismatch

    public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
  }

  /// One side of the comparison.
  public struct Side: Hashable, Sendable {
    public let term: String
    public let file: String
    /// With its unit; `not recorded` where the files do not say.
    public let value: String
  }

  public let field: SettingsField
  /// The element the setting belongs to.
  public let element: String?
  public var severity: Severity
  public let left: Side
  public let right: Side
  /// Why a difference is only a note.
  public let reason: String?

  public var fieldName: String { field.rawValue + (element.map { "(\($0))" } ?? "") }
}

/// The settings that are compared, by the names `--allow` takes.
public enum SettingsField: String, Hashable, Sendable, CaseIterable, Codable {
  case code
  case version
  case functional
  case cutoff
  case densityCutoff = "density-cutoff"
  case precision
  case potential
  case hubbard = "u"
  case dispersion
  case energyKind = "energy-kind"
  case spin
  case smearing
  case kpoints
  case dipole
}
