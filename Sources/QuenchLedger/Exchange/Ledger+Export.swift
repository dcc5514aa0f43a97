internal import GRDB
public import QuenchEnergetics
import QuenchFormats
import QuenchModel

/// What a ledger's JSON holds: one record per calculation.
public struct LedgerRecord: Hashable, Sendable, Codable {
  public var schema = 1
  public var addedAt: String?
  public var addedBy: String?
  public var addedWith: String?
  public var calculation: Calculation
  /// Species that reactions may call it by.
  public var references: [String]?

  /// One that comes from elsewhere.
  public init(_ calculation: Calculation) { self.calculation = calculation }

  public init(_ entry: Entry, references: [String]? = nil) {
    self.references = references
    addedAt = entry.addedAt
    addedBy = entry.addedBy
    addedWith = entry.addedWith
    calculation = entry.calculation
  }
}

extension Ledger {
  /// All records as a JSON array, keys sorted.
  public func json() throws(LedgerError) -> String {
    let species = Dictionary(grouping: try references(), by: \.name).mapValues {
      $0.map(\.species)
    }
    let records = try entries().map { LedgerRecord($0, references: species[$0.calculation.name]) }
    do { return try JSON.encode(records, pretty: true) + "\n" } catch {
      throw LedgerError(.failed, "\(path): \(error)")
    }
  }

  /// Final structures with their energies, one frame each; calculations without a structure are left
  /// out and counted.
  public func extxyz() throws -> (bytes: [UInt8], left: Int) {
    guard let format = FileFormat.named("extxyz") else {
      throw LedgerError(.failed, "extended XYZ cannot be written")
    }
    var frames: [Frame] = []
    let entries = try self.entries()
    for entry in entries {
      guard var structure = entry.calculation.geometry?.structure else { continue }
      structure.title = entry.calculation.name
      if let forces = entry.calculation.forces, forces.count == 3 * structure.count {
        structure.forces = Coordinates(flat: forces)
      }
      var frame = Frame(structure)
      if let energy = entry.calculation.energies[.total] { frame.observables["energy"] = energy }
      frames.append(frame)
    }
    return (try format.write(frames), entries.count - frames.count)
  }

  /// The whole database as SQL text that sqlite3 reads back.
  public func sql() throws(LedgerError) -> String {
    try read { db in
      var lines = ["PRAGMA foreign_keys=OFF;", "BEGIN TRANSACTION;"]
      let tables = try Row.fetchAll(
        db,
        sql: """
          SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
          ORDER BY rowid
          """)
      for table in tables {
        let name: String = table["name"]
        lines.append((table["sql"] as String) + ";")
        for row in try Row.fetchAll(db, sql: "SELECT * FROM \(Self.quoted(name))") {
          let values = row.databaseValues.map(Self.literal).joined(separator: ",")
          lines.append("INSERT INTO \(Self.quoted(name)) VALUES(\(values));")
        }
      }
      lines += try String.fetchAll(
        db, sql: "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
      ).map { $0 + ";" }
      return (lines + ["COMMIT;", ""]).joined(separator: "\n")
    }
  }

  private static func quoted(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
  }

  private static func literal(_ value: DatabaseValue) -> String {
    switch value.storage {
    case .null: "NULL"
    case .int64(let number): String(number)
    case .double(let number): number.description
    case .string(let text):
      text.utf8.contains(0) ? "NULL" : "'" + text.replacing("'", with: "''") + "'"
    case .blob(let data):
      "X'"
        + data.map { byte in
          (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined() + "'"
    }
  }
}
