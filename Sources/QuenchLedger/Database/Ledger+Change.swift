internal import GRDB
public import QuenchEnergetics

/// What a person may add to or change in a calculation that is in the ledger.
public enum Change: Hashable, Sendable {
  case name(String)
  case tag(String)
  case untag(String)
  case note(String)
  case correction(Correction)
  case spin(SpinStatement?)
  case uncertainty(Double)
  case charge(Double)
  case wavenumbers([Double])
  /// Atoms of the cell, where no file told them.
  case composition(Formula)
}

extension Ledger {
  /// Applies all changes to one calculation in one transaction.
  public func change(_ name: String, _ changes: [Change]) throws(LedgerError) {
    let id = try entry(name).id
    try write { db in
      for change in changes { try Self.apply(change, id, db) }
    }
  }

  private static func apply(_ change: Change, _ id: Int64, _ db: Database) throws {
    func set(_ column: String, _ value: (any DatabaseValueConvertible)?) throws {
      try db.execute(
        sql: "UPDATE calculation SET \"\(column)\" = ? WHERE id = ?", arguments: [value, id])
    }
    switch change {
    case .name(let name): try set("name", name)
    case .spin(let statement): try set("spin_statement", statement?.rawValue)
    case .uncertainty(let value): try set("uncertainty", value)
    case .charge(let value): try set("charge", value)
    case .wavenumbers(let values): try set("wavenumbers", JSON.text(values))
    case .correction(let correction): try insert(correction, id, db)
    case .composition(let formula): try setComposition(formula, id, db)
    case .tag(let tag):
      try removeTag(tag, id, db)
      try insert("tag", [("calculationId", id), ("tag", tag)], db)
    case .note(let note): try insert("note", [("calculationId", id), ("note", note)], db)
    case .untag(let tag): try removeTag(tag, id, db)
    }
  }

  private static func removeTag(_ tag: String, _ id: Int64, _ db: Database) throws {
    try db.execute(
      sql: "DELETE FROM tag WHERE calculationId = ? AND tag = ?", arguments: [id, tag])
  }

  /// What the files told is not replaced.
  private static func setComposition(_ formula: Formula, _ id: Int64, _ db: Database) throws {
    let known = try Int.fetchOne(
      db, sql: "SELECT count(*) FROM element WHERE calculationId = ?", arguments: [id])
    guard known == 0 else {
      throw LedgerError(.inconsistent, "#\(id) has a composition; its files told it")
    }
    for (symbol, amount) in formula.parts {
      try insert(
        "element", [("calculationId", id), ("symbol", symbol), ("amount", amount)], db)
    }
    try db.execute(
      sql: "UPDATE calculation SET formula = ?, atoms = ? WHERE id = ?",
      arguments: [formula.description, formula.atoms, id])
  }

  public func remove(_ name: String) throws(LedgerError) {
    let id = try entry(name).id
    try write { db in
      try db.execute(sql: "DELETE FROM calculation WHERE id = ?", arguments: [id])
      try db.execute(
        sql: """
          DELETE FROM structure WHERE hash NOT IN \
          (SELECT structure FROM calculation WHERE structure IS NOT NULL)
          """)
    }
  }

  /// Lets reactions call a calculation by a species' name (`Na` for bulk sodium).
  public func setReference(
    _ species: String, to name: String, note: String? = nil
  ) throws(LedgerError) {
    let id = try entry(name).id
    try write { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO reference (species, calculationId, note) VALUES (?, ?, ?)",
        arguments: [species, id, note])
    }
  }

  /// Table, column, SQL type and meaning of all that a ledger stores.
  public static var schema: [(table: String, column: String, meaning: String)] {
    Schema.documentation
  }
}
