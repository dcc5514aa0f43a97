internal import GRDB
public import QuenchEnergetics

/// A calculation as it stands in the ledger.
public struct Entry: Hashable, Sendable {
  public let id: Int64
  /// UTC, ISO 8601.
  public let addedAt: String
  public let addedBy: String
  /// Version of Quench that added it.
  public let addedWith: String
  /// SHA-256 of the final structure; nil without one.
  public let structureHash: String?
  public let calculation: Calculation
}

extension Ledger {
  /// All, in the order they were added.
  public func entries() throws(LedgerError) -> [Entry] {
    try read { db in
      try Self.entries(db, "SELECT * FROM calculation ORDER BY id", [])
    }
  }

  /// Those that carry a tag, in the order they were added.
  public func entries(tagged tag: String) throws(LedgerError) -> [Entry] {
    try read { db in
      try Self.entries(
        db,
        """
        SELECT calculation.* FROM calculation JOIN tag ON tag.calculationId = calculation.id \
        WHERE tag.tag = ? ORDER BY calculation.id
        """, [tag])
    }
  }

  /// By name, by `#id`, by a reference species, or by a tag that only one calculation carries.
  public func entry(_ name: String) throws(LedgerError) -> Entry {
    let found = try read { db -> [Entry] in
      for (sql, argument) in Self.lookups(name) {
        let entries = try Self.entries(db, sql, [argument])
        if !entries.isEmpty { return entries }
      }
      return []
    }
    if found.count == 1, let entry = found.first { return entry }
    if found.isEmpty {
      throw LedgerError(
        .notFound, "\(path): no calculation, tag or reference is called '\(name)'")
    }
    let names = found.prefix(8).map(\.calculation.name).joined(separator: ", ")
    throw LedgerError(
      .inconsistent, "tag '\(name)' is carried by \(found.count) calculations (\(names)); name one")
  }

  private static func lookups(_ name: String) -> [(String, any DatabaseValueConvertible)] {
    var lookups: [(String, any DatabaseValueConvertible)] = [
      ("SELECT * FROM calculation WHERE name = ?", name)
    ]
    if name.hasPrefix("#"), let id = Int64(name.dropFirst()) {
      lookups.append(("SELECT * FROM calculation WHERE id = ?", id))
    }
    lookups += [
      (
        """
        SELECT calculation.* FROM calculation JOIN reference \
        ON reference.calculationId = calculation.id WHERE reference.species = ?
        """, name
      ),
      (
        """
        SELECT calculation.* FROM calculation JOIN tag ON tag.calculationId = calculation.id \
        WHERE tag.tag = ? ORDER BY calculation.id
        """, name
      ),
    ]
    return lookups
  }

  /// Everything a reaction may name: names, `#id`, reference species, tags.
  public func knownNames() throws(LedgerError) -> [String] {
    try read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT name FROM calculation UNION SELECT '#' || id FROM calculation \
          UNION SELECT species FROM reference UNION SELECT tag FROM tag
          """)
    }
  }

  public func references() throws(LedgerError) -> [(species: String, name: String, note: String?)] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT reference.species, calculation.name, reference.note FROM reference \
          JOIN calculation ON calculation.id = reference.calculationId ORDER BY species
          """
      ).map { ($0[0], $0[1], $0[2]) }
    }
  }

  static func entries(
    _ db: Database, _ sql: String, _ arguments: [any DatabaseValueConvertible]
  ) throws -> [Entry] {
    try Row.fetchAll(db, sql: sql, arguments: StatementArguments(arguments)).map { row in
      try entry(row, db)
    }
  }

  private static func entry(_ row: Row, _ db: Database) throws -> Entry {
    let id: Int64 = row["id"]
    var calculation = Calculation(name: row["name"], program: Program(""))
    for column in CalculationColumn.all { column.set(&calculation, row) }
    try fetchParts(&calculation, id, db)
    let hash: String? = row["structure"]
    if let hash { calculation.geometry = try geometry(hash, db) }
    return Entry(
      id: id, addedAt: row["added_at"], addedBy: row["added_by"], addedWith: row["added_with"],
      structureHash: hash, calculation: calculation)
  }

  private static func parts(_ table: String, _ id: Int64, _ db: Database) throws -> [Row] {
    let statement = try db.cachedStatement(
      sql: "SELECT * FROM \"\(table)\" WHERE calculationId = ? ORDER BY id")
    return try Row.fetchAll(statement, arguments: [id])
  }

  private static func fetchParts(
    _ calculation: inout Calculation, _ id: Int64, _ db: Database
  ) throws {
    for row in try parts("energy", id, db) {
      guard let kind = EnergyKind(rawValue: row["kind"]) else { continue }
      calculation.energies[kind] = row["value"]
    }
    for row in try parts("element", id, db) {
      let symbol: String = row["symbol"]
      calculation.composition.add(symbol, row["amount"])
      if let title: String = row["potential"] {
        calculation.settings.potentials[symbol] = Potential(
          title: title, hash: row["potential_hash"], enmax: row["enmax"])
      }
      if let l: Int = row["hubbard_l"] {
        calculation.settings.hubbard[symbol] = Hubbard(
          l: l, u: row["hubbard_u"] ?? 0, j: row["hubbard_j"] ?? 0)
      }
    }
    calculation.corrections = try parts("correction", id, db).map { row in
      Correction(
        name: row["name"], value: row["value"], source: row["source"],
        treatsCharge: row["treats_charge"])
    }
    calculation.files = try parts("file", id, db).map { row in
      SourceFile(path: row["path"], sha256: row["sha256"], role: row["role"])
    }
    calculation.tags = try parts("tag", id, db).map { $0["tag"] }
    calculation.notes = try parts("note", id, db).map { $0["note"] }
  }

  private static func geometry(_ hash: String, _ db: Database) throws -> Geometry? {
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM structure WHERE hash = ?", arguments: [hash])
    else { return nil }
    return Geometry(
      cell: JSON.value(row["cell"]), species: JSON.value(row["species"]) ?? [],
      positions: JSON.value(row["positions"]) ?? [], fixed: JSON.value(row["fixed"]))
  }
}
