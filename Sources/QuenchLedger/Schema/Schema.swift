internal import GRDB

/// The tables of a ledger and how older ones become newer ones.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 calculations") { db in
      try createCalculations(db)
      try createParts(db)
      try createReferences(db)
    }
    return migrator
  }

  private static func createCalculations(_ db: Database) throws {
    try db.create(table: "structure") { table in
      table.primaryKey("hash", .text)
      table.column("cell", .text)
      table.column("species", .text).notNull()
      table.column("positions", .text).notNull()
      table.column("fixed", .text)
    }
    try db.create(table: "calculation") { table in
      table.autoIncrementedPrimaryKey("id")
      table.column("name", .text).notNull().unique()
      table.column("digest", .text).notNull().unique()
      table.column("path", .text).notNull()
      table.column("added_at", .text).notNull()
      table.column("added_by", .text).notNull()
      table.column("added_with", .text).notNull()
      table.column("structure", .text).references("structure", column: "hash")
      for column in CalculationColumn.all { table.column(column.name, column.type) }
    }
  }

  private static func createParts(_ db: Database) throws {
    try part("energy", db) { table in
      table.column("kind", .text).notNull()
      table.column("value", .double).notNull()
    }
    try part("element", db) { table in
      table.column("symbol", .text).notNull()
      table.column("amount", .double).notNull()
      table.column("potential", .text)
      table.column("potential_hash", .text)
      table.column("enmax", .double)
      table.column("hubbard_l", .integer)
      table.column("hubbard_u", .double)
      table.column("hubbard_j", .double)
    }
    try part("correction", db) { table in
      table.column("name", .text).notNull()
      table.column("value", .double).notNull()
      table.column("source", .text)
      table.column("treats_charge", .boolean).notNull()
    }
    try part("file", db) { table in
      table.column("path", .text).notNull()
      table.column("sha256", .text).notNull()
      table.column("role", .text).notNull()
    }
    try part("tag", db) { $0.column("tag", .text).notNull() }
    try part("note", db) { $0.column("note", .text).notNull() }
  }

  private static func part(
    _ name: String, _ db: Database, _ body: (TableDefinition) -> Void
  ) throws {
    try db.create(table: name) { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("calculation", onDelete: .cascade).notNull()
      body(table)
    }
  }

  private static func createReferences(_ db: Database) throws {
    try db.create(table: "reference") { table in
      table.primaryKey("species", .text)
      table.belongsTo("calculation", onDelete: .cascade).notNull()
      table.column("note", .text)
    }
  }

  /// What `quench ledger schema` prints beside SQLite's own description.
  static var documentation: [(table: String, column: String, meaning: String)] {
    let fixed: [(String, String, String)] = [
      ("calculation", "id", "number, as #id calls it"),
      ("calculation", "name", "unique, as reactions use it"),
      ("calculation", "digest", "SHA-256 of the output it was read from; adding twice adds once"),
      ("calculation", "path", "of that output when it was added"),
      ("calculation", "added_at", "UTC, ISO 8601"),
      ("calculation", "added_by", "user name"),
      ("calculation", "added_with", "version of Quench"),
      ("calculation", "structure", "hash of the final structure (table structure)"),
    ]
    let columns = CalculationColumn.all.map { ("calculation", $0.name, $0.meaning) }
    return fixed + columns + structures + parts + references
  }

  private static let structures: [(String, String, String)] = [
    ("structure", "hash", "SHA-256 of cell, species and positions as stored"),
    ("structure", "cell", "nine numbers, rows a b c, Å, JSON"),
    ("structure", "species", "element symbols, JSON"),
    ("structure", "positions", "Cartesian x y z of each atom, Å, JSON"),
    ("structure", "fixed", "atoms from 0 that could not move, JSON"),
  ]

  /// Tables with any number of rows per calculation; all have an id and the calculation they belong to.
  private static var parts: [(String, String, String)] {
    ["energy", "element", "correction", "file", "tag", "note"].flatMap { table in
      [
        (table, "id", "number, in the order of writing"),
        (table, "calculationId", "the calculation it belongs to"),
      ] + rows.filter { $0.0 == table }
    }
  }

  private static let rows: [(String, String, String)] = [
    ("energy", "kind", "total, without-entropy, sigma0, enthalpy, gibbs"),
    ("energy", "value", "eV per cell, without corrections"),
    ("element", "symbol", "of the element"),
    ("element", "amount", "atoms of this element in the cell"),
    ("element", "potential", "pseudopotential title, or basis set and potential"),
    ("element", "potential_hash", "of its text: SHA-256, or what the program prints"),
    ("element", "enmax", "VASP ENMAX, eV"),
    ("element", "hubbard_l", "angular momentum of the U, 0…3; null without U"),
    ("element", "hubbard_u", "eV; null without U"),
    ("element", "hubbard_j", "eV; null without U"),
    ("correction", "name", "what it is for"),
    ("correction", "value", "eV added to the cell's energies"),
    ("correction", "source", "where it is from"),
    ("correction", "treats_charge", "whether it makes a charged cell usable"),
    ("file", "path", "when it was added"),
    ("file", "sha256", "of its bytes, decompressed"),
    ("file", "role", "output, input, structure, potential"),
    ("tag", "tag", "a word that reactions and tables may use"),
    ("note", "note", "any text"),
  ]

  private static let references: [(String, String, String)] = [
    ("reference", "species", "name that reactions may use for a calculation"),
    ("reference", "calculationId", "the calculation"),
    ("reference", "note", "what it is: bulk metal, isolated atom, …"),
  ]
}
