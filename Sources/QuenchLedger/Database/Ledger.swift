internal import GRDB
import QuenchEnergetics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A database of calculations in one file.
///
/// Made for network file systems: rollback journal (DELETE), synchronous FULL, immediate
/// transactions that wait for each other. A process killed at any moment leaves whole calculations
/// only. Open one `Ledger` per process and file.
public final class Ledger: Sendable {
  public let path: String
  private let queue: DatabaseQueue

  /// Opens a ledger; makes it where `create` says so and none is there.
  ///
  /// Throws `LedgerError`: no file, not a ledger, made by a newer version, locked for over a minute.
  public init(path: String, create: Bool = false) throws(LedgerError) {
    self.path = path
    if !create, access(path, F_OK) != 0 {
      throw LedgerError(
        .notFound, "\(path): there is no ledger; quench ledger add makes one")
    }
    do {
      if access(path, F_OK) != 0 { try Self.make(path) }
      queue = try DatabaseQueue(path: path, configuration: Self.configuration)
      let migrator = Schema.migrator
      if try queue.read(migrator.hasBeenSuperseded) {
        throw LedgerError(.unreadable, "\(path): made by a newer version of Quench")
      }
      if try !queue.read(migrator.hasCompletedMigrations) { try migrator.migrate(queue) }
    } catch {
      throw Self.wrap(error, path)
    }
  }

  /// Makes an empty ledger beside the place and puts it there whole, so that of two processes that
  /// begin at once both use the same one.
  private static func make(_ path: String) throws {
    let newborn = try emptyFile(beside: path)
    defer { unlink(newborn) }
    let queue = try DatabaseQueue(path: newborn, configuration: configuration)
    try Schema.migrator.migrate(queue)
    try queue.close()
    if link(newborn, path) == 0 || errno == EEXIST { return }
    // Some file systems have no links: there the first of two may lose what it adds meanwhile.
    if access(path, F_OK) == 0 || rename(newborn, path) == 0 { return }
    throw LedgerError(.failed, "\(path): cannot be made (\(String(cString: strerror(errno))))")
  }

  private static func emptyFile(beside path: String) throws(LedgerError) -> String {
    var template = Array("\(path).XXXXXX".utf8CString)
    let file = template.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkstemp($0) } ?? -1 }
    guard file >= 0 else {
      throw LedgerError(.failed, "\(path): cannot be made (\(String(cString: strerror(errno))))")
    }
    let mask = umask(0)
    umask(mask)
    fchmod(file, 0o666 & ~mask)
    close(file)
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(60)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = DELETE")
      try db.execute(sql: "PRAGMA synchronous = FULL")
      // A ledger from a stranger may not run code of its own.
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
    }
    return configuration
  }

  static func wrap(_ error: any Error, _ path: String) -> LedgerError {
    if let error = error as? LedgerError { return error }
    if let error = error as? DatabaseError { return LedgerError(error, path: path) }
    return LedgerError(.failed, "\(path): \(error)")
  }

  func read<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
    do { return try queue.read(body) } catch { throw Self.wrap(error, path) }
  }

  /// One immediate transaction: all of it or nothing.
  func write<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
    do {
      return try queue.writeWithoutTransaction { db in
        var result: Value?
        try db.inTransaction(.immediate) {
          result = try body(db)
          return .commit
        }
        guard let result else { throw LedgerError(.failed, "\(path): nothing was written") }
        return result
      }
    } catch {
      throw Self.wrap(error, path)
    }
  }

  /// Copies the ledger, consistent even while others write, into a new file that appears whole.
  public func backup(to target: String) throws(LedgerError) {
    func refusal() -> LedgerError {
      LedgerError(.exists, "\(target): exists already; a backup replaces nothing")
    }
    if access(target, F_OK) == 0 { throw refusal() }
    do {
      let newborn = try Self.emptyFile(beside: target)
      defer { unlink(newborn) }
      let copy = try DatabaseQueue(path: newborn, configuration: Self.configuration)
      try queue.backup(to: copy)
      try copy.close()
      if link(newborn, target) == 0 { return }
      if errno == EEXIST { throw refusal() }
      guard rename(newborn, target) == 0 else {
        throw LedgerError(
          .failed, "\(target): cannot be made (\(String(cString: strerror(errno))))")
      }
    } catch {
      throw Self.wrap(error, target)
    }
  }

  /// SQLite's own examination of the file; empty when all is well.
  public func integrityProblems() throws(LedgerError) -> [String] {
    try read { db in
      try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        + Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { "foreign key: \($0)" }
    }
  }
}
