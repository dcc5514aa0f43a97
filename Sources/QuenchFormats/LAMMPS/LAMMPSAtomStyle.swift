/// The columns of an `Atoms` section under one atom style.
///
/// Source: LAMMPS documentation, command `read_data`, section "Atoms".
struct LAMMPSAtomStyle {
  let name: String
  let columns: [String]
  /// More columns may follow that only the style itself understands.
  var isOpen = false

  private static let table: [(names: [String], columns: String)] = [
    (["atomic"], "id type x y z"),
    (["charge"], "id type q x y z"),
    (["molecular", "bond", "angle"], "id mol type x y z"),
    (["full"], "id mol type q x y z"),
    (["sphere"], "id type diameter density x y z"),
    (["dipole"], "id type q x y z mux muy muz"),
    (["ellipsoid"], "id type ellipsoidflag density x y z"),
    (["peri"], "id type volume density x y z"),
    (["electron"], "id type q espin eradius x y z"),
    (["dpd"], "id type theta x y z"),
    (["mdpd"], "id type rho x y z"),
    (["spin"], "id type x y z spx spy spz sp"),
    (["line", "tri"], "id mol type flag density x y z"),
    (["body"], "id type bodyflag mass x y z"),
  ]

  static let advice =
    "write the style behind the word Atoms, e.g. 'Atoms # charge'; known are "
    + table.flatMap(\.names).joined(separator: ", ") + ", hybrid"

  private init(name: String, columns: String, isOpen: Bool = false) {
    self.name = name
    self.columns = columns.split(separator: " ").map(String.init)
    self.isOpen = isOpen
  }

  /// Nil for a style whose columns are not known here.
  init?(name: String) {
    if name == "hybrid" {
      self.init(name: name, columns: "id type x y z", isOpen: true)
      return
    }
    guard let row = Self.table.first(where: { $0.names.contains(name) }) else { return nil }
    self.init(name: name, columns: row.columns)
  }

  /// The style that rows of these words must have; nil where several would fit.
  ///
  /// With six columns the third is a charge if any row writes it with a point, exponent or minus.
  init?(inferredFrom rows: [[String]]) {
    guard let width = rows.first?.count, width >= 5, rows.allSatisfy({ $0.count == width }) else {
      return nil
    }
    let hasImages = rows.allSatisfy { row in row.suffix(3).allSatisfy { Int($0) != nil } }
    let thirdIsType = rows.allSatisfy { Int($0[2]).map { $0 > 0 } ?? false }
    switch width {
    case 5: self.init(name: "atomic")
    case 8 where hasImages: self.init(name: "atomic")
    case 6 where !thirdIsType, 9 where !thirdIsType && hasImages: self.init(name: "charge")
    case 7 where thirdIsType, 10 where thirdIsType && hasImages: self.init(name: "full")
    default: return nil
    }
  }
}
