internal import GRDB
public import QuenchEnergetics
import QuenchFormats

/// Calculations out of other people's files.
public enum LedgerImport {
  /// Reads a ledger's own JSON, an ASE database (SQLite or JSON), or a YAML of published values, told
  /// by content. Throws `LedgerError`, `FileError`.
  public static func calculations(from path: String) throws -> [Calculation] {
    try records(from: path).map(\.calculation)
  }

  /// The same with the species they stand for, which only a ledger's own JSON knows.
  public static func records(from path: String) throws -> [LedgerRecord] {
    let bytes = try SmallFile.bytes(of: path)
    if bytes.starts(with: Array("SQLite format 3".utf8)) {
      return try ase(path).map { LedgerRecord($0) }
    }
    let first = bytes.first { $0 > 0x20 }
    if first == UInt8(ascii: "[") { return try json(bytes, path) }
    if first == UInt8(ascii: "{") { return try aseJSON(bytes, path).map { LedgerRecord($0) } }
    return try PaperFile.read(String(decoding: bytes, as: UTF8.self), name: path).calculations
      .map { LedgerRecord($0) }
  }

  private static func json(_ bytes: [UInt8], _ path: String) throws(LedgerError) -> [LedgerRecord] {
    do {
      return try JSON.decode(bytes)
    } catch {
      throw LedgerError(.unreadable, "\(path): is no JSON of a ledger (\(error))")
    }
  }

  private static func aseJSON(
    _ bytes: [UInt8], _ path: String
  ) throws(LedgerError) -> [Calculation] {
    let database: AseJSON
    do { database = try JSON.decode(bytes) } catch {
      throw LedgerError(.unreadable, "\(path): is no JSON of an ASE database (\(error))")
    }
    return try database.records.map { record throws(LedgerError) in try record.calculation(path) }
  }

  /// ASE's `systems` table: numbers, positions, cell and forces as little-endian blobs.
  private static func ase(_ path: String) throws(LedgerError) -> [Calculation] {
    do {
      var configuration = Configuration()
      configuration.readonly = true
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      return try queue.read { db in
        guard try db.tableExists("systems") else {
          throw LedgerError(.unreadable, "\(path): is no ASE database (no table 'systems')")
        }
        return try Row.fetchAll(db, sql: "SELECT * FROM systems ORDER BY id").map { row in
          try calculation(row, path)
        }
      }
    } catch {
      throw Ledger.wrap(error, path)
    }
  }

  private static func calculation(_ row: Row, _ path: String) throws -> Calculation {
    let id: Int64 = row["id"] ?? 0
    let record = AseRecord(
      id: Int(id), calculator: row["calculator"], uniqueID: row["unique_id"],
      numbers: bytes(row["numbers"]).map { [Int](littleEndian32: $0) } ?? [],
      positions: bytes(row["positions"]).map(doubles) ?? [],
      cell: bytes(row["cell"]).map(doubles) ?? [], energy: row["energy"],
      freeEnergy: row["free_energy"], forces: bytes(row["forces"]).map(doubles) ?? [],
      moment: row["magmom"], charge: row["charge"],
      stress: bytes(row["stress"]).map(doubles) ?? [],
      fixed: AseConstraint.fixed(JSON.value(row["constraints"]) ?? []),
      notes: AseValue.notes(JSON.value(row["key_value_pairs"]) ?? [:]))
    return try record.calculation(path)
  }

  private static func bytes(_ value: DatabaseValue?) -> [UInt8]? {
    guard let value, case .blob(let data) = value.storage else { return nil }
    return Array(data)
  }

  private static func doubles(_ bytes: [UInt8]) -> [Double] {
    stride(from: 0, to: bytes.count - 7, by: 8).map { start in
      var bits: UInt64 = 0
      for k in 0..<8 { bits |= UInt64(bytes[start + k]) << UInt64(8 * k) }
      return Double(bitPattern: bits)
    }.filter(\.isFinite)
  }
}

extension Array where Element == Int {
  fileprivate init(littleEndian32 bytes: [UInt8]) {
    self = stride(from: 0, to: bytes.count - 3, by: 4).map { start in
      Int(bytes[start]) | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2]) << 16
        | Int(bytes[start + 3]) << 24
    }
  }
}
