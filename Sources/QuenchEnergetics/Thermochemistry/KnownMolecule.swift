/// Molecules whose gas-phase data are at hand where a calculation has no frequencies of its own.
///
/// Fundamental wavenumbers: Shimanouchi, Tables of Molecular Vibrational Frequencies I, NSRDS-NBS 39
/// (1972); diatomics: Huber and Herzberg, Constants of Diatomic Molecules (1979), ωe − 2 ωexe.
public struct KnownMolecule: Hashable, Sendable {
  public let formula: String
  /// cm⁻¹.
  public let wavenumbers: [Double]
  public let symmetryNumber: Int
  public let multiplicity: Int

  public static let source = "NSRDS-NBS 39 (1972); Huber and Herzberg (1979)"

  public static let all: [KnownMolecule] = [
    KnownMolecule(formula: "O2", wavenumbers: [1556.4], symmetryNumber: 2, multiplicity: 3),
    KnownMolecule(formula: "H2", wavenumbers: [4161.2], symmetryNumber: 2, multiplicity: 1),
    KnownMolecule(formula: "N2", wavenumbers: [2329.9], symmetryNumber: 2, multiplicity: 1),
    KnownMolecule(formula: "CO", wavenumbers: [2143.2], symmetryNumber: 1, multiplicity: 1),
    KnownMolecule(
      formula: "H2O", wavenumbers: [1595, 3657, 3756], symmetryNumber: 2, multiplicity: 1),
    KnownMolecule(
      formula: "CO2", wavenumbers: [667, 667, 1333, 2349], symmetryNumber: 2, multiplicity: 1),
    KnownMolecule(
      formula: "CH4", wavenumbers: [1306, 1306, 1306, 1534, 1534, 2917, 3019, 3019, 3019],
      symmetryNumber: 12, multiplicity: 1),
    KnownMolecule(
      formula: "NH3", wavenumbers: [950, 1627, 1627, 3337, 3444, 3444], symmetryNumber: 3,
      multiplicity: 1),
  ]

  public static func of(_ composition: Formula) -> KnownMolecule? {
    all.first { $0.formula == Formula(atoms: composition.atomNames).description }
  }
}

extension Formula {
  /// One name per atom, for compositions of a few whole atoms; empty otherwise.
  fileprivate var atomNames: [String] {
    guard atoms < 32 else { return [] }
    return parts.flatMap { part -> [String] in
      guard let count = Int(exactly: part.amount), count > 0 else { return [] }
      return Array(repeating: part.name, count: count)
    }
  }
}
