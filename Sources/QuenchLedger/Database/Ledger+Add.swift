internal import GRDB
import QuenchCalculations
public import QuenchEnergetics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Who adds, with what.
public struct Signature: Hashable, Sendable {
  public var user: String
  public var version: String

  public init(user: String, version: String) {
    self.user = user
    self.version = version
  }
}

/// What became of a calculation that was to be added.
public enum AddOutcome: Hashable, Sendable {
  /// Under this name.
  case added(id: Int64, name: String)
  /// The same output is there under this name.
  case known(name: String)

  /// Under which it is in the ledger.
  public var name: String {
    switch self {
    case .added(_, let name), .known(let name): name
    }
  }
}

extension Ledger {
  /// Adds calculations in one transaction; the same output twice is added once.
  ///
  /// A name that is taken becomes `folder/name`, then `name-2`, `name-3` …. What the ledger should
  /// refuse (unconverged runs) the caller refuses.
  public func add(
    _ calculations: [Calculation], by signature: Signature
  ) throws(LedgerError) -> [AddOutcome] {
    try write { db in
      try calculations.map { try Self.insert($0, signature, db) }
    }
  }

  private static func insert(
    _ calculation: Calculation, _ signature: Signature, _ db: Database
  ) throws -> AddOutcome {
    let digest = digest(calculation)
    if let known = try String.fetchOne(
      db, sql: "SELECT name FROM calculation WHERE digest = ?", arguments: [digest])
    {
      return .known(name: known)
    }
    var calculation = calculation
    calculation.name = try freeName(calculation, db)
    let structure = try calculation.geometry.map { try insert($0, db) }
    var values: [(String, (any DatabaseValueConvertible)?)] = [
      ("name", calculation.name), ("digest", digest), ("path", calculation.mainFile),
      ("added_at", timestamp()), ("added_by", signature.user), ("added_with", signature.version),
      ("structure", structure),
    ]
    values += CalculationColumn.all.map { ($0.name, $0.get(calculation)) }
    try insert("calculation", values, db)
    let id = db.lastInsertedRowID
    try insertParts(calculation, id, db)
    return .added(id: id, name: calculation.name)
  }

  /// Of the output; published values have no file and are told by their content.
  private static func digest(_ calculation: Calculation) -> String {
    if let output = calculation.files.first(where: { $0.role == "output" }) { return output.sha256 }
    return SHA256.hex(JSON.text(calculation))
  }

  private static func freeName(_ calculation: Calculation, _ db: Database) throws -> String {
    let wanted = calculation.name.isEmpty ? "calculation" : calculation.name
    var candidates = [wanted]
    let folders = calculation.mainFile.split(separator: "/").dropLast().map(String.init)
    if let parent = folders.last(where: { $0 != wanted }) {
      candidates.append(parent + "/" + wanted)
    }
    for name in candidates where try !isTaken(name, db) { return name }
    var number = 2
    while try isTaken("\(wanted)-\(number)", db) { number += 1 }
    return "\(wanted)-\(number)"
  }

  private static func isTaken(_ name: String, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM calculation WHERE name = ?)", arguments: [name])
      ?? false
  }

  static func insert(
    _ table: String, _ values: [(String, (any DatabaseValueConvertible)?)], _ db: Database
  ) throws {
    let columns = values.map { "\"\($0.0)\"" }.joined(separator: ", ")
    let places = values.map { _ in "?" }.joined(separator: ", ")
    let statement = try db.cachedStatement(
      sql: "INSERT INTO \"\(table)\" (\(columns)) VALUES (\(places))")
    try statement.execute(arguments: StatementArguments(values.map(\.1)))
  }

  private static func insert(_ geometry: Geometry, _ db: Database) throws -> String {
    let parts: [(String, String?)] = [
      ("cell", geometry.cell.map(JSON.text)), ("species", JSON.text(geometry.species)),
      ("positions", JSON.text(geometry.positions)), ("fixed", geometry.fixed.map(JSON.text)),
    ]
    let hash = SHA256.hex(parts.map { $0.1 ?? "" }.joined(separator: "\n"))
    let isKnown = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM structure WHERE hash = ?)", arguments: [hash])
    if isKnown != true {
      try insert("structure", [("hash", hash)] + parts.map { ($0.0, $0.1) }, db)
    }
    return hash
  }

  static func insertParts(_ calculation: Calculation, _ id: Int64, _ db: Database) throws {
    for (kind, value) in calculation.energies.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      try insert("energy", [("calculationId", id), ("kind", kind.rawValue), ("value", value)], db)
    }
    for (symbol, amount) in calculation.composition.parts {
      let potential = calculation.settings.potentials[symbol]
      let hubbard = calculation.settings.hubbard[symbol]
      try insert(
        "element",
        [
          ("calculationId", id), ("symbol", symbol), ("amount", amount),
          ("potential", potential?.title), ("potential_hash", potential?.hash),
          ("enmax", potential?.enmax), ("hubbard_l", hubbard?.l), ("hubbard_u", hubbard?.u),
          ("hubbard_j", hubbard?.j),
        ], db)
    }
    for correction in calculation.corrections { try insert(correction, id, db) }
    for file in calculation.files {
      try insert(
        "file",
        [("calculationId", id), ("path", file.path), ("sha256", file.sha256), ("role", file.role)],
        db)
    }
    for tag in calculation.tags { try insert("tag", [("calculationId", id), ("tag", tag)], db) }
    for note in calculation.notes {
      try insert("note", [("calculationId", id), ("note", note)], db)
    }
  }

  static func insert(_ correction: Correction, _ id: Int64, _ db: Database) throws {
    try insert(
      "correction",
      [
        ("calculationId", id), ("name", correction.name), ("value", correction.value),
        ("source", correction.source), ("treats_charge", correction.treatsCharge),
      ], db)
  }

  /// Now, UTC, ISO 8601.
  private static func timestamp() -> String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(1900 + parts.tm_year)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
      + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}
